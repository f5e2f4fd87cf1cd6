"""State what an engine is: checked query in, answer out.

Everything that crosses this line can be pickled, so an engine may live in another process or be
a store on another machine; nothing of the service above changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

import rdflib
from rdflib import BNode, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .guard import Guard

__all__ = [
    "Answer",
    "Bindings",
    "Boolean",
    "CheckedQuery",
    "DatasetSpec",
    "Engine",
    "Form",
    "Graph",
    "Limits",
    "Term",
    "Triple",
    "make_graph",
]

Form: TypeAlias = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
Term: TypeAlias = URIRef | BNode | rdflib.Literal
Triple: TypeAlias = tuple[Term, Term, Term]


@dataclass(frozen=True)
class DatasetSpec:
    """The graphs that a query asks: by FROM, or by the protocol, which wins."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckedQuery:
    """A query that is of an allowed form and size; its syntax is for the engine to judge.

    Attributes:
        dataset: the graphs to ask, or None for all, with the default graph as it is.
    """

    text: str
    form: Form
    dataset: DatasetSpec | None = None

    @property
    def gives_graph(self) -> bool:
        """Tell whether the answer is a graph."""
        return self.form in {"CONSTRUCT", "DESCRIBE"}


@dataclass(frozen=True)
class Bindings:
    """The answer to SELECT; a row lacks the variables that are not bound in it."""

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Term], ...]


@dataclass(frozen=True)
class Boolean:
    """The answer to ASK."""

    value: bool


@dataclass(frozen=True)
class Graph:
    """The answer to CONSTRUCT and DESCRIBE, each triple once, sorted."""

    triples: tuple[Triple, ...]


Answer: TypeAlias = Bindings | Boolean | Graph


@dataclass(frozen=True)
class Limits:
    """What an answer may cost."""

    time_ms: int
    rows: int
    bytes: int


class Engine(Protocol):
    """Whatever can answer a checked query."""

    @property
    def name(self) -> str:
        """Name the engine, as the setting does."""

    @property
    def guard(self) -> Guard:
        """Give what checks a query for this engine."""

    def answer(self, query: CheckedQuery) -> Answer:
        """Evaluate a query and hold the answer as terms.

        Raises:
            QuerySyntaxError: the text does not parse.
            QueryTimeout: it took too long.
            AnswerTooLarge: it has too many rows.
            EngineFailure: the engine broke, or is busy.
        """

    def write(self, query: CheckedQuery, media_type: str) -> bytes:
        """Evaluate a query and write the answer in a format of `engine.results`.

        Raises as `answer` does; the size limit is one of bytes.
        """

    def close(self) -> None:
        """Let go of what the engine holds."""


def make_graph(triples: Iterable[Triple]) -> Graph:
    """Make a graph of triples in any order, repeated or not."""
    return Graph(tuple(sorted(set(triples), key=_triple_key)))


def _triple_key(triple: Triple) -> tuple[tuple[int, str, str, str], ...]:
    return tuple(_term_key(term) for term in triple)


def _term_key(term: Term) -> tuple[int, str, str, str]:
    if isinstance(term, rdflib.Literal):
        return (2, str(term), str(term.datatype or ""), term.language or "")
    return (1 if isinstance(term, BNode) else 0, str(term), "", "")
