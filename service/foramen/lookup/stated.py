"""Read all statements from the release files, as small records: some 20,000 in a third of a second.

The lines of a file are sorted, so those of one statement follow one another. IRIs are taken by one
expression, without an RDF parser; the few literals that are wanted are read by one.
"""

from __future__ import annotations

import mmap
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from foramen.engine.model import Graph
from foramen.engine.received import GRAPH_TYPE, read_answer
from foramen.namespaces import DCTERMS, FORAMEN, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from foramen.knowledge import Knowledge

__all__ = ["Edge", "Record", "Stated", "read_stated"]

Edge = tuple[str, str, str]
"""Subject, property and object of a triple, as IRIs."""

_TYPE: Final = str(RDF.type)
_SUBJECT, _PREDICATE, _OBJECT = str(RDF.subject), str(RDF.predicate), str(RDF.object)
_STRENGTH: Final = str(FORAMEN.strength)
_SOURCE: Final = str(DCTERMS.source)
_DISPUTE: Final = str(FORAMEN.disputedBy)
_INSTEAD: Final = str(FORAMEN.insteadConsider)
_EVIDENCE: Final = str(FORAMEN.hasEvidence)
_EVIDENCE_KIND: Final = str(FORAMEN.Evidence)
_STATED: Final = str(FORAMEN.Statement)
_INFERRED: Final = str(FORAMEN.InferredStatement)
_IRIS: Final = (
    _TYPE, _SUBJECT, _PREDICATE, _OBJECT, _STRENGTH, _SOURCE, _DISPUTE, _INSTEAD, _EVIDENCE,
)  # fmt: skip
_TEXTS: Final = (str(FORAMEN.reason), str(FORAMEN.note), str(SKOS.definition))


def _lines_of(properties: Iterable[str], value: str) -> re.Pattern[bytes]:
    names = "|".join(map(re.escape, properties))
    return re.compile(rf"^<([^>\n]+)> <({names})> {value} \.$".encode(), re.MULTILINE)


_TO_IRIS: Final = _lines_of(_IRIS, "<([^>\n]+)>")
_TO_TEXTS: Final = _lines_of(_TEXTS, '(".*)')


class Record(NamedTuple):
    """A statement, all its terms as IRIs."""

    iri: str
    inferred: bool
    strength: str
    sources: tuple[str, ...]


@dataclass
class Stated:
    """What is stated in a dataset.

    Attributes:
        records: the statements by subject, and then by property and object.
        more: of few statements who disputes them, what to consider instead and where their
            evidence is, and of evidence its source, by property.
        texts: reasons of statements, notes of evidence and what sources say, by property.
    """

    records: dict[str, dict[tuple[str, str], list[Record]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    more: dict[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    texts: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )


def read_stated(knowledge: Knowledge) -> Stated:
    """Read what the graphs of the default one state, and what their sources say."""
    stated = Stated()
    literals: list[bytes] = []
    for graph in knowledge.default_graphs:
        literals += _read_file(knowledge.graph_file(graph), stated)
    answer = read_answer(b"\n".join(literals), GRAPH_TYPE)
    for subject, property_, text in answer.triples if isinstance(answer, Graph) else ():
        stated.texts[str(subject)][str(property_)].append(str(text))
    return stated


def _read_file(path: Path, stated: Stated) -> Iterable[bytes]:
    """Read the statements of a file; give the lines that say something in words."""
    if not path.stat().st_size:
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        if text.find(f"<{_PREDICATE}> ".encode()) >= 0:
            for iri, details in _by_subject(text):
                _keep(iri, details, stated)
            return [found[0] for found in _TO_TEXTS.finditer(text)]
        # What sources say lies in another file; of the terms of the ontology it is known elsewhere.
        ours = f"<{_TYPE}> <{FORAMEN.Citation}> ".encode()
        is_of_sources = text.find(ours) >= 0
        return [found[0] for found in _TO_TEXTS.finditer(text)] if is_of_sources else []


def _by_subject(text: mmap.mmap) -> Iterator[tuple[str, dict[str, list[str]]]]:
    known: dict[bytes, str] = {}  # few terms are named many times: each is held once

    def term(given: bytes) -> str:
        return known.get(given) or known.setdefault(given, given.decode())

    lines = (found.groups() for found in _TO_IRIS.finditer(text))
    for iri, some in groupby(lines, key=lambda groups: groups[0]):
        details: dict[str, list[str]] = defaultdict(list)
        for _, property_, value in some:
            details[term(property_)].append(term(value))
        yield iri.decode(), details


def _keep(iri: str, details: dict[str, list[str]], stated: Stated) -> None:
    kinds = details.get(_TYPE, ())
    ends = [details.get(end) for end in (_SUBJECT, _PREDICATE, _OBJECT)]
    if _EVIDENCE_KIND in kinds:
        stated.more[iri] = {_SOURCE: tuple(details.get(_SOURCE, ()))}
    if not all(ends) or not (_STATED in kinds or _INFERRED in kinds):
        return  # a record of another kind, some of which are written in the same way
    subject, property_, other = (end[0] for end in ends if end)
    strengths = details.get(_STRENGTH) or [""]
    record = Record(iri, _INFERRED in kinds, strengths[0], tuple(details.get(_SOURCE, ())))
    stated.records[subject][property_, other].append(record)
    rare = (_DISPUTE, _INSTEAD, _EVIDENCE)
    if more := {name: tuple(details[name]) for name in rare if name in details}:
        stated.more[iri] = more
