"""Read what was typed: which findings it names, of which side, and whether they were there.

The annotator of texts finds symptoms, body regions, dermatomes, images, denials and doubts. What it
does not look for are the muscles, points and reflexes of an examination by name: these are found
here, and each takes its certainty from the nearest word of its clause that gives one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .clauses import Cue, clauses, nearest, pattern
from .model import SIDES as EACH_SIDE
from .model import Finding, Remark
from .wording import ABSENT, BARE_REFLEXES, NAMES, PRESENT, SIDES, UNTESTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from foramen.terminology.model import Term

    from .model import Side
    from .sheet import Sheet

__all__ = ["Spoken", "Typed", "read"]

_DERMATOME: Final = "Dermatome"
_FELT: Final = frozenset({"Pain", "RadiatingPain", "Tingling", "Numbness", "SensoryLoss"})
# Which findings of the annotator say of a group whether something is there.
_TELLING: Final[Mapping[str, frozenset[str]]] = {
    "muscle": frozenset({"MuscleWeakness"}),
    "reflex": frozenset({"ReflexChange"}),
    "area": _FELT,
    "dermatome": _FELT,
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an annotator found in a text."""

    start: int
    end: int
    term: Term
    members: tuple[Term, ...]
    segment: str | None
    side: str | None
    certainty: str


@dataclass(frozen=True, slots=True)
class Typed:
    """The findings of a text, those that it denies, and what is to be said of it."""

    present: tuple[Finding, ...] = ()
    absent: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    name: str
    group: str


def read(sheet: Sheet, text: str, spoken: Sequence[Spoken]) -> Typed:
    """Read a text.

    Args:
        sheet: what can be found.
        text: what was typed.
        spoken: what the annotator found in it.
    """
    return _Reader(sheet, text, spoken).typed()


class _Reader:
    """One text on its way."""

    def __init__(self, sheet: Sheet, text: str, spoken: Sequence[Spoken]) -> None:
        self._sheet = sheet
        self._text = text
        self._spoken = spoken
        self._sides = _found(_SIDED, text)
        cues = _found(_CUES, text)
        told = [Cue(one.start, one.end, one.certainty, one.term.id) for one in spoken]
        untested = [one for one in cues if one.says == "untested"]
        told = [
            one
            for one in told
            if any(one.of in terms for terms in _TELLING.values())
            and not any(one.meets(other) for other in untested)
        ]
        self._cues = told + [one for one in cues if not any(one.meets(other) for other in told)]
        self._present: list[Finding] = []
        self._absent: list[Finding] = []
        self._remarks: list[Remark] = []
        self._last_side = ""

    def typed(self) -> Typed:
        for start, end in clauses(self._text, self._cues, self._sides):
            self._read(start, end)
        return Typed(tuple(self._present), tuple(self._absent), tuple(self._remarks))

    def _read(self, start: int, end: int) -> None:
        mentions = list(self._mentions(start, end))
        spoken = [one for one in self._spoken if start <= one.start < end]
        apart = [one for one in spoken if not _is_told(one, mentions)]
        here = [one for one in self._cues if start <= one.start < end]
        for mention in mentions:
            side = self._side_of(mention.start, mention.end, start, end)
            words = self._text[mention.start : mention.end]
            certainty = _certainty(mention, here)
            self._take(mention.name, certainty, side, words)
        for said in apart:
            side = said.side or self._side_of(said.start, said.end, start, end)
            self._take_spoken(said, side, here)
        words = " ".join(self._text[start:end].split())
        if not (mentions or spoken) and re.search(r"\w", words):
            self._remarks.append(Remark("unread", f"Nothing was recognised in “{words}”."))

    def _take_spoken(self, said: Spoken, side: str, cues: Sequence[Cue]) -> None:
        words = self._text[said.start : said.end]
        names, certainty = [said.term.id, *(one.id for one in said.members)], said.certainty
        if said.term.id == _DERMATOME:
            names = [f"{_DERMATOME}_{said.segment}"]
            certainty = _certainty(_Mention(said.start, said.end, names[0], "dermatome"), cues)
        known = [name for name in names if self._sheet.find(name, "")]
        for name in known:
            self._take(name, certainty, side, words)
        if not known and said.certainty != "absent" and self._sheet.is_condition(said.term):
            told = f"“{words}” is known to the graph, but it is no finding of this sheet."
            self._remarks.append(Remark("conclusion", told))

    def _take(self, name: str, certainty: str, side: str, words: str) -> None:
        if certainty not in {"present", "absent"}:
            how = "is in doubt" if certainty == "uncertain" else "was not tested"
            self._remarks.append(Remark("uncertain", f"“{words}” {how}: it is not counted."))
            return
        kept = self._present if certainty == "present" else self._absent
        for one in EACH_SIDE if side == "both" else (_side(side),):
            if finding := self._sheet.find(name, one):
                kept.append(Finding(finding.base, finding.term, finding.side, finding.group, words))

    def _side_of(self, start: int, end: int, first: int, last: int) -> str:
        """Give the nearest side of the clause, or else the last one that was said before."""
        here = [one for one in self._sides if first <= one.start < last]
        found = nearest(here, start, end)
        self._last_side = found.says if found else self._last_side
        return self._last_side

    def _mentions(self, start: int, end: int) -> Iterator[_Mention]:
        for found in _NAMED.finditer(self._text, start, end):
            name = _name(found[0], listed=bool(_LISTED.match(self._text, found.end(), end)))
            finding = self._sheet.find(name, "") if name else None
            if finding is not None:
                yield _Mention(found.start(), found.end(), name, finding.group)


