"""Say what the graph holds, for an editor to complete a query from: which class has which property.

The terms are classes, so "the class of `?x`" is known from `?x rdfs:subClassOf C` as well as from
`?x a C`; both are counted, the former for the nearest narrower classes and for all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from foramen.namespaces import OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.knowledge import Knowledge

__all__ = ["Counts", "Schema", "read_schema"]

Counts: TypeAlias = "Counter[str]"

_TYPE: Final = str(RDF.type)
_CLASS: Final = str(OWL.Class)
_PARENT: Final = str(RDFS.subClassOf)
# Records are many, and most point at one thing each: only what several point at is offered.
_LEAST_OF_RECORDS: Final = 5


@dataclass(frozen=True)
class Schema:
    """What is in use in the default graph, counted in triples.

    Attributes:
        uses: of each property, its triples.
        types: of each `rdf:type`, its instances.
        typed: of each `rdf:type`, the properties of its instances.
        own: of each class, its own properties.
        parents: of each class, the classes that it is a `rdfs:subClassOf`, as the graph says it.
        values: of each property, the terms that it leads to.
    """

    uses: Counts
    types: Counts
    typed: dict[str, Counts]
    own: dict[str, Counts]
    parents: dict[str, frozenset[str]]
    values: dict[str, Counts]

    @cached_property
    def nearest(self) -> Mapping[str, Counts]:
        """Give the properties of what is `rdfs:subClassOf` each class."""
        return self._below({term: set(above) for term, above in self.parents.items()})

    @cached_property
    def all_below(self) -> Mapping[str, Counts]:
        """Give the properties of what is `rdfs:subClassOf+` each class."""
        return self._below(self._ancestors)

    @cached_property
    def members(self) -> Counts:
        """Give how many classes lie below each class, at any depth."""
        return Counter(one for above in self._ancestors.values() for one in above)

    @cached_property
    def _ancestors(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for term in self.parents:
            met: set[str] = set()
            ring = {term}
            while ring:
                ring = {up for one in ring for up in self.parents.get(one, ())} - met
                met |= ring
            found[term] = met
        return found

    def _below(self, above: Mapping[str, set[str]]) -> Mapping[str, Counts]:
        found: dict[str, Counts] = defaultdict(Counter)
        for term, classes in above.items():
            for one in classes:
                found[one].update(self.own.get(term, Counter()))
        return found


def read_schema(knowledge: Knowledge) -> Schema:
    """Count what the release files of the default graph hold, in one pass."""
    schema = Schema(Counter(), Counter(), _counters(), _counters(), {}, _counters())
    of_records = _counters()
    for subject, triples in groupby(_triples(knowledge), key=itemgetter(0)):
        _count(schema, _iri(subject), [triple[1:] for triple in triples], of_records)
    for property_, counts in of_records.items():
        often = {name: many for name, many in counts.items() if many >= _LEAST_OF_RECORDS}
        if often:
            schema.values[property_].update(often)
    return schema


def _count(
    schema: Schema, iri: str, said: list[tuple[str, str]], of_records: dict[str, Counts]
) -> None:
    """Count what is said of one subject; one that is a blank node has no IRI."""
    used = Counter(property_ for property_, _ in said)
    ends = [(property_, name) for property_, end in said if (name := _iri(end))]
    types = [name for property_, name in ends if property_ == _TYPE]
    schema.uses.update(used)
    schema.types.update(types)
    for name in types:
        schema.typed[name].update(used)
    if not iri:
        return
    is_class = _CLASS in types
    values = schema.values if is_class else of_records
    for property_, name in ends:
        values[property_][name] += 1
    if is_class:
        schema.own[iri].update(used)
    if above := frozenset(name for property_, name in ends if property_ == _PARENT):
        schema.parents[iri] = above


def _triples(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Yield each triple once, those of one subject together: the files are sorted."""
    with ExitStack() as opened:
        files = [
            opened.enter_context(knowledge.graph_file(graph).open(encoding="utf-8", newline="\n"))
            for graph in knowledge.default_graphs
        ]
        for line, _ in groupby(merge(*files)):
            if len(line) > 1:  # a graph that holds nothing may be an empty line
                subject, property_, end = line.split(" ", 2)
                yield subject, property_[1:-1], end[:-3]


def _iri(written: str) -> str:
    return written[1:-1] if written[0] == "<" else ""


def _counters() -> dict[str, Counts]:
    return defaultdict(Counter)
