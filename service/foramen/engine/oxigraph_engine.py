"""Answer from an Oxigraph store in memory: the engine by default.

Terms of the one library become terms of the other here and nowhere else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pyoxigraph as ox
import rdflib
from rdflib import BNode, URIRef

from foramen.errors import AnswerTooLarge, EngineFailure, ForamenError, QuerySyntaxError
from foramen.namespaces import XSD

from .evaluation import Deadline, Evaluation
from .guard import BASE_IRI, Guard
from .hints import explain
from .model import (
    Answer,
    Bindings,
    Boolean,
    CheckedQuery,
    Limits,
    Term,
    make_graph,
)
from .results import write_answer
from .tokens import CLOSES, OPENS, Token, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["OxigraphEngine", "load_store"]

T = TypeVar("T")

_FORMATS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_STRING: Final = str(XSD.string)
_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_ROOM: Final = " " * 40  # longer than any SPARQL keyword


def load_store(quads: Path, default_graphs: Iterable[str]) -> ox.Store:
    """Load N-Quads, and the triples of the given graphs into the default graph as well.

    Raises:
        ValueError: the file is not N-Quads.
    """
    store = ox.Store()
    try:
        store.bulk_extend(ox.parse(path=quads, format=ox.RdfFormat.N_QUADS))
    except SyntaxError as problem:
        raise ValueError(str(problem)) from problem
    for graph in default_graphs:
        # A copy: a union over FROM costs six times as much at each query, and the store's own
        # union would take in the graphs that are not for everyone.
        store.update(f"ADD <{graph}> TO DEFAULT")
    return store


class OxigraphEngine:
    """A store, the guard before it, and the limits around it."""

    name = "oxigraph"

    def __init__(self, store: ox.Store, guard: Guard, limits: Limits, places: int = 8) -> None:
        self.guard = guard
        self._store = store
        self._limits = limits
        self._evaluation = Evaluation(places, limits.time_ms)

    def answer(self, query: CheckedQuery) -> Answer:
        """Evaluate a query and hold the answer as terms."""
        return self._run(query, lambda results, deadline: self._held(results, deadline))

    def write(self, query: CheckedQuery, media_type: str) -> bytes:
        """Evaluate a query and write the answer."""

        def written(results: Any, deadline: Deadline) -> bytes:
            output = _Output(self._limits.bytes, deadline)
            if media_type in _FORMATS and not isinstance(results, ox.QueryTriples):
                results.serialize(output, format=_FORMATS[media_type])
            else:
                for piece in write_answer(self._held(results, deadline), media_type):
                    output.write(piece.encode())
            return output.content()

        return self._run(query, written)

    def close(self) -> None:
        """Let the waiting threads end."""
        self._evaluation.close()

    def _run(self, query: CheckedQuery, use: Callable[[Any, Deadline], T]) -> T:
        def work(deadline: Deadline) -> T:
            return use(self._results(query), deadline)

        try:
            return self._evaluation.run(work)
        except ForamenError:
            raise
        except (OSError, RuntimeError, ValueError, MemoryError) as problem:
            raise EngineFailure(str(problem)) from problem

    def _results(self, query: CheckedQuery) -> Any:
        graphs: dict[str, Any] = {}
        if query.dataset is not None:
            graphs["default_graph"] = [ox.NamedNode(g) for g in query.dataset.default_graphs]
            graphs["named_graphs"] = [ox.NamedNode(g) for g in query.dataset.named_graphs]
        try:
            return self._store.query(query.text, base_iri=BASE_IRI, **graphs)
        except SyntaxError as problem:
            raise _located(query.text, str(problem)) from None

    def _held(self, results: Any, deadline: Deadline) -> Answer:
        if isinstance(results, ox.QueryBoolean):
            return Boolean(bool(results))
        if isinstance(results, ox.QueryTriples):
            return make_graph(
                (_term(triple.subject), _term(triple.predicate), _term(triple.object))
                for triple in self._counted(results, deadline, "triples")
            )
        variables = tuple(variable.value for variable in results.variables)
        rows = (
            {
                name: _term(value)
                for name, value in zip(variables, solution, strict=True)
                if value is not None
            }
            for solution in self._counted(results, deadline, "rows")
        )
        return Bindings(variables, tuple(rows))

    def _counted(self, results: Iterable[Any], deadline: Deadline, unit: str) -> Iterator[Any]:
        for number, result in enumerate(results, start=1):
            if number > self._limits.rows:
                raise AnswerTooLarge(self._limits.rows, unit)
            deadline.check()
            yield result


class _Output:
    """A file that refuses what is too much or too late, which also ends the evaluation."""

    def __init__(self, limit: int, deadline: Deadline) -> None:
        self._limit = limit
        self._deadline = deadline
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, piece: bytes) -> int:
        self._deadline.check()
        self._size += len(piece)
        if self._size > self._limit:
            raise AnswerTooLarge(self._limit, "bytes")
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: all is in memory."""

    def content(self) -> bytes:
        return b"".join(self._pieces)


def _term(value: Any) -> Term:
    if isinstance(value, ox.NamedNode):
        return URIRef(value.value)
    if isinstance(value, ox.BlankNode):
        return BNode(value.value)
    if not isinstance(value, ox.Literal):
        raise EngineFailure("a triple term can be written as JSON, XML or TSV only.")
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    datatype = value.datatype.value
    if datatype == _STRING:
        return rdflib.Literal(value.value)
    return rdflib.Literal(value.value, datatype=URIRef(datatype), normalize=False)


def _located(text: str, message: str) -> QuerySyntaxError:
    """Find the token that Oxigraph stumbled over.

    It names the farthest place it read to, and for a keyword it reads as many characters as the
    keyword has. With room behind every token that place lies behind the right one.
    """
    tokens = list(scan(text))
    spaced, starts = _spaced(text, tokens)
    try:
        ox.Store().query(spaced, base_iri=BASE_IRI)
    except SyntaxError as problem:
        message = str(problem)
    found = _PLACE.match(message)
    if found is None:
        return explain(text, None, message)
    lines = spaced.split("\n")
    offset = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    index = max((i for i, start in enumerate(starts) if start <= offset), default=0)
    if tokens and offset >= len(spaced):
        return explain(text, len(text), found[3])
    return explain(text, tokens[index].start if tokens else 0, found[3])


def _spaced(text: str, tokens: list[Token]) -> tuple[str, list[int]]:
    """Put room between tokens wherever white space stands or may stand."""
    pieces: list[str] = []
    starts: list[int] = []
    length = end = 0
    for token in tokens:
        apart = token.start > end or token.text in OPENS or text[end - 1 : end] in CLOSES
        room = _ROOM if apart or text[end - 1 : end] in OPENS or token.text in CLOSES else ""
        pieces += (room, token.text)
        starts.append(length + len(room))
        length += len(room) + len(token.text)
        end = token.end
    return "".join(pieces) + _ROOM, starts