def _is_told(said: Spoken, mentions: Sequence[_Mention]) -> bool:
    """Tell whether an annotation only says of something that is named how it is with it."""
    inside = any(one.start < said.end and said.start < one.end for one in mentions)
    telling = [group for group, terms in _TELLING.items() if said.term.id in terms]
    of_named = any(one.group in telling for one in mentions)
    return inside or (of_named and said.certainty != "present") or telling == ["reflex"]


def _certainty(mention: _Mention, cues: Sequence[Cue]) -> str:
    """Give the certainty of the nearest word of the clause that tells it."""
    if mention.group not in _TELLING:
        return "present"
    fitting = [one for one in cues if not one.of or one.of in _TELLING[mention.group]]
    found = nearest(fitting, mention.start, mention.end)
    return found.says if found else "present"


def _name(words: str, *, listed: bool) -> str:
    """Give what words name; `listed` where a reflex is named at the end of the list."""
    plain = re.sub(r"[\s-]+", " ", words).casefold()
    if plain in BARE_REFLEXES and (listed or plain not in _BY_WORDS):
        return BARE_REFLEXES[plain] if listed else ""
    return next(
        (
            _BY_WORDS[one]
            for ending in ("", "s", "es")
            if (one := plain.removesuffix(ending)) in _BY_WORDS
        ),
        "",
    )


def _side(word: str) -> Side:
    return next((one for one in EACH_SIDE if one == word), "")


def _found(patterns: Mapping[str, re.Pattern[str]], text: str) -> list[Cue]:
    return [
        Cue(found.start(), found.end(), says)
        for says, one in patterns.items()
        for found in one.finditer(text)
    ]


_BY_WORDS: Final = {
    one.strip().casefold(): name for name, listed in NAMES.items() for one in listed.split(";")
}
_NAMED: Final = pattern(";".join((*_BY_WORDS, *BARE_REFLEXES)))
# No part gives back what it took (`++`): a list is long, and each `and` in it could be a word.
_LISTED: Final = re.compile(
    r"(?:\s*+(?:,\s*+(?:(?:and|or)\b)?+|[/&]|(?:and|or)\b)\s*+(?:the\s++)?+[\w-]++)++"
    r"\s++(?:reflex(?:es)?|jerks?)\b",
    re.IGNORECASE,
)
_CUES: Final = {
    "untested": pattern(UNTESTED),
    "absent": pattern(ABSENT),
    "present": pattern(PRESENT),
}
_SIDED: Final = {side: pattern(words) for side, words in SIDES.items()}
