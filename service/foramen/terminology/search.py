"""Find terms by words, codes or identifiers, best first."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from .finder import Finder
from .model import NAME_KINDS
from .naming import level_of, side_of
from .search_model import Filters, Hit, Results
from .words import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from .catalogue import Catalogue
    from .model import Term

__all__ = ["LONGEST_QUERY", "MOST_HITS", "Search"]

LONGEST_QUERY: Final = 500
MOST_HITS: Final = 1000
_PIECE: Final = re.compile(r"\w+(?:[-/\u2010-\u2015]\w+)*")
_KEPT: Final = 128


class Search:
    """Everything that can be found in one catalogue; made once, asked by many threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._finder = Finder(catalogue)
        self._places = {
            term.iri: (level_of(term), side_of(term)) for term in catalogue.terms.values()
        }
        self._ranked = lru_cache(maxsize=_KEPT)(self._rank)

    def find(
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        kinds: Collection[str] = (),
        topics: Collection[str] = (),
        families: Collection[str] = (),
        levels: Collection[str] = (),
        sides: Collection[str] = (),
        exact: bool = False,
    ) -> Results:
        """Find terms.

        Args:
            text: any name, words in any order, the beginning of a name, an identifier or a code;
                what is longer than `LONGEST_QUERY` is cut. Without any, all terms are found.
            limit: how many hits to give, at most `MOST_HITS`.
            offset: how many to leave out before them.
            kinds: `class`, `individual` or `property`.
            topics: parts of the field.
            families: what terms are members of, such as `Foramen`.
            levels: `L4-L5` or `C8`.
            sides: `left` or `right`.
            exact: whether only the very name, identifier or code is wanted.
        """
        asked = " ".join(text[:LONGEST_QUERY].split())
        wanted = Filters(*map(frozenset, (kinds, topics, families, levels, sides)))
        found = [hit for hit in self._ranked(asked, exact) if self._fits(hit.term, wanted)]
        start = max(offset, 0)
        page = found[start : start + max(0, min(limit, MOST_HITS))]
        words = frozenset(fold(asked))
        hits = tuple(_highlighted(hit, words) for hit in page)
        return Results(hits, len(found), self._facets(found))

    def best(self, text: str, *, kinds: Collection[str], limit: int) -> tuple[Hit, ...]:
        """Give the best hits of some kinds, without counts and marks: for many queries at once."""
        ranked = self._ranked(" ".join(text[:LONGEST_QUERY].split()), False)
        return tuple(islice((hit for hit in ranked if hit.term.kind in kinds), limit))

    def called(self, text: str) -> tuple[Hit, ...]:
        """Give the terms with a name in the same words, or this identifier: quick, for many."""
        asked = " ".join(text[:LONGEST_QUERY].split())
        found = self._finder.said_alike(asked) | self._finder.identified(asked)
        return tuple(sorted(found.values(), key=self._order))

    @staticmethod
    def marked(hits: Iterable[Hit], text: str) -> tuple[Hit, ...]:
        """Mark in the names of hits what was asked for."""
        words = frozenset(fold(text[:LONGEST_QUERY]))
        return tuple(_highlighted(hit, words) for hit in hits)

    def knows(self, word: str) -> bool:
        """Tell whether some name has the word, or one that begins so."""
        return self._finder.knows(word)

    def _rank(self, text: str, exact: bool) -> tuple[Hit, ...]:
        found: dict[str, Hit] = {}
        if not text:
            found = {
                term.iri: Hit(term, 0.0, term.label, "all")
                for term in self.catalogue.terms.values()
            }
        else:
            identified = self._finder.identified(text)
            if exact:
                found = self._finder.named_so(text)
            elif not (identified and ":" in text):
                found = self._finder.named(text)
            found |= identified
        return tuple(sorted(found.values(), key=self._order))

    def _order(self, hit: Hit) -> tuple[float, bool, int, int, int, str, str]:
        """Put the better name first, then what is in use, general, and shorter."""
        term = hit.term
        place = sum(map(bool, self._places[term.iri]))
        rank = NAME_KINDS.index(hit.kind) if hit.kind in NAME_KINDS else 0
        score = -round(hit.score, 4)
        return score, term.deprecated, place, rank, len(term.label), term.label, term.iri

    def _fits(self, term: Term, wanted: Filters) -> bool:
        level, side = self._places[term.iri]
        return all(
            not some or value in some
            for some, value in (
                (wanted.kinds, term.kind),
                (wanted.topics, term.topic),
                (wanted.families, term.family),
                (wanted.levels, level),
                (wanted.sides, side),
            )
        )

    def _facets(self, found: Collection[Hit]) -> Mapping[str, Mapping[str, int]]:
        places = [self._places[hit.term.iri] for hit in found]
        return {
            "kind": _counted(hit.term.kind for hit in found),
            "topic": _counted(hit.term.topic for hit in found),
            "family": _counted(hit.term.family for hit in found),
            "level": _counted(level for level, _ in places),
            "side": _counted(side for _, side in places),
        }


def _counted(values: Iterable[str]) -> Mapping[str, int]:
    """Count values, the most frequent first; what has none is not counted."""
    counts = Counter(value for value in values if value)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _highlighted(hit: Hit, asked: Collection[str]) -> Hit:
    """Mark the words of the name that were asked for, or that begin with one that was."""
    if hit.kind not in NAME_KINDS:
        return hit
    spans = tuple(
        piece.span()
        for piece in _PIECE.finditer(hit.name)
        if any(word.startswith(one) for word in fold(piece[0]) for one in asked)
    )
    return Hit(hit.term, hit.score, hit.name, hit.kind, hit.follows, spans)
