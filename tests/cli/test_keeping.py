"""`build`, `check`, `format`: what they print and with which status they end."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOCUS = "https://w3id.org/foramen/Foramen_L4-L5"


@dataclass(frozen=True)
class Finding:
    severity: str
    focus: str
    path: str
    value: str
    message: str
    source: str


@dataclass(frozen=True)
class CheckResult:
    name: str
    title: str
    passed: bool
    seconds: float
    findings: tuple[Finding, ...] = ()


HOLDS = CheckResult("ledger", "No identifier was lost", True, 0.12)
FAILS = CheckResult(
    "shapes",
    "Every shape holds",
    False,
    1.5,
    (Finding("Violation", FOCUS, "", "", "It has no <label>.", "https://w3id.org/foramen/shape"),),
)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the checks give these results."""

    def give(*results: CheckResult) -> None:
        module = ModuleType("foramen.compiler.checks")
        module.run_checks = lambda *_, **__: results  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "foramen.compiler.checks", module)
        import foramen.compiler

        monkeypatch.setattr(foramen.compiler, "checks", module, raising=False)

    return give


def test_check_succeeds_only_where_everything_holds(foramen: Callable, checks: Callable) -> None:
    checks(HOLDS)
    assert foramen("check").status == 0
    checks(HOLDS, FAILS)
    assert foramen("check").status == 1


def test_the_table_of_checks_shows_each_finding(foramen: Callable, checks: Callable) -> None:
    checks(HOLDS, FAILS)
    out = foramen("check").out
    assert "1 of 2 checks fail" in out
    assert "foramen:Foramen_L4-L5" in out
    assert "It has no <label>." in out


def test_checks_as_json_carry_every_field(foramen: Callable, checks: Callable) -> None:
    checks(HOLDS, FAILS)
    report = json.loads(foramen("check", "--format", "json").out)
    assert report["passed"] is False
    assert report["checks"][1]["findings"][0]["focus"] == FOCUS


def test_checks_as_junit_have_a_case_a_check(foramen: Callable, checks: Callable) -> None:
    checks(HOLDS, FAILS)
    suite = ElementTree.fromstring(foramen("check", "--format", "junit").out.encode())
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failure = suite.find("testcase[@name='shapes']/failure")
    assert failure is not None
    assert "It has no <label>." in str(failure.text)


def test_checks_as_turtle_are_a_shacl_report(foramen: Callable, checks: Callable) -> None:
    checks(HOLDS, FAILS)
    graph = Graph().parse(data=foramen("check", "--format", "ttl").out, format="turtle")
    report = graph.value(predicate=RDF.type, object=SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(False)
    result = graph.value(report, SH.result)
    assert graph.value(result, SH.focusNode) == URIRef(FOCUS)
    assert graph.value(result, SH.resultSeverity) == SH.Violation


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, small_dataset: Path) -> list[Path]:
    """A compiler that gives the small dataset at once; the list holds where it was to build."""
    from foramen.knowledge import Knowledge, load_knowledge

    asked: list[Path] = []

    def build(
        sources: Path,
        output: Path,
        progress: Callable[[str, float], None],
        *,
        optional: tuple[str, ...],
    ) -> Knowledge:
        progress("read the tables", 0.5)
        progress("write the dataset", 0.94)
        asked.append(output)
        return load_knowledge(small_dataset)

    module = ModuleType("foramen.compiler.pipeline")
    module.build = build  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "foramen.compiler.pipeline", module)
    import foramen.compiler

    monkeypatch.setattr(foramen.compiler, "pipeline", module, raising=False)
    return asked


def test_build_shows_graphs_and_counts(foramen: Callable, pipeline: list[Path]) -> None:
    ran = foramen("build")
    assert ran.status == 0, ran.err
    assert ran.out.startswith("Built foramen 9.9.9 into ")
    assert "asserted" in ran.out
    assert "classes" in ran.out


def test_progress_off_a_terminal_is_one_line_a_stage(
    foramen: Callable, pipeline: list[Path]
) -> None:
    stages = [line.strip() for line in foramen("build").err.splitlines()]
    assert stages == ["0.5 s  read the tables", "0.9 s  write the dataset"]


def test_build_writes_where_it_is_told(
    foramen: Callable, pipeline: list[Path], tmp_path: Path
) -> None:
    foramen("build", "--output", str(tmp_path / "there"))
    assert pipeline == [tmp_path / "there"]


def test_a_dataset_of_other_sources_is_built_again(foramen: Callable, pipeline: list[Path]) -> None:
    foramen("build", "--if-stale")
    assert len(pipeline) == 1


def test_a_dataset_of_these_sources_is_left_alone(
    foramen: Callable,
    pipeline: list[Path],
    small_sources: Path,
    small_dataset: Path,
    tmp_path: Path,
) -> None:
    from foramen.knowledge import sources_digest

    manifest = json.loads((small_dataset / "manifest.json").read_text("utf-8"))
    manifest["sources_digest"] = sources_digest(small_sources)
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    shutil.copytree(small_dataset / "graphs", tmp_path / "graphs")
    assert foramen("build", "--if-stale", "--output", str(tmp_path)).status == 0
    assert pipeline == []


def test_an_installed_package_is_not_built_over(
    foramen: Callable, pipeline: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORAMEN_DATASET")
    monkeypatch.setattr("foramen.resources.is_checkout", lambda: False)
    ran = foramen("build")
    assert ran.status == 2
    assert "--output DIR" in ran.err


@pytest.mark.parametrize(("command", "extra"), [("check", "check"), ("build", "build")])
def test_a_plain_installation_is_told_which_extra_it_lacks(
    foramen: Callable, monkeypatch: pytest.MonkeyPatch, command: str, extra: str
) -> None:
    monkeypatch.setattr("foramen.cli.keeping.find_spec", lambda _: None)
    ran = foramen(command)
    assert ran.status == 2
    assert f"pip install 'foramen[{extra}]'" in ran.err
