"""Walk from a foramen to what bears on it, in memory, as `lookup.level_query` says it in SPARQL.

The query is what a page shows and hands out, and takes 30 ms; tests hold its answer to what is
found here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from foramen.lookup.level_query import SECTIONS, WEAKER
from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from foramen.lookup.level_query import Part
    from foramen.lookup.stated import Record
    from foramen.lookup.statements import Statements

    from .catalogue import Catalogue
    from .neighbourhood import Neighbourhood

__all__ = ["LevelWalk", "Row"]


class Row(NamedTuple):
    """One source of one fact; terms are IRIs."""

    section: str
    subject: str
    property: str
    object: str
    note: str
    source: str
    strength: str
    inferred: bool


class LevelWalk:
    """The ways from a foramen over the relations of a catalogue."""

    def __init__(
        self, catalogue: Catalogue, neighbourhood: Neighbourhood, statements: Statements
    ) -> None:
        self._terms = catalogue.terms
        self._near = neighbourhood
        self._statements = statements

    def rows(self, foramen: str) -> Iterator[Row]:
        """Yield what the query for a foramen gives, in any order, some of it twice."""
        for section, parts in SECTIONS.items():
            for place, part in enumerate(parts):
                starts = set(_STARTS[section][place](self, foramen))
                if section == "cautions":
                    yield from self._cautions(starts)
                elif not part.names:
                    yield from self._disputes(starts)
                elif part.by_object:
                    yield from self._by_object(section, part, starts)
                else:
                    yield from self._by_subject(section, part, starts)

    def _by_subject(self, section: str, part: Part, starts: Iterable[str]) -> Iterator[Row]:
        names = {str(FORAMEN[name]) for name in part.names}
        for subject in starts:
            for (name, other), records in self._statements.records(subject).items():
                if name in names and self._is_shown(subject, name, other):
                    note = self._terms[other].definition if name == _HAS_GRADE else ""
                    yield from _rows((section, subject, name, other, note), records)

    def _by_object(self, section: str, part: Part, starts: Iterable[str]) -> Iterator[Row]:
        for name in part.names:
            for other in starts:
                for subject in self.to(other, name):
                    edge = (str(FORAMEN[name]), other)
                    records = self._statements.records(subject).get(edge, ())
                    own = [one for one in records if not one.inferred]
                    yield from _rows((section, subject, edge[0], other, ""), own)

    def _cautions(self, starts: Iterable[str]) -> Iterator[Row]:
        for subject in starts:
            for (name, other), records in self._statements.records(subject).items():
                for record in records:
                    if reason := self._statements.reason(record):
                        yield from _rows(("cautions", subject, name, other, reason), [record])

    def _disputes(self, starts: Iterable[str]) -> Iterator[Row]:
        for subject in starts:
            for (name, other), records in self._statements.records(subject).items():
                for record in records:
                    for source, note in self._statements.disputes(record):
                        yield Row(
                            "variants", subject, name, other, note, source, record.strength, False
                        )

    def _is_shown(self, subject: str, name: str, other: str) -> bool:
        """Tell whether the graph holds the triple: of what follows, not all is worth holding."""
        short = name.removeprefix(FORAMEN)
        stronger = WEAKER.get(short)
        return other in self.ends(subject, short) and not (
            stronger and other in self.ends(subject, stronger)
        )

    def ends(self, iri: str, name: str) -> tuple[str, ...]:
        """Give what a relation leads to."""
        term = self._terms.get(iri)
        return term.relations.get(str(FORAMEN[name]), ()) if term else ()

    def to(self, iri: str, name: str) -> tuple[str, ...]:
        """Give what a relation leads from."""
        return self._near.incoming(iri).get(str(FORAMEN[name]), ())

    def kinds(self, iris: Iterable[str]) -> Iterator[str]:
        """Yield some terms with all that they are kinds of."""
        for iri in iris:
            yield iri
            yield from self._near.above(iri)

    def findings(self, foramen: str) -> set[str]:
        """Give the findings of the level and side."""
        return {
            finding
            for level in self.ends(foramen, "atLevel")
            for side in self.ends(foramen, "hasLaterality")
            for finding in self.to(level, "findingLevel")
            if side in self.ends(finding, "findingSide")
        }

    def aimed(self, foramen: str) -> set[str]:
        """Give the procedures aimed at the foramen, its root, or a kind of either."""
        targets, ring = {foramen}, {foramen}
        while ring:
            ring = {
                one
                for iri in ring
                for one in (*self._near.above(iri), *self.ends(iri, "transmitsRoot"))
            } - targets
            targets |= ring
        return {
            one
            for target in targets
            for name in ("targets", "mayTarget", "enlarges")
            for one in self.to(target, name)
            if not self._terms[one].grouping
        }


def _rows(key: tuple[str, str, str, str, str], records: Iterable[Record]) -> Iterator[Row]:
    for record in records:
        if record.strength:
            for source in record.sources:
                yield Row(*key, source, record.strength, record.inferred)


def _imaged(walk: LevelWalk, foramen: str) -> Iterator[str]:
    narrowings = walk.to(foramen, "narrows")
    contributors = [one for iri in narrowings for one in walk.ends(iri, "mayHaveContributor")]
    roots, walls = (walk.ends(foramen, name) for name in ("transmitsRoot", "boundedAnteriorlyBy"))
    yield from walk.kinds((*narrowings, *contributors, *roots, *walls))


def _grading(walk: LevelWalk, foramen: str) -> Iterator[str]:
    graded = walk.kinds(walk.to(foramen, "narrows"))
    return (system for one in graded for system in walk.to(one, "grades"))


_HAS_GRADE: Final = str(FORAMEN.hasGrade)
# Where each part of a section begins, in the order of `SECTIONS`.
_STARTS: Final[Mapping[str, tuple[Callable[[LevelWalk, str], Iterable[str]], ...]]] = {
    "roots": (lambda walk, iri: walk.ends(iri, "atLevel"), LevelWalk.findings),
    "opening": (lambda _, iri: (iri,),),
    "root": (lambda walk, iri: walk.ends(iri, "transmitsRoot"),),
    "causes": (lambda walk, iri: walk.to(iri, "narrows"), lambda walk, iri: walk.kinds([iri])),
    "findings": (LevelWalk.findings,),
    "grading": (lambda walk, iri: walk.kinds(walk.to(iri, "narrows")), _grading, _grading),
    "imaging": (_imaged,),
    "procedures": (LevelWalk.aimed,),
    "cautions": (lambda walk, iri: walk.kinds(walk.aimed(iri)),),
    "variants": (
        lambda walk, iri: walk.ends(iri, "inRegion"),
        lambda walk, iri: walk.kinds(walk.ends(iri, "transmitsRoot")),
    ),
}
