"""Lay what bears on two foramina side by side: the same, only of the one, only of the other.

What differs in its side alone counts as the same: left and right roots do the same, each on its
own side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .catalogue import Catalogue
    from .level_facts import LevelFact

__all__ = ["ComparedRow", "compare_levels", "without_side"]

_SIDES: Final = frozenset({str(FORAMEN.LeftSide), str(FORAMEN.RightSide)})
_OWN_SIDE: Final = str(FORAMEN.Laterality)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One relation of what plays the same part at both foramina.

    Attributes:
        subjects: of the first and of the second; the same twice where it is one term.
        both: pairs of objects, of the first and of the second; they differ in side, or not at all.
        only_first: the objects that only the first has.
        only_second: the objects that only the second has.
    """

    section: str
    subjects: tuple[str, str]
    relation: str
    both: tuple[tuple[str, str], ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Tell whether one has what the other has not."""
        return bool(self.only_first or self.only_second)


@dataclass
class _Pair:
    subjects: dict[int, str] = field(default_factory=dict)
    objects: tuple[dict[str, str], dict[str, str]] = field(default_factory=lambda: ({}, {}))


def compare_levels(
    catalogue: Catalogue, first: Iterable[LevelFact], second: Iterable[LevelFact]
) -> tuple[ComparedRow, ...]:
    """Compare the facts of two foramina, in the order in which they come."""
    pairs: dict[tuple[str, str, str], _Pair] = {}
    for which, facts in enumerate((first, second)):
        for fact in facts:
            key = (fact.section, _part(catalogue, fact.subject), fact.property)
            pair = pairs.setdefault(key, _Pair())
            pair.subjects.setdefault(which, fact.subject)
            pair.objects[which][without_side(catalogue, fact.object)] = fact.object
    order = {section: place for place, section in enumerate(dict.fromkeys(key[0] for key in pairs))}
    rows = [_row(key[0], key[2], pair) for key, pair in pairs.items()]
    return tuple(sorted(rows, key=lambda row: order[row.section]))


def _row(section: str, relation: str, pair: _Pair) -> ComparedRow:
    first, second = pair.objects
    one, other = pair.subjects.get(0, ""), pair.subjects.get(1, "")
    return ComparedRow(
        section=section,
        subjects=(one or other, other or one),
        relation=relation,
        both=tuple((first[key], second[key]) for key in first if key in second),
        only_first=_only(first, second),
        only_second=_only(second, first),
    )


def _only(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(term for key, term in here.items() if key not in there)


def _part(catalogue: Catalogue, iri: str) -> str:
    """Give the part that a subject plays: its family, or itself where it belongs to none."""
    term = catalogue.get(iri)
    return term.family if term and term.family else iri


def without_side(catalogue: Catalogue, iri: str) -> str:
    """Give the same term without a side: `Root_L4` of `Root_L4_left`."""
    if iri in _SIDES:
        return _OWN_SIDE
    term = catalogue.get(iri)
    if term is None or not term.family:
        return iri
    alike = (catalogue.get(parent) for parent in term.parents)
    return next((one.iri for one in alike if one and one.family == term.family), iri)
