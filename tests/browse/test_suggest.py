"""`/search/suggest`: what is typed in, options of a list out."""

import html
import re

import pytest

OPTION = re.compile(
    r'<li role="option" data-value="([^"]*)" data-href="([^"]*)">(.*?)</li>', re.DOTALL
)


@pytest.fixture
def options(served):
    def ask(typed, **more):
        answer = served.get("/search/suggest", query_string={"q": typed, **more})
        assert answer.status_code == 200
        assert answer.mimetype == "text/html"
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        return [
            (html.unescape(value), href, shown)
            for value, href, shown in OPTION.findall(answer.text)
        ]

    return ask


@pytest.mark.parametrize(
    ("typed", "value", "href", "shown"),
    [
        ("foraminal st", "foraminal stenosis", "/ForaminalStenosis", "pathology"),
        ("neural foramen", "intervertebral foramen", "/IntervertebralForamen", "synonym <mark>"),
        ("SNRB", "selective nerve root block", "/SelectiveNerveRootBlock", "<mark>SNRB</mark>"),
        ("nfs", "foraminal stenosis", "/ForaminalStenosis", "abbreviation <mark>NFS</mark>"),
        ("left l4-5 foramen", "left L4/5 intervertebral foramen", "/Foramen_L4-L5_left", "synonym"),
        ("foramnial stenosis", "foraminal stenosis", "/ForaminalStenosis", "pathology"),
        ("UBERON:0003673", "ligamentum flavum", "/LigamentumFlavum", "code <mark>UBERON:0003673"),
        ("M99.73", "lumbar foraminal stenosis", "/LumbarForaminalStenosis", "ICD10CM:M99.73"),
    ],
)
def test_the_first_suggestion_is_what_is_meant(options, typed, value, href, shown):
    first = options(typed)[0]
    assert first[:2] == (value, href)
    assert shown in first[2]


def test_what_was_typed_is_marked_in_the_label(options):
    assert "<mark>foraminal</mark> <mark>stenosis</mark>" in options("foraminal st")[0][2]


def test_a_kind_or_a_topic_may_be_asked_for(options):
    assert ("transmits root", "/transmitsRoot") in [
        one[:2] for one in options("transmits", kind="property")
    ]
    found = options("injection", topic="procedures")
    assert ("epidural injection", "/EpiduralInjection") in [one[:2] for one in found]
    found = options("injection", topic="imaging")
    assert [one[1] for one in found] == ["/ForaminalInjectionPlanning"]


def test_there_are_at_most_eight_and_nothing_gives_none(options):
    assert len(options("foramen")) == 8
    assert options("") == []
    assert options("   ") == []
    assert options("qqqqzz") == []


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '"><img src=x>',
        "\0",
        "\u202e",
        "%",
        "'" * 400,
        "é" * 900,
        "L" * 999,
    ],
)
def test_whatever_is_typed_is_answered_and_escaped(served, typed):
    answer = served.get("/search/suggest", query_string={"q": typed})
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text


@pytest.mark.parametrize(
    "query", ["q=a&kind=thing", "q=a&topic=cooking", "q=a&q=b", "q=a&most=3", "q=" + "a" * 1001]
)
def test_what_is_not_understood_is_refused_in_words(served, query):
    assert served.get(f"/search/suggest?{query}").status_code == 400
