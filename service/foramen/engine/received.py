"""Read what an engine process, or an engine on another machine, wrote: bytes become terms.

Nothing is trusted: what is not SPARQL JSON or N-Triples is refused with a reason.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import rdflib
from rdflib import BNode, URIRef

from foramen.errors import EngineMisbehaved, NotAcceptable
from foramen.namespaces import XSD

from .model import Answer, Bindings, Boolean, Graph, Term, make_graph

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BINDINGS_TYPE", "GRAPH_TYPE", "from_oxigraph", "read_answer"]

BINDINGS_TYPE: Final = "application/sparql-results+json"
GRAPH_TYPE: Final = "application/n-triples"
_STRING: Final = str(XSD.string)
# The formats of rows, and the one of graphs, in which a triple term can be written.
_WITH_TRIPLE_TERMS: Final = (
    BINDINGS_TYPE,
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    GRAPH_TYPE,
)


def read_answer(content: bytes, media_type: str) -> Answer:
    """Read SPARQL JSON, or N-Triples.

    Raises:
        EngineMisbehaved: it is neither.
        NotAcceptable: it holds a triple term, which the pages and lists have no place for.
    """
    return _read_graph(content) if media_type == GRAPH_TYPE else _read_bindings(content)


def from_oxigraph(value: Any) -> Term:
    """Turn a term of the one library into a term of the other.

    Raises:
        NotAcceptable: it is a triple term.
    """
    if isinstance(value, ox.NamedNode):
        return URIRef(value.value)
    if isinstance(value, ox.BlankNode):
        return BNode(value.value)
    if not isinstance(value, ox.Literal):
        raise _no_triple_terms()
    return _literal(value.value, value.language, value.datatype.value)


def _read_bindings(content: bytes) -> Bindings | Boolean:
    try:
        answer = json.loads(content)
        if isinstance(answer.get("boolean"), bool):
            return Boolean(answer["boolean"])
        variables = tuple(str(name) for name in answer["head"]["vars"])
        rows = tuple(
            {name: _term(term) for name, term in row.items()}
            for row in answer["results"]["bindings"]
        )
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise EngineMisbehaved("what it sent is no answer in SPARQL JSON.") from problem
    return Bindings(variables, rows)


def _term(term: Mapping[str, str]) -> Term:
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return URIRef(value)
    if kind == "bnode":
        return BNode(value)
    if kind == "triple":
        raise _no_triple_terms()
    return _literal(value, term.get("xml:lang"), term.get("datatype", _STRING))


def _literal(value: str, language: str | None, datatype: str) -> rdflib.Literal:
    if language:
        return rdflib.Literal(value, lang=language)
    if datatype == _STRING:
        return rdflib.Literal(value)
    return rdflib.Literal(value, datatype=URIRef(datatype), normalize=False)


def _read_graph(content: bytes) -> Graph:
    try:
        return make_graph(
            (
                from_oxigraph(triple.subject),
                from_oxigraph(triple.predicate),
                from_oxigraph(triple.object),
            )
            for triple in ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
        )
    except SyntaxError as problem:
        raise EngineMisbehaved("what it sent is not N-Triples.") from problem


def _no_triple_terms() -> NotAcceptable:
    return NotAcceptable(_WITH_TRIPLE_TERMS)
