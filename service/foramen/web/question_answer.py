"""Arrange the answer to a question for people: words for columns, marks for strengths.

Where a row has several sources it comes once for each; here these are one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import rdflib
from rdflib import URIRef

from foramen.engine.model import Bindings, Boolean
from foramen.namespaces import FORAMEN, XSD, compact

from .presentation import SHOWN_ROWS, address
from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.engine.model import Answer, Graph, Term

__all__ = ["Piece", "Shown", "shown"]

_STRENGTHS: Final = {str(FORAMEN[name]): name.lower() for name in ("Definite", "May", "Varies")}
_BOOLEAN: Final = URIRef(XSD.boolean)
_HEADS: Final = {"strength": "How firmly", "source": "Sources", "claim": "Claim"}


@dataclass(frozen=True)
class Piece:
    """One term of a cell; `code` is what another terminology calls it."""

    text: str
    address: str = ""
    curie: str = ""
    language: str = ""
    strength: str = ""
    code: str = ""


@dataclass(frozen=True)
class Shown:
    """The table: a cell holds several pieces where rows were put together.

    Attributes:
        held: how many rows the answer has.
        cut: whether there are more than are shown.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    held: int
    cut: bool = False


def shown(answer: Answer) -> Shown:
    """Arrange an answer; a column `xLabel` gives the words for the terms of column `x`."""
    if isinstance(answer, Boolean):
        return Shown(("Answer",), (((Piece("yes" if answer.value else "no"),),),), 1)
    if not isinstance(answer, Bindings):
        answer = _as_rows(answer)
    labels = {f"{name}Label" for name in answer.variables}
    names = tuple(name for name in answer.variables if name not in labels)
    rows = _merged(answer.rows[:SHOWN_ROWS], names)
    return Shown(
        columns=tuple(_HEADS.get(name, _words(name)) for name in names),
        rows=rows,
        held=len(answer.rows),
        cut=len(answer.rows) > SHOWN_ROWS,
    )


def _as_rows(graph: Graph) -> Bindings:
    names = ("subject", "predicate", "object")
    return Bindings(names, tuple(dict(zip(names, t, strict=True)) for t in graph.triples))


def _merged(
    rows: Iterable[Mapping[str, Term]], names: tuple[str, ...]
) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    found: dict[tuple[Term | None, ...], dict[str, dict[Piece, None]]] = {}
    for row in rows:
        key = tuple(term for name, term in sorted(row.items()) if not name.startswith("source"))
        held = found.setdefault(key, {name: {} for name in names})
        for name in names:
            if name in row:
                held[name].setdefault(_piece(row[name], row.get(f"{name}Label")))
    return tuple(tuple(tuple(cell) for cell in row.values()) for row in found.values())


def _piece(term: Term, label: Term | None) -> Piece:
    if isinstance(term, URIRef):
        iri = str(term)
        name = str(label) if label is not None else service().concepts.names.label(iri)
        curie = compact(iri)
        prefix, _, local = curie.partition(":")
        is_code = prefix in service().catalogue.terminologies and name != curie
        return Piece(
            name, address(iri), curie, "", _STRENGTHS.get(iri, ""), local if is_code else ""
        )
    if isinstance(term, rdflib.Literal):
        text = str(term)
        if term.datatype == _BOOLEAN:
            text = {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(text, text)
        return Piece(text, language=term.language or "")
    return Piece(f"_:{term}")


def _words(name: str) -> str:
    """Write the name of a variable as words.

    >>> _words("saidOf")
    'Said of'
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
    return words[:1].upper() + words[1:]
