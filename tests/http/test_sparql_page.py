"""The SPARQL page without a script: examples, an account of the answer, links, bars, names."""

import html
import re

import pytest

F = "https://w3id.org/foramen/"
ROOTS = f"""PREFIX foramen: <{F}>
SELECT ?foramen ?root {{ ?foramen foramen:transmitsRoot ?root }} ORDER BY ?foramen"""
COUNTS = """SELECT ?kind (COUNT(*) AS ?n) { ?x a ?kind } GROUP BY ?kind ORDER BY DESC(?n) ?kind"""


def page(client, query=None, **more):
    given = {**({"query": query} if query else {}), "format": "html", **more}
    response = client.get("/sparql", query_string=given)
    assert response.status_code == 200
    return html.unescape(response.text)


def test_every_question_is_an_example_in_the_editor(client):
    text = page(client)
    links = re.findall(r'href="(/sparql\?example=[^"]+)"', text)
    assert len(links) == len(client.application.extensions["foramen"].questions) == 2
    opened = html.unescape(client.get(links[0], headers={"Accept": "text/html"}).text)
    assert "Example: <a href=" in opened
    assert "VALUES ?" in opened.partition("<textarea")[2].partition("</textarea>")[0]


def test_an_unknown_example_is_told_with_the_nearest(client):
    path = "/sparql?example=which-root-leaves-by-the-foramen&format=html"
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "which-root-leaves-by-a-foramen" in response.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (ROOTS, "This is all: the query sets no LIMIT, and none was added."),
        (f"{ROOTS} LIMIT 1", "1 row, answered in"),
        (f"{ROOTS} LIMIT 1", "LIMIT 1 of the query was reached: there may be more."),
        (f"{ROOTS} LIMIT 400", "This is all: LIMIT 400 of the query was not reached."),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 1 } }", "sets no LIMIT"),
        ("ASK { ?s ?p ?o }", "Yes, answered in"),
        ("CONSTRUCT WHERE { ?s a ?o } LIMIT 2", "2 triples, answered in"),
    ],
)
def test_an_answer_says_how_much_it_is_and_whether_it_is_all(client, query, words):
    assert words in page(client, query)


def test_the_limits_of_the_service_are_said_in_words(client):
    text = page(client, ROOTS)
    assert "A query may take 30 s." in text
    assert "50,000 rows on a page, 500,000 in a file" in text


def test_an_answer_has_a_page_of_its_own_without_the_editor(client):
    text = page(client, ROOTS, view="answer")
    assert "<textarea" not in text
    assert "<h1>Answer</h1>" in text
    assert "left L4 root" in text
    assert ROOTS in text
    assert "format=csv" in text


def test_identifiers_are_shown_and_can_be_copied_where_they_are_asked_for(client):
    assert "<code>foramen:Root_L4_left</code>" not in page(client, ROOTS)
    text = page(client, ROOTS, names="both")
    assert "<code>foramen:Root_L4_left</code>" in text
    assert 'data-copy="foramen:Root_L4_left"' in text


def test_the_link_to_an_answer_keeps_its_graphs(client):
    graph = f"{F}graph/entailed"
    text = page(client, "SELECT * { ?s ?p ?o }", **{"default-graph-uri": graph})
    (link,) = re.findall(r'data-copy="(http://localhost/sparql\?[^"]+)"', text)
    assert "default-graph-uri=https%3A%2F%2Fw3id.org%2Fforamen%2Fgraph%2Fentailed" in link
    assert f'name="default-graph-uri" value="{graph}"' in text


def test_a_long_link_comes_with_a_warning(client):
    assert "Some mail and chat programs" not in page(client, ROOTS)
    assert "Some mail and chat programs" in page(client, ROOTS + "\n#" + "x" * 4000)


def test_what_is_too_long_for_an_address_says_so(client):
    response = client.post("/sparql", data={"query": ROOTS}, headers={"Accept": "text/html"})
    assert "has no link of its own" in response.text
    assert "data-urlencode" in response.text


def test_names_with_numbers_are_drawn_as_bars_too(client):
    text = page(client, COUNTS)
    drawn = re.findall(r"<rect ", text)
    rows = text.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>")
    assert len(drawn) == rows > 2
    assert "n for each kind, as bars" in text
    assert "as bars" not in page(client, ROOTS)


def test_a_short_graph_is_listed_by_subject_with_nothing_said_twice(client):
    text = page(client, f"DESCRIBE <{F}Foramen_L4-L5_left>")
    listed = text.partition('class="by-subject"')[2].partition("</details>")[0]
    assert listed.count("<h3>") == 1
    names = re.findall(r"<dt>.*?</dt>", listed)
    assert len(names) == len(set(names)) > 2
    assert 'title="foramen:Root_L4_left">left L4 root</a>' in listed
    assert "by-subject" not in page(client, ROOTS)


@pytest.mark.parametrize(("name", "value"), [("view", "x"), ("names", "x")])
def test_an_unknown_view_is_refused(client, name, value):
    response = client.get(
        "/sparql", query_string={"query": "ASK {}", "format": "html", name: value}
    )
    assert response.status_code == 400


def test_a_program_that_sends_parameters_of_the_page_gets_its_answer(client):
    path = {"query": "ASK {}", "view": "x", "format": "json"}
    assert client.get("/sparql", query_string=path).json["boolean"] is True


def test_the_page_of_an_error_keeps_the_query_in_the_editor(client):
    response = client.get("/sparql", query_string={"query": "SELECT * {", "format": "html"},
                          headers={"Accept": "text/html"})  # fmt: skip
    assert response.status_code == 400
    assert "<mark>" in response.text
    assert "data-check" in response.text
