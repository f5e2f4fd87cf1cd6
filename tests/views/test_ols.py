"""A client of the Ontology Lookup Service finds terms here."""

from __future__ import annotations

import pytest

F = "https://w3id.org/foramen/"
DEFAULT = {
    "id", "iri", "ontology_name", "label", "description", "short_form", "obo_id", "type",
    "ontology_prefix",
}  # fmt: skip


def asked(client, query, status=200):
    response = client.get(f"/api/ols/search?{query}")
    assert response.status_code == status, response.text
    return response.get_json()


def docs(client, query):
    return asked(client, query)["response"]["docs"]


def names(client, query):
    return [doc["short_form"] for doc in docs(client, query)]


def test_an_answer_has_the_fields_of_ols(served):
    answer = asked(served, "q=left+L4-5+neural+foramen&rows=1")
    assert answer["responseHeader"] == {"status": 0, "QTime": 0}
    (doc,) = answer["response"]["docs"]
    assert set(doc) == DEFAULT
    assert doc["iri"] == f"{F}Foramen_L4-L5_left"
    assert doc["id"] == f"foramen:class:{F}Foramen_L4-L5_left"
    assert doc["obo_id"] == "foramen:Foramen_L4-L5_left"
    assert doc["label"] == "left L4/5 intervertebral foramen"
    assert doc["description"][0].startswith("The left intervertebral foramen")
    assert (doc["ontology_name"], doc["type"]) == ("foramen", "class")


def test_the_address_that_clients_make_answers_the_same(served):
    query = "q=foraminal+stenosis"
    here, there = served.get(f"/api/ols/search?{query}"), served.get(f"/ols/api/search?{query}")
    assert here.get_json() == there.get_json()


def test_an_abbreviation_finds_its_term_exactly(served):
    assert names(served, "q=NFS&exact=true") == ["ForaminalStenosis"]


def test_a_part_of_a_name_is_not_exact(served):
    assert names(served, "q=foramin&exact=true") == []


def test_the_fields_that_are_asked_for_are_given_and_unknown_ones_left_out(served):
    (doc,) = docs(served, "q=NFS&exact=true&fieldList=iri,synonym,unheard_of")
    assert set(doc) == {"iri", "synonym"}
    assert "neural foraminal narrowing" in doc["synonym"]


def test_rows_and_start_cut_pages(served):
    whole = names(served, "q=foramen&rows=6")
    assert names(served, "q=foramen&rows=3&start=3") == whole[3:]
    assert asked(served, "q=foramen&rows=0")["response"]["docs"] == []
    assert asked(served, "q=foramen&rows=0")["response"]["numFound"] > 100


def test_a_star_finds_every_term(served, real):
    assert asked(served, "q=*&rows=0")["response"]["numFound"] == len(real.terms)


def test_a_type_can_be_asked_for(served):
    assert {doc["type"] for doc in docs(served, "q=root&type=property")} == {"property"}
    assert docs(served, "q=root&type=ontology") == []


def test_another_ontology_has_nothing_here(served):
    assert docs(served, "q=foramen&ontology=uberon") == []
    assert docs(served, "q=foramen&ontology=uberon,foramen")


def test_a_slim_is_a_topic(served):
    found = docs(served, "q=stenosis&slim=pathology&fieldList=subset")
    assert found
    assert all(doc["subset"] == ["pathology"] for doc in found)


def test_children_lie_below_what_was_named(served):
    found = names(served, f"q=*&childrenOf={F}ForaminalStenosis&rows=1000")
    assert "CervicalForaminalStenosis" in found
    assert "ForaminalStenosis" not in found
    inclusive = f"q=*&allChildrenOf={F}ForaminalStenosis&inclusive=true&rows=1000"
    assert set(names(served, inclusive)) == {*found, "ForaminalStenosis"}


def test_a_leaf_has_nothing_below_it(served):
    found = names(served, f"q=*&childrenOf={F}IntervertebralForamen&isLeaf=true&rows=1000")
    assert "Foramen_L4-L5_left" in found
    assert "Foramen_L4-L5" not in found


def test_a_search_can_be_kept_to_labels(served):
    assert names(served, "q=NFS&exact=true&queryFields=label") == []
    assert names(served, "q=NFS&exact=true&queryFields=synonym") == ["ForaminalStenosis"]


def test_hits_are_counted_as_solr_counts(served):
    facets = asked(served, "q=NFS&exact=true")["facet_counts"]["facet_fields"]
    assert facets["type"] == ["class", "1"]
    assert facets["ontologyId"] == ["foramen", "1"]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "Say q"),
        ("q=x&rows=5000", "rows lies between 0 and 1,000."),
        ("q=x&start=-1", "start is a whole number"),
        ("q=x&type=term", "type is one of class, property, individual, ontology, not 'term'."),
        ("q=x&format=xml", "format is one of json, not 'xml'."),
        ("q=x&lang=fr", "lang is one of en, not 'fr'."),
        ("q=x&exact=maybe", "exact is true or false"),
        ("q=x&row=3", "Did you mean rows?"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(served, query, detail):
    assert detail in asked(served, query, 400)["detail"]
