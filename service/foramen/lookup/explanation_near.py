"""Find what lies near a triple without a record: what it follows from, or what is said instead."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from rdflib import Literal, URIRef

from foramen.namespaces import GRAPH, RDFS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foramen.engine.model import Term, Triple

    from .explanation_reader import Reader

__all__ = ["nearby", "paths_up"]

_Broader: TypeAlias = "dict[Term, dict[Term, int]]"

_SUB: Final = URIRef(RDFS.subClassOf)
_MOST_NEAR: Final = 10
_NEAR: Final = (  # what follows `?s ?p ?o`, in the order in which it helps
    "VALUES (?s ?p) {{ ({s} {p}) }} ?s ?p ?o",
    "VALUES (?p ?o) {{ ({p} {o}) }} ?s <{sub}>+ {s} ; ?p ?o",
    "VALUES (?s ?o) {{ ({s} {o}) }} ?s ?p ?o",
    "VALUES (?s ?o) {{ ({o} {s}) }} ?s ?p ?o",
    "VALUES (?p ?o) {{ ({p} {o}) }} ?s ?p ?o",
)
_ENDS: Final = "SELECT ?s ?p ?o {{ VALUES (?s ?p) {{ {values} }} ?s ?p ?o FILTER(isIRI(?o)) }}"
_EDGES: Final = f"""SELECT DISTINCT ?a ?b ?graph {{{{
  VALUES ?from {{{{ {{values}} }}}}
  ?from <{_SUB}>* ?a .
  GRAPH ?graph {{{{ ?a <{_SUB}> ?b }}}}
  FILTER(?graph IN (<{GRAPH.asserted}>, <{GRAPH.inferred}>))
}}}}
"""
_STATED: Final = 1
_INFERRED: Final = 10  # it has a tree of its own below it


def nearby(reader: Reader, triple: Triple) -> list[Triple]:
    """Give what the default graph holds instead: of the same subject, narrower, the other way."""
    s, p, o = (term.n3() for term in triple)
    found: dict[Triple, None] = {}
    for pattern in _NEAR:
        if isinstance(triple[2], Literal) and "{o} {s}" in pattern:
            continue
        where = pattern.format(s=s, p=p, o=o, sub=_SUB)
        query = f"SELECT DISTINCT ?s ?p ?o {{ {where} }} ORDER BY ?s ?p ?o LIMIT 5"
        for row in reader.rows(query):
            found.setdefault((row["s"], row["p"], row["o"]))
    return list(found)[:_MOST_NEAR]


def paths_up(reader: Reader, triples: Sequence[Triple]) -> dict[Triple, tuple[Triple, ...]]:
    """Give, for triples that follow, the shortest way to each by the direct hierarchy.

    The default graph leads to the nearest ends alone, so what follows beyond it is a relation to
    a nearer end and that end's way up to the broader one.
    """
    if not triples:
        return {}
    pairs = {(triple[0], triple[1]) for triple in triples if triple[1] != _SUB}
    ends: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
    for row in reader.rows(_ENDS.format(values=_values(pairs))) if pairs else ():
        ends[row["s"], row["p"]].append(row["o"])
    starts = {triple[0] for triple in triples} | {end for found in ends.values() for end in found}
    broader: _Broader = defaultdict(dict)
    for row in reader.rows(_EDGES.format(values=" ".join(sorted(one.n3() for one in starts)))):
        cost = _STATED if str(row["graph"]) == str(GRAPH.asserted) else _INFERRED
        known = broader[row["a"]].get(row["b"], cost)
        broader[row["a"]][row["b"]] = min(known, cost)
    found = {triple: _path(triple, ends, broader) for triple in triples}
    return {triple: path for triple, path in found.items() if path}


def _path(
    triple: Triple,
    ends: Mapping[tuple[Term, Term], list[Term]],
    broader: _Broader,
) -> tuple[Triple, ...]:
    subject, relation, goal = triple
    if relation == _SUB:
        way = _way_up(subject, goal, broader)[1]
        return way if len(way) > 1 else ()
    ways = [
        (cost, ((subject, relation, end), *way))
        for end in sorted(ends.get((subject, relation), ()))
        for cost, way in [_way_up(end, goal, broader)]
        if way
    ]
    return min(ways, default=(0, ()))[1]


def _way_up(start: Term, goal: Term, broader: _Broader) -> tuple[int, tuple[Triple, ...]]:
    """Give the chain of direct parents from one class to another that needs least explaining."""
    queue: list[tuple[int, Term, tuple[Triple, ...]]] = [(0, start, ())]
    done: set[Term] = set()
    while queue:
        cost, here, way = heapq.heappop(queue)
        if here == goal:
            return cost, way
        if here in done:
            continue
        done.add(here)
        for parent, price in broader.get(here, {}).items():
            heapq.heappush(queue, (cost + price, parent, (*way, (here, _SUB, parent))))
    return 0, ()


def _values(pairs: set[tuple[Term, Term]]) -> str:
    return " ".join(sorted(f"({one.n3()} {other.n3()})" for one, other in pairs))
