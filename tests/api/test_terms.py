"""`/api/terms`: one term, lists of terms, chosen fields, pages; JSON that is JSON-LD too."""

import json

import pytest
from rdflib import Graph

F = "https://w3id.org/foramen/"


def get(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.text
    return response.get_json()


def ids(refs):
    return {ref["id"] for ref in refs}


@pytest.mark.parametrize(
    "name",
    [
        "ForaminalStenosis",
        "foramen:ForaminalStenosis",
        "foramen_ForaminalStenosis",
        f"{F}ForaminalStenosis",
        "foraminal%20stenosis",
        "neural%20foraminal%20narrowing",
        "NFS",
    ],
)
def test_a_term_is_found_by_each_of_its_names(served, name):
    assert get(served, f"/api/terms/{name}?fields=label")["id"] == "ForaminalStenosis"


def test_a_term_has_its_names_and_parents(served):
    term = get(served, "/api/terms/Foramen_L4-L5_left")
    assert term["label"] == "left L4/5 intervertebral foramen"
    assert term["curie"] == "foramen:Foramen_L4-L5_left"
    assert "left L4/L5 foramen" in term["synonyms"]
    assert term["abbreviations"] == ["left L4/5 IVF"]
    assert (term["kind"], term["family"], term["notation"]) == ("class", "Foramen", "L4-L5_left")
    assert "Foramen_L4-L5" in ids(term["parents"])
    assert "not medical advice" in term["disclaimer"]


def test_a_relation_carries_its_strength_and_its_sources(served):
    relations = get(served, "/api/terms/Foramen_L4-L5_left")["relations"]
    (root,) = [one for one in relations if one["property"]["id"] == "transmitsRoot"]
    assert root["target"]["id"] == "Root_L4_left"
    assert root["strength"]["id"] == "Definite"
    assert root["sources"]


def test_only_the_fields_that_are_named_are_given(served):
    term = get(served, "/api/terms/Root_C8?fields=label,parents")
    assert set(term) == {"@context", "id", "iri", "label", "parents", "disclaimer"}


def test_all_fields_hold_the_way_up_and_down(served):
    term = get(served, "/api/terms/Foramen_L4-L5?fields=all")
    assert ids(term["children"]) == {"Foramen_L4-L5_left", "Foramen_L4-L5_right"}
    assert {"LumbarForamen", "IntervertebralForamen"} <= ids(term["ancestors"])
    assert "IntervertebralForamen" not in ids(term["descendants"])


def test_there_are_46_foramina_of_one_level_and_side(served):
    listed = get(served, "/api/terms?family=Foramen&below=IntervertebralForamen&limit=100")
    sided = [one for one in listed["terms"] if one["id"].endswith(("_left", "_right"))]
    assert len(sided) == 46


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("family=Foramen&level=L4-L5&side=left", {"Foramen_L4-L5_left"}),
        ("family=ForaminalStenosis&root=C8_left", {"ForaminalStenosis_C7-T1_left"}),
        ("family=Foramen&root=L5", {"Foramen_L5-S1"}),
        (
            "family=Disc&region=lumbar",
            {f"Disc_L{n}-L{n + 1}" for n in range(1, 5)} | {"Disc_L5-S1"},
        ),
    ],
)
def test_a_list_is_narrowed_by_place(served, filters, expected):
    assert ids(get(served, f"/api/terms?{filters}")["terms"]) == expected


def test_pages_follow_one_another_without_a_gap(served):
    seen, address = [], "/api/terms?kind=individual&limit=20"
    while address:
        page = get(served, address)
        seen += [one["id"] for one in page["terms"]]
        address = page.get("next")
    assert len(seen) == len(set(seen)) == page["total"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/api/terms?limt=3", "limit"),
        ("/api/terms?limit=0", "between 1 and 1,000"),
        ("/api/terms?limit=x", "whole number"),
        ("/api/terms?kind=klass", "one of"),
        ("/api/terms?limit=1&limit=2", "once"),
        ("/api/terms/Root_L4?fields=lable", "There is no field 'lable'"),
    ],
)
def test_what_does_not_fit_is_said(served, address, words):
    assert words in get(served, address, 400)["detail"]


def test_an_unknown_term_names_what_is_near(served):
    problem = get(served, "/api/terms/ForaminalStenosi", 404)
    assert any(
        "foraminal stenosis" in near.lower() or "ForaminalStenosis" in near
        for near in problem["near"]
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [("radiculopathy", "Radiculopathy"), ("Pain", "Pain"), ("abdomen", "Abdomen")],
)
def test_a_code_elsewhere_takes_no_name_from_our_term(served, name, expected):
    assert get(served, f"/api/terms/{name}?fields=label")["id"] == expected
    page = served.get(f"/term?name={name}")
    assert page.location == f"/{expected}"


def test_a_record_of_the_graph_is_no_term(served):
    assert get(served, "/api/terms/claim_INT01", 404)["title"] == "There is no such term"


@pytest.mark.parametrize(
    "name", ["Foramen_L4-L5_left", "DiscHerniation", "transmitsRoot", "Numbness"]
)
def test_the_json_is_json_ld_that_says_what_the_graph_says(served, whole, name):
    context = get(served, "/api/context.jsonld")["@context"]
    term = get(served, f"/api/terms/{name}?fields=all")
    graph = Graph().parse(data=json.dumps({**term, "@context": context}), format="json-ld")
    assert len(graph) >= 5
    for triple in graph:
        said = " ".join(node.n3() for node in triple)
        answer = whole.answer(whole.guard.check(f"ASK {{ {said} }}"))
        assert answer.value, said


def test_relations_are_listed_with_who_says_so(served):
    found = get(served, "/api/relations?subject=Root_L4_left&property=exitsThrough")
    (row,) = found["relations"]
    assert (found["total"], row["target"]["id"]) == (1, "Foramen_L4-L5_left")
    assert row["strength"]["id"] == "Definite"
    assert not row["inferred"]


def test_relations_are_found_from_their_end(served):
    rows = get(served, "/api/relations?property=mayCompromise&object=Root_L5_right&limit=100")
    subjects = {row["subject"]["id"] for row in rows["relations"]}
    assert "ParacentralDiscHerniation_L4-L5_right" in subjects
    assert "ForaminalStenosis_L5-S1_right" in subjects
    assert "ForaminalStenosis_L4-L5_right" not in subjects


def test_what_is_inferred_is_marked(served):
    rows = get(served, "/api/relations?subject=Foramen_L4-L5_left&property=atLevel")["relations"]
    assert [(row["target"]["id"], row["inferred"]) for row in rows] == [("Level_L4-L5", True)]
