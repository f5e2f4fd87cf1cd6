"""Readers that others wrote find in our question files what we put there."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from moodle_xml_parser import parser

from foramen.errors import NotAcceptable
from foramen.handouts import gift, moodle_xml, named, offered
from foramen.teaching.handout import Choice, Handout
from foramen.teaching.quiz_handout import quiz_handout
from foramen.teaching.quiz_wanted import Wanted

if TYPE_CHECKING:
    from flask.testing import FlaskClient

pytestmark = pytest.mark.interop

ROOT = Path(__file__).parents[2]
NODE = ROOT / ".venv/bin/node"
GIFT_PEGJS = ROOT / "frontend/node_modules/gift-pegjs/pegjs-gift.js"
SCHEMA = ROOT / "tests/data/teaching/moodle-questions.xsd"
READ = """
const { parse } = require(process.argv[1]);
process.stdout.write(JSON.stringify(parse(require('fs').readFileSync(0, 'utf8'))));
"""
# Everything that means something in GIFT, HTML or XML.
AWKWARD = Choice(
    key="awkward-0123456789",
    stem="Is a = b {or} c # d ~ e : f \\ g < h & i > j “k” 1:2 -> 3?",
    right=("[a] = {1} & <b>bold</b>",),
    wrong=("~ tilde", "# hash", "C:\\path"),
    fact="It is = {so}: #1 ~ <sure>.",
    strength="may",
    sources=("INT02", "BRIT"),
    query="",
    rule="",
    topic="roots",
    objectives=("name-roots",),
    bloom="apply",
)
PLAIN = replace(
    AWKWARD,
    key="plain-0123456789",
    stem="Which?",
    right=("this",),
    wrong=("that", "those"),
    topic="",
)


def handout(*choices: Choice) -> Handout:
    return Handout("quiz", "Quiz drafts", "Drafts.", (), choices=choices)


@pytest.fixture(scope="module")
def drafted(served: FlaskClient) -> Handout:
    """A hundred questions of the real dataset, of every kind."""
    quiz = served.application.extensions["foramen"].quiz
    return quiz_handout(quiz, quiz.choice(Wanted(), 100, ""), {}, "")


def read_moodle(content: bytes) -> list[tuple[str, set[str], set[str]]]:
    """What a reader of Moodle XML finds: stem, right options, wrong options."""
    return [
        (
            one.text_pre_parse,
            {option.answer for option in one.options if option.score_fraction == 100},
            {option.answer for option in one.options if option.score_fraction == 0},
        )
        for one in parser.parse_bytes(content)["multichoice"]
    ]


def read_gift(content: bytes) -> list[dict]:
    """What a reader of GIFT finds (the grammar behind several editors of GIFT)."""
    if not (NODE.is_file() and GIFT_PEGJS.is_file()):
        if os.environ.get("CI"):
            pytest.fail("gift-pegjs is missing: `make frontend` installs it")
        pytest.skip("gift-pegjs is missing: `make frontend` installs it")
    done = subprocess.run(
        [NODE, "-e", READ, GIFT_PEGJS], input=content, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[:2000]
    return json.loads(done.stdout)


def told(choices: tuple[Choice, ...]) -> list[tuple[str, set[str], set[str]]]:
    return [(one.stem, {*one.right}, {*one.wrong}) for one in choices]


def test_a_reader_of_moodle_xml_finds_the_questions(drafted: Handout):
    assert len(drafted.choices) == 100
    assert read_moodle(moodle_xml.written(drafted)) == told(drafted.choices)


def test_moodle_xml_keeps_what_looks_like_markup():
    found = read_moodle(moodle_xml.written(handout(AWKWARD)))
    assert found == told((AWKWARD,))


def test_moodle_xml_meets_a_schema_made_from_its_documentation(drafted: Handout):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    content = etree.fromstring(moodle_xml.written(drafted))
    schema.assertValid(content)
    content[-1].find("idnumber").text = "x" * 101
    assert not schema.validate(content), "the schema tells what is amiss"


def test_moodle_gets_key_category_tags_and_the_fact_with_its_sources():
    content = etree.fromstring(moodle_xml.written(handout(AWKWARD, PLAIN)))
    categories = content.xpath("question[@type='category']/category/text/text()")
    assert categories == ["$course$/top/Foramen/roots", "$course$/top/Foramen/no topic"]
    first = content.find("question[@type='multichoice']")
    assert first.findtext("idnumber") == AWKWARD.key
    assert first.findtext("single") == "true"
    assert first.findtext("shuffleanswers") == "true"
    assert set(first.xpath("tags/tag/text/text()")) == {
        "foramen", "draft", "apply", "may", "name-roots",
    }  # fmt: skip
    feedback = first.findtext("generalfeedback/text")
    assert "It is = {so}: #1 ~ &lt;sure&gt;." in feedback
    assert "Strength: may. Sources: INT02, BRIT." in feedback
    assert "Draft for review." in feedback


def test_a_reader_of_gift_finds_the_questions(drafted: Handout):
    found = [one for one in read_gift(gift.written(drafted)) if one["type"] == "MC"]
    assert [
        (
            one["stem"]["text"],
            {choice["text"]["text"] for choice in one["choices"] if choice["isCorrect"]},
            {choice["text"]["text"] for choice in one["choices"] if not choice["isCorrect"]},
        )
        for one in found
    ] == told(drafted.choices)
    assert [one["id"] for one in found] == [choice.key for choice in drafted.choices]
    assert all("draft" in one["tags"] for one in found)
    assert all("Draft for review." in one["globalFeedback"]["text"] for one in found)


def test_gift_escapes_what_means_something():
    (category, one) = read_gift(gift.written(handout(AWKWARD)))
    assert category["title"] == "$course$/top/Foramen/roots"
    assert one["stem"]["text"] == AWKWARD.stem
    assert {choice["text"]["text"] for choice in one["choices"]} == {*AWKWARD.right, *AWKWARD.wrong}
    assert one["globalFeedback"]["text"].startswith(AWKWARD.fact)


def test_several_right_options_share_the_marks():
    both = replace(PLAIN, right=("this", "these"))
    content = etree.fromstring(moodle_xml.written(handout(both)))
    assert content.xpath("question/answer/@fraction") == ["50", "50", "0", "0"]
    assert content.xpath("question/single/text()") == ["false"]
    (_, one) = read_gift(gift.written(handout(both)))
    assert [choice["weight"] for choice in one["choices"]] == [50, 50, None, None]


def test_only_a_handout_with_questions_is_offered_as_questions():
    assert {"moodle", "gift"} <= {form.name for form in offered(handout(PLAIN))}
    with pytest.raises(NotAcceptable):
        named("moodle", Handout("path", "Path", "A path.", ()))
