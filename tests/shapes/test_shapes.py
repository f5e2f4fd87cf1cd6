"""Every shape is met by one graph and broken by another, and says so in words that help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH

from foramen.compiler.findings import VIOLATION
from foramen.compiler.serialise import n_triples
from foramen.compiler.validate import read_shapes, run_shapes, validate_triples
from foramen.namespaces import FORAMEN
from foramen.resources import sources_root

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*/*.ttl"))
ROOT = sources_root()
SHAPES = read_shapes(ROOT)


def named_shapes(graph: Graph) -> set[str]:
    """The local names of the shapes that have one."""
    return {
        str(shape).removeprefix(f"{FORAMEN}shape_")
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in graph.subjects(RDF.type, kind)
        if isinstance(shape, URIRef)
    }


NAMED = sorted(named_shapes(SHAPES))
NUMBER_OF_SHAPES = 102
# A case runs against the shapes of one file, so that a hundred of them take seconds.
HOME = {
    name: graph
    for path in sorted((ROOT / "shapes").glob("*.ttl"))
    for graph in [read_shapes(ROOT, [path.stem])]
    for name in named_shapes(graph)
}
EXPECTED = re.compile(r"^# (focus|message): (.+)$", re.MULTILINE)


def findings_of(path: Path) -> list[tuple[str, str]]:
    """What the shape that a case's folder is named after finds in the case."""
    shape = str(FORAMEN[f"shape_{path.parent.name}"])
    triples = n_triples(Graph().parse(path)).encode()
    return [
        (finding.focus, finding.message)
        for finding in validate_triples(triples, HOME[path.parent.name])
        if finding.source == shape
    ]


def test_the_number_of_shapes_is_the_one_written_here():
    assert len(NAMED) == NUMBER_OF_SHAPES


def test_every_shape_has_a_case_that_conforms_and_one_that_violates():
    found = {(path.parent.name, path.stem.partition("-")[0]) for path in FILES}
    assert found == {(name, kind) for name in NAMED for kind in ("conforms", "violates")}


@pytest.mark.parametrize("name", NAMED)
def test_a_shape_says_what_it_is_what_the_problem_is_and_how_to_mend_it(name: str):
    shape = FORAMEN[f"shape_{name}"]
    assert SHAPES.value(shape, RDFS.label)
    comment = str(SHAPES.value(shape, RDFS.comment))
    assert comment.startswith("Problem: ")
    assert "Mend: " in comment


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_gives_the_findings_that_its_head_names(path: Path):
    expected = dict(EXPECTED.findall(path.read_text("utf-8")))
    found = findings_of(path)
    if path.stem.startswith("conforms"):
        assert found == []
        return
    assert {focus.removeprefix(str(FORAMEN)) for focus, _ in found} == {expected["focus"]}
    assert all(expected["message"] in message for _, message in found)


def test_the_shapes_are_shapes_themselves():
    # pySHACL raises where a shape breaks the shapes of shapes; an empty graph conforms or not.
    validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)


@pytest.mark.slow
def test_the_real_dataset_breaks_no_shape(built):
    broken = [one for one in run_shapes(ROOT, built) if one.severity == VIOLATION]
    assert broken == []
