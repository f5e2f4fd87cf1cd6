"""Read the suite's RDF files, and walk through them.

Terms are pyoxigraph's, and files are only parsed, never put in a store: a store rewrites numbers,
and an answer that lost its digits would then look right.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = [
    "HT",
    "MF",
    "QT",
    "RDF",
    "RDFS",
    "RS",
    "SD",
    "UT",
    "Triples",
    "ntriples",
    "read",
    "rows_of",
]

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_TESTS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/"
MF: Final = f"{_TESTS}test-manifest#"
QT: Final = f"{_TESTS}test-query#"
RS: Final = f"{_TESTS}result-set#"
UT: Final = "http://www.w3.org/2009/sparql/tests/test-update#"
HT: Final = "http://www.w3.org/2011/http#"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"

_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_NIL: Final = ox.NamedNode(f"{RDF}nil")


class Triples:
    """A graph in memory, asked by subject and property."""

    def __init__(self, triples: Iterable[Any]) -> None:
        self.all = [(triple.subject, triple.predicate, triple.object) for triple in triples]
        self._objects: dict[tuple[Any, str], list[Any]] = defaultdict(list)
        for subject, predicate, object_ in self.all:
            self._objects[subject, predicate.value].append(object_)

    def objects(self, subject: Any, predicate: str) -> list[Any]:
        """Give all values of a property."""
        return self._objects.get((subject, predicate), [])

    def value(self, subject: Any, predicate: str) -> Any:
        """Give one value of a property, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Any, predicate: str) -> str | None:
        """Give the text of one value of a property, or None."""
        found = self.value(subject, predicate)
        return None if found is None else str(found.value)

    def items(self, head: Any) -> Iterator[Any]:
        """Walk through an RDF list."""
        while head is not None and head != _NIL:
            yield self.value(head, f"{RDF}first")
            head = self.value(head, f"{RDF}rest")

    def subjects(self, predicate: str, object_: Any | None = None) -> list[Any]:
        """Give whatever has a property, or one value of it."""
        return [
            subject
            for subject, found, value in self.all
            if found.value == predicate and object_ in {None, value}
        ]


def read(path: Path, base: str, *, rename: bool = False) -> Triples:
    """Read a Turtle, N-Triples or RDF/XML file, whose relative IRIs start at `base`."""
    return Triples(
        ox.parse(path=path, format=_FORMATS[path.suffix], base_iri=base, rename_blank_nodes=rename)
    )


@lru_cache
def ntriples(path: Path, base: str) -> str:
    """Give a file as N-Triples; its blank nodes are its own, whatever it calls them."""
    triples = read(path, base, rename=True).all
    return "".join(
        f"{subject} {predicate} {object_} .\n" for subject, predicate, object_ in triples
    )


def rows_of(content: str) -> list[tuple[Any, ...]]:
    """Give the triples of N-Triples as rows, each once."""
    parsed = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
    return list({(triple.subject, triple.predicate, triple.object) for triple in parsed})
