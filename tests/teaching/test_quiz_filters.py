"""Quiz and cards narrow by path, side, level, relation and strength, and say what that leaves out.

What is expected was written by hand: there are 23 foramina below C2 that have two pedicles of a
side each, and a path to the dermatome needs the nerve root and what that needs.
"""

from __future__ import annotations

import json
from html import unescape
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from curricula import curriculum, iri

from foramen import cli
from foramen.cli.parts import Parts
from foramen.teaching.named import Naming
from foramen.teaching.scope import scope_of
from foramen.teaching.study import Study
from foramen.terminology.facts import read_facts
from foramen.terminology.search import Search

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

PAGES = ("/teach/quiz", "/teach/cards")


def told(served: FlaskClient, page: str, asked: str):
    answer = served.get(f"/api{page}?{asked}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


@pytest.mark.parametrize(
    ("to", "known", "asked", "can_be"),
    [
        ("Root", "", ["Root"], True),
        ("Root", "", ["Root", "Bone"], True),
        ("Root", "", ["Root", "Disc"], False),  # no part of the way
        ("Root", "", ["Disc"], False),
        ("Root", "", [], False),  # of nothing that is taught
        ("Root", "Hole", ["Root", "Bone"], True),  # Bone is known with Hole, Root is new
        ("Root", "Hole", ["Hole", "Bone"], False),  # nothing in it is new
        ("Root", "Disc", ["Root", "Disc"], True),  # beside the way, but known
        ("", "Hole", ["Disc"], True),
        ("", "Hole", ["Bone"], False),
        ("Root", "Root", ["Root"], False),
    ],
)
def test_a_learner_is_asked_of_what_is_new_by_what_was_met(to, known, asked, can_be):
    topics = {"body": ["Bone", "Disc", "Hole", "Nerve", "Root"]}
    small = curriculum(topics, {"Disc": ["Bone"], "Hole": ["Bone"], "Root": ["Nerve", "Hole"]}, {})
    naming = Naming(small, Search(small.catalogue))
    scope = scope_of(small, naming.all([to], most=9), naming.all([known], most=9))
    assert scope.holds([iri(name) for name in asked]) is can_be


def test_without_a_path_there_is_no_scope():
    small = curriculum({"body": ["Bone"]}, {}, {})
    assert scope_of(small, (), ()) is None


def test_questions_on_the_path_name_nothing_beyond_it(served: FlaskClient):
    """To the dermatome by hand: cord, root and foramen are needed, radiculopathy is not."""
    said = told(served, "/teach/quiz", "to=Dermatome&number=100")
    terms = {one["object"] or one["subject"] for one in said["questions"]}
    assert {"foramen:Dermatome", "foramen:SpinalNerveRoot"} <= terms
    assert not any("Radiculopathy" in one or "Stenosis" in one for one in terms)
    assert said["asked"] == {"to": "Dermatome", "number": "100"}
    fewer = told(served, "/teach/quiz", "to=Dermatome&known=SpinalNerveRoot&number=100")
    assert 0 < fewer["total"] < said["total"]
    assert "foramen:SpinalNerveRoot" not in {one["subject"] for one in fewer["questions"]}
    nothing = told(served, "/teach/quiz", "to=Dermatome&known=Dermatome")
    assert nothing["total"] == 0


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("side=left", {"left pedicle of L4"}),
        ("side=right", {"right pedicle of L4"}),
        ("", {"left pedicle of L4", "right pedicle of L4"}),
        ("side=none", set()),
    ],
)
def test_a_side_narrows_to_questions_about_it(served: FlaskClient, asked: str, right: set[str]):
    said = told(served, "/teach/quiz", f"kind=roof-at-level&level=L4/5&{asked}")
    assert {one["right"] for one in said["questions"]} == right


def test_what_each_filter_leaves_out_adds_up_to_everything(served: FlaskClient):
    every = told(served, "/teach/quiz", "")
    assert every["left_out"] == {}
    side = told(served, "/teach/quiz", "kind=roof-at-level&side=left")
    assert side["total"] == 23
    assert list(side["left_out"]) == ["side", "kind"]
    assert side["total"] + sum(side["left_out"].values()) == every["total"]
    all_cards = told(served, "/teach/cards", "")
    assert all_cards["left_out"] == {}
    cards = told(served, "/teach/cards", "topic=roots&to=Radiculopathy&level=C8&kind=level")
    assert list(cards["left_out"]) == ["topic", "path", "level", "kind"]
    assert cards["count"] + sum(cards["left_out"].values()) == all_cards["count"]


def test_cards_of_a_root_are_those_of_its_foramen_its_key_point_and_its_muscle(
    served: FlaskClient,
):
    cards = told(served, "/teach/cards", "level=C8")["cards"]
    assert {card["key"] for card in cards} == {
        "level.Foramen_C7-T1.transmitsRoot.Root_C8",
        "level.Root_C8.testedAtKeyPoint.KeyPoint_C8",
        "level.Root_C8.suppliesKeyMuscle.KeyMuscle_FingerFlexors",
    }


