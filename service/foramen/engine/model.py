"""State what an engine is: checked query in, answer out.

Everything that crosses this line can be pickled, so an engine may live in another process or be
a store on another machine; nothing of the service above changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

import rdflib
from rdflib import BNode, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .guard import Guard
    from .output import Output

__all__ = [
    "Answer",
    "Bindings",
    "Boolean",
    "CheckedQuery",
    "DatasetSpec",
    "Engine",
    "Evaluator",
    "Form",
    "Graph",
    "Limits",
    "Term",
    "Triple",
    "Written",
    "make_graph",
]

_PIECE_BYTES: Final = 262_144

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
        time_limit_ms: the time that the client gives it, where that is less than the service does.
        is_volatile: whether the answer may be another one each time.
        names_graphs: whether it may ask more than the default graph.
    """

    text: str
    form: Form
    dataset: DatasetSpec | None = None
    time_limit_ms: int | None = None
    is_volatile: bool = False
    names_graphs: bool = True

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
    """What an answer may cost.

    Attributes:
        time_ms: how long it may be evaluated.
        rows: how many rows or triples it may have.
        bytes: how many bytes it may have when it is written.
        held_rows: how many rows it may have where it is held as terms, for a page.
    """

    time_ms: int
    rows: int
    bytes: int
    held_rows: int = 50_000

    def held(self) -> Limits:
        """Give the limits of an answer that is held as terms, not as bytes."""
        return replace(self, rows=min(self.rows, self.held_rows))

    def within(self, time_ms: int | None) -> Limits:
        """Give these limits with less time, where less is asked for."""
        return self if time_ms is None else replace(self, time_ms=min(time_ms, self.time_ms))


class Written:
    """An answer as it is sent, whole: in memory when it is small, else in a temporary file."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._size = size

    def __len__(self) -> int:
        return self._size

    def pieces(self) -> Iterator[bytes]:
        """Yield it piece by piece, once, and close it."""
        try:
            self._file.seek(0)
            while piece := self._file.read(_PIECE_BYTES):
                yield piece
        finally:
            self.close()

    def read(self) -> bytes:
        """Give it whole and close it."""
        return b"".join(self.pieces())

    def close(self) -> None:
        """Let go of it."""
        self._file.close()


class Evaluator(Protocol):
    """What evaluates queries in an engine process; one at a time, and it need not stop early."""

    def evaluate(self, query: CheckedQuery, media_type: str, output: Output) -> None:
        """Evaluate a query and write the answer in a format of `engine.results`.

        Raises:
            QuerySyntaxError: the text does not parse.
            AnswerTooLarge: the output refused it.
            NotAcceptable: an answer of this kind has no such format.
            EngineFailure: the engine broke.
        """


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
            QueryOutOfMemory: it took too much memory.
            AnswerTooLarge: it has too many rows or bytes.
            EngineFailure: the engine broke, or is busy.
        """

    def write(self, query: CheckedQuery, media_type: str) -> Written:
        """Evaluate a query and write the answer in a format of `engine.results`.

        Raises as `answer` does: a written answer is a whole one.
        """

    def require_ready(self) -> None:
        """Make sure that it can be asked now.

        Raises:
            EngineFailure: it is not there, or still loading.
        """

    def counters(self) -> Mapping[str, int]:
        """Give what it counts of itself, for a monitor: its places, and what befell them."""

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
