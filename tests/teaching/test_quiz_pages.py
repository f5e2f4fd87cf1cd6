"""The page, the interface and the command draft the same questions, and refuse what is amiss."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from foramen import cli
from foramen.cli.parts import Parts

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

PAGE = "/teach/quiz"
ASKED = "level=L4/5&bloom=apply&number=12&seed=3"


def test_the_page_and_the_interface_show_the_same_questions(served: FlaskClient):
    page = served.get(f"{PAGE}?{ASKED}").text
    said = served.get(f"/api{PAGE}?{ASKED}").json
    assert len(said["questions"]) == 12
    asked = re.findall(r"<h3>(.*?)</h3>", page)
    assert [html.unescape(one) for one in asked] == [one["question"] for one in said["questions"]]
    assert served.get(f"{PAGE}?{ASKED}&format=json").json == said


def test_every_question_on_the_page_is_marked_and_hides_its_answer(served: FlaskClient):
    page = served.get(f"{PAGE}?number=8").text
    assert page.count("<span>draft for review</span>") == 8
    answers = re.findall(
        r"<details>\s*<summary>Answer and fact</summary>(.*?)</details>", page, re.DOTALL
    )
    assert len(answers) == 8
    for answer in answers:
        assert re.search(r"<strong>[A-D]: ", answer)
        assert 'class="strength ' in answer
        assert "SELECT ?" in answer


def test_the_same_address_gives_the_same_page_and_another_seed_other_questions(
    served: FlaskClient,
):
    first, again = (served.get(f"{PAGE}?seed=5").text for _ in range(2))
    assert first == again
    assert served.get(f"{PAGE}?seed=6").text != first


def test_a_level_that_is_not_there_is_told_what_is_near_once(served: FlaskClient):
    said = served.get(f"/api{PAGE}?level=L9").json["detail"]
    near = re.search(r"Near: (.*)\.", said)[1].split(", ")
    assert near
    assert len(near) == len(set(near))


def test_a_file_names_its_page_and_not_itself(served: FlaskClient):
    asked = {"seed": "a b", "number": "2", "format": "markdown"}
    named = served.get(PAGE, query_string=asked).text
    wanted = served.get(
        PAGE, query_string=asked | {"format": ""}, headers={"Accept": "text/markdown"}
    )
    assert named == wanted.text
    assert "<https://w3id.org/foramen/teach/quiz?number=2&seed=a+b>" in named


@pytest.mark.parametrize("level", ["L4-L5", "L4/L5", "l4/5", "L4-5", " L4/5 "])
def test_a_level_is_read_as_people_write_it(served: FlaskClient, level: str):
    said = served.get(f"/api{PAGE}", query_string={"level": level}).json
    assert said["total"] > 20
    assert all("L4" in json.dumps(one) for one in said["questions"])


def test_nothing_is_accepted_without_a_reviewer(served: FlaskClient):
    assert served.get(f"/api{PAGE}?status=accepted").json["total"] == 0
    page = served.get(f"{PAGE}?status=accepted")
    assert page.status_code == 200
    assert "no question has been accepted by a named reviewer yet" in page.text


@pytest.mark.parametrize(
    ("amiss", "told"),
    [
        ("topic=rots", "There is no topic"),
        ("objective=x", "There is no objective"),
        ("bloom=learn", "There is no bloom"),
        ("strength=sure", "There is no strength"),
        ("level=L4-L6", "There is no level"),
        ("level=L9", "Near: T9, L5, L4."),
        ("topic=signs", "Near: signs-and-examination."),
        ("relation=exits", "There is no relation"),
        ("kind=root-at-lvl", "Near: root-at-level"),
        ("number=0", "number lies between 1 and 100"),
        ("number=101", "number lies between 1 and 100"),
        ("number=ten", "number is a whole number"),
        ("seedd=1", "Did you mean seed?"),
        ("side=up", "There is no side 'up' here. For example: left, right, none."),
        ("seed=1&seed=2", "Give seed once"),
        ("seed=" + "x" * 300, "seed may have 200 characters"),
    ],
)
def test_what_is_amiss_is_refused_in_words(served: FlaskClient, amiss: str, told: str):
    for path in (PAGE, f"/api{PAGE}"):
        answer = served.get(f"{path}?{amiss}", headers={"Accept": "application/json"})
        assert answer.status_code == 400
        assert told in answer.json["detail"]


@pytest.mark.parametrize("hostile", ["\x00", "\u202e", "<script>", "%", "' OR 1", "\U0001f480"])
def test_hostile_words_break_nothing(served: FlaskClient, hostile: str):
    for name in ("seed", "level", "topic", "relation", "kind"):
        answer = served.get(PAGE, query_string={name: hostile})
        assert answer.status_code in {200, 400}
        assert "<script>" not in answer.text.partition("<main")[2]


@pytest.mark.parametrize(
    "form", ["moodle", "gift", "csv", "markdown", "json", "jsonld", "anki-text"]
)
def test_every_file_says_that_its_questions_are_drafts(served: FlaskClient, form: str):
    answer = served.get(f"{PAGE}?number=5&format={form}")
    assert answer.status_code == 200
    assert answer.text.casefold().count("draft for review") >= 5


def test_a_dataset_without_templates_has_a_page_without_questions(client: FlaskClient):
    assert client.get(PAGE).status_code == 200
    assert client.get(f"/api{PAGE}").json["questions"] == []


def test_the_command_drafts_what_the_page_drafts(
    served: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    service = served.application.extensions["foramen"]
    monkeypatch.setattr(Parts, "quiz", service.quiz)
    file = tmp_path / "quiz.json"
    words = "teach quiz --level L4/5 --bloom apply --number 12 --seed 3 --format json --output"
    assert cli.run([*words.split(), str(file)]) == 0
    said = served.get(f"/api{PAGE}?{ASKED}").json
    assert json.loads(file.read_text("utf-8"))["questions"] == said["questions"]
