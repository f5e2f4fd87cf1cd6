"""Endpoint and dataset describe themselves: service description, VoID, DCAT, prefixes."""

from __future__ import annotations

import json

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, SH, VOID, XSD

from foramen.endpoint import RESULT_FORMATS
from foramen.engine.results import BINDINGS, GRAPHS
from foramen.namespaces import FORAMEN, PREFIXES, SD, SKOS

HERE = "http://localhost/"
RDF_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
SERVICE = URIRef(f"{HERE}sparql")
DATASET = FORAMEN.dataset


def read(client, path, accept="text/turtle", base=HERE):
    response = client.get(path, headers={"Accept": accept}, base_url=base)
    assert response.status_code == 200
    assert response.mimetype == accept
    return Graph().parse(data=response.data, format=RDF_TYPES[accept])


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/dataset"])
def test_a_description_is_the_same_graph_in_every_format(reader, path):
    sizes = {accept: len(read(reader, path, accept)) for accept in RDF_TYPES}
    assert set(sizes.values()) == {max(sizes.values())} != {0}


def test_every_format_on_offer_is_described_and_no_other():
    assert set(RESULT_FORMATS) == {offer.media_type for offer in (*BINDINGS, *GRAPHS)}


def test_the_service_says_what_it_speaks(reader):
    graph = read(reader, "/sparql")
    assert (SERVICE, RDF.type, SD.Service) in graph
    assert (SERVICE, SD.endpoint, SERVICE) in graph
    assert (SERVICE, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert set(graph.objects(SERVICE, SD.resultFormat)) == set(RESULT_FORMATS.values())


def test_no_feature_is_claimed_that_is_not_there(reader):
    assert list(read(reader, "/sparql").objects(None, SD.feature)) == []


def test_the_service_names_its_graphs_with_their_sizes(reader, released):
    graph = read(reader, "/sparql")
    (dataset,) = graph.objects(SERVICE, SD.defaultDataset)
    named = {
        str(graph.value(node, SD.name)): graph.value(graph.value(node, SD.graph), VOID.triples)
        for node in graph.objects(dataset, SD.namedGraph)
    }
    assert {name: int(size) for name, size in named.items()} == dict(released.graphs)
    default = graph.value(dataset, SD.defaultGraph)
    in_default = {str(part) for part in graph.objects(default, VOID.subset)}
    assert in_default == set(released.default_graphs)
    size = sum(released.graphs[name] for name in in_default)
    assert graph.value(default, VOID.triples).toPython() == size


def test_the_limits_are_those_of_this_service(reader):
    graph = read(reader, "/sparql")
    limits = {
        str(graph.value(limit, RDFS.label)): (
            graph.value(limit, RDF.value).toPython(),
            str(graph.value(limit, FORAMEN.unit)),
        )
        for limit in graph.objects(SERVICE, FORAMEN.hasLimit)
    }
    assert limits["query time limit ms"] == (12_345, "milliseconds")
    assert limits["max query bytes"] == (65_536, "bytes")
    assert {"query memory bytes", "max result rows", "max result bytes"} <= limits.keys()
    assert "requests per client" not in limits  # it is 0, which is no limit
    assert all(graph.value(limit, RDFS.comment) for limit in graph.objects(None, FORAMEN.hasLimit))


def test_the_service_warns_that_a_store_may_shorten_numbers(reader):
    (note,) = read(reader, "/sparql").objects(SERVICE, RDFS.comment)
    assert '"4" for "4.0"' in note


def test_addresses_are_those_by_which_the_service_was_reached(reader):
    base = "https://example.org/kg/"
    graph = read(reader, "/.well-known/void", base=base)
    assert (DATASET, VOID.sparqlEndpoint, URIRef(f"{base}sparql")) in graph
    assert (DATASET, VOID.dataDump, URIRef(f"{base}dataset.nq")) in graph
    record = read(reader, "/dataset", base=base)
    file = FORAMEN["dataset.nq"]
    assert (file, DCAT.downloadURL, URIRef(f"{base}dataset.nq")) in record


def test_void_tells_of_the_dataset_and_its_partitions_and_of_nothing_else(reader):
    graph = read(reader, "/.well-known/void")
    (document,) = graph.subjects(RDF.type, VOID.DatasetDescription)
    assert document == URIRef(f"{HERE}.well-known/void")
    part = FORAMEN["class-partition-x"]
    assert (part, VOID["class"], FORAMEN.Statement) in graph
    assert list(graph.predicate_objects(FORAMEN.elsewhere)) == []


def test_the_record_of_the_dataset_leaves_the_partitions_out(reader):
    graph = read(reader, "/dataset")
    assert (DATASET, DCTERMS.title, Literal("A dataset", lang="en")) in graph
    assert (DATASET, DCAT.distribution, FORAMEN["dataset.nq"]) in graph
    assert list(graph.objects(None, VOID.classPartition)) == []


@pytest.mark.parametrize("path", ["/.well-known/void", "/dataset", "/dataset/2026-01-02"])
def test_people_are_led_to_the_page_of_the_files(reader, path):
    response = reader.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert response.status_code == 200
    assert response.request.path == "/downloads"


def test_the_prefixes_as_a_map(reader):
    response = reader.get("/prefixes", headers={"Accept": "application/json"})
    assert response.json == dict(PREFIXES)


def test_the_prefixes_as_lines_of_a_query(reader):
    lines = reader.get("/prefixes", headers={"Accept": "text/plain"}).text.splitlines()
    assert len(lines) == len(PREFIXES)
    assert "PREFIX foramen: <https://w3id.org/foramen/>" in lines


def test_the_prefixes_are_a_context_that_expands_each_of_them(reader):
    response = reader.get("/prefixes", headers={"Accept": "application/ld+json"})
    context = response.json["@context"]
    assert set(context) == set(PREFIXES)
    document = {"@context": context, "@id": "UBERON:0003693", "skos:closeMatch": {"@id": "BFO:1"}}
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    obo = "http://purl.obolibrary.org/obo/"
    assert set(graph) == {(URIRef(f"{obo}UBERON_0003693"), SKOS.closeMatch, URIRef(f"{obo}BFO_1"))}


def test_the_prefixes_are_declared_for_shacl(reader):
    graph = read(reader, "/prefixes")
    declared = {
        str(graph.value(node, SH.prefix)): graph.value(node, SH.namespace)
        for node in graph.objects(FORAMEN.ontology, SH.declare)
    }
    assert {name: str(namespace) for name, namespace in declared.items()} == dict(PREFIXES)
    assert {namespace.datatype for namespace in declared.values()} == {XSD.anyURI}


def test_people_get_the_prefixes_as_a_table(reader):
    page = reader.get("/prefixes", headers={"Accept": "text/html"})
    assert page.mimetype == "text/html"
    assert all(f"<code>{namespace}</code>" in page.text for namespace in PREFIXES.values())
