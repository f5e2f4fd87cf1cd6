"""A page of an error says what was asked, how to mend it, and where to go on from there."""

from __future__ import annotations

import re

import pytest

from foramen import errors
from foramen.settings import Settings
from foramen.web import create_app
from foramen.web.problems import STATUSES

PAGE = {"Accept": "text/html"}


def main_of(response):
    return response.text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/foraminal-stenosys", ">foraminal stenosis</a>"),
        ("/SpinalVesel", ">small blood vessel</a>"),
        ("/Foramen_L4-L5_lef", ">left L4/5 intervertebral foramen</a>"),
        ("/term?name=foraminal+stenosys", ">foraminal stenosis</a>"),
    ],
)
def test_an_unknown_term_leads_to_those_near_it_by_their_labels(served, path, near):
    response = served.get(path, headers=PAGE)
    assert response.status_code == 404
    assert near in main_of(response)


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/foraminal-stenosys", "foraminal stenosys"),
        ("/Foramen_L4-L5_lef", "Foramen L4-L5 lef"),
        ("/SpinalVesel", "Spinal Vesel"),
        ("/term?name=nerve+whole", "nerve whole"),
        ("/questions/what-is-a-foramen", "what is a foramen"),
    ],
)
def test_the_search_field_holds_what_was_looked_for(served, path, typed):
    main = main_of(served.get(path, headers=PAGE))
    assert re.search(r'id="look-for" type="search" name="q" value="([^"]*)"', main)[1] == typed


@pytest.mark.parametrize(
    ("path", "page"),
    [("/spines", "/spine/"), ("/questons", "/questions"), ("/download", "/downloads"),
     ("/mappings/gapz", "/mappings/")],
)  # fmt: skip
def test_a_page_of_a_like_name_is_offered(served, path, page):
    main = main_of(served.get(path, headers=PAGE))
    assert f'Perhaps <a href="{page}">' in main


def test_an_unknown_question_leads_to_questions_in_words(served):
    main = main_of(served.get("/questions/which-root-leaves-by-a-foramen", headers=PAGE))
    assert ">Which nerve root exits through a foramen?</a>" in main


def test_what_was_asked_is_shown_readably_and_escaped(served):
    main = main_of(served.get("/term?name=a+%3Cb%3E+c", headers=PAGE))
    assert "<code>GET /term?name=a &lt;b&gt; c</code>" in main


def test_what_was_asked_is_cut_where_it_is_long(served):
    main = main_of(served.get("/term?name=" + "y" * 4000, headers=PAGE))
    shown = re.search(r"<code>(GET [^<]*)</code>", main)[1]
    assert len(shown) == 301
    assert shown.endswith("…")


def test_a_query_that_does_not_parse_is_marked_and_can_be_run_again(served):
    response = served.get("/sparql?query=SELECT+*+%7B%0A+%3Fs+%3Fp%0A%7D", headers=PAGE)
    main = main_of(response)
    assert response.status_code == 400
    assert "<mark>}</mark>" in main
    assert "Mend the marked place" in main
    assert "Run again" in main
    assert "look-for" not in main


def test_sending_to_a_page_leads_to_the_page(served):
    response = served.post("/about", data="x", headers=PAGE)
    assert response.status_code == 405
    assert "Nothing can be sent here" in response.text
    assert '<a href="/about">this address as a page</a>' in main_of(response)


def test_what_is_too_large_is_told_with_the_limit(client):
    response = client.post("/annotate", data={"text": "x" * 200_000}, headers=PAGE)
    assert response.status_code == 413
    assert "100,000 bytes" in main_of(response)


def test_formats_that_are_on_offer_are_listed(served):
    response = served.get("/sparql?query=ASK%7B%7D&format=parquet", headers=PAGE)
    assert response.status_code == 406
    for name in ("json", "xml", "csv", "tsv", "markdown"):
        assert f"<code>{name}</code>" in main_of(response)


class Broken:
    """An engine that fails in a chosen way, at everything."""

    name = "broken"

    def __init__(self, guard, error):
        self.guard = guard
        self.error = error

    def answer(self, query):
        raise self.error

    write = answer


FAILURES = [
    (errors.EngineBusy(8), "Wait a few seconds"),
    (errors.EngineFailure("gone"), "Wait a few seconds"),
    (errors.EngineMisbehaved("odd."), "not your doing"),
    (errors.QueryTimeout(10_000), "fewer rows"),
    (errors.TooManyRequests("60 requests a minute", 12), "12 s"),
    (RuntimeError("secret"), "not your doing"),
]


@pytest.mark.parametrize(("error", "words"), FAILURES, ids=lambda one: type(one).__name__)
def test_a_failure_is_told_with_its_mend_even_where_nothing_can_be_looked_up(
    knowledge, oxigraph, error, words
):
    app = create_app(knowledge, Broken(oxigraph.guard, error), (), Settings(request_log="off"))
    response = app.test_client().get("/sparql?query=ASK%7B%7D&format=html", headers=PAGE)
    assert response.status_code == STATUSES.get(type(error), (500,))[0]
    assert words in main_of(response)
    assert "secret" not in response.text


def test_an_unknown_address_is_told_even_where_the_engine_is_broken(knowledge, oxigraph):
    broken = Broken(oxigraph.guard, errors.EngineFailure("gone"))
    app = create_app(knowledge, broken, (), Settings(request_log="off"))
    response = app.test_client().get("/questions/x-y-z", headers=PAGE)
    assert response.status_code == 404
    assert "Choose one of the questions" in main_of(response)


def test_an_incident_is_told_by_its_number(knowledge, oxigraph):
    app = create_app(knowledge, Broken(oxigraph.guard, RuntimeError("x")), (), Settings())
    main = main_of(app.test_client().get("/sparql?query=ASK%7B%7D&format=html", headers=PAGE))
    assert re.search(r"<dt>Number</dt><dd><code>[0-9a-f]+-[0-9a-f]+</code>", main)
