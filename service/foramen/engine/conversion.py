"""Write release files in other formats, triple by triple, with every literal as it is.

Nothing passes through a store, which might write a number differently, and no graph is held whole.
The compiler names every blank node, so every machine makes the same bytes of the same file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from foramen.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["convert", "merge"]

_FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}


def convert(source: Path, target: Path, suffix: str) -> None:
    """Write the triples of a file in the format of a suffix."""
    _write(_triples(source), target, suffix)


def merge(sources: Mapping[str, Path], target: Path, suffix: str) -> None:
    """Write graphs, each from its own file, as one dataset."""
    _write(_quads(sources), target, suffix)


def _write(statements: Iterable[ox.Triple] | Iterable[ox.Quad], target: Path, suffix: str) -> None:
    with target.open("wb") as file:
        ox.serialize(statements, file, format=_FORMATS[suffix], prefixes=dict(PREFIXES))


def _triples(source: Path) -> Iterator[ox.Triple]:
    for quad in ox.parse(path=source, format=_FORMATS[source.suffix.removeprefix(".")]):
        yield quad.triple


def _quads(sources: Mapping[str, Path]) -> Iterator[ox.Quad]:
    for graph, source in sorted(sources.items()):
        name = ox.NamedNode(graph)
        for triple in _triples(source):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, name)
