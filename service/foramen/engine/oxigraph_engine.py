"""Evaluate in an Oxigraph store in memory: what engine processes run by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from foramen.errors import EngineFailure, ForamenError, QuerySyntaxError, UnknownFunction

from .guard import BASE_IRI
from .hints import explain
from .serialised import write_bindings, write_triples
from .tokens import CLOSES, OPENS, Token, scan

if TYPE_CHECKING:
    from foramen.knowledge import Knowledge

    from .model import CheckedQuery
    from .output import Output

__all__ = ["OxigraphEvaluator", "load_default_graph", "load_named_graphs", "load_store"]

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_UNKNOWN_FUNCTION: Final = re.compile(r"The custom function <([^>]*)> is not supported")
_ROOM: Final = " " * 40  # longer than any SPARQL keyword


def load_store(knowledge: Knowledge) -> ox.Store:
    """Load the default graph and each named graph.

    Raises:
        ValueError: a file is not N-Triples.
    """
    store = load_default_graph(knowledge)
    load_named_graphs(store, knowledge)
    return store


def load_default_graph(knowledge: Knowledge) -> ox.Store:
    """Load the graphs that make up the default graph into that of a new store.

    A copy: a union over FROM costs six times as much at each query, and the store's own union
    would take in the graphs that are not for everyone.

    Raises:
        ValueError: a file is not N-Triples.
    """
    store = ox.Store()
    for graph in knowledge.default_graphs:
        _load(store, knowledge, graph, ox.DefaultGraph())
    return store


def load_named_graphs(store: ox.Store, knowledge: Knowledge) -> None:
    """Load each graph under its name.

    Raises:
        ValueError: a file is not N-Triples.
    """
    for graph in knowledge.graphs:
        _load(store, knowledge, graph, ox.NamedNode(graph))


def _load(store: ox.Store, knowledge: Knowledge, graph: str, into: Any) -> None:
    path = knowledge.graph_file(graph)
    try:
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES, to_graph=into)
    except SyntaxError as problem:
        raise ValueError(str(problem)) from problem


class OxigraphEvaluator:
    """A store that evaluates one query after another."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def evaluate(self, query: CheckedQuery, media_type: str, output: Output) -> None:
        """Evaluate a query and write the answer; the store writes the formats that it can."""
        try:
            results = self._results(query)
            if isinstance(results, ox.QueryTriples):
                write_triples(results, media_type, output)
            else:
                write_bindings(results, media_type, output)
        except ForamenError:
            raise
        except (OSError, RuntimeError, ValueError) as problem:
            if unknown := _UNKNOWN_FUNCTION.search(str(problem)):
                raise UnknownFunction(unknown[1]) from None
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
