"""Tell what has no code elsewhere: for each topic or family, and for each terminology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .catalogue import Catalogue
    from .model import Term

__all__ = ["Coverage", "coverage", "uncovered"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one group of terms is found in one terminology.

    Attributes:
        group: a topic or family.
        target: the prefix of a terminology, or nothing for all of them together.
        terms: how many terms the group has.
        mapped: how many have a mapping of their own.
        through: how many more have one by a broader term.
    """

    group: str
    target: str
    terms: int
    mapped: int
    through: int

    @property
    def missing(self) -> int:
        """Tell how many have no code, not even a broader term's."""
        return self.terms - self.mapped - self.through


def coverage(catalogue: Catalogue, by: str = "topic") -> list[Coverage]:
    """Count for each group and terminology; `by` is `topic` or `family`."""
    groups = _groups(catalogue, by)
    found = []
    for target in ("", *sorted({one.source for one in catalogue.mappings})):
        own, reached = _found(catalogue, target)
        for group, terms in groups.items():
            mapped = sum(term.iri in own for term in terms)
            through = sum(term.iri in reached for term in terms) - mapped
            found.append(Coverage(group, target, len(terms), mapped, through))
    return found


def uncovered(
    catalogue: Catalogue, target: str = "", by: str = "topic", group: str = ""
) -> list[tuple[Term, bool]]:
    """Give the terms without a mapping of their own, and whether a broader term has one.

    Those with nothing at all come first.
    """
    own, reached = _found(catalogue, target)
    found = [
        (term, term.iri in reached)
        for name, terms in _groups(catalogue, by).items()
        for term in terms
        if term.iri not in own and group in {"", name}
    ]
    return sorted(found, key=lambda pair: pair[1])


def _groups(catalogue: Catalogue, by: str) -> dict[str, list[Term]]:
    groups: dict[str, list[Term]] = {}
    for term in catalogue.terms.values():
        group = getattr(term, by)
        if term.kind != "property" and not term.deprecated and group:
            groups.setdefault(group, []).append(term)
    return dict(sorted(groups.items()))


def _found(catalogue: Catalogue, target: str) -> tuple[Collection[str], Collection[str]]:
    """Give the terms with a mapping, and those that lie below one that says as much of them."""
    own = {one.subject for one in catalogue.mappings if target in {"", one.source}}
    wide = {
        one.subject
        for one in catalogue.mappings
        if target in {"", one.source} and one.predicate != "skos:relatedMatch"
    }
    return own, own | set(_below(catalogue, wide))


def _below(catalogue: Catalogue, tops: Collection[str]) -> Iterator[str]:
    ring = list(tops)
    met = set(ring)
    while ring:
        ring = [one for top in ring for one in catalogue.children.get(top, ()) if one not in met]
        met.update(ring)
        yield from ring
