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
from .wording import ABSENT, BARE_REFLEXES, NAMES, OF_REFLEXES, PRESENT, SIDES, UNTESTED

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
        raised = _found(_OF_REFLEXES, text, "ReflexChange")
        first = [one for one in (*cues, *raised) if one.says in {"untested", "raised"}]
        told = [
            Cue(one.start, one.end, self._certainty_of(one), one.term.id)
            for one in spoken
            if any(one.term.id in terms for terms in _TELLING.values())
        ]
        told = [one for one in told if not any(one.meets(other) for other in first)] + raised
        self._cues = told + [one for one in cues if not any(one.meets(other) for other in told)]
        self._present: list[Finding] = []
        self._absent: list[Finding] = []
        self._remarks: list[Remark] = []
        self._last_side = ""

    def typed(self) -> Typed:
        for start, end in clauses(self._text, self._cues, self._sides):
            self._read(start, end)
        return Typed(tuple(self._present), tuple(self._absent), tuple(self._remarks))

    def _certainty_of(self, said: Spoken) -> str:
        """Give how certain a change is; a loss that nothing before it denies is none denied."""
        before = _SENTENCE.split(self._text[: said.start])[-1]
        lost = said.term.id == "ReflexChange" and _LOST.search(self._text[said.start : said.end])
        return "present" if lost and not _DENIED.search(before) else said.certainty

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
        if not any(one.group == "reflex" for one in mentions):
            self._remark_reflexes(spoken)
        read = [*mentions, *spoken]
        self._remark_unread(start, end, [*read, *here] if read else [])

    def _remark_reflexes(self, spoken: Sequence[Spoken]) -> None:
        for said in spoken:
            if said.term.id == "ReflexChange":
                words = self._text[said.start : said.end]
                told = f"“{words}” names no reflex of the sheet: it is not counted."
                self._remarks.append(Remark("uncertain", told))

    def _remark_unread(
        self, start: int, end: int, known: Sequence[_Mention | Spoken | Cue]
    ) -> None:
        """Say of what stands between two commas that nothing of it was recognised."""
        for part in _BETWEEN_COMMAS.finditer(self._text, start, end):
            words = " ".join(part[0].split())
            here = [one for one in known if one.start < part.end() and part.start() < one.end]
            if re.search(r"\w", words) and not here:
                self._remarks.append(Remark("unread", f"Nothing was recognised in “{words}”."))
            elif words and all(map(_says_how_alone, here)):
                self._remark_half_read(part, words, here)

    def _remark_half_read(
        self, part: re.Match[str], words: str, known: Sequence[_Mention | Spoken | Cue]
    ) -> None:
        """Say of `weak deltoid` that the sheet knows weakness, and no deltoid."""
        told = [one for one in known if isinstance(one, Spoken) and one.certainty == "present"]
        rest = list(self._text)
        for one in (*known, *self._sides):
            rest[one.start : one.end] = " " * (one.end - one.start)
        if told and _WORD.search("".join(rest), part.start(), part.end()):
            read = " and ".join(f"“{self._text[one.start : one.end]}”" for one in told)
            self._remarks.append(Remark("unread", f"Of “{words}” only {read} was recognised."))

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
            how = _NOT_COUNTED.get(certainty, "was not tested")
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


def _says_how_alone(one: _Mention | Spoken | Cue) -> bool:
    """Tell whether it says how something is, and not what or where."""
    if isinstance(one, Spoken):
        return any(one.term.id in terms for terms in _TELLING.values())
    return isinstance(one, Cue)


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
    plain = _SIDE_WITHIN.sub(" ", re.sub(r"[\s-]+", " ", words).casefold())
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


def _found(patterns: Mapping[str, re.Pattern[str]], text: str, of: str = "") -> list[Cue]:
    return [
        Cue(found.start(), found.end(), says, of)
        for says, one in patterns.items()
        for found in one.finditer(text)
    ]


_BY_WORDS: Final = {
    one.strip().casefold(): name for name, listed in NAMES.items() for one in listed.split(";")
}
_SIDE_WITHIN: Final = re.compile(r"(?<=\S) (?:left|right) (?=\S)")
_NAMED: Final = pattern(
    ";".join((*_BY_WORDS, *BARE_REFLEXES)), space=r"[\s-]+(?:(?:left|right)\s+)?"
)
_LISTED: Final = re.compile(
    r"(?:\s*(?:,\s*(?:and|or)?|/|&|and|or)\s*(?:the\s+)?[\w-]+)+\s+(?:reflex(?:es)?|jerks?)\b",
    re.IGNORECASE,
)
_CUES: Final = {
    "untested": pattern(UNTESTED),
    "absent": pattern(ABSENT),
    "present": pattern(PRESENT),
}
# A grade of a reflex is no grade of a muscle: 3+ is none, 3+/5 is.
_OF_REFLEXES: Final = {
    says: pattern(words, after=r"(?!\s*/)") for says, words in OF_REFLEXES.items()
}
_NOT_COUNTED: Final = {
    "uncertain": "is in doubt",
    "raised": "is said to be raised, and the sheet has lower or lost reflexes alone",
}
_SENTENCE: Final = re.compile(r"[.;\n]")
_WORD: Final = re.compile(r"[^\W\d]{4,}")
_BETWEEN_COMMAS: Final = re.compile(r"[^,]+")
_LOST: Final = re.compile(r"\b(?:absent|lost)\b", re.IGNORECASE)
_DENIED: Final = re.compile(r"\b(?:no|not|never|nor|neither|without|den\w+)\b", re.IGNORECASE)
_SIDED: Final = {side: pattern(words) for side, words in SIDES.items()}
