"""Tell which terms have a mapping to which terminology, and which have none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .catalogue import Catalogue
    from .model import Term

__all__ = ["Coverage", "coverage", "group_of", "unmapped"]


@dataclass(frozen=True)
class Coverage:
    """What of one group of terms is mapped.

    Attributes:
        group: the family of its terms, or their topic where they are of no family.
        terms: how many there are.
        unmapped: how many have no mapping at all.
        mapped: how many have a mapping, by the prefix of the terminology.
    """

    group: str
    terms: int
    unmapped: int
    mapped: Mapping[str, int]


def group_of(term: Term) -> str:
    """Name the group that a term is counted in."""
    return term.family or term.topic or "other"


def coverage(catalogue: Catalogue) -> tuple[Coverage, ...]:
    """Count the mapped classes and individuals of each group, in the order of its name."""
    found = []
    for group, terms in sorted(_groups(catalogue).items()):
        reached = [_targets(catalogue, term) for term in terms]
        mapped = {
            prefix: sum(prefix in targets for targets in reached)
            for prefix in catalogue.terminologies
        }
        found.append(Coverage(group, len(terms), sum(not targets for targets in reached), mapped))
    return tuple(found)


def unmapped(
    catalogue: Catalogue, groups: Collection[str] = (), target: str = ""
) -> tuple[Term, ...]:
    """Give the terms without a mapping: to one terminology, or to any where none is named.

    Args:
        catalogue: all terms and mappings.
        groups: the groups to look at; all where none is named.
        target: the prefix of the terminology.
    """
    terms = (
        term
        for group, terms in sorted(_groups(catalogue).items())
        if not groups or group in groups
        for term in terms
    )
    lacking = []
    for term in terms:
        targets = _targets(catalogue, term)
        if target not in targets if target else not targets:
            lacking.append(term)
    return tuple(lacking)


def _groups(catalogue: Catalogue) -> dict[str, list[Term]]:
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in catalogue.terms.values():
        if term.kind != "property" and not term.deprecated:
            groups[group_of(term)].append(term)
    return groups


def _targets(catalogue: Catalogue, term: Term) -> set[str]:
    return {mapping.source for mapping in catalogue.of(term.iri)}
