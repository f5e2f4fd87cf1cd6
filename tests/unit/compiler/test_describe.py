"""A built dataset tells what it is, what files it is handed out as, and what can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, RDF, RDFS, SH, VOID, XSD

from foramen.compiler.pipeline import build
from foramen.distributions import distributions
from foramen.namespaces import FORAMEN, GRAPH, SCHEMA, SD

if TYPE_CHECKING:
    from foramen.knowledge import Knowledge

DATASET, ONTOLOGY = FORAMEN.dataset, FORAMEN.ontology
QUESTION = """\
#+ summary: Which things are there?
#+ description: All of them.
#+ audience: informatician
#+ tags: things, all

SELECT ?s WHERE { ?s ?p ?o }
"""


@pytest.fixture
def knowledge(small_sources, tmp_path_factory) -> Knowledge:
    """A dataset of the schema, and one question."""
    sources = small_sources()
    path = sources / "queries/topic/which-things.rq"
    path.parent.mkdir()
    path.write_text(QUESTION, "utf-8")
    return build(sources, tmp_path_factory.mktemp("dataset"))


@pytest.fixture
def about(knowledge) -> Graph:
    return Graph().parse(knowledge.graph_file(str(GRAPH.about)), format="nt")


def test_the_record_names_licence_version_and_what_it_is_not_for(about):
    version = URIRef(f"{DATASET}/2026-11-23")
    assert {VOID.Dataset, DCAT.Dataset, SD.Dataset} == set(about.objects(DATASET, RDF.type))
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert (DATASET, DCTERMS.license, licence) in about
    assert (DATASET, DCTERMS.hasVersion, version) in about
    assert "no medical advice" in about.value(DATASET, DCTERMS.description)
    assert about.value(DATASET, FORAMEN.disclaimer)
    assert (DATASET, VOID.sparqlEndpoint, FORAMEN.sparql) in about


def test_every_file_is_a_distribution_of_what_it_holds(about, knowledge):
    files = list(distributions(knowledge.graphs))
    assert len(set(about.subjects(RDF.type, DCAT.Distribution))) == len(files)
    for file in files:
        node = FORAMEN[file.path]
        assert (URIRef(file.of), DCAT.distribution, node) in about
        assert (node, DCAT.downloadURL, node) in about
        media_type = str(about.value(node, DCAT.mediaType))
        assert media_type.endswith(f"/media-types/{file.media_type}")


def test_the_prefixes_are_declared_on_the_ontology_and_stay_out_of_the_owl_file(about, knowledge):
    declared = {str(about.value(node, SH.prefix)) for node in about.objects(ONTOLOGY, SH.declare)}
    assert {"foramen", "rdfs", "UBERON", "dcat"} <= declared
    kinds = {about.value(node, SH.namespace).datatype for node in about.objects(None, SH.declare)}
    assert kinds == {XSD.anyURI}
    ontology = Graph().parse(knowledge.ontology("ttl"), format="turtle")
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in ontology
    assert list(ontology.objects(None, SH.declare)) == []
    assert list(ontology.subject_objects(DCAT.distribution)) == []


def test_the_manifest_and_the_graph_say_the_same_sizes(about, knowledge):
    said = {
        str(graph): about.value(graph, VOID.triples).toPython()
        for graph in about.objects(DATASET, SD.namedGraph)
    }
    assert said == dict(knowledge.graphs)


def test_a_question_is_an_executable_that_an_editor_can_list(knowledge):
    graph = Graph().parse(knowledge.graph_file(str(GRAPH.questions)), format="nt")
    (node,) = graph.subjects(RDF.type, SH.SPARQLExecutable)
    assert (node, RDF.type, SH.SPARQLSelectExecutable) in graph
    assert str(graph.value(node, RDFS.comment)) == "Which things are there? All of them."
    assert "SELECT ?s" in graph.value(node, SH.select)
    assert (node, SH.prefixes, ONTOLOGY) in graph
    assert (node, SCHEMA.target, FORAMEN.sparql) in graph
    keywords = {str(word) for word in graph.objects(node, SCHEMA.keywords)}
    assert keywords == {"things", "all", "informatician"}
