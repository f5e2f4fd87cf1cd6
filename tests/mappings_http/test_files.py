"""Mappings are given as SSSOM tables, SSSOM JSON and RDF, which readers of others take."""

from __future__ import annotations

import io
import warnings

import pytest
import rdflib
from rdflib import OWL, RDF, SKOS, URIRef

F = "https://w3id.org/foramen/"
SSSOM = rdflib.Namespace("https://w3id.org/sssom/")
TSV = "text/tab-separated-values"
FILES = [
    ("/mappings.sssom.tsv", TSV, "foramen-mappings.sssom.tsv"),
    ("/mappings.tsv", TSV, "foramen-mappings.sssom.tsv"),
    ("/mappings.sssom.json", "application/json", "foramen-mappings.sssom.json"),
    ("/mappings.ttl", "text/turtle", "foramen-mappings.ttl"),
    ("/mappings/uberon.sssom.tsv", TSV, "foramen-mappings-uberon.sssom.tsv"),
    ("/mappings/icd10cm.json", "application/json", "foramen-mappings-icd10cm.sssom.json"),
    ("/mappings/icd10cm.nt", "application/n-triples", "foramen-mappings-icd10cm.nt"),
    ("/mappings/icd10cm.jsonld", "application/ld+json", "foramen-mappings-icd10cm.jsonld"),
    ("/mappings/icd10cm.rdf", "application/rdf+xml", "foramen-mappings-icd10cm.rdf"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "media_type", "name"), FILES)
def test_a_file_comes_under_its_name(small, path, media_type, name):
    response = small.get(path)
    assert response.mimetype == media_type
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'
    again = small.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("accept", "got"),
    [
        ("text/html", "text/html"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("*/*", "text/html"),
    ],
)
def test_the_address_answers_by_accept(small, accept, got):
    assert small.get("/mappings/uberon", headers={"Accept": accept}).mimetype == got


def test_what_is_not_on_offer_is_refused(small):
    assert small.get("/mappings/", headers={"Accept": "image/png"}).status_code == 406
    assert small.get("/mappings/?format=xlsx").status_code == 406


def test_an_unknown_suffix_is_told_which_there_are(small):
    detail = small.get("/mappings.csv").get_json()["detail"]
    assert detail.startswith("There is no file mappings.csv. Ends: sssom.tsv,")


def test_a_set_names_its_terminology_version_and_licence(small):
    found = small.get("/mappings/uberon.json").get_json()
    assert found["mapping_set_id"].lower() == f"{F}mappings/uberon"
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["object_source_version"] == "2026-04-01"
    assert found["comment"] == "Free with attribution."
    assert len(found["mappings"]) == 3


def test_a_part_of_a_set_is_not_called_by_the_name_of_the_whole(small):
    found = small.get("/mappings/?q=second+hole&format=json").get_json()
    assert found["mapping_set_id"] == f"{F}mappings/?q=second+hole"
    assert found["mapping_set_description"].startswith("A part of the mappings of Foramen")
    assert [one["object_id"] for one in found["mappings"]] == ["UBERON:0000002"]


def test_rdf_holds_the_plain_triple_and_the_mapping(small):
    graph = rdflib.Graph().parse(data=small.get("/mappings/icd10cm.ttl").text)
    code = URIRef("http://purl.bioontology.org/ontology/ICD10CM/M99.7")
    assert (URIRef(f"{F}Narrowing"), SKOS.broadMatch, code) in graph
    (axiom,) = graph.subjects(OWL.annotatedTarget, code)
    assert (axiom, RDF.type, OWL.Axiom) in graph
    assert float(graph.value(axiom, SSSOM.confidence)) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("suffix", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")]
)
def test_every_rdf_file_holds_the_same(served, suffix, parser):
    turtle = rdflib.Graph().parse(data=served.get("/mappings/mesh.ttl").text, format="turtle")
    other = rdflib.Graph().parse(data=served.get(f"/mappings/mesh.{suffix}").text, format=parser)
    assert set(other) == set(turtle)
    assert len(turtle) > 500


@pytest.fixture(scope="module")
def sssom():
    """The reader of others; what it says of its own libraries is its own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import sssom.parsers
        import sssom.validators
    return sssom


@pytest.mark.interop
@pytest.mark.slow
@pytest.mark.parametrize("path", ["/mappings.sssom.tsv", "/mappings/icd10cm.sssom.tsv"])
def test_sssom_py_finds_the_served_table_valid(served, sssom, path):
    response = served.get(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = sssom.parsers.parse_sssom_table(io.StringIO(response.text))
        reports = sssom.validators.validate(parsed)
    found = [one for report in reports.values() if report for one in report.results]
    assert reports
    assert found == []
    rows = [line for line in response.text.splitlines() if not line.startswith("#")]
    assert len(parsed.df) == len(rows) - 1 >= 100


@pytest.mark.interop
@pytest.mark.slow
def test_sssom_py_reads_the_served_json(served, sssom):
    content = served.get("/mappings/uberon.sssom.json").get_json()
    prefixes = {
        name: space["@id"]
        for name, space in content["@context"].items()
        if isinstance(space, dict) and space.get("@prefix")
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = sssom.parsers.from_sssom_json(content, prefix_map=prefixes)
    assert len(parsed.df) == len(content["mappings"]) >= 100
    assert "UBERON:0012337" in set(parsed.df["object_id"])


def test_every_mapping_of_the_dataset_is_served(served):
    whole = served.get("/mappings.json").get_json()["mappings"]
    assert len(whole) >= 500
    known = {(one["subject_id"], one["predicate_id"], one["object_id"]) for one in whole}
    assert ("foramen:CaudaEquina", "skos:exactMatch", "UBERON:0012337") in known
    assert ("foramen:Radiculopathy", "skos:closeMatch", "ICD10CM:M54.1") in known
