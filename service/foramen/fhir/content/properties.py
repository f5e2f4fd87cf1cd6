"""Say what a concept is by properties: its place, side and root, and every relation of the graph.

Each property has the IRI that the graph calls it by. `level`, `side`, `region` and `root` gather
several relations, so that one filter finds anatomy, findings and conditions alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from foramen.namespaces import DCTERMS, FORAMEN, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .canonical import Resource

__all__ = ["Properties", "Property"]

_FHIR: Final = "http://hl7.org/fhir/concept-properties#"
_UPPER: Final = "upper"


@dataclass(frozen=True)
class Property:
    """One property of the code system, as it is declared."""

    code: str
    uri: str
    description: str
    type: str = "code"
    is_filter: bool = False

    def declared(self) -> Resource:
        """Give what `CodeSystem.property` says."""
        return {
            "code": self.code,
            "uri": self.uri,
            "description": self.description,
            "type": self.type,
        }


def _ours(code: str, description: str, kind: str = "code") -> Property:
    """Make a property that only the code system has; its IRI is no term of the graph."""
    return Property(code, f"{FORAMEN}fhir/CodeSystem/foramen#{code}", description, kind, True)


def _noted(code: str, description: str) -> Property:
    return Property(code, str(FORAMEN[code]), description, "string", is_filter=True)


_GENERAL: Final = (
    Property("parent", f"{_FHIR}parent", "A concept right above this one.", is_filter=True),
    Property("status", f"{_FHIR}status", "Either active or deprecated.", is_filter=True),
    Property("inactive", f"{_FHIR}inactive", "True where it is deprecated.", "boolean"),
    Property(
        "notSelectable", f"{_FHIR}notSelectable",
        "True for what only groups other concepts; record one of those instead.", "boolean",
    ),
    Property("replacedBy", str(DCTERMS.isReplacedBy), "What to use instead of a deprecated one."),
    _ours("kind", "Either class or individual; an individual's parent is its class.", "string"),
    _noted("topic", "The part of the field that it belongs to."),
    _noted("family", "What it is the member of for one level, root or side."),
    Property("notation", str(SKOS.notation), "Its short code within the family.", "string",
             is_filter=True),
    _ours("level", "The spinal level that it lies at, is found at, or is."),
    _ours("side", "The side of the body that it belongs to or is found on."),
    _ours("region", "The region of the spine that it lies in or is found in."),
    _ours(
        "root",
        "A nerve root that it is, belongs to, transmits, affects, may compromise, or is "
        "supplied or tested by; with a root of one side also the root of either side.",
    ),
)  # fmt: skip
_GATHERED: Final = {
    "level": ("atLevel", "findingLevel"),
    "side": ("hasLaterality", "findingSide"),
    "region": ("inRegion", "findingRegion"),
    "root": ("transmitsRoot", "affectsRoot", "mayCompromise"),
}
# Said of a root and of what belongs to it.
_OF_ROOT: Final = (
    "formsNerve", "hasGanglion", "hasPart", "suppliesDermatome", "suppliesKeyMuscle",
    "testedAtKeyPoint", "mediatesReflex",
)  # fmt: skip
_ANY_SIDE: Final = str(FORAMEN.Laterality)
_SIDES: Final = {"left": str(FORAMEN.LeftSide), "right": str(FORAMEN.RightSide)}


class Properties:
    """The properties of every concept, and which of them are in use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._terms = catalogue.terms

    def of(self, term: Term) -> list[Resource]:
        """Give what `CodeSystem.concept.property` says, general things first."""
        general = [
            {"code": code, f"value{kind}": value} for code, kind, value in self._general(term)
        ]
        gathered = [
            {"code": code, "valueCode": self._terms[iri].id}
            for code in _GATHERED
            for iri in self._gathered(term, code)
        ]
        related = [
            {"code": _local(predicate), "valueCode": self._terms[iri].id}
            for predicate, values in sorted(term.relations.items())
            for iri in values
            if self._is_concept(iri) and predicate in self._terms
        ]
        return general + gathered + related

    def _general(self, term: Term) -> Iterator[tuple[str, str, str | bool]]:
        parents = [iri for iri in term.parents if self._is_concept(iri) or term.kind == "property"]
        yield from (("parent", "Code", _local(iri)) for iri in parents)
        yield "status", "Code", "deprecated" if term.deprecated else "active"
        if term.deprecated:
            yield "inactive", "Boolean", True
        if term.grouping or term.topic == _UPPER:
            yield "notSelectable", "Boolean", True
        if term.replaced_by:
            yield "replacedBy", "Code", _local(term.replaced_by)
        if term.kind != "property":
            yield "kind", "String", term.kind
        said = {"topic": term.topic, "family": term.family, "notation": term.notation}
        yield from ((code, "String", text) for code, text in said.items() if text)

    def _gathered(self, term: Term, code: str) -> list[str]:
        found = {
            iri: None
            for name in _GATHERED[code]
            for iri in term.relations.get(str(FORAMEN[name]), ())
            if self._is_concept(iri) and (code != "root" or self._is_root(iri))
        }
        found.pop(_ANY_SIDE, None)
        more = {"level": self._own_level, "side": self._own_side, "root": self._own_roots}
        if code in more:
            found |= dict.fromkeys(more[code](term))
        if code == "root":
            found |= dict.fromkeys(up for iri in found for up in self._wider_roots(iri))
        return sorted(found)

    def _own_level(self, term: Term) -> Iterator[str]:
        if term.family == "Level":
            yield term.iri

    def _own_side(self, term: Term) -> Iterator[str]:
        """Yield the side that a member of a family is named by: `L4_left`."""
        side = _SIDES.get(term.notation.rpartition("_")[2])
        if side in self._terms and term.family:
            yield str(side)

    def _own_roots(self, term: Term) -> Iterator[str]:
        """Yield the roots that say they have it; where one says it for both sides, that one."""
        found = [term.iri] if self._is_root(term.iri) else self._roots_of.get(term.iri, [])
        return (iri for iri in found if not any(up in found for up in self._wider_roots(iri)))

    def _wider_roots(self, iri: str) -> list[str]:
        return [up for up in self._terms[iri].parents if self._is_root(up)]

    @cached_property
    def _roots_of(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for root in self._terms.values():
            if root.family == "Root":
                for name in _OF_ROOT:
                    for iri in root.relations.get(str(FORAMEN[name]), ()):
                        found.setdefault(iri, []).append(root.iri)
        return found

    def _is_root(self, iri: str) -> bool:
        return iri in self._terms and self._terms[iri].family == "Root"

    def _is_concept(self, iri: str) -> bool:
        return iri in self._terms and self._terms[iri].kind != "property"

    def declared(self, concepts: Iterable[Resource]) -> list[Property]:
        """Give the properties that these concepts use, general ones first."""
        used = {one["code"] for concept in concepts for one in concept["property"]}
        relations = [
            Property(term.id, term.iri, term.definition or term.label)
            for term in self._terms.values()
            if term.kind == "property" and term.id in used
        ]
        general = [one for one in _GENERAL if one.code in used]
        taken = {one.code for one in general}
        return general + [one for one in relations if one.code not in taken]


def _local(iri: str) -> str:
    return iri.removeprefix(str(FORAMEN))
