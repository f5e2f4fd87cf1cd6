"""A table of Markdown holds every text as it is, whatever Markdown would make of it."""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib import BNode, URIRef

from foramen.engine.model import Bindings
from foramen.engine.results import write_answer

markdown_it = pytest.importorskip("markdown_it")  # a parser of others; rich brings it along


def written(variables: tuple[str, ...], *rows: dict[str, object]) -> str:
    return "".join(write_answer(Bindings(variables, rows), "text/markdown"))


def test_terms_of_every_kind_have_a_cell_and_what_is_unbound_an_empty_one() -> None:
    row = {
        "a": URIRef("https://w3id.org/foramen/Root_L4"),
        "b": URIRef("urn:x:y"),
        "c": rdflib.Literal("Wurzel", lang="de"),
        "d": rdflib.Literal("4.0", datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal")),
        "f": BNode("n1"),
    }
    assert written(("a", "b", "c", "d", "e", "f"), row) == (
        "| a | b | c | d | e | f |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| `foramen:Root_L4` | `urn:x:y` | Wurzel | 4.0 |  | \\_:n1 |\n"
    )


def test_no_rows_and_no_variables_are_still_a_table() -> None:
    assert written(("x",)) == "| x |\n| --- |\n"
    assert written((), {}).count("\n") == 3


TEXTS = [
    "a | b",
    "\\",
    "\\|",
    "`code` *bold* _low_ **b** __l__ ~~gone~~",
    "<b>tag</b> <!-- note --> &amp; &lt;",
    "[a](http://x) ![p](q) [r]: s",
    "# head",
    "1. one",
    "- item",
    "--- | ---",
    "<https://example.org/>",
    "é ∅ 漢",
    "x" * 3000,
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_text_reads_back_as_it_was(text: str) -> None:
    row = {"a": rdflib.Literal("first"), "b": rdflib.Literal(text), "c": rdflib.Literal("last")}
    page = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(
        written(("a", "b", "c"), row)
    )  # fmt: skip
    cells = re.findall(r"<td>(.*?)</td>", page, re.DOTALL)
    assert len(cells) == 3
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert cells == ["first", escaped.replace('"', "&quot;"), "last"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\v"])
def test_the_end_of_a_line_within_a_text_does_not_end_the_row(end: str) -> None:
    text = written(("a",), {"a": rdflib.Literal(f"one{end}two")})
    assert text.splitlines()[2:] == ["| one<br>two |"]
