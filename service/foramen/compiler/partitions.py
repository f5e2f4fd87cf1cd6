"""Count what a graph holds, part by part (VoID), so that an editor can complete from it.

A class partition is what has the class as its `rdf:type`, as VoID says: the records (statements,
claims, questions), and `owl:Class`, since our terms are classes. To name any other class there
would make editors suggest `?x a foramen:Foramen`, which nothing answers. What a relation leads
from and to is therefore said apart: `foramen:subjectKind` and `foramen:objectKind` name the
nearest classes that all its subjects, or objects, are kinds of.

The graph holds these counts too, so they are made until they no longer change.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, VOID, XSD

from foramen.compiler.kinds import Kinds
from foramen.namespaces import FORAMEN, VOID_EXT, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from foramen.compiler.patterns import Triple

__all__ = ["partitions"]

_TYPE, _SUBCLASS = str(RDF.type), str(RDFS.subClassOf)
_ABOVE = frozenset({_TYPE, _SUBCLASS})
_RELATION = str(OWL.ObjectProperty)
_STRING, _TEXT = str(XSD.string), str(RDF.langString)
_ENDS = (FORAMEN.subjectKind, FORAMEN.objectKind)
_ROUNDS = 8

# Terms are plain texts here, which hash many times faster than rdflib's; a literal is its text,
# datatype and language.
Plain = tuple[str, str, "str | tuple[str, str, str | None]"]
Types = dict[str, tuple[str, ...]]


def partitions(
    graph: URIRef, own: URIRef, triples: Iterable[Triple], about: Sequence[Triple]
) -> tuple[Triple, ...]:
    """Give the counts and the partitions of a graph.

    Args:
        graph: what the graph is called.
        own: what the part of it is called that describes it.
        triples: what it holds beside that, each once.
        about: what that part holds so far; what is given back is yet to be added to it.
    """
    rest, header = _plain(triples), _plain(about)
    types, kinds = _hierarchy([*rest, *header])
    ends = _ends(rest, types, kinds)
    most = _count(rest, types)
    found: tuple[Triple, ...] = ()
    for _ in range(_ROUNDS):
        counts = most.with_more(_count([*header, *_plain(found)], types))
        again = tuple(_description(graph, counts, types, ends))
        again += ((own, VOID.triples, Literal(len(about) + len(again) + 1)),)
        if again == found:
            return found
        found = again
    # A number can be the very one by which it is wrong; then the graph is described without it.
    return tuple(triple for triple in found if triple[1] != VOID.distinctObjects)


@dataclass
class _Counts:
    """How many triples of each kind there are: types of the subject, property, kind of object."""

    triples: Counter[tuple[tuple[str, ...], str, str | tuple[str, ...]]]
    subjects: set[str]
    objects: set[object]

    def with_more(self, other: _Counts) -> _Counts:
        return _Counts(
            self.triples + other.triples,
            self.subjects | other.subjects,
            self.objects | other.objects,
        )


def _plain(triples: Iterable[Triple]) -> list[Plain]:
    return [
        (str(subject), str(predicate), _literal(value) if type(value) is Literal else str(value))
        for subject, predicate, value in triples
    ]


def _literal(value: Literal) -> tuple[str, str, str | None]:
    return str(value), _TEXT if value.language else str(value.datatype or _STRING), value.language


def _hierarchy(triples: Iterable[Plain]) -> tuple[Types, Kinds]:
    """Read the types of each term, and what lies above it."""
    above: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate in _ABOVE and isinstance(value, str):
            above[subject].add(value)
            if predicate == _TYPE:
                types[subject].add(value)
    return {term: tuple(sorted(of_term)) for term, of_term in types.items()}, Kinds(above)


def _ends(triples: Iterable[Plain], types: Types, kinds: Kinds) -> dict[str, list[list[str]]]:
    """Give the kinds of the subjects and of the objects of each relation."""
    ends: dict[str, tuple[set[str], set[str]]] = {
        term: (set(), set()) for term, of_term in types.items() if _RELATION in of_term
    }
    for subject, predicate, value in triples:
        if predicate in ends and isinstance(value, str):
            ends[predicate][0].add(subject)
            ends[predicate][1].add(value)
    return {term: [kinds.nearest(end) for end in both] for term, both in ends.items()}


def _count(triples: Sequence[Plain], types: Types) -> _Counts:
    return _Counts(
        Counter(
            (
                types.get(subject, ()),
                predicate,
                types.get(value, ()) if isinstance(value, str) else value[1],
            )
            for subject, predicate, value in triples
        ),
        {subject for subject, _, _ in triples},
        {value for _, _, value in triples},
    )


def _description(
    graph: URIRef, counts: _Counts, types: Types, ends: Mapping[str, list[list[str]]]
) -> Iterator[Triple]:
    of_property: Counter[str] = Counter()
    for (_, predicate, _), number in counts.triples.items():
        of_property[predicate] += number
    entities = Counter(kind for of_term in types.values() for kind in of_term)
    ours = sum(subject.startswith(FORAMEN) for subject in counts.subjects)
    for size, number in (
        (VOID.triples, of_property.total()),
        (VOID.distinctSubjects, len(counts.subjects)),
        (VOID.distinctObjects, len(counts.objects)),
        (VOID.entities, ours),
        (VOID.classes, len(entities)),
        (VOID.properties, len(of_property)),
    ):
        yield graph, size, Literal(number)
    for predicate, number in sorted(of_property.items()):
        part = _node("property", predicate)
        yield graph, VOID.propertyPartition, part
        yield part, VOID.property, URIRef(predicate)
        yield part, VOID.triples, Literal(number)
        for end, of_end in zip(_ENDS, ends.get(predicate, ()), strict=False):
            yield from ((part, end, URIRef(kind)) for kind in of_end)
    for kind, number in sorted(entities.items()):
        part = _node("class", kind)
        yield graph, VOID.classPartition, part
        yield part, VOID["class"], URIRef(kind)
        yield part, VOID.entities, Literal(number)
    yield from _of_classes(counts)


def _of_classes(counts: _Counts) -> Iterator[Triple]:
    of_class: Counter[tuple[str, str]] = Counter()
    of_object: Counter[tuple[str, str, str, bool]] = Counter()
    for (kinds, predicate, value), number in counts.triples.items():
        literal = isinstance(value, str)
        for kind in kinds:
            of_class[kind, predicate] += number
            for target in (value,) if isinstance(value, str) else value:
                of_object[kind, predicate, target, literal] += number
    for (kind, predicate), number in sorted(of_class.items()):
        part = _node("class", kind, predicate)
        yield _node("class", kind), VOID.propertyPartition, part
        yield part, VOID.property, URIRef(predicate)
        yield part, VOID.triples, Literal(number)
    for (kind, predicate, target, literal), number in sorted(of_object.items()):
        part = _node("class", kind, predicate, target)
        has, names = _DATATYPES if literal else _CLASSES
        yield _node("class", kind, predicate), has, part
        yield part, names, URIRef(target)
        yield part, VOID.triples, Literal(number)


_CLASSES = (VOID.classPartition, VOID["class"])
_DATATYPES = (VOID_EXT.datatypePartition, VOID_EXT.datatype)


@cache
def _node(by: str, *parts: str) -> URIRef:
    """Name a partition after what it holds: no blank node, so that it can be looked up."""
    return FORAMEN["-".join([f"{by}-partition", *map(_short, parts)])]


def _short(iri: str) -> str:
    short = compact(iri).replace(":", "_")
    known = re.fullmatch(r"[\w.-]*", short, re.ASCII)
    return short if known else hashlib.sha1(iri.encode(), usedforsecurity=False).hexdigest()[:12]
