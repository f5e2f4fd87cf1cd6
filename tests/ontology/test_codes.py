"""Hold the ICD-10-CM codes against expectations that were read by hand in the tabular list.

The list is the one of fiscal year 2026 as updated on April 1, 2026. `EXPECTED` names, for a level,
a cause and what is there besides, the codes that apply; `*` marks one that a note excludes and `?`
one that depends on more. Codes are without `ICD10CM:`.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING

import pytest

from foramen.namespaces import FORAMEN
from foramen.resources import sources_root
from foramen.terminology.applicable import Applicable
from foramen.terminology.code_uses import read_code_tables

if TYPE_CHECKING:
    from types import ModuleType

    from foramen.knowledge import Knowledge
    from foramen.terminology.applicable import ApplicableCode

MARKS = {"applies": "", "depends": "?", "excluded": "*"}
# level, side, causes, with, without: codes
EXPECTED = [
    # A disc with radiculopathy: M50.1- by level, M51.1- by region; M54.1- is excluded.
    ("C2-C3 left", "DiscHerniation", "Radiculopathy", "", "M50.11 M99.71 M54.12*"),
    ("C3-C4 left", "DiscHerniation", "Radiculopathy", "", "M50.11 M99.71 M54.12*"),
    ("C4-C5 right", "DiscHerniation", "Radiculopathy", "", "M50.121 M99.71 M54.12*"),
    ("C5-C6 right", "DiscHerniation", "Radiculopathy", "", "M50.122 M99.71 M54.12*"),
    ("C6-C7 left", "DiscBulge", "Radiculopathy", "", "M50.123 M99.71 M54.12*"),
    ("C7-T1 left", "DiscHerniation", "CervicalRadiculopathy", "",
     "M50.13 M99.71 M99.72 M54.13* M54.12*"),
    ("T1-T2 left", "DiscHerniation", "Radiculopathy", "", "M51.14 M99.72 M54.14*"),
    ("T11-T12 left", "DiscBulge", "ThoracicRadiculopathy", "", "M51.14 M99.72 M54.14*"),
    ("T12-L1 left", "DiscHerniation", "Radiculopathy", "",
     "M51.15 M51.14 M99.72 M99.73 M54.15* M54.14*"),
    ("L1-L2 left", "DiscHerniation", "Radiculopathy", "", "M51.16 M99.73 M54.16*"),
    ("L4-L5 left", "DiscHerniation", "Radiculopathy", "",
     "M51.16 M99.73 M54.16* M54.32* M54.42*"),
    ("L4-L5 right", "ForaminalDiscHerniation", "LumbarRadiculopathy", "",
     "M51.16 M99.73 M54.16* M54.31* M54.41*"),
    ("L5-S1 right", "DiscHerniation", "Radiculopathy", "",
     "M51.17 M51.16 M99.73 M99.74 M54.17* M54.16* M54.31* M54.41*"),
    # The side is not known.
    ("L4-L5", "DiscHerniation", "Radiculopathy", "",
     "M51.16 M99.73 M54.16* M54.31* M54.32* M54.41* M54.42*"),
    # A disc without radiculopathy, or with nothing said of it.
    ("C5-C6 left", "DiscHerniation", "", "Radiculopathy", "M50.222 M99.71"),
    ("C7-T1 left", "DiscBulge", "", "Radiculopathy", "M50.23 M99.71 M99.72"),
    ("L4-L5 left", "DiscHerniation", "", "Radiculopathy", "M51.26 M99.73"),
    ("L5-S1 left", "DiscHerniation", "", "Radiculopathy", "M51.27 M51.26 M99.73 M99.74"),
    ("L4-L5 left", "DiscHerniation", "", "", "M99.73 M51.16? M51.26?"),
    ("C3-C4 left", "DiscHeightLoss", "", "Radiculopathy", "M50.31 M99.71"),
    ("T6-T7 left", "DiscHeightLoss", "", "Radiculopathy", "M51.34 M99.72"),
    ("L3-L4 left", "DiscHeightLoss", "", "Radiculopathy",
     "M51.369 M99.73 M51.360? M51.361? M51.362?"),
    # Bone.
    ("L4-L5 left", "BonyContributor", "", "Radiculopathy", "M99.63"),
    ("L3-L4 left", "FacetJointHypertrophy", "", "Radiculopathy", "M99.63 M47.816"),
    ("L3-L4 left", "FacetArthropathy", "", "Radiculopathy", "M99.63 M47.816"),
    ("L3-L4 left", "FacetArthropathy", "Radiculopathy", "", "M47.26 M99.63 M54.16*"),
    ("T6-T7 left", "FacetArthropathy", "Radiculopathy", "", "M47.24 M99.62 M54.14*"),
    ("C5-C6 left", "NeckArthritis", "Radiculopathy", "", "M47.22 M54.12*"),
    ("C4-C5 left", "Osteophyte", "Radiculopathy", "", "M25.78 M99.61 M47.22 M54.12"),
    ("C4-C5 left", "Osteophyte", "", "Radiculopathy", "M25.78 M99.61 M47.812"),
    ("C6-C7 right", "UncovertebralJointChange", "Radiculopathy", "", "M99.61 M47.22 M54.12"),
    ("C7-T1 right", "UncovertebralJointChange", "Radiculopathy", "", "M54.13 M54.12"),
    # A slip, instability, ligament, canal.
    ("L4-L5 left", "Spondylolisthesis", "", "Radiculopathy", "M43.16 M99.63"),
    ("L5-S1 left", "Spondylolisthesis", "", "Radiculopathy", "M43.17 M43.16 M99.63 M99.64"),
    ("C4-C5 left", "Spondylolisthesis", "Radiculopathy", "", "M43.12 M99.61 M54.12"),
    ("L4-L5 left", "SpinalInstability", "", "Radiculopathy", "M53.2X6"),
    ("L2-L3 left", "LigamentThickening", "", "Radiculopathy", "M99.73 M24.28"),
    ("L2-L3 left", "LigamentThickening", "CentralCanalStenosis", "Radiculopathy",
     "M99.73 M24.28 M48.061 M48.062?"),
    ("C5-C6 left", "", "CentralCanalStenosis", "", "M48.02 M99.61? M99.71?"),
    # Both disc and bone: what either says; the disc still keeps M54.1- out.
    ("C5-C6 left", "DiscBulge Osteophyte", "Radiculopathy", "",
     "M50.122 M99.71 M99.61 M25.78 M47.22 M54.12*"),
    # Little is known, or the case cannot be.
    ("T3-T4 left", "", "", "", "M99.62? M99.72?"),
    ("L1-L2 left", "", "Radiculopathy", "", "M54.16 M99.63? M99.73?"),
    ("L4-L5 left", "NeckArthritis", "", "", ""),
    ("L4-L5 left", "UncovertebralJointChange", "", "", ""),
]  # fmt: skip


@pytest.fixture(scope="session")
def applicable(knowledge: Knowledge) -> Applicable:
    return Applicable.read(knowledge)


def found(
    applicable: Applicable, place: str, causes: str = "", given: str = "", without: str = ""
) -> tuple[ApplicableCode, ...]:
    level, _, side = place.partition(" ")
    terms = [[FORAMEN[name] for name in names.split()] for names in (causes, given, without)]
    return applicable.codes(
        level=FORAMEN[f"Level_{level}"],
        side=FORAMEN[f"{side.capitalize()}Side"] if side else "",
        causes=terms[0],
        presentation=terms[1],
        without=terms[2],
    )


@pytest.mark.parametrize(("place", "causes", "given", "without", "codes"), EXPECTED)
def test_the_codes_are_those_of_the_tabular_list(
    applicable: Applicable, place: str, causes: str, given: str, without: str, codes: str
) -> None:
    marked = [
        one.code.removeprefix("ICD10CM:") + MARKS[one.standing]
        for one in found(applicable, place, causes, given, without)
    ]
    assert sorted(marked) == sorted(codes.split())


def test_as_many_expectations_as_were_written() -> None:
    assert len(EXPECTED) == 44


@pytest.mark.parametrize("code", ["G55", "G54.2", "G54.3", "G54.4", "M47.9", "M51.9", "M48.00"])
def test_a_code_that_the_notes_or_the_level_forbid_is_never_offered(
    knowledge: Knowledge, code: str
) -> None:
    # G54 and G55 leave out discs and spondylosis; the others are for an unspecified site or kind.
    assert f"ICD10CM:{code}" not in {use.code for use in read_code_tables(knowledge).uses}


def test_spinal_stenosis_is_not_offered_for_a_foramen_alone(applicable: Applicable) -> None:
    # M48.0- names the spine; the foramen has M99.6- and M99.7-.
    offered = {one.code for one in found(applicable, "L4-L5 left", "Osteophyte", "Radiculopathy")}
    assert not [code for code in offered if code.startswith("ICD10CM:M48.0")]


def test_radiculopathy_beside_a_disc_says_which_note_excludes_it(applicable: Applicable) -> None:
    codes = found(applicable, "L2-L3 left", "DiscHerniation", "Radiculopathy")
    excluded = [one for one in codes if one.standing == "excluded"]
    assert [one.code for one in excluded] == ["ICD10CM:M54.16"]
    assert "Excludes1 at M54.1" in excluded[0].excluded_by


def test_only_three_cervical_levels_and_the_last_are_said_by_a_code(knowledge: Knowledge) -> None:
    stated = {
        one.code for one in read_code_tables(knowledge).uses if "level" not in one.leaves_open
    }
    assert stated == {
        f"ICD10CM:M50.{kind}{level}" for kind in "123" for level in ("21", "22", "23", "3")
    }


def test_only_sciatica_has_a_side(knowledge: Knowledge) -> None:
    sided = {one.code for one in read_code_tables(knowledge).uses if "side" not in one.leaves_open}
    assert sided == {f"ICD10CM:M54.{kind}{side}" for kind in "34" for side in "12"}


def test_no_code_says_level_side_and_foramen(knowledge: Knowledge) -> None:
    uses = read_code_tables(knowledge).uses
    assert len(uses) > 100
    assert not [one for one in uses if not {"level", "side", "foramen"} & set(one.leaves_open)]


def test_instructions_of_block_and_category_come_with_a_code(applicable: Applicable) -> None:
    came = [(one.stands_at, one.kind) for one in applicable.instructions("ICD10CM:M54.16")]
    assert came == [
        ("M54.1", "excludes1"),
        ("M54.1", "inclusion"),
        ("M54", "excludes1"),
        ("M50-M54", "excludes1"),
        ("M00-M99", "excludes2"),
        ("M00-M99", "use"),
    ]


def _tabular(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the tabular list from where `make test` puts the packages of others."""
    folder = sources_root() / ".venv" / "terminologies"
    if not folder.is_dir() and not os.environ.get("CI"):
        pytest.skip("the packages of service/requirements/terminologies.txt are missing")
    monkeypatch.syspath_prepend(str(folder))
    return importlib.import_module("simple_icd_10_cm")


