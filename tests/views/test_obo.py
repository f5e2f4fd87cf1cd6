"""The OBO file and the OBO graph are read by the tools of the field, and tell the same facts."""

from __future__ import annotations

import io
import warnings

import pytest

from foramen.terminology.nearest import nearest_relations
from foramen.terminology.obo import obo_lines
from foramen.terminology.obograph import obo_graph

F = "https://w3id.org/foramen/"
VERSION = f"{F}ontology/2026-11-23"


def frames(catalogue):
    """Give the clauses of each frame by its identifier."""
    blocks = "".join(obo_lines(catalogue, VERSION)).split("\n\n")
    found = {}
    for block in blocks[1:]:
        kind, _, rest = block.partition("\n")
        lines = rest.splitlines()
        if lines:
            found[lines[0].removeprefix("id: ")] = (kind, lines[1:])
    return blocks[0].splitlines(), found


def test_a_relation_stands_where_it_is_first_true(hand_made):
    near = nearest_relations(hand_made)
    assert near[f"{F}Opening"] == ((f"{F}transmits", f"{F}Root"),)
    assert near[f"{F}LeftOpening"] == (
        (f"{F}narrows", f"{F}Opening"),
        (f"{F}transmitsRoot", f"{F}LeftRoot"),
    )


def test_a_frame_says_everything_of_a_class(hand_made):
    _, found = frames(hand_made)
    assert found["foramen:LeftOpening"] == (
        "[Term]",
        [
            "name: leftopening",
            "namespace: foramen",
            'def: "What is called leftopening." [foramen:source_X]',
            "subset: anatomy",
            'synonym: "the \\"left\\" \\{one\\}" EXACT []',
            'synonym: "LO" EXACT foramen:abbreviation []',
            'synonym: "hole" RELATED []',
            "property_value: skos:broadMatch UBERON:0000002",
            "is_a: foramen:Opening ! opening",
            "relationship: foramen:narrows foramen:Opening ! opening",
            "relationship: foramen:transmitsRoot foramen:LeftRoot ! leftroot",
        ],
    )


def test_only_what_means_the_same_is_a_cross_reference(hand_made):
    _, found = frames(hand_made)
    assert 'xref: UBERON:0000001 "a \\"root\\""' in found["foramen:Root"][1]
    assert [line for line in found["foramen:LeftOpening"][1] if line.startswith("xref")] == []


def test_an_obsolete_class_says_so_and_has_no_relations(hand_made):
    _, found = frames(hand_made)
    lines = found["foramen:OldOpening"][1]
    assert lines[-2:] == ["is_obsolete: true", "replaced_by: foramen:Opening"]
    assert [line for line in lines if line.startswith(("is_a", "relationship"))] == []


def test_relations_are_typedefs_and_individuals_are_left_out(hand_made):
    _, found = frames(hand_made)
    assert found["foramen:transmitsRoot"][0] == "[Typedef]"
    assert "is_a: foramen:transmits ! transmits" in found["foramen:transmitsRoot"][1]
    assert "foramen:GradeOne" not in found


def test_the_header_says_version_licence_and_disclaimer(hand_made):
    header, _ = frames(hand_made)
    assert "data-version: 2026-11-23" in header
    assert "idspace: UBERON http://purl.obolibrary.org/obo/UBERON_" in header
    assert "property_value: dcterms:license https://creativecommons.org/licenses/by/4.0/" in header
    assert [line for line in header if line.startswith("remark: Educational; not medical")]


