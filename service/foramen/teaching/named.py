"""Find what is to be taught under a name that a person gives: a term, or a topic.

A name is a local name, CURIE, IRI, label or synonym. What is not taught by itself is taught as the
nearest concepts above it; that, and what could not be found, is told and never passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest, UnknownTerm
from foramen.terminology.model import NAME_KINDS
from foramen.terminology.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foramen.terminology.model import Term
    from foramen.terminology.search import Search
    from foramen.terminology.search_model import Hit

    from .curriculum import Curriculum
    from .model import Topic

__all__ = ["LONGEST", "TOPIC", "Named", "Naming", "refused"]

LONGEST: Final = 1000
TOPIC: Final = "topic:"
_NEAR: Final = 5
_MOST_COMMAS: Final = 2  # within the name of a topic: "Roots, levels and territories"
_MOST_HELPED: Final = 5  # of unknown names; to look for what is like them takes long
_RANKS: Final = ("id", *NAME_KINDS)


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for.

    Attributes:
        given: the name as it was given.
        label: what it is called.
        term: the one term that it names, if it does.
        topic: the one topic that it names, if it does.
        taught: the IRIs of the concepts that it is taught as, in an order of learning.
        choices: where it names several, these; where it names none, what is called alike.
    """

    given: str
    label: str
    term: Term | None = None
    topic: Topic | None = None
    taught: tuple[str, ...] = ()
    choices: tuple[Term, ...] = ()
    ambiguous: bool = False

    @property
    def unknown(self) -> bool:
        """Tell whether nothing, or more than one thing, is called so."""
        return self.term is None and self.topic is None

    @property
    def key(self) -> str:
        """Give a short name for addresses and commands."""
        if self.topic is not None:
            return f"{TOPIC}{self.topic.key}"
        return self.term.id if self.term is not None else self.given

    @property
    def stands_for(self) -> bool:
        """Tell whether other concepts are taught in its place."""
        return self.term is not None and bool(self.taught) and self.taught != (self.term.iri,)


class Naming:
    """Finds concepts and topics of a curriculum by name."""

    def __init__(self, curriculum: Curriculum, search: Search) -> None:
        """Take what is taught, and what finds terms by their names."""
        self._curriculum = curriculum
        self._search = search
        self._topics = {fold(topic.label): key for key, topic in curriculum.topics.items()}

    def all(self, values: Iterable[str], *, most: int, topics: bool = False) -> tuple[Named, ...]:
        """Find every name, each once; a value that names nothing is cut at its commas.

        Args:
            values: as they were given; empty ones are passed over.
            most: how many names there may be.
            topics: whether `topic:imaging`, or the label of a topic, names a topic.

        Raises:
            BadRequest: there are too many, or one is too long.
        """
        found: dict[str, Named] = {}
        for one in self._each(values, topics=topics):
            if one.unknown and sum(other.unknown for other in found.values()) < _MOST_HELPED:
                one = replace(one, choices=one.choices or self._near(one.given))
            found.setdefault(one.key, one)
            if len(found) > most:
                raise BadRequest(f"Give at most {most} names.")
        return tuple(found.values())

    def find(self, name: str, *, topics: bool = False) -> Named:
        """Find what one name stands for; what is called alike is not looked for."""
        if topics and name.startswith(TOPIC):
            return self._topic(name)
        ranked = sorted(self._search.find(name, exact=True).hits, key=_rank)
        hits = [hit for hit in ranked if _rank(hit) == _rank(ranked[0]) < len(_RANKS)]
        taught = [hit for hit in hits if self._curriculum.taught_as(hit.term.iri)]
        meant = tuple(hit.term for hit in taught or hits)
        if not meant:
            key = self._topics.get(fold(name)) if topics else None
            return self._topic(f"{TOPIC}{key}") if key else Named(name, name)
        as_taught = {self._taught(term) for term in meant}
        if len(as_taught) > 1:
            return Named(name, name, choices=meant, ambiguous=True)
        return Named(name, meant[0].label, term=meant[0], taught=as_taught.pop())

    def _each(self, values: Iterable[str], *, topics: bool) -> Iterator[Named]:
        """Yield what each value stands for, or each part of it between commas."""
        for value in dict.fromkeys(filter(None, (value.strip() for value in values))):
            if len(value) > LONGEST:
                raise BadRequest(f"A name may have {LONGEST:,} characters, not {len(value):,}.")
            whole = self.find(value, topics=topics)
            parts = [part for part in map(str.strip, value.split(",")) if part]
            if not whole.unknown or whole.ambiguous or len(parts) < 2:
                yield whole
            else:
                yield from self._parts(parts, topics=topics)

    def _parts(self, parts: list[str], *, topics: bool) -> Iterator[Named]:
        """Yield what each part stands for; parts that together name a topic stand for it."""
        at = 0
        while at < len(parts):
            ends = range(min(len(parts), at + 1 + _MOST_COMMAS), at + 1, -1) if topics else ()
            joined = ((end, self._topics.get(fold(" ".join(parts[at:end])))) for end in ends)
            end, key = next(((end, key) for end, key in joined if key), (at + 1, None))
            yield self.find(f"{TOPIC}{key}" if key else parts[at], topics=topics)
            at = end

    def _topic(self, name: str) -> Named:
        curriculum = self._curriculum
        topic = curriculum.topics.get(name.removeprefix(TOPIC).strip().casefold())
        if topic is None:
            return Named(name, name)
        keys = {topic.key, *(one.key for one in curriculum.narrower(topic.key))}
        inside = tuple(iri for iri in curriculum.order if curriculum.under[iri] in keys)
        return Named(name, topic.label, topic=topic, taught=inside)

    def _taught(self, term: Term) -> tuple[str, ...]:
        wanted = self._curriculum.taught_as(term.iri)
        return wanted if len(wanted) < 2 else self._curriculum.sorted(wanted)

    def _near(self, name: str) -> tuple[Term, ...]:
        if name.startswith(TOPIC):
            return ()
        hits = self._search.find(name, limit=4 * _NEAR).hits
        taught = [hit.term for hit in hits if self._curriculum.taught_as(hit.term.iri)]
        return tuple(taught[:_NEAR])


def refused(names: Sequence[Named]) -> None:
    """Refuse names of which one is unknown or stands for several things.

    Raises:
        UnknownTerm: nothing is called so; it carries the nearest names.
        BadRequest: more than one thing is called so.
    """
    for one in names:
        if one.ambiguous:
            listed = " or ".join(term.curie for term in one.choices)
            raise BadRequest(f"{one.given!r} names more than one concept. Say {listed}.")
        if one.unknown:
            raise UnknownTerm(one.given, [term.label for term in one.choices])


def _rank(hit: Hit) -> int:
    """Give how good a way of naming it is; a code of another terminology is none."""
    return _RANKS.index(hit.kind) if hit.kind in _RANKS else len(_RANKS)
