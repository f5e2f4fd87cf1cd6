"""Read triples from the release files, where every literal has the digits of its source.

A store may write a number in its shortest form. The files are sorted, so what they say of one
term is found by halving, without an index and without reading them.
"""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

import rdflib

from foramen.engine.model import Graph, make_graph
from foramen.engine.received import GRAPH_TYPE, read_answer
from foramen.namespaces import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foramen.engine.model import Term, Triple
    from foramen.knowledge import Knowledge

__all__ = ["Released"]

_STRING = str(XSD.string)


class Released:
    """The release files of the default graph."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._files = [knowledge.graph_file(graph) for graph in knowledge.default_graphs]

    def about(self, subject: str) -> tuple[Triple, ...]:
        """Give every triple of a subject, by its IRI."""
        lines = b"".join(_lines(path, f"<{subject}> ".encode()) for path in self._files)
        graph = read_answer(lines, GRAPH_TYPE)
        return graph.triples if isinstance(graph, Graph) else ()

    def with_digits(self, graph: Graph) -> Graph:
        """Put the literals of the files in the place of those that a store gave.

        Args:
            graph: holds all literals of a subject, or none.
        """
        subjects = {subject for subject, _, value in graph.triples if _is_typed(value)}
        if not subjects:
            return graph
        kept = [triple for triple in graph.triples if not _is_typed(triple[2])]
        return make_graph([*kept, *self._typed(subjects)])

    def _typed(self, subjects: set[Term]) -> Iterator[Triple]:
        for subject in subjects:
            for triple in self.about(str(subject)):
                if _is_typed(triple[2]):
                    yield triple


def _is_typed(term: Term) -> bool:
    return isinstance(term, rdflib.Literal) and str(term.datatype or _STRING) != _STRING


def _lines(path: Path, prefix: bytes) -> bytes:
    """Give the lines of a sorted file that begin with the prefix."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
            end = start = _first(text, prefix)
            while text[end : end + len(prefix)] == prefix:
                end = text.find(b"\n", end) + 1
            return text[start:end]


def _first(text: mmap.mmap, prefix: bytes) -> int:
    """Give the place of the first line that is not before the prefix."""
    low, high = 0, len(text)  # both are beginnings of lines, or the end
    while low < high:
        line = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if text[line : line + len(prefix)] < prefix:
            low = text.find(b"\n", line) + 1
        else:
            high = line
    return low
