"""Prepare answers for the templates: terms become links with labels."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import rdflib
from flask import url_for
from rdflib import URIRef

from foramen.engine.model import Bindings, Boolean
from foramen.namespaces import FORAMEN, compact
from foramen.terminology.topic_names import topic_name

from .description import DISCLAIMER
from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask import Flask

    from foramen.engine.model import Answer, Graph, Term
    from foramen.questions import Question

__all__ = ["Cell", "Table", "address", "by_topic", "register", "table"]

SHOWN_ROWS: Final = 500
MAIN_PAGES: Final = (
    ("spine.spine", "Spine"),
    ("correlate.correlate", "Correlate"),
    ("browse.kinds", "Browse"),
    ("teach_topics.topics", "Teach"),
    ("questions.library", "Questions"),
    ("sparql.sparql", "SPARQL"),
    ("about.about", "About"),
)
MORE_PAGES: Final = (
    ("sources.sources", "Sources"),
    ("compare.compare", "Compare"),
    ("mappings.everything", "Mappings"),
    ("annotation.page", "Annotate"),
    ("openapi.page", "Interfaces"),
    ("dumps.downloads", "Downloads"),
    ("metadata.prefixes", "Prefixes"),
)
_STATIC: Final = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Cell:
    """One term of a table: its text, where it leads, and what it is called in full."""

    text: str
    address: str = ""
    title: str = ""
    language: str = ""


@dataclass(frozen=True)
class Table:
    """An answer to be shown; `total` is how many rows it really has."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def register(app: Flask) -> None:
    """Give the templates what all of them use."""
    app.context_processor(_shared)
    app.add_template_filter(address)
    app.add_template_filter(compact, "curie")
    app.add_template_filter(_sentence_case, "sentence_case")
    app.add_template_filter(topic_name)


def address(iri: str) -> str:
    """Give the address of the page about a term: its local path where the IRI is one of ours."""
    local = iri.removeprefix(FORAMEN)
    if local != iri and local:
        return url_for("terms.term", name=local)
    return url_for("terms.find", name=iri)


def table(answer: Answer) -> Table:
    """Arrange an answer; a column `xLabel` gives the words for the links of column `x`."""
    if isinstance(answer, Boolean):
        return Table(("answer",), ((Cell("yes" if answer.value else "no"),),), 1)
    if isinstance(answer, Bindings):
        columns = answer.variables
        rows = answer.rows
    else:
        columns = ("subject", "predicate", "object")
        rows = _triple_rows(answer)
    labels = {name: f"{name}Label" for name in columns if f"{name}Label" in columns}
    shown = tuple(name for name in columns if name not in labels.values())
    return Table(
        columns=shown,
        rows=tuple(
            tuple(_cell(row.get(name), row.get(labels.get(name, ""))) for name in shown)
            for row in rows[:SHOWN_ROWS]
        ),
        total=len(rows),
    )


def by_topic(questions: Iterable[Question]) -> list[tuple[str, list[Question]]]:
    """Group questions by topic, both in alphabetical order."""
    ordered = sorted(questions, key=lambda question: (question.topic, question.summary))
    return [
        (topic, list(of_topic))
        for topic, of_topic in groupby(ordered, key=lambda question: question.topic)
    ]


def _triple_rows(graph: Graph) -> tuple[Mapping[str, Term], ...]:
    return tuple(
        {"subject": subject, "predicate": predicate, "object": object_}
        for subject, predicate, object_ in graph.triples
    )


def _cell(term: Term | None, label: Term | None) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, URIRef):
        iri = str(term)
        name = str(label) if label is not None else service().concepts.names.label(iri)
        return Cell(name, address(iri), compact(iri))
    if isinstance(term, rdflib.Literal):
        return Cell(str(term), language=term.language or "")
    return Cell(f"_:{term}")


def _sentence_case(text: str) -> str:
    """Raise the first letter and leave the others, since abbreviations have capitals."""
    return text[:1].upper() + text[1:]


def _asset(name: str) -> str:
    """Give the address of a static file; it changes with the content, so that none is stale."""
    return url_for("static", filename=name, v=_digest(name))


@lru_cache
def _digest(name: str) -> str:
    return hashlib.blake2b((_STATIC / name).read_bytes(), digest_size=4).hexdigest()


def _shared() -> dict[str, Any]:
    return {
        "asset": _asset,
        "knowledge": service().knowledge,
        "disclaimer": DISCLAIMER,
        "main_pages": MAIN_PAGES,
        "more_pages": MORE_PAGES,
        "shown_rows": SHOWN_ROWS,
    }
