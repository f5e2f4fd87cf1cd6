"""The pages about topics and objectives, records of teaching, and a term's own part on teaching."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from click.testing import CliRunner

from foramen.cli import commands
from foramen.cli.parts import Parts
from foramen.compiler.tables import read_table
from foramen.resources import sources_root

TOPICS = read_table(sources_root() / "ontology" / "teaching" / "topics.tsv", sources_root()).rows
CONTENTS = "/teach/topics/foramen-contents"
GANGLION = "objective_state-where-the-ganglion-lies"
HTML = {"Accept": "text/html"}
REFUSED = [
    ("/teach/?topic=roots", 400),
    ("/teach/topics/surgry", 404),
    ("/teach/topics/%00", 404),
    ("/teach/topics/%E2%80%AE%D7%A9", 404),
    ("/teach/topics/" + "x" * 3000, 404),
    ("/teach/topics/roots?level=apply", 400),
    ("/teach/objectives?level=learn", 400),
    ("/teach/objectives?level=apply&level=create", 400),
    ("/teach/objectives?topic=nothing", 404),
    ("/teach/objectives?topic=" + "x" * 201, 400),
    ("/teach/objectives?about=zzzzzz", 404),
    ("/teach/objectives?about=owl:Class", 404),
    ("/teach/objectives?about=%00%00", 404),
    ("/teach/objectives?about=" + "x" * 201, 400),
    ("/api/teach/topics?format=csv", 400),
    ("/api/teach/topics/nothing", 404),
    ("/api/teach/objectives?key=x", 400),
]
RECORDS = {
    "TeachingTopics": "/teach/",
    "topic_narrowing": "/teach/topics/narrowing",
    "topic_anatomy": "/teach/topics/anatomy",
    "membership_Pedicle": "/teach/topics/foramen-borders",
    "prerequisite_DorsalRoot__SpinalNerveRoot": CONTENTS,
    GANGLION: f"{CONTENTS}#{GANGLION.replace('_', '-', 1)}",
    "competency_roots-root-of-l5-s1": "/teach/topics/roots#competency-roots-root-of-l5-s1",
    "bloom_apply": "/teach/objectives?level=apply",
}


def page_of(served, address):
    answer = served.get(address, headers=HTML)
    assert answer.status_code == 200
    return unescape(answer.text)


def section(page, name):
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def test_the_first_page_lists_every_topic_in_order_and_every_tool(served):
    page = page_of(served, "/teach/")
    listed = re.findall(r'href="/teach/topics/([^"#]+)"', section(page, "topics"))
    ordered = sorted(TOPICS, key=lambda row: int(row.cells["ordinal"]))
    assert listed == [row.cells["key"] for row in ordered]
    tools = set(re.findall(r'href="(/teach/\w+)"', section(page, "tools")))
    assert tools == {
        "/teach/objectives", "/teach/path", "/teach/plan", "/teach/coverage", "/teach/quiz",
        "/teach/cards", "/teach/sheets",
    }  # fmt: skip
    assert "What has no objective yet" not in page


def test_a_topic_shows_its_concepts_in_an_order_of_learning_with_reasons(served):
    page = page_of(served, CONTENTS)
    lessons = section(page, "concepts")
    listed = re.findall(r'class="title" href="/(\w+)"', lessons)
    assert len(listed) == 11
    places = [listed.index(n) for n in ("SpinalNerveRoot", "DorsalRoot", "DorsalRootGanglion")]
    assert places == sorted(places)
    assert listed.index("VentralRoot") < listed.index("SpinalNerve")
    assert "/teach/path?to=DorsalRootGanglion" in lessons
    told = served.get("/api" + CONTENTS).get_json()
    reasons = [need["why"] for concept in told["concepts"] for need in concept["needs"]]
    assert len(reasons) >= 11
    assert all(reason in lessons for reason in reasons)


def test_a_topic_shows_what_it_needs_of_others_its_objectives_and_its_tools(served):
    page = page_of(served, CONTENTS)
    outside = re.findall(r'href="/(\w+)"', section(page, "outside"))
    assert outside == ["SpinalCord", "IntervertebralForamen"]
    objectives = section(page, "objectives")
    assert len(re.findall(r'id="objective-', objectives)) == 5
    assert re.findall(r"<h3>(\w+)</h3>", objectives) == ["Remember", "Understand", "Evaluate"]
    for tool in ("quiz", "cards", "objectives"):
        assert f"/teach/{tool}?topic=foramen-contents" in page


def test_a_competency_question_leads_to_the_question_with_its_parameters_and_its_answer(served):
    asked = section(page_of(served, "/teach/topics/roots"), "competencies")
    item = asked.partition('id="competency-roots-root-of-l5-s1"')[2].partition("</li>")[0]
    assert "/questions/which-root-exits-through-a-foramen?foramen=Foramen_L5-S1" in item
    assert 'href="/Root_L5"' in item.partition("Expected answer")[2]
    assert "SEEK" in item


def test_what_a_page_shows_is_what_programs_and_files_get(served):
    for address in ("/teach/topics", CONTENTS, "/teach/objectives?level=apply"):
        program = served.get("/api" + address)
        there = "/teach/" if address == "/teach/topics" else address
        file = served.get(there, query_string=None, headers={"Accept": "application/json"})
        assert program.get_json() == file.get_json()
    rows = served.get(CONTENTS + "?format=csv").data.decode("utf-8-sig").splitlines()
    assert len(rows) == 12
    assert rows[0].startswith("place,concept,name,topic,needs")


def test_objectives_can_be_narrowed_and_the_query_gives_the_same(served):
    address = "/teach/objectives?topic=foramen-contents&about=DorsalRootGanglion"
    page = page_of(served, address)
    shown = set(re.findall(r'<td data-name="Objective"><a href="/(objective_[^"]+)"', page))
    assert shown == {
        "objective_state-where-the-ganglion-lies",
        "objective_classify-what-the-foramen-holds",
        "objective_judge-how-firm-a-content-is",
    }
    query = page.partition('aria-label="Query"><code>')[2].partition("</code>")[0]
    found = served.get("/sparql", query_string={"query": query, "format": "json"}).get_json()
    iris = {row["objective"]["value"].rpartition("/")[2] for row in found["results"]["bindings"]}
    assert iris == shown


def test_the_queries_of_topics_give_what_the_pages_show(served):
    for address, counted, number in (("/teach/", "topic", 21), (CONTENTS, "concept", 11)):
        page = page_of(served, address)
        query = page.partition('aria-label="Query"><code>')[2].partition("</code>")[0]
        found = served.get("/sparql", query_string={"query": query, "format": "json"}).get_json()
        assert len({row[counted]["value"] for row in found["results"]["bindings"]}) == number


def test_a_member_of_a_family_asks_for_what_it_is_taught_as(served):
    named = served.get("/api/teach/objectives?about=left+L4/5+intervertebral+foramen").get_json()
    kind = served.get("/api/teach/objectives?about=LumbarForamen").get_json()
    assert named["objectives"] == kind["objectives"] != []


@pytest.mark.parametrize(("address", "status"), REFUSED)
def test_what_cannot_be_answered_is_refused_with_its_status(served, address, status):
    answer = served.get(address)
    assert answer.status_code == status
    assert answer.get_json()["detail"]


def test_an_unknown_topic_names_what_is_near(served):
    assert served.get("/teach/topics/surgry").get_json()["near"] == ["surgery"]
    page = served.get("/teach/topics/surgry", headers=HTML)
    assert page.status_code == 404
    assert 'href="/teach/"' in page.text


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_of_teaching_has_a_page_and_data_and_leads_on(served, name):
    page = page_of(served, f"/{name}")
    assert f'href="{RECORDS[name]}"' in page
    heading = re.sub(r"<[^>]+>", "", page.partition("<h1>")[2].partition("</h1>")[0])
    assert not heading.startswith("foramen:")
    turtle = served.get(f"/{name}", headers={"Accept": "text/turtle"})
    assert turtle.status_code == 200
    assert name in turtle.text


def test_a_prerequisite_shows_both_ends_the_reason_and_the_basis(served):
    page = page_of(served, "/prerequisite_DorsalRootGanglion__DorsalRoot")
    assert "<h1>Dorsal root ganglion needs dorsal root</h1>" in page
    notice = page.partition('<p class="notice">')[2].partition("</p>")[0]
    assert 'href="/DorsalRootGanglion"' in notice
    assert 'href="/DorsalRoot"' in notice
    assert 'href="/sources/RADIO-DRG"' in notice


def test_a_term_tells_how_it_is_taught_apart_from_its_facts(served):
    page = page_of(served, "/DorsalRootGanglion")
    teaching = section(page, "teaching")
    assert 'href="/teach/topics/foramen-contents"' in teaching
    assert 'href="/prerequisite_DorsalRootGanglion__DorsalRoot"' in teaching
    assert "State to which part of the root the ganglion belongs." in teaching
    assert "/teach/path?to=DorsalRootGanglion" in teaching
    assert "has prerequisite" not in page.replace(teaching, "")
    assert "Taught as" not in teaching
    table = served.get("/DorsalRootGanglion?format=csv").text
    assert "hasPrerequisite" in table
    note = served.get("/DorsalRootGanglion?format=markdown").text.partition("## Teaching\n")[2]
    assert "- Needs [dorsal root](https://w3id.org/foramen/DorsalRoot): The ganglion" in note
    assert "- Objective (remember): State to which part of the root the ganglion belongs." in note


def test_a_member_of_a_family_shows_how_its_kind_is_taught(served):
    teaching = section(page_of(served, "/Foramen_L4-L5_left"), "teaching")
    assert 'Taught as <a href="/LumbarForamen#teaching">' in teaching
    assert 'aria-labelledby="teaching"' not in page_of(served, "/transmitsRoot")


def test_the_home_page_leads_to_teaching_and_counts_it(served, built):
    page = page_of(served, "/")
    assert 'href="/teach/">What to teach' in page
    assert built.counts["teaching_topics"] == 27
    assert built.counts["prerequisites"] >= 120
    assert built.counts["learning_objectives"] >= 80
    assert built.counts["competency_questions"] >= 60
    assert "learning objectives" in page
    about = page_of(served, "/about")
    assert f"{built.counts['prerequisites']} prerequisites with a reason each" in about


def test_a_dataset_without_topics_says_so(client):
    assert "no topics to teach" in client.get("/teach/", headers=HTML).text
    assert client.get("/api/teach/topics").get_json()["fields"] == []
    assert client.get("/api/teach/objectives").get_json()["total"] == 0


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        (["topics"], "/api/teach/topics"),
        (["topics", "foramen-contents"], "/api" + CONTENTS),
        (["objectives", "--topic", "roots", "--level", "apply"],
         "/api/teach/objectives?topic=roots&level=apply"),
        (["objectives", "--about", "Foramen_L4-L5_left"],
         "/api/teach/objectives?about=Foramen_L4-L5_left"),
    ],
)  # fmt: skip
def test_a_command_says_what_programs_get(served, monkeypatch, arguments, address):
    service = served.application.extensions["foramen"]
    made = Parts()
    for name in ("knowledge", "catalogue", "curriculum"):
        made.__dict__[name] = getattr(service, name)
    monkeypatch.setattr("foramen.cli.Parts", lambda: made)
    shown = CliRunner().invoke(
        commands, ["teach", *arguments, "--format", "json"], catch_exceptions=False
    )
    assert json.loads(shown.output) == served.get(address).get_json()
