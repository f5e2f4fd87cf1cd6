"""Match the lines of a syllabus to the concepts and topics that they name.

The annotator reads each line, as it reads a report; what it has no ear for is found by its names. A
concept that a line denies ("stenosis without radiculopathy") is spoken of in the lesson all the
same. What names a left or a certain foramen teaches the foramen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.terminology.words import content, fold, loose

from .names_in_lines import NamesInLines, is_everyday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.annotate.annotator import Annotator
    from foramen.terminology.model import Term
    from foramen.terminology.search import Search

    from .curriculum import Curriculum
    from .model import Topic
    from .syllabus import Item

__all__ = ["Line", "Matcher", "Mention"]

_KINDS: Final = ("class", "individual")
_SAME: Final = frozenset(("label", "exact", "abbreviation", "related", "id", "code"))
_PARTING: Final = re.compile(r"[,;:&()\u2022|]|\s[-\u2013\u2014/]\s|\b(?:and|or|with|versus|vs)\b")
# Names of places, trades, courses and headings that have the name of a concept in them.
_OTHERWISE: Final = re.compile(
    r"\bpain (?:clinic|course|management|medicine|service|team|unit)s?\b"
    r"|\b(?:physio|physical[ -]?)therapists?\b|\blearning (?:outcome|objective)s?\b"
    r"|\b(?-i:[A-Z]{2,5})[- ]?\d{3}\b",
    re.IGNORECASE,
)
_IDENTIFIER: Final = re.compile(r"[A-Za-z][\w.-]*(?::[\w./-]+)?")
_LONG_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_MOST_WORDS: Final = 12
_MOST_NEAR: Final = 3
_LOOKED_AT: Final = 25
_NEAR_ENOUGH: Final = 0.3


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
class Line:
    """A line of a syllabus, and what it names.

    Attributes:
        mentions: in the order of the words, each concept once.
        topics: that it names as wholes.
        near: what it may mean, where it names nothing that is known.
    """

    item: Item
    mentions: tuple[Mention, ...]
    topics: tuple[Topic, ...]
    near: tuple[Term, ...] = ()

    @property
    def is_matched(self) -> bool:
        """Tell whether it names anything that is known."""
        return bool(self.mentions or self.topics)


@dataclass(frozen=True, slots=True)
class _Place:
    """Words of a line, from one character to another, and the terms that they name."""

    start: int
    end: int
    terms: tuple[Term, ...]


class Matcher:
    """Reads the lines of syllabi; made once, used by any number of threads."""

    def __init__(self, curriculum: Curriculum, annotator: Annotator, search: Search) -> None:
        """Take what is taught, and what finds it."""
        self._curriculum = curriculum
        self._annotator = annotator
        self._search = search
        terms = curriculum.catalogue.terms.values()
        self._names = NamesInLines(
            one
            for one in terms
            if one.kind != "property" and not one.deprecated and curriculum.taught_as(one.iri)
        )
        self._topics = {
            fold(name): topic
            for topic in curriculum.topics.values()
            for name in (topic.key.replace("-", " "), topic.label)
        }

    def match(self, items: Iterable[Item]) -> Iterator[Line]:
        """Read one line after another."""
        return map(self.line, items)

    def line(self, item: Item) -> Line:
        """Read a line."""
        topic = self._topics.get(fold(item.item))
        topics = (topic,) if topic else ()
        mentions = tuple(self._mentions(item.item))
        near = () if mentions or topics else tuple(self._near(item.item))[:_MOST_NEAR]
        return Line(item, mentions, topics, near)

    def knows(self, text: str) -> bool:
        """Tell whether a text names something that is taught."""
        return fold(text) in self._topics or next(self._mentions(text), None) is not None

    def _mentions(self, text: str) -> Iterator[Mention]:
        found: dict[str, tuple[list[Term], str]] = {}
        for place in sorted(self._places(text), key=lambda one: (one.start, -one.end)):
            for term in place.terms:
                for iri in self._curriculum.taught_as(term.iri):
                    named, _ = found.setdefault(iri, ([], text[place.start : place.end]))
                    named.append(term)
        terms = self._curriculum.catalogue.terms
        for iri, (named, words) in found.items():
            unique = {term.iri: term for term in named}
            if len(unique) > 1:  # what is named at a level is not named in general
                unique.pop(iri, None)
            yield Mention(terms[iri], tuple(unique[key] for key in sorted(unique)), words)

    def _places(self, text: str) -> list[_Place]:
        """Give what is named where; what only a part of a longer name says is left out."""
        whole = self._called(text)
        if whole:
            return [_Place(0, len(text), (whole,))]
        read_in = _OTHERWISE.sub(_blank, text)
        named = [*self._pieces(text)]
        named += [_Place(start, end, (term,)) for start, end, term in self._names.find(read_in)]
        read = [
            _Place(one.start, one.end, one.members or (one.term,))
            for one in self._annotator.annotate(read_in).annotations
            if not is_everyday(one.text)  # where it stands alone, it is a piece
        ]
        return [
            one
            for one in (*named, *read)
            if not any(
                other.start <= one.start
                and one.end <= other.end
                and other.end - other.start > one.end - one.start
                for other in (*named, *read)
            )
        ]

    def _pieces(self, text: str) -> Iterator[_Place]:
        """Give the parts of a line that are names, where it has parts.

        A part may leave a word to the last one: "ventral and dorsal roots".
        """
        pieces = _parts(text)
        if len(pieces) < 2:
            return
        last = pieces[-1][1].rpartition(" ")[2] if " " in pieces[-1][1] else ""
        for start, piece in pieces:
            term = (self._called(f"{piece} {last}") if last else None) or self._called(piece)
            if term:
                yield _Place(start, start + len(piece), (term,))

    def _called(self, text: str) -> Term | None:
        """Give the term that a text is a name or an identifier of."""
        if not text:
            return None
        if _IDENTIFIER.fullmatch(text):
            known = self._curriculum.catalogue.get(text)
            if known and known.kind != "property" and self._curriculum.taught_as(known.iri):
                return known
        for hit in self._search.called(text):
            if hit.term.kind not in _KINDS:
                continue
            same = hit.kind in {"id", "code"} or _says_the_same(text, hit.name)
            if hit.kind == "abbreviation" and hit.name not in text:
                continue
            if hit.kind in _SAME and same and self._curriculum.taught_as(hit.term.iri):
                return hit.term
        return None

    def _near(self, text: str) -> Iterator[Term]:
        """Give what the line, a part of it or a word of it may mean, the likeliest first."""
        scores: dict[str, float] = {}
        for words, share in self._asked(text):
            for hit in self._search.best(words, kinds=_KINDS, limit=_LOOKED_AT):
                if hit.score * share >= _NEAR_ENOUGH and not hit.term.deprecated:
                    for iri in self._curriculum.taught_as(hit.term.iri):
                        scores[iri] = max(hit.score * share, scores.get(iri, 0.0))
        terms = self._curriculum.catalogue.terms
        for iri in sorted(scores, key=lambda one: (-scores[one], terms[one].label)):
            yield terms[iri]

    def _asked(self, text: str) -> Iterator[tuple[str, float]]:
        """Give what is searched for, and how far an answer to it is one to the line."""
        yield " ".join(text.split()[:_MOST_WORDS]), 1.0
        parts = [piece for _, piece in _parts(text)]
        words = [one[0] for one in _LONG_WORD.finditer(text)]
        for some, share in ((parts, 0.8), (words, 0.6)):
            for one in dict.fromkeys(some):
                # What no name has is looked for once, in the whole line.
                if one != text and any(map(self._search.knows, one.split())):
                    yield one, share


def _says_the_same(text: str, name: str) -> bool:
    """Tell whether two texts have the same words; adjectives are as good as nouns among others.

    >>> _says_the_same("regions of the spine", "spinal region"), _says_the_same("cervical", "neck")
    (True, False)
    """
    words, others = fold(text), fold(name)
    if content(words) == content(others):
        return True
    return len(content(words)) > 1 and loose(words) == loose(others)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _parts(text: str) -> list[tuple[int, str]]:
    """Give the parts of a line, each with its place.

    >>> _parts("Disc herniation: central and foraminal")
    [(0, 'Disc herniation'), (17, 'central'), (29, 'foraminal')]
    """
    bounds = [0, *(place for one in _PARTING.finditer(text) for place in one.span()), len(text)]
    parts = ((start, text[start:end]) for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    return [
        (start + len(part) - len(part.lstrip()), part.strip())
        for start, part in parts
        if part.strip()
    ]
