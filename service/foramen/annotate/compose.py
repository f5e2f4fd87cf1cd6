"""Find what the graph knows at a level and side: the class itself, the exiting roots, codes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

from .model import Suggested

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

__all__ = ["Composer"]

_SUGGESTED: Final = frozenset({"skos:exactMatch", "skos:closeMatch", "skos:broadMatch"})
_TRANSMITS: Final = str(FORAMEN.transmitsRoot)
_EXITING: Final = str(FORAMEN.hasExitingRoot)
_VARIANT: Final = str(FORAMEN.AnatomicalVariant)


class Composer:
    """Knows the families of a catalogue: their members for each level, root and side."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._members: dict[str, dict[str, Term]] = defaultdict(dict)
        for term in catalogue.terms.values():
            if term.family and term.notation:
                self._members[term.family][term.notation] = term
        self._heads = {
            self._head(members.values()): name for name, members in self._members.items()
        }

    def members(
        self, term: Term, level: str | None, segment: str | None, side: str | None
    ) -> tuple[Term, ...]:
        """Give the members of the family of a term here; two where both sides are meant."""
        family = self._family(term)
        place = self._place(family, level, segment)
        if not family or not place or _VARIANT in self._catalogue.ancestors(term.iri):
            # A variant is none of the usual members: a sacralized L5 is more than the vertebra L5.
            return ()
        members = self._members[family]
        wanted = {"left": ("left",), "right": ("right",), "both": ("left", "right")}.get(side or "")
        sided = [members.get(f"{place}_{one}") for one in wanted or ()]
        found = [one for one in sided if one] or [members[place]] if place in members else []
        return tuple(one for one in found if self._agrees(term, one))

    def counts_by(self, term: Term, segment: str | None) -> bool:
        """Tell whether a term is told apart by root or vertebra, and has a member for this one."""
        return bool(segment) and segment in self._members.get(self._family(term), {})

    def exiting_roots(self, level: str | None, side: str | None) -> tuple[Term, ...]:
        """Give the roots that leave by the foramina of a level and side."""
        if level is None:
            return ()
        sides = {"left": ("left",), "right": ("right",), "both": ("left", "right")}.get(side or "")
        places = [f"Foramen_{level}_{one}" for one in sides or ()] or [f"Level_{level}"]
        terms = [term for place in places if (term := self._catalogue.get(place))]
        iris = [
            iri for term in terms for name in (_TRANSMITS, _EXITING)
            for iri in term.relations.get(name, ())
        ]  # fmt: skip
        known = self._catalogue.terms
        return tuple(known[iri] for iri in dict.fromkeys(iris) if iri in known)

    def codes(self, terms: Iterable[Term]) -> tuple[Suggested, ...]:
        """Give the mapped codes of terms, the most exact and most certain first.

        A narrower code says more than the text does, and a related one something else.
        """
        found = [
            Suggested(
                mapped.object, mapped.object_label, mapped.predicate, term.id,
                mapped.confidence, mapped.comment,
            )
            for term in terms
            for mapped in self._catalogue.of(term.iri)
            if mapped.predicate in _SUGGESTED
        ]  # fmt: skip
        return tuple(dict.fromkeys(found))

    def _family(self, term: Term) -> str:
        """Name the family that a term heads, or that a broader one heads."""
        for iri in (term.iri, *self._catalogue.ancestors(term.iri)):
            if iri in self._heads:
                return self._heads[iri]
        return ""

    def _place(self, family: str, level: str | None, segment: str | None) -> str | None:
        """Choose what the family counts by: levels, or roots and vertebrae."""
        members = self._members.get(family, {})
        return next((place for place in (level, segment) if place and place in members), None)

    def _agrees(self, term: Term, member: Term) -> bool:
        """Tell whether a member lies below a term, where members can: L4-5 is not cervical."""
        below = set(self._catalogue.descendants(term.iri))
        ours = {one.iri for one in self._members[member.family].values()}
        return member.iri in below or not below & ours

    def _head(self, members: Iterable[Term]) -> str:
        """Give the nearest class that is broader than every member."""
        shared: Mapping[str, int] | None = None
        for member in members:
            above = self._catalogue.ancestors(member.iri)
            known = [iri for iri in above if iri in self._catalogue.terms]
            own = {iri: 0 for iri in known if not self._catalogue.terms[iri].family}
            shared = own if shared is None else {iri: 0 for iri in shared if iri in own}
        if not shared:
            return ""
        return max(shared, key=lambda iri: (len(self._catalogue.ancestors(iri)), iri))