def test_the_graph_says_the_same_as_the_file(hand_made):
    (graph,) = obo_graph(hand_made, VERSION)["graphs"]
    nodes = {node["id"].removeprefix(F): node for node in graph["nodes"]}
    assert nodes["LeftOpening"]["meta"]["synonyms"][1] == {
        "pred": "hasExactSynonym", "val": "LO", "xrefs": [], "synonymType": f"{F}abbreviation",
    }  # fmt: skip
    assert nodes["OldOpening"]["meta"]["deprecated"] is True
    edges = {
        tuple(edge[key].removeprefix(F) for key in ("sub", "pred", "obj"))
        for edge in graph["edges"]
    }
    assert edges == {
        ("Root", "is_a", "Thing"),
        ("LeftRoot", "is_a", "Root"),
        ("Opening", "is_a", "Thing"),
        ("Opening", "transmits", "Root"),
        ("LeftOpening", "is_a", "Opening"),
        ("LeftOpening", "narrows", "Opening"),
        ("LeftOpening", "transmitsRoot", "LeftRoot"),
        ("transmitsRoot", "subPropertyOf", "transmits"),
    }


@pytest.mark.interop
def test_fastobo_reads_back_what_was_escaped(hand_made):
    import fastobo

    document = fastobo.loads("".join(obo_lines(hand_made, VERSION)))
    (frame,) = [one for one in document if str(one.id) == "foramen:LeftOpening"]
    texts = [clause.synonym.desc for clause in frame if clause.raw_tag() == "synonym"]
    assert texts == ['the "left" {one}', "LO", "hole"]


@pytest.fixture(scope="module", params=["/foramen.obo", "/foramen.json"])
def loaded(request, served):
    """What pronto makes of each file; any warning of it is an error."""
    import pronto

    response = served.get(request.param)
    assert response.status_code == 200
    prefix = "foramen:" if request.param.endswith("obo") else F
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return pronto.Ontology(io.BytesIO(response.data)), prefix


@pytest.mark.interop
def test_pronto_finds_every_class(loaded, real):
    ontology, prefix = loaded
    expected = {term.id for term in real.terms.values() if term.kind == "class"}
    assert len(expected) >= 2000
    assert {term.id.removeprefix(prefix) for term in ontology.terms()} == expected


@pytest.mark.interop
def test_pronto_finds_what_is_known_of_a_foramen(loaded):
    ontology, prefix = loaded
    foramen = ontology[f"{prefix}Foramen_L4-L5_left"]
    assert foramen.name == "left L4/5 intervertebral foramen"
    parents = {one.id for one in foramen.superclasses(distance=1, with_self=False)}
    assert parents == {f"{prefix}Foramen_L4-L5", f"{prefix}PassageOfLeftRoot"}
    related = {name.id: {one.id for one in ends} for name, ends in foramen.relationships.items()}
    assert related[f"{prefix}transmitsRoot"] == {f"{prefix}Root_L4_left"}
    assert related[f"{prefix}boundedSuperiorlyBy"] == {f"{prefix}Pedicle_L4_left"}
    synonyms = {one.description: one.scope for one in foramen.synonyms}
    assert synonyms["left L4/5 IVF"] == "EXACT"
    assert "left L4/5 neural foramen" in synonyms
    assert foramen.definition.startswith("The left intervertebral foramen between")
    assert {xref.id for xref in foramen.definition.xrefs} == {f"{prefix}claim_INT01"}


@pytest.mark.interop
def test_pronto_finds_a_code_that_means_the_same(loaded):
    ontology, prefix = loaded
    xrefs = {xref.id for xref in ontology[f"{prefix}CaudaEquina"].xrefs}
    assert "UBERON:0012337" in xrefs


@pytest.mark.interop
def test_pronto_finds_the_way_up_to_what_is_above_everything(loaded):
    ontology, prefix = loaded
    above = {one.id for one in ontology[f"{prefix}Root_L4_left"].superclasses()}
    assert f"{prefix}AnatomicalEntity" in above


@pytest.mark.parametrize(
    ("path", "media_type"), [("/foramen.obo", "text/obo"), ("/foramen.json", "application/json")]
)
def test_a_file_comes_under_its_name_and_is_kept_by_clients(served, path, media_type):
    response = served.get(path)
    assert response.mimetype == media_type
    assert response.headers["Content-Disposition"] == f'inline; filename="{path[1:]}"'
    again = served.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
