"""The question library: narrowed, asked of other terms, with sources, and never merely silent."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from foramen.questions import load_questions
from foramen.resources import sources_root

PAGE = {"Accept": "text/html"}
LIBRARY = load_questions(sources_root())
NUMBER_OF_QUESTIONS = 121
F = "https://w3id.org/foramen/"
ROOT = "/questions/which-root-exits-through-a-foramen"
SIDES = ("left", "right")
VERTEBRAE = (
    [f"C{number}" for number in range(2, 8)]
    + [f"T{number}" for number in range(1, 13)]
    + [f"L{number}" for number in range(1, 6)]
    + ["S1"]
)
RISK = "/questions/which-root-is-at-risk-by-level-and-zone"


def read(client, path):
    response = client.get(path, headers=PAGE)
    assert response.status_code == 200, path
    return response.text


def rows_of(page):
    """Give the rows of the first table, each cell as its text."""
    table = page.partition('<table class="answer">')[2].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[text_of(cell) for cell in row] for row in cells]


def text_of(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split()).replace(" ,", ",")


def test_every_question_is_looked_at():
    assert len(LIBRARY) == NUMBER_OF_QUESTIONS


@pytest.mark.parametrize("question", LIBRARY, ids=lambda one: one.name)
def test_every_question_has_a_page_with_an_answer_or_says_that_it_has_none(served, question):
    page = read(served, f"/questions/{question.name}")
    assert f"<h1>{html.escape(question.summary)}</h1>" in page
    assert ('<table class="answer">' in page) != ("That is silence, not a “no”" in page)
    for parameter in question.parameters:
        assert f'name="{parameter.name}"' in page
    assert "sparql?query=" in page
    assert "curl -sS" in page


@pytest.mark.parametrize("question", LIBRARY, ids=lambda one: one.name)
def test_what_is_offered_as_an_example_has_an_answer(served, question):
    page = read(served, f"/questions/{question.name}")
    offered = re.findall(r'<p class="tries">(.*?)</p>', page, re.DOTALL)
    links = [html.unescape(link) for part in offered for link in re.findall('href="([^"]+)"', part)]
    assert len(links) <= 5 * len(question.parameters)
    for link in links:
        rows = served.get(f"{link}&format=tsv").text.splitlines()
        assert len(rows) > 1, link


def test_most_parameters_come_with_several_examples(served):
    counts = [
        part.count("<a ")
        for question in LIBRARY
        for part in re.findall(
            r'<p class="tries">(.*?)</p>', read(served, f"/questions/{question.name}"), re.DOTALL
        )
    ]
    assert sum(count >= 3 for count in counts) > 80


def test_rows_that_differ_by_their_source_alone_are_one(served):
    page = read(served, f"{ROOT}?foramen=Foramen_C7-T1_left")
    ((root, strength, sources),) = rows_of(page)
    assert (root, strength) == ("left C8 nerve root", "definite")
    assert len(sources.split(", ")) == 2
    assert "the files give one for each source, 2" in page


def test_a_strength_is_a_mark_and_a_term_is_a_link(served):
    page = read(served, ROOT)
    assert re.search(r'<a class="strength definite" href="/Definite">definite</a>', page)
    assert '<a href="/Root_L4" title="foramen:Root_L4">L4 nerve root</a>' in page


def test_a_code_of_another_terminology_stands_before_its_label(served):
    page = read(served, "/questions/which-icd-10-cm-codes-may-apply")
    assert re.search(r"<code>M51\.16</code> <a [^>]+>Intervertebral disc disorders", page)


def test_statements_are_shown_on_request_with_strength_source_and_why(served):
    without = read(served, f"{ROOT}?foramen=Foramen_L4-L5_left")
    assert "Statements behind these rows" not in without
    page = read(served, f"{ROOT}?foramen=Foramen_L4-L5_left&sources=1")
    table = page.partition('id="sources"')[2]
    (row,) = rows_of(table)
    assert row[0] == "left L4/5 intervertebral foramen transmits root left L4 nerve root"
    assert row[1] == "definite"
    assert row[2].startswith("Answer from an anatomy text")
    why = html.unescape(re.search(r'href="(/explain\?[^"]+)"', table)[1])
    assert served.get(why, headers=PAGE).status_code == 200


def test_where_rows_name_no_statement_the_page_says_so(served):
    page = read(served, "/questions/which-levels-have-a-kind-of-joint?sources=1")
    assert "do not name whole statements" in page


def test_the_query_of_the_statements_gives_them(served):
    page = read(served, f"{ROOT}?sources=1")
    query = html.unescape(re.findall(r'aria-label="Query"><code>(.*?)</code>', page, re.DOTALL)[0])
    rows = list(csv.DictReader(io.StringIO(served.get(
        "/sparql", query_string={"query": query, "format": "csv"}
    ).text, newline="")))  # fmt: skip
    assert {row["predicate"] for row in rows} >= {f"{F}transmitsRoot"}


def test_a_silent_answer_says_what_silence_means_and_what_has_an_answer(served):
    page = read(served, "/questions/which-grades-has-a-grading-system?system=GradingSystem")
    card = page.partition('class="card silent"')[2].partition("</div>")[0]
    assert "never that something is safe" in card
    links = [html.unescape(link) for link in re.findall('href="([^"]+)"', card)]
    assert len(links) >= 2
    assert len(served.get(f"{links[0]}&format=csv").text.splitlines()) > 1


def test_a_wrong_value_keeps_the_form_and_says_so_at_the_field(served):
    response = served.get(f"{RISK}?level=lumbarr&zone=ForaminalDiscHerniation", headers=PAGE)
    assert response.status_code == 400
    page = response.text
    assert re.search(r'name="level" value="lumbarr"[^>]*aria-invalid="true"', page)
    assert re.search(r'name="level"[^>]*aria-describedby="about-level wrong-level"', page)
    assert 'id="wrong-level">No term is called “lumbarr”.' in page
    assert 'name="zone" value="foraminal disc herniation"' in page
    assert "lumbar level</a>" in page
    assert '<table class="answer">' not in page


def test_a_program_is_told_the_same_as_a_problem(served):
    response = served.get(f"{RISK}?level=lumbarr", headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert "No term is called so." in response.json["hint"]


def test_an_unknown_parameter_is_named_with_those_there_are(served):
    response = served.get(f"{ROOT}?level=x", headers=PAGE)
    assert response.status_code == 400
    assert "no parameter “level”" in response.text
    assert "This question&#39;s parameters: foramen." in response.text


def test_one_more_value_can_be_given_without_a_script(served):
    page = read(served, f"{ROOT}?foramen=Foramen_L4-L5_left&foramen=Foramen_C7-T1_left&foramen=")
    shown = re.findall(r'<input type="text" name="foramen" value="([^"]+)"', page)
    assert shown == ["left L4/5 intervertebral foramen", "left C7/T1 intervertebral foramen"]
    assert len(re.findall(r'class="another" name="foramen"', page)) == 1
    assert [row[0] for row in rows_of(page)] == ["left C8 nerve root", "left L4 nerve root"]


def test_the_address_to_keep_names_terms_shortly(served):
    page = read(served, f"{ROOT}?foramen={F}Foramen_C7-T1_left")
    assert 'value="http://localhost/questions/which-root-exits-through-a-foramen?foramen=' in page
    assert "foramen=Foramen_C7-T1_left&#34; hidden" not in page
    (kept,) = re.findall(r'id="permalink" readonly value="([^"]+)"', page)
    assert kept.endswith("?foramen=Foramen_C7-T1_left")


def test_every_format_of_an_answer_can_be_read(served):
    path = f"{ROOT}?foramen=Foramen_C7-T1_left&format="
    root = f"{F}Root_C8_left"
    rows = json.loads(served.get(f"{path}json").text)["results"]["bindings"]
    assert {row["root"]["value"] for row in rows} == {root}
    assert root in [
        node.text for node in ElementTree.fromstring(served.get(f"{path}xml").text).iter()
    ]
    table = list(csv.DictReader(io.StringIO(served.get(f"{path}csv").text, newline="")))
    assert {row["root"] for row in table} == {root}
    lines = served.get(f"{path}tsv").text.splitlines()
    assert lines[0].split("\t") == ["?root", "?rootLabel", "?strength", "?source"]
    assert lines[1].startswith(f"<{root}>\t")
    marked = served.get(f"{path}markdown").text.splitlines()
    assert marked[:2] == ["| root | rootLabel | strength | source |", "| --- | --- | --- | --- |"]
    assert marked[2].startswith(
        "| `foramen:Root_C8_left` | left C8 nerve root | `foramen:Definite`"
    )
    assert len(rows) == len(table) == len(lines) - 1 == len(marked) - 2 == 2


def test_markdown_is_what_is_asked_for_by_its_media_type(served):
    response = served.get(ROOT, headers={"Accept": "text/markdown"})
    assert response.mimetype == "text/markdown"
    assert (
        'filename="which-root-exits-through-a-foramen.md"'
        in response.headers["Content-Disposition"]
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("foramen=%00", 400),
        ("foramen=" + "x" * 5000, 400),
        ("&".join(["foramen=Foramen_L4-L5"] * 51), 400),
        ("foramen=%E2%80%AE%D7%90", 400),
        ("foramen=%3Cscript%3Ealert(1)%3C/script%3E", 400),
        ("foramen=%7D%20UNION%20%7B%20?s%20?p%20?o", 400),
        ("foramen=%FF%FE", 400),
        ("foramen=&foramen=&foramen=", 200),
        ("foramen=%20%20", 200),
        ("foramen=owl:Nothing", 200),
        ("sources=maybe", 400),
        ("sources=1&sources=1", 400),
        ("format=csv&format=json", 400),
        ("format=pdf", 406),
        ("%00=1", 400),
    ],
)
def test_hostile_parameters_are_refused_or_answered_never_a_crash(served, query, status):
    response = served.get(f"{ROOT}?{query}", headers=PAGE)
    assert response.status_code == status
    assert "<script>alert" not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("value", ["%00", "%22%5C%0A%7D", "%E2%80%AE", "x" * 900, "%3Cb%3E"])
def test_hostile_texts_are_texts(served, value):
    response = served.get(f"/questions/which-terms-match-a-text?text={value}", headers=PAGE)
    assert response.status_code in {200, 400}
    assert "<b>" not in response.text.replace("<body>", "")


def test_the_library_is_narrowed_by_audience_topic_and_words(served):
    assert "All 121 questions" in read(served, "/questions")
    page = read(served, "/questions?audience=patient")
    assert page.count('<li data-text="') == sum("patient" in one.audience for one in LIBRARY) == 26
    both = read(served, "/questions?audience=clinician&topic=cautions")
    assert both.count('<li data-text="') == 7
    page = read(served, "/questions?filter=severe+ALLERGIES")
    assert page.count('<li data-text="') == 1
    assert "Which severe allergies bear on a procedure" in page


def test_a_facet_says_how_many_questions_it_leaves(served):
    page = read(served, "/questions?topic=cautions")
    readers = page.partition('aria-label="For"')[2].partition("</nav>")[0]
    assert re.search(
        r'topic=cautions&amp;audience=clinician">clinicians</a> <span[^>]*>7<', readers
    )
    topics = page.partition('aria-label="Topic"')[2].partition("</nav>")[0]
    assert re.search(r'aria-current="true">cautions</a>', topics)
    assert re.search(r'topic=anatomy">anatomy</a> <span[^>]*>15<', topics)


def test_a_library_narrowed_to_nothing_says_how_to_go_on(served):
    assert "No question fits" in read(served, "/questions?filter=zebra")
    assert "No question fits" in read(served, "/questions?topic=astronomy&audience=nobody")


def test_the_list_can_be_taken_away_in_every_format(served):
    rows = list(csv.DictReader(io.StringIO(
        served.get("/questions?topic=cautions&format=csv").text, newline=""
    )))  # fmt: skip
    assert len(rows) == 7
    assert rows[0].keys() >= {"name", "question", "topic", "audience", "parameters"}
    for name in ("tsv", "markdown"):
        assert "which-allergies-bear-on-a-procedure" in served.get(f"/questions?format={name}").text
    assert len(served.get("/questions?format=json").json["results"]["bindings"]) == 121


@pytest.mark.parametrize(
    ("query", "status"),
    [("topics=roots", 400), ("filter=" + "x" * 300, 400), ("topic=a&topic=b", 400),
     ("format=pdf", 406), ("filter=%00%E2%80%AE", 200), ("filter=%3Cb%3E", 200)],
)  # fmt: skip
def test_the_library_refuses_what_it_does_not_know(served, query, status):
    response = served.get(f"/questions?{query}", headers=PAGE)
    assert response.status_code == status
    assert 'value="<b>' not in response.text


def test_where_an_answer_has_many_terms_the_page_says_that_not_all_statements_are_shown(served):
    levels = [f"{upper}-{lower}" for upper, lower in pairwise(VERTEBRAE)]
    asked = "&".join(f"foramen=Foramen_{level}_{side}" for level in levels for side in SIDES)
    page = read(served, f"{ROOT}?{asked}&sources=1")
    assert len(rows_of(page)) == 46
    assert re.search(r"not whole</span> Statements of \d+ more terms are not shown", page)
    (query, _) = re.findall(r'href="(/sparql[?][^"]+)"', page)[::-1]
    assert served.get(html.unescape(query), headers=PAGE).status_code == 200
