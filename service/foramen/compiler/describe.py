"""Say in RDF what the dataset is: its header, graphs, counts and questions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, VOID

from foramen.compiler.assemble import ONTOLOGY
from foramen.compiler.catalogue import catalogue, prefix_declarations
from foramen.compiler.partitions import partitions
from foramen.compiler.texts import read_turtle
from foramen.distributions import ENDPOINT, version_label
from foramen.endpoint import DEFAULT_GRAPH, RESULT_FORMATS, dataset_triples, service_triples
from foramen.namespaces import FORAMEN, GRAPH, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from foramen.compiler.patterns import Triple
    from foramen.questions import Question

__all__ = ["about_graph", "counts_of", "question_graph", "version_iri"]

_GRAPH_NOTES = {
    "about": "What the dataset is: header, graphs, counts, and the vocabulary of its records.",
    "annotations": "Labels, synonyms, definitions and notes.",
    "asserted": "What the tables say of named things, as plain triples.",
    "axioms": "The same as OWL 2 EL axioms.",
    "codes": "Where a billing code elsewhere may apply, what it leaves open, and its instructions.",
    "constraints": "Axioms that leave EL, for the second reasoner.",
    "derivations": "The records of what was inferred: rule, premises, strength, sources.",
    "entailed": "Everything that follows, vaguer ends included.",
    "inferred": "What follows and was not said, with the nearest ends alone.",
    "mappings": "How our terms stand to codes of other terminologies, and what those are.",
    "questions": "The question library.",
    "sources": "The claims of the article and the other citations.",
    "statements": "The records of what is said: strength, sources, notes.",
    "teaching": "How to teach the field, as editors judge: topics, prerequisites, objectives.",
}


def version_iri(header: Graph) -> str:
    """Give the dated IRI of this version of the ontology."""
    return f"{ONTOLOGY}/{header.value(ONTOLOGY, DCTERMS.modified)}"


def about_graph(
    graphs: Mapping[str, Graph | Collection[Triple]],
    counts: Mapping[str, int],
    default: Collection[str],
    prefixes: Mapping[str, str],
    optional: Collection[str] = (),
) -> Graph:
    """Add to the header what the dataset is: version, files, endpoint, prefixes, graphs, counts."""
    about = _without_sizes(graphs, counts, default, prefixes)
    for name in optional:
        about.add((ONTOLOGY, FORAMEN.builtWith, Literal(name)))
    names = {str(GRAPH[name]) for name in default}
    others = (triple for name in default if name != "about" for triple in graphs.get(name, ()))
    sizes = {str(GRAPH[name]): len(graphs[name]) for name in graphs}
    for triple in dataset_triples(sizes, names, 0):
        # How large this graph is and the default graph with it, only the whole of it can tell.
        if triple[1] != VOID.triples or triple[0] not in {DEFAULT_GRAPH, GRAPH.about}:
            about.add(triple)
    for part in partitions(DEFAULT_GRAPH, GRAPH.about, others, tuple(about)):
        about.add(part)
    return about


def _without_sizes(
    graphs: Mapping[str, Graph | Collection[Triple]],
    counts: Mapping[str, int],
    default: Collection[str],
    prefixes: Mapping[str, str],
) -> Graph:
    about = Graph()
    for triple in graphs["about"]:
        about.add(triple)
    version = version_iri(about)
    about.add((ONTOLOGY, OWL.versionIRI, URIRef(version)))
    about.add((ONTOLOGY, OWL.versionInfo, Literal(version_label(version))))
    about += prefix_declarations(ONTOLOGY, prefixes)
    about += catalogue(about, [str(GRAPH[name]) for name in graphs], prefixes)
    for triple in service_triples(ENDPOINT, RESULT_FORMATS):
        about.add(triple)
    for name in graphs:
        node = GRAPH[name]
        about.add((node, RDFS.label, Literal(f"{name} graph", lang="en")))
        about.add((node, DCTERMS.description, Literal(_GRAPH_NOTES[name], lang="en")))
        about.add((node, FORAMEN.inDefaultGraph, Literal(name in default)))
    for name, number in counts.items():
        node = FORAMEN[f"count_{name}"]
        about.add((ONTOLOGY, FORAMEN.hasCount, node))
        about.add((node, RDFS.label, Literal(name.replace("_", " "), lang="en")))
        about.add((node, RDF.value, Literal(number)))
    return about


def question_graph(questions: Iterable[Question]) -> Graph:
    """Describe each question as a SHACL executable, so that the endpoint can be asked for them."""
    graph = Graph()
    for question in questions:
        node = FORAMEN[f"question_{question.name}"]
        form = (
            "CONSTRUCT"
            if "CONSTRUCT" in question.text
            else ("ASK" if "\nASK" in question.text else "SELECT")
        )
        graph.add((node, RDF.type, SH.SPARQLExecutable))
        graph.add((node, RDF.type, SH[f"SPARQL{form.capitalize()}Executable"]))
        graph.add((node, SH[form.lower()], Literal(question.text)))
        graph.add((node, RDFS.label, Literal(question.summary, lang="en")))
        # What an editor lists the example by, so the question itself comes first.
        comment = f"{question.summary} {question.description}"
        graph.add((node, RDFS.comment, Literal(comment, lang="en")))
        graph.add((node, SH.prefixes, ONTOLOGY))
        graph.add((node, SCHEMA.target, ENDPOINT))
        graph.add((node, DCTERMS.identifier, Literal(question.name)))
        graph.add((node, DCTERMS.subject, Literal(question.topic)))
        for word in (*question.tags, *question.audience):
            graph.add((node, SCHEMA.keywords, Literal(word)))
        for parameter in question.parameters:
            field = FORAMEN[f"question_{question.name}-{parameter.name}"]
            graph.add((node, SH.parameter, field))
            graph.add((field, SH.name, Literal(parameter.name)))
            graph.add((field, SH.description, Literal(parameter.description, lang="en")))
            for value in parameter.default:
                graph.add((field, SH.defaultValue, value))
    return graph


def counts_of(
    graphs: Mapping[str, Graph | Collection[Triple]], questions: Iterable[Question], sources: Path
) -> dict[str, int]:
    """Count what the closing page of a release tells."""
    asserted = graphs["asserted"]
    kinds: dict[object, set[object]] = {}
    for subject, predicate, value in asserted:
        if predicate == RDF.type and str(subject).startswith(str(FORAMEN)):
            kinds.setdefault(value, set()).add(subject)
    statements, claims = set(), set()
    for subject, predicate, value in graphs["statements"]:
        if predicate == DCTERMS.source and "/st_" in str(subject):
            statements.add(subject)
            if "/claim_" in str(value):
                claims.add(value)
    shapes = Graph()
    for path in sorted((sources / "shapes").glob("*.ttl")):
        shapes += read_turtle(path, sources)
    triples = {name: len(graph) for name, graph in graphs.items()}
    mapped = [p for _, p, _ in graphs.get("mappings", ()) if p == OWL.annotatedTarget]
    taught = Counter(value for _, p, value in graphs.get("teaching", ()) if p == RDF.type)
    return {
        "classes": len(kinds.get(OWL.Class, ())),
        "properties": len(kinds.get(OWL.ObjectProperty, ())),
        "individuals": len(kinds.get(OWL.NamedIndividual, ())),
        "triples_asserted": triples["asserted"],
        "triples_inferred": triples["inferred"],
        "triples_entailed": triples["entailed"],
        "axiom_triples": triples["axioms"] + triples.get("constraints", 0),
        "statements": len(statements),
        "claims_covered": len(claims),
        "mappings": len(mapped),
        "questions": len(tuple(questions)),
        "teaching_topics": taught[FORAMEN.TeachingTopic],
        "prerequisites": taught[FORAMEN.Prerequisite],
        "learning_objectives": taught[FORAMEN.LearningObjective],
        "competency_questions": taught[FORAMEN.CompetencyQuestion],
        "shapes": len(
            {
                shape
                for kind in (SH.NodeShape, SH.PropertyShape)
                for shape in shapes.subjects(RDF.type, kind)
                if not isinstance(shape, BNode)
            }
        ),
    }
