"""Find all names and small words in a text at once, by one automaton over its words.

The longest match wins and none overlaps another. Words are wrapped in spaces before they are
searched, so that a match can begin and end only where words do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ahocorasick_rs import AhoCorasick, MatchKind

from .cues import entries
from .lexicon import (
    ACTING,
    CAPITALS,
    CHANGES,
    NAMES,
    OTHER_FORAMINA,
    SITES,
    TESTS_BY_LIMB,
    finding,
)
from .tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Name, Term

    from .tokens import Token

__all__ = ["Found", "Site", "Vocabulary"]

# What a text can be about. The rest of the ontology (values, factors, answers to questions) is
# named by everyday words that seldom mean it.
_KEPT: Final = (
    "ClinicalCondition", "AnatomicalEntity", "Procedure", "ImagingExamination", "Substance",
    "MedicalDevice", "Grade",
)  # fmt: skip
# Too general to be told from the same word in any sentence, or said by severity, side or certainty
# of another term.
_LEFT_OUT: Final = frozenset((
    "ClinicalCondition", "Finding", "Disorder", "Symptom", "Sign", "Contributor",
    "AnatomicalEntity", "AnatomicalSpace", "AnatomicalStructure", "BodyRegion", "Procedure",
    "Substance", "MedicalDevice", "SoftTissue", "MildCompression", "SuspectedForaminalStenosis",
    "LeftForaminalStenosis", "RightForaminalStenosis", "ForaminalTarget", "SymptomContributor",
    "SpinalLevel", "LeftSidedStructure", "RightSidedStructure", "SpinalRegion", "SymptomTrend",
    "PatentForamen", "NewDiscHerniation",
))  # fmt: skip
_CLOSED: Final = "\0"


@dataclass(frozen=True, slots=True)
class Site:
    """A site of the lexicon, and the concept that its words name by themselves, if any."""

    key: str
    term: str


@dataclass(frozen=True, slots=True)
class Found:
    """Words that mean something.

    Attributes:
        kind: term, site, change, side, severity, cue, join, link, contrast, elsewhere, verb,
            filler, word (of something else); also level and segment, which the vocabulary does
            not know.
        first: the number of the first token; `last` of the last.
    """

    kind: str
    value: object
    first: int
    last: int


class Vocabulary:
    """Every phrase that is known, and what it says."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the names of a catalogue; what its terms are not known by is not found."""
        names = list(_names(catalogue))
        self.capitals = CAPITALS | {
            name.text for _, name in names if name.kind == "abbreviation" and _is_capital(name.text)
        }
        self._meanings: dict[str, tuple[str, object]] = {}
        for phrase, kind, value in (*_lexicon(), *entries()):
            self._meanings.setdefault(self._key(phrase), (kind, value))
        self._compile()
        for phrase, term in _own_names(catalogue):
            self._meanings.setdefault(self._key(phrase), ("term", term))
        told = {self._key(name.text): term for term, name in names if not self._tells(term, name)}
        for key, term in told.items():
            if key:
                self._meanings.setdefault(key, ("term", term))
        for phrase in (*OTHER_FORAMINA.split("; "), *TESTS_BY_LIMB.split("; ")):
            self._meanings.setdefault(self._key(phrase), ("word", phrase))
        self._compile()

    def tokens(self, text: str) -> list[Token]:
        """Cut a text into words as the vocabulary has them."""
        return tokens(text, self.capitals)

    def find(self, words: Sequence[Token], taken: Iterable[tuple[int, int]] = ()) -> list[Found]:
        """Find every phrase, leaving out tokens that mean something already.

        Args:
            words: a sentence.
            taken: the first and last numbers of tokens that are not looked at.
        """
        closed = {number for first, last in taken for number in range(first, last + 1)}
        pieces: list[str] = []
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        at = 0
        for number, word in enumerate(words):
            if not word.normal:
                continue
            piece = f" {_CLOSED if number in closed else word.normal} "
            starts[at] = number
            at += len(piece)
            ends[at] = number
            pieces.append(piece)
        matches = self._automaton.find_matches_as_indexes("".join(pieces))
        return [
            Found(*self._meanings[self._phrases[which]], starts[start], ends[end])
            for which, start, end in matches
        ]

    def _compile(self) -> None:
        self._phrases = list(self._meanings)
        self._automaton = AhoCorasick(self._phrases, matchkind=MatchKind.LeftmostLongest)

    def _key(self, phrase: str) -> str:
        return "".join(f" {word.normal} " for word in self.tokens(phrase) if word.normal)

    def _tells(self, term: Term, name: Name) -> bool:
        """Tell whether the lexicon reads a name as the same term already."""
        words = self.tokens(name.text)
        found = [one for one in self.find(words) if one.kind != "filler"]
        covered = sum(one.last - one.first + 1 for one in self.find(words))
        sites = [one.value.key for one in found if isinstance(one.value, Site)]
        changes = [str(one.value).removeprefix(ACTING) for one in found if one.kind == "change"]
        if covered < len(words) or len(sites) + len(changes) != len(found) or len(changes) != 1:
            return False
        said = {finding(site, changes[0], sites) for site in sites} - {"", None}
        return changes[0] != "open" and said == {term.id}


def _names(catalogue: Catalogue) -> Iterator[tuple[Term, Name]]:
    """Give the names to be found, better kinds of name last, so that they win."""
    roots = [term.iri for root in _KEPT if (term := catalogue.get(root))]
    kept = {below for root in roots for below in (root, *catalogue.descendants(root))}
    pairs = [
        (term, name)
        for term in catalogue.terms.values()
        if term.kind != "property"
        and not term.family
        and not term.deprecated
        and term.id not in _LEFT_OUT
        and (term.iri in kept or not roots)
        for name in term.names
    ]
    order = ("broad", "narrow", "related", "abbreviation", "exact", "label")
    for term, name in sorted(pairs, key=lambda pair: order.index(pair[1].kind)):
        yield term, name
        if term.kind == "individual":
            yield term, type(name)(_without_year(name.text), name.kind)


def _own_names(catalogue: Catalogue) -> Iterator[tuple[str, Term]]:
    for name, phrases in NAMES.items():
        term = catalogue.get(name)
        if term is not None:
            yield from ((phrase, term) for phrase in phrases.split("; "))


def _without_year(text: str) -> str:
    return " ".join(word for word in text.split() if not (word.isdigit() and len(word) == 4))


def _is_capital(text: str) -> bool:
    return text.isupper() and text.isalpha()


def _lexicon() -> Iterator[tuple[str, str, object]]:
    for site, names in SITES.items():
        for term, phrases in names.items():
            for phrase in phrases.split("; "):
                yield phrase, "site", Site(site, term)
    for change, phrases in CHANGES.items():
        for phrase in phrases.split("; "):
            yield phrase, "change", change
