"""What can answer the cases: a server over HTTP, or the engine's library in this process."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from .client import Client, Reply
from .loader import DEFAULT, no_network, store_of
from .suite import Data

if TYPE_CHECKING:
    from .suite import Case

__all__ = ["Library", "Service"]

_GRAPH: Final = re.compile(r"\bGRAPH\b", re.IGNORECASE)
_PROBLEM: Final = "urn:foramen:problem:"
_RESULTS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_RDF: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


class Service:
    """A server of `server.py`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def ask(self, case: Case, data: Data, query: str, accept: str) -> Reply:
        """Load the graphs if others are loaded, then ask `/sparql`."""
        self._client.load(data)
        graphs = None
        if data != Data() and _GRAPH.search(query):
            # The service's default graph is made of named ones, and a query that looks into
            # named graphs would find that one too: so the protocol says which are the case's.
            names = [name for name, _ in data.named]
            graphs = {"default-graph-uri": [DEFAULT], "named-graph-uri": names}
        return self._client.ask(query, accept, graphs)

    def has_parsed(self, reply: Reply) -> bool | None:
        """Tell an answer from a syntax error; any other refusal says nothing of the syntax.

        Except that of a function which nobody knows: its call must have been parsed.
        """
        if reply.status == 200 or f"{_PROBLEM}unknown-function".encode() in reply.body:
            return True
        says_why = _PROBLEM.encode() in reply.body
        if reply.status == 400 and (not says_why or b"query-syntax-error" in reply.body):
            return False
        return None


class Library:
    """The engine's library alone: what is lost here is not lost by the service."""

    def ask(self, case: Case, data: Data, query: str, accept: str) -> Reply:
        """Answer as the library does, with nothing before or behind it."""
        try:
            with no_network():
                answer = _store(data).query(query, base_iri=case.base)
                return self._written(answer, accept)
        except SyntaxError as problem:
            return Reply(400, "text/plain", str(problem).encode(), {})
        except (OSError, RuntimeError, ValueError) as problem:
            return Reply(422, "text/plain", str(problem).encode(), {})

    def has_parsed(self, reply: Reply) -> bool | None:
        """Tell a syntax error from all else; what cannot be evaluated was parsed before."""
        return reply.status != 400

    def _written(
        self, answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, accept: str
    ) -> Reply:
        if isinstance(answer, ox.QueryTriples):
            media_type = accept if accept in _RDF else "text/turtle"
            body = answer.serialize(format=_RDF[media_type])
        else:
            media_type = accept if accept in _RESULTS else "application/sparql-results+json"
            body = answer.serialize(format=_RESULTS[media_type])
        return Reply(200, media_type, body or b"", {})


@lru_cache(maxsize=1)
def _store(data: Data) -> ox.Store:
    return store_of({DEFAULT: data.default, **dict(data.named)})
