"""Write graphs so that the same graph gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal
from rdflib.namespace import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["n_triples"]


def n_triples(triples: Graph | Iterable[tuple[Node, Node, Node]]) -> str:
    """Give sorted N-Triples; blank nodes keep their labels."""
    return "".join(sorted(f"{_line(triple)} .\n" for triple in triples))


def _line(triple: tuple[Node, Node, Node]) -> str:
    return " ".join(map(_written, triple))


def _written(term: Node) -> str:
    """Give the N-Triples form; rdflib's `n3` would break a text of several lines over them."""
    if not isinstance(term, Literal):
        return term.n3()
    text = str(term).translate(_ESCAPES)
    if term.language:
        return f'"{text}"@{term.language}'
    return f'"{text}"' if term.datatype in (None, XSD.string) else f'"{text}"^^<{term.datatype}>'


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
