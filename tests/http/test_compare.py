"""Two terms beside one another: what is said of both, of one alone, and how they are connected."""

import csv
import io
import re
from html import unescape

import pytest

LEFT_RIGHT = "/compare?a=Foramen_L4-L5_left&b=Foramen_L4-L5_right"


def page(client, path, status=200):
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == status, path
    return response.text


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def rows(client, path):
    return list(csv.DictReader(io.StringIO(client.get(path).text)))


def told(rows_, property_, direction="out"):
    """Give what a relation leads to, by whom it is told of."""
    chosen = [
        one
        for one in rows_
        if one["property"] == f"foramen:{property_}" and one["direction"] == direction
    ]
    return {(one["other"].removeprefix("foramen:"), one["told_of"]) for one in chosen}


def test_the_two_sides_of_a_level_share_vertebrae_and_not_roots(served):
    found = rows(served, f"{LEFT_RIGHT}&format=csv")
    assert told(found, "hasUpperVertebra") == {("Vertebra_L4", "both")}
    assert told(found, "transmitsRoot") == {("Root_L4_left", "a"), ("Root_L4_right", "b")}
    assert told(found, "hasLaterality") == {("LeftSide", "a"), ("RightSide", "b")}
    assert told(found, "exitsThrough", "in") == {("Root_L4_left", "a"), ("Root_L4_right", "b")}
    (root,) = [one for one in found if one["other"] == "foramen:Root_L4_left"
               and one["property"] == "foramen:transmitsRoot"]  # fmt: skip
    assert (root["strength_a"], root["strength_b"]) == ("definite", "")


def test_the_page_says_what_both_are_and_how_they_are_connected(served):
    html = page(served, LEFT_RIGHT)
    text = text_of(html)
    assert "Nearest kinds that both are of: L4/5 intervertebral foramen" in text
    assert "How they are connected" in text
    assert html.count("<h1>") == 1
    assert "why?" in text


def test_two_levels_meet_in_the_vertebra_between_them(served):
    text = text_of(page(served, "/compare?a=Level_L4-L5&b=Level_L5-S1"))
    assert "L4/5 level has lower vertebra L5 vertebra definite" in text
    assert "L5/S1 level has upper vertebra L5 vertebra definite" in text
    assert "Nearest kinds that both are of: lumbar level" in text


def test_a_herniation_leads_to_the_procedure_that_reduces_it(served):
    """`claims/procedures.tsv`: discectomy reduces disc herniation."""
    found = served.get("/api/paths?a=DiscHerniation&b=Discectomy").json
    ((step,),) = found["paths"]
    assert step["subject"]["id"] == "Discectomy"
    assert step["property"]["id"] == "reduces"
    assert step["object"]["id"] == "DiscHerniation"
    assert step["forward"] is False
    assert step["statements"]


def test_a_foramen_leads_to_the_muscle_of_its_root_by_the_root(served):
    path = "/api/paths?a=Foramen_L4-L5_left&b=KeyMuscle_AnkleDorsiflexors_left"
    ways = [[step["property"]["id"] for step in way] for way in served.get(path).json["paths"]]
    assert ["transmitsRoot", "suppliesKeyMuscle"] in ways
    assert 1 <= len(ways) <= 3


def test_terms_are_named_in_any_way(served):
    by_name = served.get("/compare?a=foraminal+stenosis&b=foramen:CentralCanalStenosis&format=json")
    by_id = served.get("/compare?a=ForaminalStenosis&b=CentralCanalStenosis&format=json")
    assert by_name.json == by_id.json
    assert by_name.json["a"]["id"] == "ForaminalStenosis"
    assert {one["id"] for one in by_name.json["common_kinds"]} == {"Finding"}


def test_a_note_has_a_table_of_four_columns(served):
    response = served.get(f"{LEFT_RIGHT}&format=markdown")
    assert response.mimetype == "text/markdown"
    lines = [line for line in response.text.splitlines() if line.startswith("| ")]
    assert len(lines) > 10
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {5}


def test_without_terms_there_are_examples_and_with_one_its_kin(served):
    html = page(served, "/compare")
    assert "foraminal stenosis and central canal stenosis" in html
    assert html.count("data-suggest") == 3  # both fields, and the one in the head of every page
    assert "L5/S1 level" in text_of(page(served, "/compare?a=Level_L4-L5"))


def test_the_two_can_be_swapped(served):
    html = unescape(page(served, LEFT_RIGHT))
    assert 'href="/compare?a=Foramen_L4-L5_right&b=Foramen_L4-L5_left"' in html


def test_one_term_twice_is_said_to_be_one(served):
    assert "one and the same term" in page(served, "/compare?a=Pedicle&b=pedicle")


def test_an_unknown_name_keeps_the_form_and_offers_the_nearest(served):
    html = page(served, "/compare?a=foraminal+stenosiss&b=Pedicle", status=404)
    assert 'value="foraminal stenosiss"' in html
    assert "Did you mean" in html
    assert "/compare?a=foraminal+stenosis&amp;b=Pedicle" in html


def test_what_is_no_term_of_the_ontology_is_not_compared(served):
    page(served, "/compare?a=claim_INT01&b=Pedicle", status=404)
    assert served.get("/api/paths?a=claim_INT01&b=Pedicle").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/compare?a=x%00&b=%E2%80%AEy", 404),
        ("/compare?a=Pedicle&a=Disc", 400),
        (f"/compare?a={'x' * 2000}&b=Pedicle", 400),
        ("/compare?c=Pedicle", 400),
        ("/compare?a=Pedicle&format=csv", 400),
        ("/compare?a=Pedicle&b=Root&format=docx", 406),
        ("/api/paths", 400),
        ("/api/paths?a=Pedicle&b=nothing+of+the+kind", 404),
        ("/compare?a=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&b=Pedicle", 404),
    ],
)
def test_what_is_wrong_is_refused_in_words(served, path, status):
    response = served.get(path, headers={"Accept": "text/html, application/json;q=0.5"})
    assert response.status_code == status
    assert "<script>alert" not in response.text
    assert "Traceback" not in response.text


def test_the_query_beside_a_comparison_tells_the_same(served):
    html = unescape(page(served, LEFT_RIGHT))
    query = unescape(re.search(r"<code>(PREFIX.*?)</code>", html, re.DOTALL)[1])
    answer = served.get("/sparql", query_string={"query": query, "format": "json"}).json
    found = {
        (row["relationLabel"]["value"], row["otherLabel"]["value"]):
        (row["of_a"]["value"], row["of_b"]["value"])
        for row in answer["results"]["bindings"]
    }  # fmt: skip
    assert found["transmits root", "left L4 nerve root"] == ("true", "false")
    assert found["has upper vertebra", "L4 vertebra"] == ("true", "true")
