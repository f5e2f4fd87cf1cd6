"""Hold what a line of a syllabus names, and what else it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foramen.terminology.model import Term

    from .model import Topic
    from .syllabus import Item

__all__ = ["Line", "Mention", "Rest"]


@dataclass(frozen=True, slots=True)
class Mention:
    """That a line names a concept.

    Attributes:
        concept: what is taught.
        named: the very terms that were named: the concept, or it at a level, of a root or side.
        words: of the line.
    """

    concept: Term
    named: tuple[Term, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Rest:
    """What was not recognised of a phrase.

    Attributes:
        words: those that were not recognised.
        phrase: the whole of it, with the words that were.
        near: what the phrase may mean.
    """

    words: str
    phrase: str
    near: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a syllabus, and what it names.

    Attributes:
        mentions: in the order of the words, each concept once.
        topics: that it names as wholes.
        near: what it may mean, where it names nothing that is known.
        recognised: from where to where the recognised words of the item stand.
        rest: what else it speaks of, where it names something that is known.
    """

    item: Item
    mentions: tuple[Mention, ...]
    topics: tuple[Topic, ...]
    near: tuple[Term, ...] = ()
    recognised: tuple[tuple[int, int], ...] = ()
    rest: tuple[Rest, ...] = ()

    @property
    def is_matched(self) -> bool:
        """Tell whether it names anything that is known."""
        return bool(self.mentions or self.topics)

    @property
    def is_matched_in_part(self) -> bool:
        """Tell whether it names something that is known, and something that is not."""
        return self.is_matched and bool(self.rest)

    @property
    def matched(self) -> str:
        """Say how far it is matched."""
        if not self.is_matched:
            return "not"
        return "in part" if self.rest else "wholly"

    @property
    def words(self) -> tuple[str, ...]:
        """Give the words that were recognised."""
        return tuple(self.item.item[start:end] for start, end in self.recognised)

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """Give the line as it was written, part for part, and whether each was recognised."""
        text, item = self.item.text, self.item.item
        before, found, after = text.partition(item)
        if not found:
            before, after = "", ""
        places = [0, *(place for span in self.recognised for place in span), len(item)]
        parts = [
            (item[start:end], number % 2 == 1)
            for number, (start, end) in enumerate(pairwise(places))
        ]
        return tuple(part for part in ((before, False), *parts, (after, False)) if part[0])
