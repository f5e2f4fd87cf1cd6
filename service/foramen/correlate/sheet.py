"""Read from the terms which findings can be ticked, in groups and in the order of the spine."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

from .model import SIDES, Finding, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .model import Side

__all__ = ["SERVES", "Sheet", "in_order", "iri"]

# By what a root is connected with what is tested; of one pair the first one wins.
SERVES: Final = (
    "suppliesKeyMuscle", "mediatesReflex", "mayMediateReflex", "testedAtKeyPoint",
    "suppliesDermatome",
)  # fmt: skip
_FAMILIES: Final = {
    "area": "KeyPoint", "muscle": "KeyMuscle", "reflex": "Reflex", "dermatome": "Dermatome",
}  # fmt: skip
_SYMPTOMATIC: Final = ("Radiculopathy", "ForaminalStenosis")
_IMAGES: Final = ("ForaminalStenosis", "DiscHerniation")
_MANY: Final = 16
_REGIONS: Final = ("C", "T", "L", "S", "Co")
_SEGMENT: Final = re.compile(r"(Co|[CTLS])(\d+)")


def iri(name: str) -> str:
    """Give the IRI of a local name."""
    return f"{FORAMEN}{name}"


class Sheet:
    """What may be ticked, and which roots there are; read once."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read it from the terms."""
        self._catalogue = catalogue
        roots = [term for term in catalogue.terms.values() if term.family == "Root"]
        self.roots: tuple[Term, ...] = tuple(sorted(roots, key=lambda one: in_order(one.notation)))
        self.serves: Mapping[str, Mapping[str, str]] = {
            root.iri: self._served(root) for root in self.roots
        }
        served: dict[str, dict[str, str]] = defaultdict(dict)
        for root, ends in self.serves.items():
            for end, name in ends.items():
                served[end][root] = name
        self.served: Mapping[str, Mapping[str, str]] = served
        self.groups: tuple[Group, ...] = tuple(self._groups())

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """Give the id of the group of each finding without a side."""
        return {term.iri: group.id for group in self.groups for term in group.terms}

    def of_side(self, term: Term, side: Side) -> Term:
        """Give the member of a side, or the term itself where it has no sides."""
        return (self._catalogue.get(f"{term.id}_{side}") or term) if side else term

    def find(self, name: str, side: Side) -> Finding | None:
        """Give the finding of this name; a side in the name goes before the other one."""
        term = self._catalogue.get(name)
        if term is None:
            return None
        own: Side = next((one for one in SIDES if term.id.endswith(f"_{one}")), "")
        base = self._catalogue.get(term.id.removesuffix(f"_{own}")) if own else term
        if base is None:
            return None
        group = self.group_of.get(base.iri) or ("image" if self._is_image(base) else "")
        if not group:
            return None
        sided = self.of_side(base, own or side)
        return Finding(base, sided, (own or side) if sided is not base else "", group)

    def is_condition(self, term: Term) -> bool:
        """Tell whether it is something that a person has, or a place where it is felt."""
        kinds = {iri("ClinicalCondition"), iri("BodyRegion")}
        return bool(kinds.intersection(self._catalogue.ancestors(term.iri)))

    def side_of(self, root: Term) -> Side:
        """Give the side of a root."""
        return next((one for one in SIDES if root.notation.endswith(f"_{one}")), "")

    def _served(self, root: Term) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name in SERVES:
            for end in root.relations.get(iri(name), ()):
                found.setdefault(end, name)
        return found

    def _is_image(self, base: Term) -> bool:
        """Tell whether it is a finding at one level that may compromise a single root."""
        kinds = {iri(name) for name in _IMAGES}
        known = {root.iri for root in self.roots}
        ends = known.intersection(base.relations.get(iri("mayCompromise"), ()))
        return bool(
            base.family and ends and kinds.intersection(self._catalogue.ancestors(base.iri))
        )

    def _groups(self) -> Iterable[Group]:
        for name in ("area", "muscle", "reflex"):
            yield self._tested(name)
        places = self._ends("narrowingMayBeFeltIn")
        yield Group("place", of_root=False, sections=self._plain(places))
        kinds = {end for name in _SYMPTOMATIC for end in self._of(name, "mayCause")}
        inner = [end for end in kinds if self._catalogue.terms[end].topic == "clinical-picture"]
        yield Group("kind", of_root=False, sections=self._plain(inner))
        postures = (*self._subjects("mayReduceSizeOf"), *self._subjects("mayIncreaseSizeOf"))
        behaviour = (*self._ends("hasBehaviour"), *postures)
        yield Group("behaviour", of_root=False, sections=self._plain(behaviour))
        yield Group("onset", of_root=False, sections=self._plain(self._ends("mayHaveOnset")))
        yield Group("history", of_root=False, sections=self._plain(self._suggestive()))
        yield self._tested("dermatome")

    def _tested(self, name: str) -> Group:
        terms = [
            term
            for term in self._catalogue.terms.values()
            if term.family == _FAMILIES[name] and not term.notation.endswith(("_left", "_right"))
        ]
        terms.sort(key=self._root_order)
        if len(terms) < _MANY:
            return Group(name, of_root=True, sections=(("", tuple(terms)),))
        by_region: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            by_region[self._region(term)].append(term)
        sections = tuple((region, tuple(members)) for region, members in by_region.items())
        return Group(name, of_root=True, sections=sections)

    def _region(self, term: Term) -> str:
        root = next(iter(self.served.get(term.iri, ())), "")
        regions = self._catalogue.terms[root].relations.get(iri("inRegion"), ()) if root else ()
        return next((self._catalogue.terms[one].label for one in regions), "")

    def _root_order(self, term: Term) -> tuple[tuple[int, int], str]:
        roots = [self._catalogue.terms[root].notation for root in self.served.get(term.iri, ())]
        return min(map(in_order, roots), default=(len(_REGIONS), 0)), term.label

    def _plain(self, iris: Iterable[str]) -> tuple[tuple[str, tuple[Term, ...]], ...]:
        known = [self._catalogue.terms[one] for one in set(iris)]
        return (("", tuple(sorted(known, key=lambda one: one.label))),)

    def _of(self, name: str, relation: str) -> tuple[str, ...]:
        term = self._catalogue.get(name)
        found = term.relations.get(iri(relation), ()) if term else ()
        return tuple(end for end in found if end in self._catalogue.terms)

    def _ends(self, relation: str) -> tuple[str, ...]:
        found = {
            end
            for term in self._catalogue.terms.values()
            if not term.family
            for end in term.relations.get(iri(relation), ())
            if end in self._catalogue.terms
        }
        return tuple(sorted(found))

    def _subjects(self, relation: str) -> tuple[str, ...]:
        terms = self._catalogue.terms.values()
        return tuple(term.iri for term in terms if iri(relation) in term.relations)

    def _suggestive(self) -> tuple[str, ...]:
        """Give the symptoms that may suggest a kind of narrowing."""
        narrowings = set(self._catalogue.descendants(iri("ForaminalStenosis")))
        return tuple(
            term.iri
            for term in self._catalogue.terms.values()
            if narrowings.intersection(term.relations.get(iri("maySuggest"), ()))
        )


def in_order(notation: str) -> tuple[int, int]:
    """Order roots and levels from above, by what their notation begins with."""
    found = _SEGMENT.match(notation)
    if found is None:
        return len(_REGIONS), 0
    return _REGIONS.index(found[1]), int(found[2])
