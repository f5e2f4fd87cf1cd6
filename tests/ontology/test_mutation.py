"""Spoil the sources in one place each; what holds of the sound ones must then no longer hold.

The spoiled places are independent of each other, so they are put into one tree and compiled once;
each test looks at its own place only.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from foramen.compiler.assemble import assemble
from foramen.compiler.built import local_name
from foramen.compiler.infer import infer
from foramen.compiler.view import broader_classes, view

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """What came of a tree: what a person sees, and which classes are impossible."""

    world: object
    impossible: frozenset[str]

    def ends(self, subject: str, relation: str) -> set[str]:
        return self.world.ends(subject, relation)


@dataclass(frozen=True)
class Mutation:
    """Rows of one table, each by its first cells, with the cells that change; and who notices.

    A row whose cells are None is dropped.
    """

    table: str
    rows: dict[str, dict[str, str] | None]
    holds: Callable[[Outcome], bool]


MUTATIONS = {
    "two exits swapped": Mutation(
        "axes/roots.tsv",
        {"L4": {"level": "L5-S1"}, "L5": {"level": "L4-L5"}},
        lambda out: out.ends("Foramen_L4-L5_left", "transmitsRoot") == {"Root_L4_left"},
    ),
    "an exiting root one too low": Mutation(
        "axes/levels.tsv",
        {"T9-T10": {"exiting": "T10"}},
        lambda out: out.ends("Level_T9-T10", "hasExitingRoot") == {"Root_T9"},
    ),
    "the root of a paracentral zone": Mutation(
        "axes/levels.tsv",
        {"L2-L3": {"subarticular": "L2"}},
        lambda out: (
            out.ends("ParacentralDiscHerniation_L2-L3_left", "mayCompromise") == {"Root_L3_left"}
        ),
    ),
    "an uncovertebral joint too low": Mutation(
        "axes/levels.tsv",
        {"C7-T1": {"uncovertebral": "yes"}},
        lambda out: (
            "UncovertebralJoint_C7-T1_left" not in out.ends("Foramen_C7-T1_left", "boundedBy")
        ),
    ),
    "the sides swapped": Mutation(
        "axes/sides.tsv",
        {"left": {"term": "RightSide"}, "right": {"term": "LeftSide"}},
        lambda out: out.ends("Foramen_C5-C6_left", "hasLaterality") == {"LeftSide"},
    ),
    "one root on the wrong side": Mutation(
        "claims/anatomy.tsv",
        {
            "SpinalNerveRoot exitsThrough": {
                "subject": "Foramen_L1-L2_left",
                "relation": "transmitsRoot",
                "object": "Root_L1_right",
            }
        },
        lambda out: "Foramen_L1-L2_left" not in out.impossible,
    ),
    "one disjointness dropped": Mutation(
        "disjoint/anatomy.tsv",
        {"NerveExitPassage VertebralForamen": None},
        lambda out: "Test-ForamenThatIsAVertebralForamen" in out.impossible,
    ),
    "another disjointness dropped": Mutation(
        "disjoint/care.tsv",
        {"Decompression SpinalFusion": None},
        lambda out: "Test-ForaminotomyThatIsAFusion" in out.impossible,
    ),
    "one chain dropped": Mutation(
        "chains.tsv",
        {"mayWeaken mayCompromise suppliesKeyMuscle": None},
        lambda out: (
            out.ends("ForaminalStenosis_C5-C6_left", "mayWeaken")
            == {"KeyMuscle_WristExtensors_left"}
        ),
    ),
    "one definition dropped": Mutation(
        "definitions/clinical.tsv",
        {"MixedForaminalStenosis": None},
        lambda out: (
            "MixedForaminalStenosis"
            in out.ends("OsteophyteAndDiscBulgeForaminalStenosis", "subClassOf")
        ),
    ),
    "one caution said of too few": Mutation(
        "cautions/cautions.tsv",
        {"InvasiveProcedure MedicalInstability delays": {"procedure": "NeedleProcedure"}},
        lambda out: "MedicalInstability" in out.ends("Foraminotomy", "mayBeDelayedBy"),
    ),
}


@pytest.fixture(scope="module")
def sound(world, impossible: frozenset[str]) -> Outcome:
    return Outcome(world, impossible)


@pytest.fixture(scope="module")
def spoiled(
    sources: Path, provocations, make_world, tmp_path_factory: pytest.TempPathFactory
) -> Outcome:
    root = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(sources / "ontology", root / "ontology")
    for mutation in MUTATIONS.values():
        spoil(root / "ontology" / mutation.table, mutation.rows)
    assembled = assemble(root)
    axioms = Graph()
    for triple in (*assembled.graphs["axioms"], *provocations):
        axioms.add(triple)
    closure = infer(axioms, root / "ontology" / "rules" / "el.rls")
    seen = view(closure.facts, broader_classes(closure.facts))
    impossible = frozenset(map(local_name, closure.impossible))
    return Outcome(make_world([*assembled.graphs["asserted"], *seen]), impossible)


def spoil(table: Path, rows: dict[str, dict[str, str] | None]) -> None:
    header, *lines = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    found = set()
    kept = [header]
    for cells in lines:
        key = next((one for one in rows if one.split() == cells[: len(one.split())]), None)
        changes = rows[key] if key else {}
        found.add(key)
        if changes is not None:
            kept.append([changes.get(name, cell) for name, cell in zip(header, cells, strict=True)])
    assert rows.keys() <= found, f"{table.name} has no row {rows.keys() - found}"
    table.write_text("".join("\t".join(cells) + "\n" for cells in kept), "utf-8")


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_spoiled_source_is_noticed(sound: Outcome, spoiled: Outcome, name: str) -> None:
    assert MUTATIONS[name].holds(sound)
    assert not MUTATIONS[name].holds(spoiled)
