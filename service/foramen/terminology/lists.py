"""List the terms by topic, by family and by letter.

Members of families are only counted, but for names of their own, which say no level: `atlas`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .naming import heads
from .trees import in_order, is_sided, reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .catalogue import Catalogue
    from .model import Name, Term

__all__ = ["NAMES_A_PLACE", "Entry", "Family", "by_letter", "by_topic", "families"]

# What of a name says a level or a side, for SPARQL as well.
NAMES_A_PLACE: Final = "(^|[^A-Za-z0-9])([CTLS]|Co)[0-9]|^(left|right) "
_PLACE: Final = re.compile(NAMES_A_PLACE)


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
    for name in members.keys() & general.keys():
        terms = members[name]
        ordered = sorted(terms, key=in_order)
        middle = [one for one in ordered if not is_sided(one)] or ordered
        found.append(Family(name, general[name], reach(middle[0], middle[-1]), len(terms)))
    return tuple(sorted(found, key=lambda one: one.head.label))


def by_topic(catalogue: Catalogue) -> Mapping[str, tuple[Term, ...]]:
    """Give the terms that are no members of families by topic, both in alphabetical order."""
    found: dict[str, list[Term]] = defaultdict(list)
    for term in catalogue.terms.values():
        if not term.family and term.topic:
            found[term.topic].append(term)
    return {topic: tuple(sorted(found[topic], key=in_order)) for topic in sorted(found)}


def by_letter(catalogue: Catalogue) -> Mapping[str, tuple[Entry, ...]]:
    """Give every name by its first letter, but for those that say which member of a family."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for term in catalogue.terms.values():
        for name in term.names:
            if not (term.family and _PLACE.search(name.text)):
                found[_letter(name.text)].append(Entry(name, term))
    return {letter: _sorted(found[letter]) for letter in sorted(found)}


def _letter(text: str) -> str:
    first = text[:1].lower()
    return first if first.isascii() and first.isalpha() else "0"


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda one: (one.name.text.casefold(), one.term.label)))
