"""Let one engine each load a file of N-Triples and answer queries; runs inside `runner`.

An adapter imports its engine only when it is made: each runs where only its own is installed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, Protocol

__all__ = ["ADAPTERS", "Adapter", "Cannot", "Late"]

Rows = Iterable[Iterable[tuple[str, str] | None]]


class Cannot(Exception):
    """The engine refused a query or broke over it."""


class Late(Exception):
    """The engine stopped a query at its own time limit."""


class Adapter(Protocol):
    """An engine: `run` is what is timed, `rows` turns its result into terms to be compared."""

    def run(self, query: str) -> Any:
        """Evaluate a query to its last row."""

    def rows(self, result: Any) -> Rows:
        """Give rows of terms, each with its kind: iri, blank or text."""


class Rdflib:
    """rdflib, with all rows held as Python objects."""

    store, parser = "default", "nt"

    def __init__(self, file: str, _dataset: str, _limit_s: float) -> None:
        import rdflib

        self._graph = rdflib.Graph(store=self.store)
        self._graph.parse(file, format=self.parser)

    def run(self, query: str) -> Any:
        result = self._graph.query(query)
        return result if result.type == "ASK" else (result.type, list(result))

    def rows(self, result: Any) -> Rows:
        if not isinstance(result, tuple):
            return [[("text", str(bool(result)).lower())]]
        return [[_rdflib_term(term) for term in row] for row in result[1]]


class Oxrdflib(Rdflib):
    """rdflib's interface over an Oxigraph store."""

    store, parser = "Oxigraph", "ox-nt"


class Owlready:
    """Owlready2's own SPARQL engine over SQLite."""

    def __init__(self, file: str, _dataset: str, _limit_s: float) -> None:
        import owlready2

        self._world = owlready2.World()
        self._world.get_ontology(Path(file).as_uri()).load()

    def run(self, query: str) -> Any:
        return list(self._world.sparql(query))

    def rows(self, result: Any) -> Rows:
        return [[self._term(term) for term in row] for row in result]

    def _term(self, term: Any) -> tuple[str, str] | None:
        if term is None:
            return None
        iri = getattr(term, "iri", None)
        if iri is not None:
            return "iri", str(iri)
        if type(term) is str and term.startswith(("http://", "https://")):
            return "iri", term  # of a thing that it has no type of
        return "text", str(term).lower() if isinstance(term, bool) else str(term)


class OursInside:
    """Our evaluator within the process that asks: what isolation is measured against."""

    def __init__(self, _file: str, dataset: str, limit_s: float) -> None:
        from foramen.engine.guard import Guard
        from foramen.engine.model import Limits
        from foramen.engine.output import Output
        from foramen.engine.oxigraph_engine import OxigraphEvaluator, load_store
        from foramen.knowledge import load_knowledge
        from foramen.settings import Settings

        knowledge = load_knowledge(Path(dataset))
        self.guard = Guard.of(Settings(), knowledge.graphs)
        self._evaluator = OxigraphEvaluator(load_store(knowledge))
        self._limits = Limits(int(limit_s * 1000), 10**9, 10**10)
        self._output = Output

    def run(self, query: str) -> Any:
        checked = self.guard.check(query)
        media_type = _media_type(checked)
        pieces: list[bytes] = []
        output = self._output(lambda piece: pieces.append(bytes(piece)), self._limits, media_type)
        self._evaluator.evaluate(checked, media_type, output)
        output.close()
        return media_type, b"".join(pieces)

    def rows(self, result: Any) -> Rows:
        return _written_rows(*result)


class Ours:
    """Our engine as the service uses it: checked, in another process, written as JSON."""

    def __init__(self, _file: str, dataset: str, limit_s: float) -> None:
        from foramen.engine import open_engine
        from foramen.errors import ForamenError, QueryTimeout
        from foramen.knowledge import load_knowledge
        from foramen.settings import Settings

        self._late, self._error = QueryTimeout, ForamenError
        settings = Settings(
            dataset=Path(dataset),
            query_time_limit_ms=int(limit_s * 1000),
            max_result_rows=10**9,
            max_result_bytes=10**10,
            concurrent_queries=1,
        )
        self._engine = open_engine(settings, load_knowledge(Path(dataset)))

    def run(self, query: str) -> Any:
        try:
            checked = self._engine.guard.check(query)
            media_type = _media_type(checked)
            return media_type, self._engine.write(checked, media_type).read()
        except self._late as problem:
            raise Late from problem
        except self._error as problem:
            raise Cannot(str(problem)) from problem

    def rows(self, result: Any) -> Rows:
        return _written_rows(*result)


def _media_type(checked: Any) -> str:
    return "application/n-triples" if checked.gives_graph else "application/sparql-results+json"


def _written_rows(media_type: str, written: bytes) -> Rows:
    if media_type == "application/n-triples":
        from foramen.engine.received import read_answer

        graph: Any = read_answer(written, media_type)
        return [[_rdflib_term(term) for term in triple] for triple in graph.triples]
    answer = json.loads(written)
    if "boolean" in answer:
        return [[("text", str(answer["boolean"]).lower())]]
    names = answer["head"]["vars"]
    return [
        [_json_term(row[name]) if name in row else None for name in names]
        for row in answer["results"]["bindings"]
    ]


def _rdflib_term(term: Any) -> tuple[str, str] | None:
    if term is None:
        return None
    kind = {"URIRef": "iri", "BNode": "blank"}.get(type(term).__name__, "text")
    return kind, "" if kind == "blank" else str(term)


def _json_term(term: dict[str, str]) -> tuple[str, str]:
    kind = {"uri": "iri", "bnode": "blank"}.get(term["type"], "text")
    return kind, "" if kind == "blank" else term["value"]


ADAPTERS: Final[dict[str, Callable[[str, str, float], Adapter]]] = {
    "ours": Ours,
    "ours, in process": OursInside,
    "rdflib": Rdflib,
    "oxrdflib": Oxrdflib,
    "Owlready2": Owlready,
}
