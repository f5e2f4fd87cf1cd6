"""Tell of triples how firmly each is said, by whom, and who says otherwise: from memory.

A page asks for hundreds, so they are read once, in each process, by whoever asks first.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from foramen.namespaces import DCTERMS, FORAMEN, SKOS

from .model import Statement
from .stated import read_stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from foramen.knowledge import Knowledge

    from .model import Link
    from .stated import Edge, Record, Stated

__all__ = ["Said", "Statements"]

Said: TypeAlias = "Mapping[tuple[str, str], tuple[Statement, ...]]"
"""The statements about one term, by a property and the term at its other end."""

_SOURCE: Final = str(DCTERMS.source)
_DISPUTE: Final = str(FORAMEN.disputedBy)
_INSTEAD: Final = str(FORAMEN.insteadConsider)
_EVIDENCE: Final = str(FORAMEN.hasEvidence)
_REASON: Final = str(FORAMEN.reason)
_NOTE: Final = str(FORAMEN.note)
_DEFINITION: Final = str(SKOS.definition)


class Statements:
    """The statements of a dataset; it does not change."""

    def __init__(self, knowledge: Knowledge, link: Callable[[str], Link]) -> None:
        """Take the dataset, and what gives a term with its label."""
        self._knowledge, self._link = knowledge, link

    def prepare(self) -> None:
        """Read now what would else be read for the first who asks."""
        _ = self._stated, self._by_object

    def of(self, edge: Edge) -> tuple[Statement, ...]:
        """Give the statements of a triple; none where the graph does not state it."""
        return self._told(self._records(edge))

    def records(self, subject: str) -> Mapping[tuple[str, str], Sequence[Record]]:
        """Give what is stated of a term as records, by property and object, without labels."""
        return self._stated.records.get(subject, {})

    def reason(self, record: Record) -> str:
        """Give why a caution is to be taken, or nothing."""
        return " ".join(sorted(self._texts(record.iri, _REASON)))

    def disputes(self, record: Record) -> tuple[tuple[str, str], ...]:
        """Give who says otherwise, each with what is noted of that."""
        return tuple(
            (source, note)
            for source in self._more(record.iri, _DISPUTE)
            for note in self._noted(record, source) or ("",)
        )

    def about(self, iri: str, *, incoming: bool) -> Said:
        """Give every statement of which a term is the subject, or the object."""
        if not incoming:
            return {ends: self._told(some) for ends, some in self.records(iri).items()}
        subjects = self._by_object.get(iri, ())
        return {(name, one): self.of((one, name, iri)) for one, name in subjects}

    def notes(self, edge: Edge) -> tuple[str, ...]:
        """Give what is noted of a triple: how sources differ, what a strength is said of."""
        found: list[str] = []
        for record in sorted(self._records(edge)):
            evidence = self._more(record.iri, _EVIDENCE)
            found += sorted(text for one in evidence for text in self._texts(one, _NOTE))
        return tuple(dict.fromkeys(found))

    def words(self, source: str) -> str:
        """Give in a sentence what a source says, or nothing where the graph has no such."""
        return " ".join(self._texts(source, _DEFINITION))

    @cached_property
    def _stated(self) -> Stated:
        return read_stated(self._knowledge)

    @cached_property
    def _by_object(self) -> Mapping[str, list[tuple[str, str]]]:
        """Give for each term the subjects, and by which property, of what is said with it."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for subject, held in self._stated.records.items():
            for name, other in held:
                found[other].append((subject, name))
        return found

    def _records(self, edge: Edge) -> Iterable[Record]:
        subject, *ends = edge
        return self.records(subject).get((ends[0], ends[1]), ())

    def _noted(self, record: Record, source: str) -> list[str]:
        return [
            note
            for one in self._more(record.iri, _EVIDENCE)
            if source in self._more(one, _SOURCE)
            for note in self._texts(one, _NOTE)
        ]

    def _more(self, iri: str, name: str) -> tuple[str, ...]:
        return self._stated.more.get(iri, {}).get(name, ())

    def _texts(self, iri: str, name: str) -> Iterable[str]:
        return self._stated.texts.get(iri, {}).get(name, ())

    def _told(self, records: Iterable[Record]) -> tuple[Statement, ...]:
        return tuple(map(self._statement, sorted(records)))

    def _statement(self, record: Record) -> Statement:
        return Statement(
            iri=record.iri,
            inferred=record.inferred,
            strength=self._link(record.strength) if record.strength else None,
            sources=self._links(record.sources),
            disputed_by=self._links(self._more(record.iri, _DISPUTE)),
            reason=self.reason(record),
            instead=self._links(self._more(record.iri, _INSTEAD)),
        )

    def _links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self._link(iri) for iri in sorted(iris))