def test_cards_narrow_by_relation_and_strength(served: FlaskClient):
    hedged = told(served, "/teach/cards", "relation=mayMediateReflex&strength=may")["cards"]
    assert {card["key"].split(".")[1] for card in hedged} >= {"Root_L5"}
    assert {card["strength"] for card in hedged} == {"may"}
    firm = told(served, "/teach/cards", "strength=definite&kind=meaning")
    assert firm["count"] == 0, "what a term means has no strength"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("amiss", "status", "words"),
    [
        ("to=nothing+is+called+so", 404, "nothing is called so"),
        ("known=gristle", 404, "gristle"),
        ("topic=rots", 400, "There is no topic 'rots'"),
        ("level=L9", 400, "There is no level 'L9' here. Near:"),
        ("relation=mayNarow", 400, "Near: mayNarrow"),
        ("strength=sure", 400, "There is no strength 'sure' here"),
        ("kind=levl", 400, "There is no kind 'levl' here"),
        ("level=C8&level=C7", 400, "Give level once"),
        ("to=" + "x" * 1001, 400, "1,000 characters"),
        ("to=%00", 404, ""),
    ],
)
def test_what_is_amiss_is_refused_in_words(served, page, amiss, status, words):
    for path in (page, f"/api{page}"):
        answer = served.get(f"{path}?{amiss}", headers={"Accept": "application/json"})
        assert answer.status_code == status
        assert words in answer.json["detail"]


@pytest.mark.parametrize(
    ("page", "asked", "words"),
    [
        (
            "/teach/quiz",
            "kind=roof-at-level&side=left&number=5",
            "5 of 23 questions that fit",
        ),
        ("/teach/cards", "level=C8&kind=level&topic=roots", "3 cards to take away"),
    ],
)
def test_the_page_says_what_fell_out_and_leads_to_the_same_without_a_filter(
    served: FlaskClient, page: str, asked: str, words: str
):
    text = unescape(served.get(f"{page}?{asked}").text)
    said = told(served, page, asked)
    everything = said.get("total", said.get("count")) + sum(said["left_out"].values())
    assert words in text
    assert f"Of {everything:,} in all" in text
    first = next(iter(said["left_out"].values()))
    assert f"{first:,} are left out by <a href" in text
    assert f"{page}?kind={'roof-at-level' if 'quiz' in page else 'level'}" in text


def test_a_page_without_filters_says_nothing_of_what_falls_out(served: FlaskClient):
    assert not any("left out by" in served.get(page).text for page in PAGES)


def test_where_nothing_fits_the_page_says_by_what(served: FlaskClient):
    text = served.get("/teach/quiz?kind=roof-at-level&side=none").text
    assert "No question can be drafted that fits all of this" in text
    assert "are left out by <a href" in text


def test_the_form_keeps_the_path_and_the_path_leads_to_its_quiz(served: FlaskClient):
    text = served.get("/teach/quiz?to=Radiculopathy&known=topic:roots").text
    assert 'name="to" value="Radiculopathy"' in text
    assert 'name="known" value="topic:roots"' in text
    assert "/teach/quiz?to=Radiculopathy" in served.get("/teach/path?to=Radiculopathy").text


@pytest.mark.parametrize(
    ("words", "page", "asked", "items"),
    [
        (
            "quiz --to Dermatome --known SpinalNerveRoot --side none",
            "/teach/quiz", "to=Dermatome&known=SpinalNerveRoot&side=none", "questions",
        ),
        ("cards --level C8 --strength definite", "/teach/cards", "level=C8&strength=definite",
         "cards"),
    ],
)  # fmt: skip
def test_the_command_narrows_as_the_page_does(
    served: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words, page, asked, items
):
    service = served.application.extensions["foramen"]
    for name in ("knowledge", "catalogue", "curriculum", "quiz"):
        monkeypatch.setattr(Parts, name, getattr(service, name))
    monkeypatch.setattr(Study, "read", lambda *_: service.study)
    file = tmp_path / "said.json"
    assert cli.run(["teach", *words.split(), "--format", "json", "--output", str(file)]) == 0
    said, wanted = json.loads(file.read_text("utf-8")), told(served, page, asked)
    assert said[items] == wanted[items]
    assert said["left_out"] == wanted["left_out"]


def test_a_command_refuses_a_path_to_nothing(served, monkeypatch, capsys):
    service = served.application.extensions["foramen"]
    for name in ("knowledge", "catalogue", "curriculum", "quiz"):
        monkeypatch.setattr(Parts, name, getattr(service, name))
    assert cli.run(["teach", "quiz", "--to", "gristle"]) != 0
    assert "gristle" in capsys.readouterr().err


def test_of_kinds_that_are_named_alone_it_is_read_what_is_said(tmp_path: Path):
    """Three subjects by hand; two are of the kinds that are asked for."""
    foramen, kind = "https://w3id.org/foramen/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    file = tmp_path / "teaching.nt"
    file.write_text(
        f"<{foramen}template_a> <{kind}> <{foramen}QuestionTemplate> .\n"
        f'<{foramen}template_a> <{foramen}stem> "Which <{foramen}topic_b>?" .\n'
        f"<{foramen}topic_b> <{kind}> <{foramen}TeachingTopic> .\n"
        f"<{foramen}topic_b> <{foramen}broader> <{foramen}template_a> .\n"
        f"<{foramen}wording_C> <{kind}> <{foramen}QuestionWording> .\n",
        "utf-8",
    )
    dataset = SimpleNamespace(graphs={f"{foramen}graph/teaching"}, graph_file=lambda _: file)
    whole = read_facts(dataset, "teaching")
    part = read_facts(dataset, "teaching", kinds=("QuestionTemplate", "QuestionWording"))
    assert set(whole) == {f"{foramen}{name}" for name in ("template_a", "topic_b", "wording_C")}
    assert part == {iri: said for iri, said in whole.items() if not iri.endswith("topic_b")}


def test_a_filter_that_leaves_nothing_out_is_not_named(served: FlaskClient):
    text = unescape(served.get("/teach/quiz?topic=surgery&level=L4/5&side=left").text)
    assert "are left out by <a href" in text
    assert " 0 by <a href" not in text