@pytest.mark.interop
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # theirs
def test_every_code_and_instruction_is_in_the_tabular_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tabular = _tabular(monkeypatch)
    rows = _rows("icd10cm")
    assert len(rows) == 84
    codes = [row["code"].removeprefix("ICD10CM:") for row in rows]
    assert [row["label"] for row in rows] == [tabular.get_description(code) for code in codes]
    assert all(tabular.is_leaf(code) for code in codes)
    # The chapter is called 13 there; a block of blocks, M00-M25, is left out of its ancestors.
    written = {(row["scope"], row["kind"]) for row in _rows("instructions")}
    written -= {("M00-M25", "includes")}
    assert written == {
        ("M00-M99" if scope == "13" else scope, kind)
        for code in codes
        for scope in (code, *tabular.get_ancestors(code))
        for kind, read in (
            ("includes", tabular.get_includes),
            ("inclusion", tabular.get_inclusion_term),
            ("excludes1", tabular.get_excludes1),
            ("excludes2", tabular.get_excludes2),
            ("use", tabular.get_notes),
        )
        if read(scope)
    }


def _rows(name: str) -> list[dict[str, str]]:
    text = (sources_root() / "ontology" / "codes" / f"{name}.tsv").read_text("utf-8")
    head, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(head, line, strict=True)) for line in lines]
