"""`query`, `ask`, `questions`, `describe`: what they print and how they refuse."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PREFIX = "PREFIX foramen: <https://w3id.org/foramen/> "
ROOTS = PREFIX + "SELECT ?f ?r WHERE { ?f foramen:transmitsRoot ?r } ORDER BY ?f"
EDGES = PREFIX + "CONSTRUCT WHERE { ?f foramen:transmitsRoot ?r }"


def test_a_table_shows_prefixed_names_and_the_number_of_rows(foramen: Callable) -> None:
    ran = foramen("query", "--text", ROOTS)
    assert ran.status == 0, ran.err
    lines = [line.split() for line in ran.out.splitlines()]
    assert ["foramen:Foramen_L4-L5", "foramen:Root_L4"] in lines
    assert lines[-1] == ["2", "rows"]


def test_json_is_sparql_results(foramen: Callable) -> None:
    answer = json.loads(foramen("query", "--text", ROOTS, "--format", "json").out)
    assert answer["head"]["vars"] == ["f", "r"]
    assert len(answer["results"]["bindings"]) == 2


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_separated_values_have_a_header_and_a_line_a_row(
    foramen: Callable, form: str, delimiter: str
) -> None:
    rows = list(
        csv.reader(
            io.StringIO(foramen("query", "--text", ROOTS, "--format", form).out),
            delimiter=delimiter,
        )
    )
    assert [name.lstrip("?") for name in rows[0]] == ["f", "r"]
    assert len(rows) == 3


@pytest.mark.parametrize("form", ["md", "markdown"])
def test_markdown_is_a_table(foramen: Callable, form: str) -> None:
    lines = foramen("query", "--text", ROOTS, "--format", form).out.splitlines()
    assert lines[:2] == ["| f | r |", "| --- | --- |"]
    assert "| `foramen:Foramen_L4-L5` | `foramen:Root_L4` |" in lines
    assert len(lines) == 4


def test_xml_is_well_formed(foramen: Callable) -> None:
    root = ElementTree.fromstring(foramen("query", "--text", ROOTS, "--format", "xml").out)
    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


@pytest.mark.parametrize(
    ("form", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")]
)
def test_a_graph_can_be_printed_in_every_graph_format(
    foramen: Callable, form: str, parser: str
) -> None:
    ran = foramen("query", "--text", EDGES, "--format", form)
    assert ran.status == 0, ran.err
    assert len(Graph().parse(data=ran.out, format=parser)) == 2


def test_a_graph_as_table_is_turtle_with_its_size(foramen: Callable) -> None:
    ran = foramen("query", "--text", EDGES)
    assert "foramen:Foramen_L4-L5 foramen:transmitsRoot foramen:Root_L4 ." in ran.out
    assert ran.out.endswith("2 triples\n")


@pytest.mark.parametrize(
    ("text", "word"), [("ASK { ?s ?p ?o }", "yes"), ("ASK { ?s <x:y> 1 }", "no")]
)
def test_ask_is_answered_in_a_word_and_is_no_failure(
    foramen: Callable, text: str, word: str
) -> None:
    ran = foramen("query", "--text", text)
    assert (ran.status, ran.out) == (0, f"{word}\n")


def test_a_query_is_read_from_a_file(foramen: Callable, tmp_path: Path) -> None:
    (tmp_path / "my.rq").write_text(ROOTS, "utf-8")
    assert "foramen:Root_L5" in foramen("query", str(tmp_path / "my.rq")).out


def test_a_query_is_read_from_standard_input(foramen: Callable) -> None:
    assert "foramen:Root_L5" in foramen("query", "-", typed=ROOTS).out


def test_a_syntax_error_shows_the_line_with_a_caret_below_the_column(
    foramen: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "broken.rq"
    path.write_text("SELECT ?s WHERE {\n  ?s ?p ]\n}\n", "utf-8")
    ran = foramen("query", str(path))
    assert ran.status == 2
    line, caret = ran.err.splitlines()[-2:]
    assert line == f"{path}:2 |   ?s ?p ]"
    assert caret.index("^") == line.index("]")


@pytest.mark.parametrize("form", ["ttl", "nt"])
def test_rows_cannot_be_printed_in_a_graph_format(foramen: Callable, form: str) -> None:
    ran = foramen("query", "--text", ROOTS, "--format", form)
    assert ran.status == 2
    assert "csv" in ran.err


def test_a_graph_cannot_be_printed_as_csv(foramen: Callable) -> None:
    ran = foramen("query", "--text", EDGES, "--format", "csv")
    assert ran.status == 2
    assert "turtle" in ran.err


def test_an_update_is_refused(foramen: Callable) -> None:
    ran = foramen("query", "--text", "DELETE WHERE { ?s ?p ?o }")
    assert ran.status == 2
    assert "not allowed" in ran.err


@pytest.mark.parametrize("arguments", [(), ("a.rq", "--text", "ASK {}")])
def test_query_wants_exactly_one_source(foramen: Callable, arguments: tuple[str, ...]) -> None:
    ran = foramen("query", *arguments)
    assert ran.status == 2
    assert "Give one of" in ran.err


def test_a_missing_file_is_named(foramen: Callable) -> None:
    ran = foramen("query", "nowhere.rq")
    assert ran.status == 2
    assert "nowhere.rq" in ran.err


def test_a_question_is_answered_with_its_default(foramen: Callable) -> None:
    ran = foramen("ask", "which-root-exits")
    assert ran.status == 0, ran.err
    assert "foramen:Root_L4" in ran.out
    assert "foramen:Root_L5" not in ran.out


@pytest.mark.parametrize(
    "value",
    [
        "Foramen_L5-S1",
        "foramen:Foramen_L5-S1",
        "https://w3id.org/foramen/Foramen_L5-S1",
        "<https://w3id.org/foramen/Foramen_L5-S1>",
        "L5-S1 foramen",
    ],
)
def test_a_parameter_takes_a_name_an_iri_or_a_label(foramen: Callable, value: str) -> None:
    ran = foramen("ask", "which-root-exits", f"foramen={value}")
    assert ran.status == 0, ran.err
    assert "foramen:Root_L5" in ran.out
    assert ran.out.endswith("1 row\n")


def test_a_parameter_may_be_given_twice(foramen: Callable) -> None:
    ran = foramen("ask", "which-root-exits", "foramen=Foramen_L5-S1", "foramen=Foramen_L4-L5")
    assert ran.out.endswith("2 rows\n")


def test_a_value_that_is_no_term_names_near_ones(foramen: Callable) -> None:
    ran = foramen("ask", "which-root-exits", "foramen=Foramen_L4-L6")
    assert ran.status == 2
    assert "Foramen_L4-L5" in ran.err


def test_an_unknown_parameter_is_answered_with_the_known_ones(foramen: Callable) -> None:
    ran = foramen("ask", "which-root-exits", "level=L4")
    assert ran.status == 2
    assert "parameters: foramen" in ran.err


def test_a_value_without_a_name_is_refused_with_the_form(foramen: Callable) -> None:
    ran = foramen("ask", "which-root-exits", "Foramen_L4-L5")
    assert ran.status == 2
    assert "parameter=value" in ran.err


def test_an_unknown_question_is_answered_with_the_nearest(foramen: Callable) -> None:
    ran = foramen("ask", "which-root-exit")
    assert ran.status == 2
    assert "which-root-exits" in ran.err


def test_ask_without_a_name_says_how_to_list(foramen: Callable) -> None:
    ran = foramen("ask")
    assert ran.status == 2
    assert "--list" in ran.err


def test_show_prints_the_query_that_would_run(foramen: Callable) -> None:
    ran = foramen("ask", "which-root-exits", "foramen=Foramen_L5-S1", "--show")
    assert "VALUES ?foramen { <https://w3id.org/foramen/Foramen_L5-S1> }" in ran.out


@pytest.mark.parametrize("command", [("questions",), ("ask", "--list")])
def test_the_library_is_listed(foramen: Callable, command: tuple[str, ...]) -> None:
    ran = foramen(*command)
    assert ran.status == 0, ran.err
    assert "which-root-exits" in ran.out
    assert "Is a term a class?" in ran.out
    assert "foramen=" in ran.out


@pytest.mark.parametrize("command", [("questions",), ("ask", "--list")])
def test_the_list_as_json_has_parameters_and_defaults(
    foramen: Callable, command: tuple[str, ...]
) -> None:
    first = json.loads(foramen(*command, "--format", "json").out)[0]
    assert first["name"] == "which-root-exits"
    assert first["parameters"][0]["default"] == ["<https://w3id.org/foramen/Foramen_L4-L5>"]


def test_words_choose_among_the_questions(foramen: Callable) -> None:
    out = foramen("questions", "class").out
    assert "is-a-term-a-class" in out
    assert "which-root-exits" not in out


@pytest.mark.parametrize(
    "term", ["LumbarForamen", "foramen:LumbarForamen", "lumbar foramen", "Lumbar neural foramen"]
)
def test_describe_finds_a_term_by_name_label_or_synonym(foramen: Callable, term: str) -> None:
    ran = foramen("describe", term)
    assert ran.status == 0, ran.err
    assert "https://w3id.org/foramen/LumbarForamen" in ran.out
    assert "A foramen of the lumbar spine." in ran.out


def test_describe_gives_json_and_turtle(foramen: Callable) -> None:
    described = json.loads(foramen("describe", "Foramen_L4-L5", "--format", "json").out)
    assert described["iri"] == "https://w3id.org/foramen/Foramen_L4-L5"
    turtle = foramen("describe", "Foramen_L4-L5", "--format", "ttl").out
    assert len(Graph().parse(data=turtle, format="turtle")) >= 4


def test_describe_names_terms_that_are_near(foramen: Callable) -> None:
    ran = foramen("describe", "lumbar foramn")
    assert ran.status == 2
    assert "Did you mean" in ran.err


def test_the_list_is_no_table_of_values(foramen: Callable) -> None:
    ran = foramen("ask", "--list", "--format", "csv")
    assert ran.status == 2
    assert "table or json" in ran.err
