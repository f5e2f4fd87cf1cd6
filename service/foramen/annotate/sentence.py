"""Read one sentence: its levels, its words, what it speaks of, and which level it is headed by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .cues import Cue
from .levels import mentions
from .limbs import Kinds, with_limb_sides
from .losses import with_losses
from .model import Concern, Evidence
from .pairing import Anchor, anchors
from .readings import readings
from .vocabulary import Found

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .levels import Mention
    from .readings import Reading
    from .tokens import Token
    from .vocabulary import Vocabulary

__all__ = ["CARRIED", "Sentence"]

# A level that was named in passing; it goes on within a paragraph.
CARRIED: Final = "carried"

_EXITING: Final = frozenset(("exiting", "traversing", "descending"))
_TELEGRAPHIC: Final = frozenset(
    ("side", "level", "severity", "cue", "join", "filler", "verb", "contrast")
)
_MARKS: Final = frozenset(".):(-")
_NONE: Final = frozenset((Cue("absent", "either", far=False), Cue("absent", "back")))


class Sentence:
    """One sentence of a text, read."""

    def __init__(
        self,
        text: str,
        words: Sequence[Token],
        vocabulary: Vocabulary,
        heading: Found | None = None,
        topic: str = "",
    ) -> None:
        """Read a sentence.

        Args:
            text: the whole text.
            words: those of this sentence.
            vocabulary: what words mean.
            heading: the level that sentences before have set.
            topic: the term that the sentence before spoke of last.
        """
        self.text = text
        self._words = words
        self._mentions = mentions(words)
        self._items = self._all_items(vocabulary)
        self._heading = heading
        self._anchors = anchors(self._items) or self._elliptical(topic)

    def concerns(self) -> Iterator[Concern]:
        """Give what looks like a level and is none."""
        for mention in self._mentions:
            if mention.problem:
                start, end = self.span(mention.first, mention.last)
                yield Concern(start, end, self.text[start:end], mention.problem)

    def readings(self, kinds: Kinds) -> list[Reading]:
        """Give what the sentence says; `kinds` are those of the terms."""
        if not self._anchors:
            return []
        own = self._own_heading()
        if own is None and self._heading is not None:
            own = len(self._items)
        found = readings(self._items, self._anchors, own, kinds.unplaced)
        return with_limb_sides(self._items, self._in_turn(found), kinds)

    def _in_turn(self, found: Sequence[Reading]) -> list[Reading]:
        """Part a list of levels: 'L3-4 and L4-5, moderate and severe respectively'."""
        if not any(item.value == "respectively" for item in self._items):
            return list(found)
        told: dict[tuple[Anchor, int | None], list[Reading]] = {}
        for one in found:
            told.setdefault((one.anchor, one.said.get("level")), []).append(one)
        return [
            replace(one, nth=number) if len(group) == len(self.listed(one, "level")) else one
            for group in told.values()
            for number, one in enumerate(group)
        ]

    def next_heading(self) -> Found | None:
        """Give the level that this sentence sets for those that follow."""
        own = self._own_heading()
        if own is not None:
            return self._items[own]
        named = [item for item in self._items if item.kind == "level"]
        if named:  # a level goes for what follows it until another is named
            only = len(named) == 1 and len(_tuple(named[0].value)) == 1
            return replace(named[0], kind=CARRIED) if only else None
        leaves = self._is_numeral() or any(item.kind == "elsewhere" for item in self._items)
        if leaves and self._heading is not None and self._heading.kind == CARRIED:
            return None  # '2.', another item of a list; or 'the remaining levels ...'
        ends = len(self._items) > 1 and self._items[1].value == "colon"
        return None if ends and self._items[0].kind == "word" else self._heading

    def next_topic(self, topic: str, kinds: Collection[str]) -> str:
        """Give the term of these kinds that the sentence speaks of last, or the topic so far."""
        terms = [one.term for one in self._anchors if one.term in kinds]
        if not terms and self._is_headed():
            return "ForaminalStenosis"
        return terms[-1] if terms else topic

    def _is_headed(self) -> bool:
        """Tell whether a sentence is but the heading 'Neural foramina:'."""
        sites = [item for item in self._items if item.kind == "site"]
        return (
            len(sites) == 1
            and getattr(sites[0].value, "key", "") == "foramen"
            and all(
                item.kind in {"site", "filler"} or item.value == "colon" for item in self._items
            )
        )

    def _is_numeral(self) -> bool:
        return all(word.text.isdigit() or word.text in _MARKS for word in self._words)

    def _elliptical(self, topic: str) -> list[Anchor]:
        """Read a sentence that leaves out what it speaks of: 'Right: none'."""
        if not topic or any(item.kind not in _TELEGRAPHIC for item in self._items):
            return []
        kinds = {item.kind for item in self._items}
        if not kinds & {"side", "level"} and self._heading is None:
            return []
        for at, item in enumerate(self._items):
            denies = item.kind == "cue" and item.value in _NONE
            if item.kind == "severity" or denies:
                return [Anchor(topic, at, at, (item.first, item.last), at)]
        return []

    def _own_heading(self) -> int | None:
        """Give the level that the sentence begins with, as in `L4-5: ...` or `At L4-5, ...`."""
        for at, item in enumerate(self._items):
            if item.kind == "level":
                after = self._items[at + 1] if at + 1 < len(self._items) else None
                opened = at > 0 or after is None or after.kind in {"join", "filler", "verb"}
                return at if opened else None
            if item.kind not in {"filler", "join"}:
                return None
        return None

    def value(self, reading: Reading, kind: str) -> str | None:
        """Give what is said of a kind, as the lexicon calls it."""
        at = reading.said.get(kind)
        return None if at is None else str(self._item(at).value)

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        """Give the words that level, side, severity and certainty rest on."""
        said = [*sorted(reading.said.items()), *(("certainty", cue) for cue in reading.cues)]
        for kind, at in said:
            item = self._item(at)
            if at < len(self._items) and item.value != ():
                start, end = self.span(item.first, item.last)
                yield Evidence(kind, start, end, self.text[start:end])

    def is_ambiguous(self, reading: Reading, names: frozenset[str]) -> bool:
        """Tell whether an abbreviation stands alone that could mean something else."""
        first, last = reading.anchor.words
        return first == last and self._words[first].text in names and not reading.said

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give where tokens begin and end in the text."""
        return self._words[first].start, self._words[last].end

    def _item(self, at: int) -> Found:
        if at == len(self._items) and self._heading is not None:
            return self._heading
        return self._items[at]

    def listed(self, reading: Reading, kind: str) -> list[str | None]:
        """Give each level, or each root or vertebra, that is said; nothing is one of them."""
        at = reading.said.get(kind)
        value = self._item(at).value if at is not None else None
        values = list(value) or [None] if isinstance(value, tuple) else [None]
        return [values[reading.nth]] if kind == "level" and reading.nth is not None else values

    def _all_items(self, vocabulary: Vocabulary) -> list[Found]:
        taken = [(mention.first, mention.last) for mention in self._mentions]
        found = vocabulary.find(self._words, taken)
        items = [*found, *(_place(mention) for mention in self._mentions)]
        covered = {at for item in items for at in range(item.first, item.last + 1)}
        items += [
            Found("word", word.normal, at, at)
            for at, word in enumerate(self._words)
            if at not in covered and word.normal
        ]
        return with_losses(_merged(sorted(items, key=lambda item: item.first)))


