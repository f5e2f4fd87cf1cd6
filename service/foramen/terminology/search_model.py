"""Hold what a search found, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import NameKind, Term

__all__ = ["Filters", "Hit", "MatchKind", "Results"]

MatchKind: TypeAlias = "NameKind | Literal['id', 'code', 'all']"


@dataclass(frozen=True, slots=True)
class Hit:
    """One term that was found.

    Attributes:
        score: from 0 to 1; 1 is an identifier or the very label.
        name: the name, or the identifier or code, by which it was found.
        kind: what that name is; `all` where nothing was asked for.
        follows: whether the name follows from the family and stands nowhere in the graph.
        spans: where in `name` the words that were asked for stand.
    """

    term: Term
    score: float
    name: str
    kind: MatchKind
    follows: bool = False
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What was found: one page of hits, and how many there are of which kind.

    Attributes:
        total: how many terms were found before they were cut into pages.
        facets: for `kind`, `topic`, `family`, `level` and `side`, how many have which value.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What terms must be to be found; an empty part lets all through."""

    kinds: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
