"""Match the lines of a syllabus to the concepts and topics that they name.

The annotator reads each line, as it reads a report; what it has no ear for is found by its names. A
concept that a line denies ("stenosis without radiculopathy") is spoken of in the lesson all the
same. What names a left or a certain foramen teaches the foramen.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from foramen.terminology.words import content, fold, loose

from .filler import phrases
from .matched import Line, Mention, Rest
from .names_in_lines import NamesInLines, is_everyday
from .nearest import Nearest
from .recognised import APART, Place, joined, recognised_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from foramen.annotate.annotator import Annotator
    from foramen.terminology.model import Term
    from foramen.terminology.search import Search

    from .curriculum import Curriculum
    from .syllabus import Item

__all__ = ["Matcher"]

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
# A text with more characters is no name, and is not looked up.
_LONGEST_NAME: Final = 200
_MOST_NEAR: Final = 3
_LOOKED_AT: Final = 12  # phrases of a line
_ALMOST_SAID: Final = 0.95
_AS_NEAR: Final = 0.85  # beside the nearest


class Matcher:
    """Reads the lines of syllabi; made once, used by any number of threads."""

    def __init__(self, curriculum: Curriculum, annotator: Annotator, search: Search) -> None:
        """Take what is taught, and what finds it."""
        self._curriculum = curriculum
        self._annotator = annotator
        self._search = search
        terms = curriculum.catalogue.terms.values()
        taught = [
            one
            for one in terms
            if one.kind != "property" and not one.deprecated and curriculum.taught_as(one.iri)
        ]
        self._names = NamesInLines(taught)
        self._nearest = Nearest(one for one in taught if one.iri in curriculum.under)
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
        text = item.item
        topic = self._topics.get(fold(text))
        places = self._places(text)
        mentions = tuple(self._mentions(text, places))
        if topic:
            return Line(item, mentions, (topic,), recognised=((0, len(text)),))
        if not mentions:
            return Line(item, (), (), tuple(self._near(text)))
        recognised = joined(span for one in places for span in self._recognised(text, one))
        rest = tuple(self._rest(text, recognised, {one.concept.iri for one in mentions}))
        return Line(item, mentions, (), recognised=recognised, rest=rest)

    def knows(self, text: str) -> bool:
        """Tell whether a text names something that is taught."""
        mentions = self._mentions(text, self._places(text))
        return fold(text) in self._topics or next(mentions, None) is not None

    def _mentions(self, text: str, places: Iterable[Place]) -> Iterator[Mention]:
        found: dict[str, tuple[list[Term], str]] = {}
        for place in places:
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

    def _places(self, text: str) -> list[Place]:
        """Give what is named where; what only a part of a longer name says is left out."""
        whole = self._called(text)
        if whole:
            return [Place(0, len(text), (whole,))]
        read_in = _OTHERWISE.sub(_blank, text)
        named = [*self._pieces(text)]
        named += [Place(start, end, (term,)) for start, end, term in self._names.find(read_in)]
        read = [
            Place(one.start, one.end, one.members or (one.term,))
            for one in self._annotator.annotate(read_in).annotations
            if not is_everyday(one.text)  # where it stands alone, it is a piece
        ]
        found = sorted([*named, *read], key=lambda one: (one.start, -one.end))
        return list(_longest(found, text))

    def _pieces(self, text: str) -> Iterator[Place]:
        """Give the parts of a line that are names, where it has parts.

        A part may leave a word to the next of several: "ventral and dorsal roots".
        """
        pieces = _parts(text)
        if len(pieces) < 2:
            return
        last = ""
        called: dict[tuple[str, str], Term | None] = {}
        for start, piece in reversed(pieces):
            key = (piece, last)
            if key not in called:
                whole = self._called(f"{piece} {last}") if last else None
                called[key] = whole or self._called(piece)
            last = piece.rpartition(" ")[2] if " " in piece else last
            term = called[key]
            if term:
                yield Place(start, start + len(piece), (term,))

    def _called(self, text: str) -> Term | None:
        """Give the term that a text is a name or an identifier of."""
        if not text or len(text) > _LONGEST_NAME:
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

    def _recognised(self, text: str, place: Place) -> Iterator[tuple[int, int]]:
        taught = {iri for term in place.terms for iri in self._curriculum.taught_as(term.iri)}
        terms = [self._curriculum.catalogue.terms[iri] for iri in sorted(taught)]
        return recognised_of(text, place, terms)

    def _rest(
        self, text: str, recognised: Sequence[tuple[int, int]], known: Collection[str]
    ) -> Iterator[Rest]:
        """Give the phrases of a line that say more than was recognised of them, each once."""
        masked, bare = text, text
        for start, end in recognised:
            masked = f"{masked[:start]}{'x' * (end - start)}{masked[end:]}"
            bare = f"{bare[:start]}{'|' * (end - start)}{bare[end:]}"
        seen: set[tuple[str, ...]] = set()
        for start, end in phrases(masked):
            words = [bare[start + at : start + to] for at, to in phrases(bare[start:end])]
            key = fold(text[start:end])
            if words and key not in seen:
                seen.add(key)
                asked = (
                    {text[start:end]: words[-1].rpartition(" ")[2]}
                    if len(seen) <= _LOOKED_AT
                    else {}
                )
                near = (one for one in self._nearest_to(asked) if one.iri not in known)
                yield Rest(" \u2026 ".join(words), text[start:end], tuple(islice(near, _MOST_NEAR)))

    def _near(self, text: str) -> Iterator[Term]:
        """Give what a line, a part or a phrase of it may mean, the likeliest first."""
        said = [text[start:end] for start, end in phrases(text)]
        asked = dict.fromkeys((text, *(part for _, part in _parts(text))) if said else (), "")
        # What a thing is, English says last.
        asked |= {phrase: phrase.rpartition(" ")[2] for phrase in said}
        return islice(self._nearest_to(dict(islice(asked.items(), _LOOKED_AT))), _MOST_NEAR)

    def _nearest_to(self, asked: Mapping[str, str]) -> Iterator[Term]:
        """Give what texts may mean, the likeliest first; for each, what the answer has to be of."""
        found: dict[str, float] = {}
        for text, about in asked.items():
            for iri, near in self._nearest.find(text, about).items():
                found[iri] = max(near, found.get(iri, 0.0))
            for hit in self._search.called(text) if len(text) <= _LONGEST_NAME else ():
                if hit.term.kind in _KINDS:
                    for iri in self._curriculum.taught_as(hit.term.iri):
                        found[iri] = max(_ALMOST_SAID, found.get(iri, 0.0))
        terms = self._curriculum.catalogue.terms
        least = max(found.values(), default=0.0) * _AS_NEAR
        likely = [iri for iri in found if found[iri] >= least]
        for iri in sorted(likely, key=lambda one: (-found[one], terms[one].label)):
            yield terms[iri]


def _longest(places: Iterable[Place], text: str) -> Iterator[Place]:
    """Give those of some places, sorted by their beginnings, that lie in no longer one.

    In one that reaches over a sign other things may be named: "disc: loading and degeneration".
    """
    start = end = -1  # of what reaches the farthest
    for one in places:
        if end > one.end or (end == one.end and start < one.start):
            continue
        yield one
        if one.end > end and not APART.search(text, one.start, one.end):
            start, end = one.start, one.end


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
