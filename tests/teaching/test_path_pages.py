"""The pages of paths and plans, what they give programs, and the commands say the same."""

from __future__ import annotations

import json
import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from foramen.cli import commands
from foramen.cli.parts import Parts
from foramen.errors import BadRequest

PATH = "/teach/path?to=Radiculopathy&known=Vertebra"
PLAN = "/teach/plan?target=Radiculopathy&target=topic:imaging&target=gristle&units=10&size=6"
ADDRESSES = {"path": PATH, "plan": PLAN}
HOSTILE = [
    "to=" + "x" * 1001,
    "to=%00%00",
    "to=%E2%80%AE%D7%A9",
    "to=%3Cscript%3Ealert(1)%3C/script%3E",
    "to=a%0Ab&known=%F0%9F%A6%B4",
    "to=,,,",
    "to=topic:",
    "to=topic:%00",
    "known=&to=",
    "to='%22%3E%7D%20UNION",
    "&".join(f"to=nothing{number}" for number in range(30)),
    "known=" + "&known=".join(f"zz{number}q" for number in range(100)),
    "to=" + "&to=".join(f"{number}{'x' * 400}" for number in range(20)),
    "to=" + ",".join(f"zz{number}q" for number in range(150)),
    "way=there",
]


@pytest.fixture
def parts(served, monkeypatch):
    """The parts of the commands, with what the service has read already."""
    service = served.application.extensions["foramen"]
    made = Parts()
    for name in ("knowledge", "catalogue", "curriculum"):
        made.__dict__[name] = getattr(service, name)
    monkeypatch.setattr("foramen.cli.Parts", lambda: made)
    return made


def rows(text, start, end):
    return unescape(text.partition(start)[2].partition(end)[0])


def test_the_page_lists_every_step_that_programs_get(served):
    page = served.get(PATH).text
    told = served.get(PATH.replace("/teach", "/api/teach")).get_json()
    steps = told["steps"]
    assert len(steps) > 10
    listed = re.findall(r'<li id="step-(\d+)">\s*<p class="concept"><a href="/([^"]+)"', page)
    assert listed == [(str(step["step"]), step["concept"]["id"]) for step in steps]
    reasons = [need["rationale"] for step in steps for need in step["needs"]]
    assert reasons
    assert all(reason in unescape(page) for reason in reasons)
    assert all(one["text"] in unescape(page) for step in steps for one in step["objectives"])
    assert "Vertebra" not in [step["concept"]["id"] for step in steps]
    assert "Whoever knows a concept is taken to know all that it requires" in page


def test_the_query_of_the_page_gives_its_steps(served):
    page = served.get(PATH).text
    query = unescape(page.partition('aria-label="Query"><code>')[2].partition("</code>")[0])
    found = served.get("/sparql", query_string={"query": query, "format": "json"}).get_json()
    by_query = {row["concept"]["value"] for row in found["results"]["bindings"]}
    told = served.get(PATH.replace("/teach", "/api/teach")).get_json()
    assert by_query == {step["concept"]["iri"] for step in told["steps"]}


def test_the_map_of_the_page_links_every_step(served):
    page = served.get(PATH).text
    picture = ET.fromstring(
        f'<div{page.partition(""" tabindex="0"><div""")[2].partition("</div>")[0]}</div>'
    )
    links = [one.get("href") for one in picture.iter("a")]
    told = served.get(PATH.replace("/teach", "/api/teach")).get_json()
    assert sorted(links) == sorted(f"/{step['concept']['id']}" for step in told["steps"])


def test_a_step_can_be_ticked_as_known_and_taken_back(served):
    page = unescape(served.get("/teach/path?to=Radiculopathy").text)
    assert "/teach/path?to=Radiculopathy&known=SpinalNerveRoot" in page
    ticked = unescape(served.get("/teach/path?to=Radiculopathy&known=SpinalNerveRoot").text)
    assert 'href="/teach/path?to=Radiculopathy" aria-label="Take spinal nerve root away"' in ticked


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_format_that_is_offered_is_given(served, name):
    page = served.get(ADDRESSES[name]).text
    offered = rows(page, '<ul class="downloads"', "</ul>")
    links = re.findall(r'href="([^"]+)"', offered)
    assert len(links) >= 3
    for link in links:
        answer = served.get(link)
        assert answer.status_code == 200
        assert answer.data


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_names_are_answered_in_words(served, name, query):
    query = query if name == "path" else query.replace("to=", "target=")
    page = served.get(f"/teach/{name}?{query}", headers={"Accept": "text/html"})
    assert page.status_code in {200, 400, 404}
    assert "<script>alert" not in page.text
    assert "<h1" in page.text


