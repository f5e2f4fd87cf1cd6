"""Choose mappings by term, target, kind of match, topic, family, confidence and words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Mapped, Term

__all__ = ["MATCHES", "Match", "Wanted", "count", "match_of"]


@dataclass(frozen=True, slots=True)
class Match:
    """How a code elsewhere stands to our term.

    Attributes:
        name: what a filter calls it.
        words: how a table says it.
        meaning: what a user may conclude.
    """

    name: str
    words: str
    meaning: str


# In the order in which they help.
MATCHES: Final[Mapping[str, Match]] = {
    "skos:exactMatch": Match(
        "exact", "means the same", "The code and the term can stand for each other."
    ),
    "skos:closeMatch": Match(
        "close", "nearly the same", "They can stand for each other for some uses, not for all."
    ),
    "skos:narrowMatch": Match(
        "narrow", "the code is narrower", "The code covers a part of what the term covers."
    ),
    "skos:broadMatch": Match(
        "broad",
        "the code is broader",
        "What the term says is coded by it, and something of it is lost (a level or a side).",
    ),
    "skos:relatedMatch": Match(
        "related", "only related", "Neither covers the other; not a code for the term."
    ),
}


def match_of(mapping: Mapped) -> Match:
    """Tell how the code stands to the term, also where the predicate is another than SKOS has."""
    return MATCHES.get(mapping.predicate) or Match(mapping.predicate, mapping.predicate, "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What mappings must be to be chosen; an empty part lets all through.

    Attributes:
        subjects: IRIs of our terms.
        targets: prefixes of terminologies.
        matches: names of matches, such as `exact`.
        text: words that must all occur in names, identifier, code or label.
    """

    subjects: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    matches: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    confidence: float = 0.0
    text: str = ""

    def of(self, catalogue: Catalogue) -> Catalogue:
        """Give the same terms and terminologies with the mappings that fit."""
        if self == Wanted():
            return catalogue
        words = self.text.casefold().split()
        found = [one for one in catalogue.mappings if self._fits(one, catalogue, words)]
        return Catalogue(catalogue.terms.values(), found, catalogue.terminologies.values())

    def _fits(self, mapping: Mapped, catalogue: Catalogue, words: list[str]) -> bool:
        term = catalogue.terms.get(mapping.subject)
        if self.confidence and not mapping.confidence >= self.confidence:
            return False  # also where no confidence is known
        parts = (
            (self.subjects, mapping.subject),
            (self.targets, mapping.source),
            (self.matches, match_of(mapping).name),
            (self.topics, term.topic if term else ""),
            (self.families, term.family if term else ""),
        )
        if any(allowed and value not in allowed for allowed, value in parts):
            return False
        return not words or _has(mapping, term, words)


def _has(mapping: Mapped, term: Term | None, words: list[str]) -> bool:
    names = [term.id, *(name.text for name in term.names)] if term else []
    whole = " ".join((*names, mapping.object, mapping.object_label)).casefold()
    return all(word in whole for word in words)


def count(catalogue: Catalogue) -> dict[str, Counter[str]]:
    """Count the mappings to each terminology by the name of their match."""
    found = {prefix: Counter[str]() for prefix in sorted(catalogue.terminologies)}
    for mapping in catalogue.mappings:
        found.setdefault(mapping.source, Counter())[match_of(mapping).name] += 1
    return {prefix: counted for prefix, counted in found.items() if counted}
