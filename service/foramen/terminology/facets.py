"""Narrow what a search found by what the terms are, and count what each step would leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

from .places import place_of
from .topic_names import topic_name
from .trees import in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .catalogue import Catalogue
    from .model import Term
    from .search_model import Hit

__all__ = ["FACETS", "Choice", "Facets", "Narrowed"]

FACETS: Final = ("kind", "topic", "region", "level", "side", "mapped")
_KINDS: Final = {"class": "class", "individual": "individual", "property": "relation"}
_MAPPED: Final = {"yes": "has a code elsewhere", "no": "has no code elsewhere"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet.

    Attributes:
        value: as an address has it.
        words: as a page has it.
        count: how many terms are left with it, all other choices being kept.
    """

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The hits that are left, and the choices of each facet."""

    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Choice, ...]]


class Facets:
    """What there is to choose by, of every term of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._values = {term.iri: self._of(term) for term in catalogue.terms.values()}

    def known(self, facet: str) -> frozenset[str]:
        """Give the values that a facet has anywhere."""
        place = FACETS.index(facet)
        return frozenset(values[place] for values in self._values.values()) - {""}

    def narrow(self, hits: Sequence[Hit], chosen: Mapping[str, str]) -> Narrowed:
        """Keep the hits that have all chosen values; an empty value chooses nothing."""
        wanted = tuple(chosen.get(facet, "") for facet in FACETS)
        kept = tuple(hit for hit in hits if not self._misses(hit, wanted))
        counts: list[Counter[str]] = [Counter() for _ in FACETS]
        for hit in hits:
            missed = self._misses(hit, wanted)
            if len(missed) > 1:
                continue
            # A term that only one facet keeps out would be there with another value of that one.
            for place in missed or range(len(FACETS)):
                value = self._values[hit.term.iri][place]
                counts[place].update([value] if value else ())
        return Narrowed(
            kept,
            {
                facet: self._choices(facet, counts[place], wanted[place])
                for place, facet in enumerate(FACETS)
            },
        )

    def words(self, facet: str, value: str) -> str:
        """Give what a value is called."""
        if facet in {"region", "level"}:
            return self._catalogue.terms[f"{FORAMEN}{value}"].label
        if facet == "topic":
            return topic_name(value)
        named: Mapping[str, str] = {"kind": _KINDS, "mapped": _MAPPED}.get(facet, {})
        return named.get(value, value.replace("-", " "))

    def _of(self, term: Term) -> tuple[str, ...]:
        place = place_of(term)
        side = self._local(place.side).removesuffix("Side").lower()
        mapped = "yes" if self._catalogue.of(term.iri) else "no"
        return (
            term.kind, term.topic, self._local(place.region), self._local(place.level),
            side, mapped,
        )  # fmt: skip

    def _local(self, iri: str) -> str:
        term = self._catalogue.terms.get(iri)
        return term.id if term is not None else ""

    def _misses(self, hit: Hit, wanted: tuple[str, ...]) -> tuple[int, ...]:
        """Give which facets keep a hit out."""
        values = self._values[hit.term.iri]
        return tuple(
            place for place, value in enumerate(wanted) if value and values[place] != value
        )

    def _choices(self, facet: str, counts: Mapping[str, int], wanted: str) -> tuple[Choice, ...]:
        found = [value for value in {*counts, wanted} if value]
        if facet == "level":
            found.sort(key=lambda value: in_order(self._catalogue.terms[f"{FORAMEN}{value}"]))
        else:
            found.sort(key=lambda value: (-counts.get(value, 0), value))
        return tuple(
            Choice(value, self.words(facet, value), counts.get(value, 0), value == wanted)
            for value in found
        )