def test_unknown_names_do_not_swell_a_page(served):
    asked = [("target", f"{number}{'x' * 400}") for number in range(60)]
    page = served.get("/teach/plan", query_string=asked, headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert "5 of the names are unknown, the first is" in page.text
    assert len(page.data) < 10_000


def test_an_unknown_name_is_told_at_its_place_with_what_is_near(served):
    answer = served.get("/teach/path?to=radiculopaty&known=vertebra")
    assert answer.status_code == 404
    assert "Nothing to be taught is called “radiculopaty”" in answer.text
    assert "/teach/path?known=Vertebra&amp;to=Radiculopathy" in answer.text
    for way in ("/api/teach/path?to=radiculopaty", "/teach/path?to=radiculopaty&format=json"):
        refused = served.get(way, headers={"Accept": "application/json"})
        assert refused.status_code == 404
        assert "radiculopathy" in refused.get_json()["near"]


def test_programs_are_told_what_to_ask(served):
    for address in ("/api/teach/path", "/api/teach/plan"):
        refused = served.get(address)
        assert refused.status_code == 400
        assert "Radiculopathy" in refused.get_json()["detail"]


def test_a_member_of_a_family_is_taught_as_what_stands_above_it(served):
    page = served.get("/teach/path?to=left+L4/5+foramen").text
    assert "is not taught by itself" in page
    assert 'href="/LumbarForamen"' in page


def test_a_known_target_needs_no_step(served):
    page = served.get("/teach/path?to=Vertebra&known=Radiculopathy&known=Vertebra").text
    assert "Nothing is left to learn" in page
    assert 'id="map"' not in page


def test_the_plan_shows_lessons_and_what_fell_out(served):
    page = unescape(served.get(PLAN).text)
    told = served.get(PLAN.replace("/teach", "/api/teach")).get_json()
    assert [one["chosen"] for one in told["targets"]] == [True, False, False]
    assert [one["why_not"] in page for one in told["targets"]] == [True, True, True]
    assert 0 < len(told["units"]) <= 10
    for unit in told["units"]:
        assert 0 < len(unit["concepts"]) <= 6
        assert f"Lesson {unit['unit']}: {unit['name']}" in page
        assert all(f'href="/{one["concept"]["id"]}"' in page for one in unit["concepts"])
    assert told["slack"] == 60 - told["concepts"]
    assert "it is not the one with the most targets or objectives" in page


@pytest.mark.parametrize("budget", ["units=0", "units=61", "size=31", "size=x", "units=-1"])
def test_a_budget_that_cannot_be_is_refused(served, budget):
    assert served.get(f"/teach/plan?target=Radiculopathy&{budget}").status_code == 400


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        (["path", "--to", "Radiculopathy", "--known", "Vertebra"], PATH),
        (["plan", "--target", "Radiculopathy", "--target", "topic:imaging", "--target", "gristle",
          "--units", "10", "--size", "6"], PLAN),
    ],
)  # fmt: skip
def test_a_command_says_the_same_as_the_page(served, parts, arguments, address):
    shown = CliRunner().invoke(
        commands, ["teach", *arguments, "--format", "json"], catch_exceptions=False
    )
    assert shown.exit_code == 0
    assert json.loads(shown.output) == served.get(f"{address}&format=json").get_json()


def test_a_command_refuses_what_it_does_not_know(parts):
    shown = CliRunner().invoke(commands, ["teach", "path", "--to", "radiculopaty"])
    assert shown.exit_code != 0
    assert "radiculopathy" in str(shown.exception)
    shown = CliRunner().invoke(commands, ["teach", "plan", "--target", "gristle"])
    assert "gristle" in str(shown.exception)
    shown = CliRunner().invoke(commands, ["teach", "topics", "--output", "/no/such/topics.md"])
    assert str(shown.exception).startswith("'/no/such/topics.md' cannot be written: ")


@pytest.mark.parametrize("asked", [["path", "--to", ""], ["plan", "--target", " "]])
def test_a_command_that_is_asked_for_nothing_says_so(parts, asked):
    with pytest.raises(BadRequest, match="Say what is"):
        CliRunner().invoke(commands, ["teach", *asked], catch_exceptions=False)


@pytest.mark.parametrize("address", ["/teach/path", "/teach/plan", PATH, PLAN])
def test_a_dataset_without_a_curriculum_is_told_so(client, address):
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code in {200, 404}
    assert "<h1" in answer.text