def _place(mention: Mention) -> Found:
    """Give a mention as an item; one that names no level stands for none, and hides all others."""
    kind = "segment" if mention.segments else "level"
    return Found(kind, mention.levels or mention.segments, mention.first, mention.last)


def _merged(items: Sequence[Found]) -> list[Found]:
    """Put lists of levels, or of roots, together: `L3-4, L4-5 and L5-S1` is one."""
    found: list[Found] = []
    for item in items:
        back = len(found) - 1
        while back > len(found) - 4 and back >= 0 and _is_between(found[back]):
            back -= 1
        joins = [one for one in found[back + 1 :] if one.kind == "join" and one.value != "colon"]
        is_list = (
            item.kind in {"level", "segment"}
            and joins
            and back >= 0
            and found[back].kind == item.kind
        )
        if is_list:
            values = (*_tuple(found[back].value), *_tuple(item.value))
            first = found[back].first
            found[back:] = [Found(item.kind, tuple(dict.fromkeys(values)), first, item.last)]
        else:
            found.append(item)
    return _sided(found)


def _is_between(item: Found) -> bool:
    return item.kind == "join" or (item.kind == "filler" and item.value in _EXITING)


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _sided(items: list[Found]) -> list[Found]:
    """Read 'both' as both sides where a site follows: both foramina, both L4-5 foramina."""
    for at, item in enumerate(items):
        if item.kind != "filler" or item.value != "both":
            continue
        kinds = {"filler", "level", "segment"}
        after = [one for one in items[at + 1 : at + 6] if one.kind not in kinds]
        if after and after[0].kind in {"site", "term"}:
            items[at] = Found("side", "both", item.first, item.last)
    return items
