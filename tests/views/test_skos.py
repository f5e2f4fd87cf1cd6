"""The concept scheme keeps the rules of SKOS, and says what the graph says."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
import rdflib
from rdflib import OWL, RDF, SKOS, Literal, URIRef

from foramen.terminology.skos import skos_graph

F = "https://w3id.org/foramen/"
SCHEME = URIRef(f"{F}skos")
VERSION = f"{F}ontology/2026-11-23"
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


def scheme(catalogue):
    graph = rdflib.Graph()
    for triple in skos_graph(catalogue, "1.0", VERSION).triples:
        graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def small(hand_made):
    return scheme(hand_made)


@pytest.fixture(scope="module")
def thesaurus(real):
    return scheme(real)


def about(graph, local, predicate):
    return {str(value).removeprefix(F) for value in graph.objects(URIRef(F + local), predicate)}


def reached(edges, start):
    ring, met = [start], set()
    while ring:
        ring = [end for one in ring for end in edges[one] if end not in met]
        met.update(ring)
    return met


def test_classes_and_individuals_are_concepts_and_relations_are_not(small):
    concepts = {str(one).removeprefix(F) for one in small.subjects(RDF.type, SKOS.Concept)}
    assert concepts == {
        "Thing", "Root", "LeftRoot", "Opening", "LeftOpening", "OldOpening", "GradeOne",
    }  # fmt: skip


def test_broader_is_the_nearest_class_and_narrower_its_inverse(small):
    assert about(small, "LeftOpening", SKOS.broader) == {"Opening"}
    assert about(small, "Opening", SKOS.narrower) == {"LeftOpening", "OldOpening"}
    assert about(small, "GradeOne", SKOS.broader) == {"Thing"}


def test_only_what_has_nothing_above_it_is_a_top_concept(small):
    assert about(small, "skos", SKOS.hasTopConcept) == {"Thing"}
    assert about(small, "Thing", SKOS.topConceptOf) == {"skos"}


def test_names_are_told_apart_by_what_they_are_good_for(small):
    assert about(small, "LeftOpening", SKOS.prefLabel) == {"leftopening"}
    assert about(small, "LeftOpening", SKOS.altLabel) == {'the "left" {one}', "LO"}
    assert about(small, "LeftOpening", SKOS.hiddenLabel) == {"hole"}


def test_related_goes_both_ways_and_never_along_the_hierarchy(small):
    assert about(small, "LeftOpening", SKOS.related) == {"LeftRoot"}  # and not what it narrows
    assert about(small, "LeftRoot", SKOS.related) == {"LeftOpening"}


def test_matches_lead_to_the_codes_elsewhere(small):
    uberon = "http://purl.obolibrary.org/obo/UBERON_"
    assert about(small, "Root", SKOS.exactMatch) == {f"{uberon}0000001"}
    assert about(small, "LeftOpening", SKOS.broadMatch) == {f"{uberon}0000002"}


def test_an_obsolete_concept_says_so_and_by_what_it_is_replaced(small):
    assert (URIRef(f"{F}OldOpening"), OWL.deprecated, Literal(True)) in small
    assert about(small, "OldOpening", rdflib.DCTERMS.isReplacedBy) == {"Opening"}


def test_a_topic_is_a_collection(small):
    assert about(small, "skos#grading", SKOS.member) == {"GradeOne"}
    assert about(small, "skos#grading", RDF.type) == {str(SKOS.Collection)}


def test_the_scheme_says_its_licence_version_and_disclaimer(small):
    assert about(small, "skos", rdflib.DCTERMS.license) == {
        "https://creativecommons.org/licenses/by/4.0/"
    }
    assert about(small, "skos", OWL.versionInfo) == {"1.0"}
    assert about(small, "skos", rdflib.DCTERMS.source) == {"ontology/2026-11-23"}
    assert "not medical advice" in str(small.value(SCHEME, rdflib.DCTERMS.description))


def test_a_known_term_has_its_place_in_the_real_scheme(thesaurus):
    left = "Foramen_L4-L5_left"
    assert about(thesaurus, left, SKOS.prefLabel) == {"left L4/5 intervertebral foramen"}
    assert about(thesaurus, left, SKOS.broader) == {"Foramen_L4-L5", "PassageOfLeftRoot"}
    assert "Root_L4_left" in about(thesaurus, left, SKOS.related)
    assert "left L4/5 IVF" in about(thesaurus, left, SKOS.altLabel)
    assert about(thesaurus, "CaudaEquina", SKOS.exactMatch) >= {
        "http://purl.obolibrary.org/obo/UBERON_0012337"
    }


def test_the_real_scheme_holds_every_class_and_individual(thesaurus, real):
    expected = {term.iri for term in real.terms.values() if term.kind != "property"}
    assert len(expected) >= 2000
    assert {str(one) for one in thesaurus.subjects(RDF.type, SKOS.Concept)} == expected


def test_each_concept_has_one_preferred_label_in_each_language(thesaurus):  # S14
    counted = Counter(
        (subject, label.language) for subject, label in thesaurus.subject_objects(SKOS.prefLabel)
    )
    assert [one for one, number in counted.items() if number > 1] == []
    assert all(language for _, language in counted)


def test_no_name_of_a_concept_is_of_two_kinds(thesaurus):  # S13
    kinds = Counter(
        (subject, label) for kind in LABELS for subject, label in thesaurus.subject_objects(kind)
    )
    assert [one for one, number in kinds.items() if number > 1] == []


def test_no_two_concepts_are_called_the_same(thesaurus):
    names = Counter(
        label
        for subject, label in thesaurus.subject_objects(SKOS.prefLabel)
        if (subject, RDF.type, SKOS.Concept) in thesaurus
    )
    assert [name for name, number in names.items() if number > 1] == []


def test_no_two_concepts_have_the_same_notation(thesaurus):
    notations = Counter(thesaurus.objects(None, SKOS.notation))
    assert [one for one, number in notations.items() if number > 1] == []


def test_related_is_never_above_or_below(thesaurus):  # S27
    up = defaultdict(set)
    for narrow, broad in thesaurus.subject_objects(SKOS.broader):
        up[narrow].add(broad)
    pairs = list(thesaurus.subject_objects(SKOS.related))
    assert len(pairs) > 1000
    assert [(a, b) for a, b in pairs if b in reached(up, a) or a in reached(up, b)] == []
    assert [(a, b) for a, b in pairs if (b, SKOS.related, a) not in thesaurus] == []


def test_no_concept_is_broader_than_itself(thesaurus):
    up = defaultdict(set)
    for narrow, broad in thesaurus.subject_objects(SKOS.broader):
        up[narrow].add(broad)
    assert [one for one in list(up) if one in reached(up, one)] == []


def test_no_broader_concept_is_given_that_another_leads_to(thesaurus):
    up = defaultdict(set)
    for narrow, broad in thesaurus.subject_objects(SKOS.broader):
        up[narrow].add(broad)
    said_twice = [
        (narrow, broad)
        for narrow, broads in list(up.items())
        for broad in broads
        if any(broad in reached(up, other) for other in broads - {broad})
    ]
    assert said_twice == []


def test_schemes_collections_and_concepts_are_apart(thesaurus):  # S9, S37
    kinds = [
        set(thesaurus.subjects(RDF.type, kind))
        for kind in (SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection)
    ]
    assert len(kinds[2]) >= 10
    assert kinds[0] & kinds[1] == kinds[0] & kinds[2] == kinds[1] & kinds[2] == set()


def test_every_concept_leads_up_to_a_top_concept(thesaurus):
    tops = set(thesaurus.objects(SCHEME, SKOS.hasTopConcept))
    up = defaultdict(set)
    for narrow, broad in thesaurus.subject_objects(SKOS.broader):
        up[narrow].add(broad)
    concepts = set(thesaurus.subjects(RDF.type, SKOS.Concept))
    assert [one for one in concepts - tops if not reached(up, one) & tops] == []
    assert [one for one in tops if up[one]] == []


def test_an_exact_match_is_no_broader_or_related_match_too(thesaurus):  # S46
    exact = set(thesaurus.subject_objects(SKOS.exactMatch))
    assert len(exact) >= 100
    for other in (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch):
        assert exact & set(thesaurus.subject_objects(other)) == set()


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf"])
def test_every_format_holds_the_same_scheme(served, thesaurus, suffix):
    response = served.get(f"/skos.{suffix}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith(f'"foramen-skos.{suffix}"')
    parsers = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
    parsed = rdflib.Graph().parse(data=response.text, format=parsers[suffix])
    assert len(parsed) == len(thesaurus)


@pytest.mark.parametrize(
    ("accept", "got"),
    [
        ("text/turtle", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("*/*", "text/turtle"),
    ],
)
def test_the_name_of_the_scheme_answers_by_accept(served, accept, got):
    assert served.get("/skos", headers={"Accept": accept}).mimetype == got


def test_a_browser_is_led_from_the_scheme_to_the_files(served):
    response = served.get("/skos", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["Location"]) == (303, "/downloads")


def test_an_unknown_suffix_is_told_which_there_are(served):
    problem = served.get("/skos.csv")
    assert problem.status_code == 400
    assert problem.get_json()["detail"] == (
        "There is no file skos.csv. It may end in ttl, nt, jsonld, rdf."
    )
