"""Answer with rdflib's own SPARQL: the second opinion in tests, slow but independent."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, TypeVar

import rdflib
from pyparsing import ParseException
from rdflib import Dataset, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.parser import parseQuery

from foramen.errors import AnswerTooLarge, EngineFailure, ForamenError
from foramen.namespaces import XSD

from .evaluation import Deadline, Evaluation
from .guard import BASE_IRI, Guard
from .hints import explain
from .model import (
    Answer,
    Bindings,
    Boolean,
    CheckedQuery,
    DatasetSpec,
    Limits,
    Term,
    make_graph,
)
from .results import write_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from rdflib.plugins.sparql.sparql import Query

__all__ = ["RdflibEngine", "load_dataset"]

T = TypeVar("T")

_STRING = URIRef(XSD.string)


def load_dataset(quads: Path, default_graphs: Iterable[str]) -> Dataset:
    """Load N-Quads, and the triples of the given graphs into the default graph as well.

    Raises:
        ValueError: the file is not N-Quads.
    """
    dataset = Dataset(default_union=False)
    try:
        dataset.parse(quads, format="nquads")
    except ParserError as problem:
        raise ValueError(str(problem)) from problem
    for graph in default_graphs:
        for triple in dataset.graph(URIRef(graph)):
            dataset.default_graph.add(triple)
    return dataset


class RdflibEngine:
    """A dataset, the guard before it, and the limits around it."""

    name = "rdflib"

    def __init__(self, dataset: Dataset, guard: Guard, limits: Limits) -> None:
        self.guard = guard
        self._dataset = dataset
        self._limits = limits
        self._evaluation = Evaluation(1, limits.time_ms)
        self._views: dict[DatasetSpec, Dataset] = {}

    def answer(self, query: CheckedQuery) -> Answer:
        """Evaluate a query and hold the answer as terms."""
        return self._run(lambda deadline: self._held(query, deadline))

    def write(self, query: CheckedQuery, media_type: str) -> bytes:
        """Evaluate a query and write the answer."""

        def written(deadline: Deadline) -> bytes:
            content = bytearray()
            for piece in write_answer(self._held(query, deadline), media_type):
                content += piece.encode()
                if len(content) > self._limits.bytes:
                    raise AnswerTooLarge(self._limits.bytes, "bytes")
            return bytes(content)

        return self._run(written)

    def close(self) -> None:
        """Let the waiting thread end."""
        self._evaluation.close()

    def _run(self, work: Callable[[Deadline], T]) -> T:
        try:
            return self._evaluation.run(work)
        except ForamenError:
            raise
        except RecursionError as problem:
            raise EngineFailure("the query is too long for it.") from problem
        except Exception as problem:  # rdflib raises plain Exception
            raise EngineFailure(str(problem)) from problem

    def _held(self, query: CheckedQuery, deadline: Deadline) -> Answer:
        algebra = _translated(query)
        dataset = self._dataset if query.dataset is None else self._view(query.dataset)
        # The graphs are chosen above: FROM would make rdflib fetch them.
        algebra.algebra.datasetClause = None
        result = evalQuery(dataset, algebra, {}, BASE_IRI)
        if query.form == "ASK":
            return Boolean(bool(result["askAnswer"]))
        if query.gives_graph:
            graph = self._counted(result["graph"], deadline, "triples")
            return make_graph((_term(s), _term(p), _term(o)) for s, p, o in graph)
        variables = tuple(str(variable) for variable in result["vars_"])
        rows = (
            {name: _term(row[rdflib.Variable(name)]) for name in variables if _is_bound(row, name)}
            for row in self._counted(result["bindings"], deadline, "rows")
        )
        return Bindings(variables, tuple(rows))

    def _counted(self, results: Iterable[Any], deadline: Deadline, unit: str) -> Iterator[Any]:
        for number, result in enumerate(results, start=1):
            if number > self._limits.rows:
                raise AnswerTooLarge(self._limits.rows, unit)
            deadline.check()
            yield result

    def _view(self, spec: DatasetSpec) -> Dataset:
        """Give a dataset of the chosen graphs only; it is kept, since tests ask the same ones."""
        if spec not in self._views:
            view = Dataset(default_union=False)
            for graph in spec.default_graphs:
                for triple in self._dataset.graph(URIRef(graph)):
                    view.default_graph.add(triple)
            for graph in spec.named_graphs:
                for triple in self._dataset.graph(URIRef(graph)):
                    view.graph(URIRef(graph)).add(triple)
            self._views[spec] = view
        return self._views[spec]


# rdflib's parser keeps its state in module globals.
_parsing = threading.Lock()


def _translated(query: CheckedQuery) -> Query:
    # pyparsing would widen tabs, and the place of an error would be off.
    text = query.text.replace("\t", " ")
    try:
        with _parsing:
            return translateQuery(parseQuery(text), base=BASE_IRI)
    except ParseException as problem:
        raise explain(query.text, problem.loc, str(problem)) from None
    except RecursionError:
        raise
    except Exception as problem:  # as translateQuery does
        raise explain(query.text, None, str(problem)) from problem


def _is_bound(row: Any, name: str) -> bool:
    return row.get(rdflib.Variable(name)) is not None


def _term(node: Any) -> Term:
    if isinstance(node, rdflib.Literal):
        if node.language:
            return rdflib.Literal(str(node), lang=node.language)
        if node.datatype in (None, _STRING):
            return rdflib.Literal(str(node))
        return rdflib.Literal(str(node), datatype=node.datatype, normalize=False)
    term: Term = node
    return term
