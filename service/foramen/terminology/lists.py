"""List the terms by topic, by family and by letter; members of families are only counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .naming import heads
from .trees import in_order, is_sided, reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .catalogue import Catalogue
    from .model import Name, Term

__all__ = ["Entry", "Family", "by_letter", "by_topic", "families"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a term in the alphabetical index; where it is not the label, it points to that."""

    name: Name
    term: Term

    @property
    def is_label(self) -> bool:
        """Tell whether the term itself stands here."""
        return self.name.text == self.term.label


@dataclass(frozen=True, slots=True)
class Family:
    """One term for each level, root or vertebra.

    Attributes:
        head: the general term.
        reach: from where to where on the spine it goes, or nothing.
        count: how many members there are, those of a side among them.
    """

    name: str
    head: Term
    reach: str
    count: int


def families(catalogue: Catalogue) -> tuple[Family, ...]:
    """Give all families by the labels of their general terms."""
    general = heads(catalogue)
    members: dict[str, list[Term]] = defaultdict(list)
    for term in catalogue.terms.values():
        if term.family:
            members[term.family].append(term)
    found = []
    for name, terms in members.items():
        ordered = sorted((one for one in terms if not is_sided(one)), key=in_order)
        found.append(Family(name, general[name], reach(ordered[0], ordered[-1]), len(terms)))
    return tuple(sorted(found, key=lambda one: one.head.label))


def by_topic(catalogue: Catalogue) -> Mapping[str, tuple[Term, ...]]:
    """Give the terms that are no members of families by topic, both in alphabetical order."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in catalogue.terms.values():
        if not term.family and term.topic:
            found[term.topic].append(term)
    return {topic: tuple(sorted(found[topic], key=in_order)) for topic in sorted(found)}


def by_letter(catalogue: Catalogue) -> Mapping[str, tuple[Entry, ...]]:
    """Give every name of the terms that are no members of families, by its first letter."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for term in catalogue.terms.values():
        for name in () if term.family else term.names:
            found[_letter(name.text)].append(Entry(name, term))
    return {letter: _sorted(found[letter]) for letter in sorted(found)}


def _letter(text: str) -> str:
    first = text[:1].lower()
    return first if first.isascii() and first.isalpha() else "0"


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda one: (one.name.text.casefold(), one.term.label)))
