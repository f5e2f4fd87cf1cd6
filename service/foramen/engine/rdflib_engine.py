"""Evaluate with rdflib's own SPARQL: the second opinion in tests, slow but independent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rdflib
from pyparsing import ParseException
from rdflib import Dataset, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.parser import parseQuery

from foramen.errors import EngineFailure, ForamenError
from foramen.namespaces import XSD

from .guard import BASE_IRI
from .hints import explain
from .model import (
    Answer,
    Bindings,
    Boolean,
    CheckedQuery,
    DatasetSpec,
    Term,
    make_graph,
)
from .results import write_answer

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query

    from foramen.knowledge import Knowledge

    from .output import Output

__all__ = ["RdflibEvaluator", "load_dataset"]

_STRING = URIRef(XSD.string)


def load_dataset(knowledge: Knowledge) -> Dataset:
    """Load each graph, and those of the default graph into that as well.

    Raises:
        ValueError: a file is not N-Triples.
    """
    dataset = Dataset(default_union=False)
    try:
        for graph in knowledge.graphs:
            dataset.graph(URIRef(graph)).parse(knowledge.graph_file(graph), format="nt")
    except ParserError as problem:
        raise ValueError(str(problem)) from problem
    for graph in knowledge.default_graphs:
        for triple in dataset.graph(URIRef(graph)):
            dataset.default_graph.add(triple)
    return dataset


class RdflibEvaluator:
    """A dataset that evaluates one query after another."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._views: dict[DatasetSpec, Dataset] = {}

    def evaluate(self, query: CheckedQuery, media_type: str, output: Output) -> None:
        """Evaluate a query and write the answer with our own writers."""
        try:
            for piece in write_answer(self._held(query, output), media_type):
                output.write(piece.encode())
        except ForamenError:
            raise
        except RecursionError as problem:
            raise EngineFailure("the query is too long for it.") from problem
        except Exception as problem:  # rdflib raises plain Exception
            raise EngineFailure(str(problem)) from problem

    def _held(self, query: CheckedQuery, output: Output) -> Answer:
        algebra = _translated(query)
        dataset = self._dataset if query.dataset is None else self._view(query.dataset)
        # The graphs are chosen above: FROM would make rdflib fetch them.
        algebra.algebra.datasetClause = None
        result = evalQuery(dataset, algebra, {}, BASE_IRI)
        if query.form == "ASK":
            return Boolean(bool(result["askAnswer"]))
        if query.gives_graph:
            triples = output.counted(result["graph"])
            return make_graph((_term(s), _term(p), _term(o)) for s, p, o in triples)
        variables = tuple(str(variable) for variable in result["vars_"])
        rows = (
            {name: _term(row[rdflib.Variable(name)]) for name in variables if _is_bound(row, name)}
            for row in result["bindings"]
        )
        return Bindings(variables, tuple(rows))

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


def _translated(query: CheckedQuery) -> Query:
    # pyparsing would widen tabs, and the place of an error would be off.
    text = query.text.replace("\t", " ")
    try:
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
