"""Say what the graph holds, for an editor to complete a query from: which class has which property.

The terms are classes, so "the class of `?x`" is known from `?x rdfs:subClassOf C` as well as from
`?x a C`; both are counted, the former for the nearest narrower classes and for all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from foramen.engine.model import Bindings
from foramen.namespaces import OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.engine.model import Engine, Term

__all__ = ["Counts", "Schema", "read_schema"]

Counts: TypeAlias = "Counter[str]"

_SUBCLASS: Final = f"<{RDFS.subClassOf}>"
_CLASS: Final = f"<{RDF.type}> <{OWL.Class}>"
_OWN: Final = f"""SELECT ?key ?item (COUNT(*) AS ?number) {{
  ?key {_CLASS} ; ?item ?value . FILTER(isIRI(?key))
}} GROUP BY ?key ?item"""
_TYPED: Final = f"""SELECT ?key ?item (COUNT(*) AS ?number) {{
  ?term <{RDF.type}> ?key ; ?item ?value . FILTER(isIRI(?key))
}} GROUP BY ?key ?item"""
_TYPES: Final = f"""SELECT ?key (COUNT(*) AS ?number) {{
  ?term <{RDF.type}> ?key . FILTER(isIRI(?key))
}} GROUP BY ?key"""
_USES: Final = "SELECT ?key (COUNT(*) AS ?number) { ?term ?key ?value } GROUP BY ?key"
_VALUES_OF_TERMS: Final = f"""SELECT ?key ?item (COUNT(*) AS ?number) {{
  ?term {_CLASS} ; ?key ?item . FILTER(isIRI(?term) && isIRI(?item))
}} GROUP BY ?key ?item"""
# Records are many, and most point at one thing each: only what several point at is offered.
_VALUES_OF_RECORDS: Final = f"""SELECT ?key ?item (COUNT(*) AS ?number) {{
  ?term ?key ?item . FILTER(isIRI(?term) && isIRI(?item)) FILTER NOT EXISTS {{ ?term {_CLASS} }}
}} GROUP BY ?key ?item HAVING (COUNT(*) > 4)"""
_ABOVE: Final = (
    f"SELECT ?key ?item {{ ?key {_SUBCLASS} ?item . FILTER(isIRI(?key) && isIRI(?item)) }}"
)


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
    typed: Mapping[str, Counts]
    own: Mapping[str, Counts]
    parents: Mapping[str, frozenset[str]]
    values: Mapping[str, Counts]

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


def read_schema(engine: Engine) -> Schema:
    """Ask the engine what its default graph holds."""
    parents: dict[str, set[str]] = defaultdict(set)
    for row in _rows(engine, _ABOVE):
        parents[str(row["key"])].add(str(row["item"]))
    values = _nested(engine, _VALUES_OF_TERMS)
    for name, counts in _nested(engine, _VALUES_OF_RECORDS).items():
        values[name].update(counts)
    return Schema(
        uses=_flat(engine, _USES),
        types=_flat(engine, _TYPES),
        typed=_nested(engine, _TYPED),
        own=_nested(engine, _OWN),
        parents={term: frozenset(above) for term, above in parents.items()},
        values=values,
    )


def _flat(engine: Engine, query: str) -> Counts:
    return Counter({str(row["key"]): int(str(row["number"])) for row in _rows(engine, query)})


def _nested(engine: Engine, query: str) -> dict[str, Counts]:
    found: dict[str, Counts] = defaultdict(Counter)
    for row in _rows(engine, query):
        found[str(row["key"])][str(row["item"])] = int(str(row["number"]))
    return found


def _rows(engine: Engine, query: str) -> Iterable[Mapping[str, Term]]:
    answer = engine.answer(engine.guard.check(query))
    return answer.rows if isinstance(answer, Bindings) else ()
