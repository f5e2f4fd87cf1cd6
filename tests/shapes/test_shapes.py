"""Every shape is met by one graph and broken by another, and says so in words that help."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH

from foramen.compiler.findings import VIOLATION
from foramen.compiler.serialise import n_triples
from foramen.compiler.validate import read_shapes, run_shapes, validate_triples
from foramen.errors import BadSetting
from foramen.namespaces import FORAMEN, expand
from foramen.resources import sources_root

if TYPE_CHECKING:
    from foramen.compiler.findings import Finding
    from foramen.knowledge import Knowledge

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.ttl"))
FILES = sorted((sources_root() / "shapes").glob("*.ttl"))
SHAPES = read_shapes(sources_root())
PREFIXES = Graph().parse(sources_root() / "ontology" / "prefixes.ttl")
NAMED = sorted(
    {
        str(shape).removeprefix(f"{FORAMEN}shape_")
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in SHAPES.subjects(RDF.type, kind)
        if isinstance(shape, URIRef)
    }
)
# So that neither a lost file nor a pattern that finds none goes unnoticed.
NUMBER_OF_SHAPES = 148
NUMBER_OF_CASES = 575

EXPECTED = re.compile(r"^# (focus|message|value): (.+)$", re.MULTILINE)
SEVERITY = {"Violation", "Warning", "Info"}


@cache
def findings_of(path: Path) -> tuple[Finding, ...]:
    """What the shape of a case's folder, taken alone, finds in the case."""
    alone = PREFIXES + SHAPES.cbd(FORAMEN[f"shape_{path.parent.name}"])
    return validate_triples(n_triples(Graph().parse(path)).encode(), alone)


def expected_of(path: Path, field: str) -> set[str]:
    """What the head of a case says of a field; a name stands there in its short form."""
    told = {text for name, text in EXPECTED.findall(path.read_text("utf-8")) if name == field}
    return told if field == "message" else {expand(text) or text for text in told}


def test_shapes_and_cases_are_as_many_as_are_written_here():
    assert len(NAMED) == NUMBER_OF_SHAPES, "a shape came or went: mend NUMBER_OF_SHAPES"
    assert len(CASES) == NUMBER_OF_CASES, "a case came or went: mend NUMBER_OF_CASES"


def test_every_shape_has_a_case_that_conforms_and_one_that_violates():
    found = {(path.parent.name, path.stem.partition("-")[0]) for path in CASES}
    assert found == {(name, kind) for name in NAMED for kind in ("conforms", "violates")}


@pytest.mark.parametrize("name", NAMED)
def test_a_shape_says_what_it_is_what_the_problem_is_and_how_to_mend_it(name: str):
    shape = FORAMEN[f"shape_{name}"]
    assert SHAPES.value(shape, RDFS.label)
    comment = str(SHAPES.value(shape, RDFS.comment))
    assert comment.startswith("Problem: ")
    assert " Mend: " in comment


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shapes_file_is_of_one_concern_and_says_what_it_reads(path: Path):
    header = FORAMEN[f"shapes_{path.stem}"]
    assert SHAPES.value(header, RDFS.label)
    assert {str(graph) for graph in SHAPES.objects(header, FORAMEN.readsGraph)}
    assert len(path.read_text("utf-8").splitlines()) <= 200, "divide the concern"


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_gives_the_findings_that_its_head_names(path: Path):
    found = findings_of(path)
    if path.stem.startswith("conforms"):
        assert found == ()
        return
    assert {finding.focus for finding in found} == expected_of(path, "focus")
    assert {finding.source for finding in found} == {str(FORAMEN[f"shape_{path.parent.name}"])}
    assert {finding.severity for finding in found} <= SEVERITY
    said = "\n".join(finding.message for finding in found)
    for message in expected_of(path, "message"):
        assert message in said
    if values := expected_of(path, "value"):
        assert {finding.value for finding in found} == values


def test_every_message_of_a_shape_is_provoked_by_a_case():
    said = defaultdict(str)
    for path in CASES:
        said[path.parent.name] += "\n".join(finding.message for finding in findings_of(path))
    silent = []
    for name in NAMED:
        for message in SHAPES.cbd(FORAMEN[f"shape_{name}"]).objects(None, SH.message):
            # What a query puts into its message stands between braces.
            words = ".+".join(map(re.escape, re.split(r"\{[?$]\w+\}", str(message))))
            if not re.search(words, said[name]):
                silent.append((name, str(message)))
    assert silent == []


def test_a_finding_has_the_severity_that_its_shape_gives():
    by_shape = {
        path.parent.name: {finding.severity for finding in findings_of(path)}
        for path in CASES
        if path.stem.startswith("violates")
    }
    graded = {name: kind for name, kind in by_shape.items() if kind != {VIOLATION}}
    assert graded == {
        "alternative-says-which": {"Info"},
        "caution-has-second-source": {"Info"},
        "citation-has-address": {"Info"},
        "citation-is-used": {"Info"},
        "claim-is-cited": {"Warning"},
        "class-has-parent": {"Warning"},
        "definition-is-unique": {"Warning"},
        "doubtful-fact-has-second-source": {"Info"},
        "firmer-part-is-explained": {"Warning"},
        "label-is-in-lower-case": {"Warning"},
        "prerequisite-does-not-follow": {"Warning"},
        "synonym-is-of-one-term": {"Warning"},
    }


@pytest.mark.slow
def test_the_shapes_are_shapes_themselves():
    # pySHACL raises where a shape breaks the shapes of shapes; an empty graph lacks 23 levels.
    validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)


def test_a_shapes_file_of_an_unknown_name_is_refused_with_one_that_is_near():
    with pytest.raises(BadSetting, match="cautions"):
        read_shapes(sources_root(), ["caution"])


def test_graphs_in_memory_are_checked_like_a_dataset():
    term = (FORAMEN.Pedicle, RDF.type, URIRef("http://www.w3.org/2002/07/owl#Class"))
    found = run_shapes(sources_root(), {"asserted": [term]}, only=["completeness"])
    assert {finding.source.rpartition("_")[2] for finding in found} == {
        "class-is-listed",
        "term-has-label",
    }


def test_only_the_graphs_that_a_shapes_file_reads_are_read(tmp_path: Path):
    (tmp_path / "graphs").mkdir()
    for name in ("entailed", "axioms"):
        (tmp_path / "graphs" / f"{name}.nt").write_text(
            f"<{FORAMEN.pedicle}> <{RDF.type}> <http://www.w3.org/2002/07/owl#Class> .\n", "utf-8"
        )
    assert run_shapes(sources_root(), tmp_path, only=["vocabulary"]) == ()


@pytest.mark.slow
def test_the_real_dataset_breaks_no_shape(built: Knowledge):
    broken = [one for one in run_shapes(sources_root(), built) if one.severity == VIOLATION]
    assert broken == []
