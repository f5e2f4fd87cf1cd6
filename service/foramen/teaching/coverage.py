"""Say what a syllabus covers, what it misses, and where its order breaks a prerequisite.

A concept is taught where a line names it, also in passing, and first in the first such line.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .order import fewest, needed
from .rearranging import rearranged, tangled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from foramen.terminology.model import Term

    from .curriculum import Curriculum
    from .matched import Line
    from .model import Prerequisite, Topic

__all__ = ["Breach", "Coverage", "Covered", "Gap", "Late", "Repeat", "Share", "intended"]


@dataclass(frozen=True, slots=True)
class Covered:
    """A concept that is taught, and the numbers of the lines that name it."""

    concept: Term
    topic: Topic | None
    lines: tuple[int, ...]

    @property
    def first(self) -> int:
        """Give the line in which it is taught first."""
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a taught concept needs and no line names.

    Attributes:
        direct: what it needs by itself, each with its reason.
        further: what is needed for it only by way of other concepts.
    """

    covered: Covered
    direct: tuple[Prerequisite, ...]
    further: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same thing named in several lines: the concept, or it at one level or side."""

    concept: Term
    named: tuple[Term, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A concept that is taught before what it needs.

    Attributes:
        reason: why it needs that; nothing where it does so only by way of others.
        by_way: those others, the nearest to the concept first; no line names them.
    """

    covered: Covered
    reason: Prerequisite | None
    by_way: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """A concept that is taught after what needs it."""

    covered: Covered
    before: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a topic is taught, and which lines name it as a whole."""

    topic: Topic
    covered: tuple[Term, ...]
    missing: tuple[Term, ...]
    lines: tuple[int, ...]


def intended(curriculum: Curriculum, keys: Collection[str]) -> tuple[Topic, ...]:
    """Give the narrow topics that are meant by keys of topics and fields; all, where none is given.

    Raises:
        KeyError: there is no topic of a key.
    """
    meant = {
        one.key
        for key in keys
        for one in (curriculum.topics[key], *curriculum.narrower(key))
        if one.broader
    }
    narrow = (one for one in curriculum.topics.values() if one.broader)
    return tuple(one for one in narrow if not keys or one.key in meant)


class Coverage:
    """The lines of a syllabus, held against what is to be taught."""

    def __init__(
        self, curriculum: Curriculum, lines: Sequence[Line], include: Collection[str] = ()
    ) -> None:
        """Take the lines.

        Args:
            curriculum: what is to be taught, and what needs what.
            lines: of the syllabus, in its order.
            include: the keys of the topics and fields that it is meant to cover; none for all.
                What belongs to others is neither missing nor untaught.
        """
        self.curriculum = curriculum
        self.lines = tuple(lines)
        self.topics = intended(curriculum, include)
        self._keys = {one.key for one in self.topics}

    @cached_property
    def covered(self) -> tuple[Covered, ...]:
        """Give what is taught, in the order in which it is met."""
        return tuple(self._by_concept.values())

    @cached_property
    def unmatched(self) -> tuple[Line, ...]:
        """Give the lines that name nothing known."""
        return tuple(line for line in self.lines if not line.is_matched)

    @cached_property
    def in_part(self) -> tuple[Line, ...]:
        """Give the lines that name something known, and speak of something that is not."""
        return tuple(line for line in self.lines if line.is_matched_in_part)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Give what is needed and nowhere taught, by what needs it."""
        return tuple(self._gaps())

    @cached_property
    def missing(self) -> tuple[tuple[Term, int], ...]:
        """Give all that is needed and nowhere taught, and for how many taught concepts."""
        counts: dict[str, int] = defaultdict(int)
        for one in self._by_concept:
            for iri in self._missing(needed([one], self.curriculum.before)):
                counts[iri] += 1
        return tuple((self._term(iri), counts[iri]) for iri in self._in_order(counts))

    @cached_property
    def taken_as_known(self) -> int:
        """Count what is needed and not taught, and belongs to topics that are not intended."""
        all_needed = needed(self._by_concept, self.curriculum.before) - self._by_concept.keys()
        return len(all_needed) - len(self._missing(all_needed))

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """Give what more than one line names; other levels or sides of it are no repeats."""
        found: dict[tuple[str, ...], Repeat] = {}
        for line in self.lines:
            for mention in line.mentions:
                key = (mention.concept.iri, *(term.iri for term in mention.named))
                before = found[key].lines if key in found else ()
                lines = (*before, line.item.number)
                found[key] = Repeat(mention.concept, mention.named, lines)
        return tuple(one for one in found.values() if len(one.lines) > 1)

    @cached_property
    def late(self) -> tuple[Late, ...]:
        """Give what is taught after something that needs it, by the fewest steps that show it."""
        found: dict[str, list[str]] = defaultdict(list)
        for earlier, later in fewest(self._by_concept, self.curriculum.before):
            if self._by_concept[earlier].first > self._by_concept[later].first:
                found[earlier].append(later)
        return tuple(
            Late(
                one,
                tuple(
                    self._breach(iri, later)
                    for later in sorted(found[iri], key=lambda it: self._by_concept[it].first)
                ),
            )
            for iri, one in self._by_concept.items()
            if iri in found
        )

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Give how much of each intended topic is taught, in the order of teaching."""
        return tuple(self._share(topic) for topic in self.topics)

    @cached_property
    def proposed(self) -> tuple[Line, ...] | None:
        """Give the same lines so that nothing comes before what it needs, if there is a way."""
        return rearranged(self.lines, self.curriculum.before)

    @cached_property
    def tangled(self) -> tuple[int, ...]:
        """Give the numbers of lines that need each other, where there is no such order."""
        return tuple(one.item.number for one in tangled(self.lines, self.curriculum.before))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Count what was found."""
        return {
            "lines": len(self.lines),
            "matched": len(self.lines) - len(self.in_part) - len(self.unmatched),
            "in_part": len(self.in_part),
            "unmatched": len(self.unmatched),
            "covered": sum(len(one.covered) for one in self.shares),
            "beyond": len(self.covered) - sum(len(one.covered) for one in self.shares),
            "intended": sum(len(one.covered) + len(one.missing) for one in self.shares),
            "missing": len(self.missing),
            "order": sum(len(one.before) for one in self.late),
            "repeats": len(self.repeats),
            "topics": len(self.shares),
            "untaught": sum(not one.covered for one in self.shares),
        }

    @cached_property
    def _by_concept(self) -> Mapping[str, Covered]:
        lines: dict[str, dict[int, None]] = defaultdict(dict)
        for line in self.lines:
            for mention in line.mentions:
                lines[mention.concept.iri][line.item.number] = None
        return {
            iri: Covered(self._term(iri), self._topic(iri), tuple(numbers))
            for iri, numbers in lines.items()
        }

    def _gaps(self) -> Iterator[Gap]:
        before = self.curriculum.before
        for iri, covered in self._by_concept.items():
            missing = self._missing(needed([iri], before))
            if missing:
                needs = self.curriculum.needs.get(iri, ())
                direct = tuple(one for one in needs if one.needs in missing)
                further = missing - {one.needs for one in direct}
                terms = tuple(self._term(one) for one in self._in_order(further))
                yield Gap(covered, direct, terms)

    def _missing(self, concepts: Collection[str]) -> set[str]:
        return {
            iri
            for iri in concepts
            if iri not in self._by_concept and self.curriculum.under.get(iri) in self._keys
        }

    def _breach(self, earlier: str, later: str) -> Breach:
        """Tell how the later concept needs the earlier one, by the shortest way."""
        reasons = self.curriculum.needs.get(later, ())
        reason = next((one for one in reasons if one.needs == earlier), None)
        way = () if reason else self._way(later, earlier)
        return Breach(self._by_concept[later], reason, way)

    def _way(self, start: str, end: str) -> tuple[Term, ...]:
        """Give what lies between a concept and something that it needs by way of others."""
        ways: dict[str, tuple[str, ...]] = {start: ()}
        ring = [start]
        while ring and end not in ways:
            after: list[str] = []
            for name in ring:
                for one in self.curriculum.before.get(name, ()):
                    if one not in ways:
                        ways[one] = (*ways[name], one)
                        after.append(one)
            ring = after
        return tuple(self._term(one) for one in ways.get(end, ())[:-1])

    def _share(self, topic: Topic) -> Share:
        terms = self.curriculum.members[topic.key]
        return Share(
            topic,
            tuple(term for term in terms if term.iri in self._by_concept),
            tuple(term for term in terms if term.iri not in self._by_concept),
            tuple(
                line.item.number
                for line in self.lines
                if any(topic.key == one.key or topic.broader == one.key for one in line.topics)
            ),
        )

    def _in_order(self, concepts: Collection[str]) -> tuple[str, ...]:
        return tuple(iri for iri in self.curriculum.order if iri in concepts)

    def _term(self, iri: str) -> Term:
        return self.curriculum.catalogue.terms[iri]

    def _topic(self, iri: str) -> Topic | None:
        return self.curriculum.topics.get(self.curriculum.under.get(iri, ""))
