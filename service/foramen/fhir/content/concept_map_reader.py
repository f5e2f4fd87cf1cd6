"""Turn a ConceptMap of R4 or R5 into an SSSOM mapping set.

What `concept_map` made comes back whole. Of maps that others made, the relationship becomes the
nearest predicate, and a system without a known prefix is given one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from foramen.errors import BadRequest
from foramen.namespaces import SSSOM
from foramen.terminology.sssom import MappingSet
from foramen.terminology.sssom_model import number

from .coding import Systems, split_canonical
from .concept_map import CURIE_MAP, GENERATED, NEGATED, NOTHING, PREFIX_OF
from .relationships import NOT_RELATED, predicate_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from foramen.terminology.model import Terminology
    from foramen.terminology.sssom_model import Row

    from .canonical import Resource

__all__ = ["read_concept_map"]

_SPACE: Final = str(SSSOM)
_UNSPECIFIED: Final = "semapv:UnspecifiedMatching"
_DENIED: Final = frozenset({NOT_RELATED, "disjoint"})
_OF_HEAD: Final = {
    "mapping_set_id": "url",
    "mapping_set_version": "version",
    "mapping_set_title": "title",
    "mapping_set_description": "description",
}
_PREFIXES: Final = {
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": _SPACE,
}


def read_concept_map(resource: Resource, terminologies: Iterable[Terminology] = ()) -> MappingSet:
    """Give the mapping set of a ConceptMap.

    Args:
        resource: as plain JSON, of either version.
        terminologies: by which prefixes code systems are called, where the map does not say.

    Raises:
        BadRequest: it is no ConceptMap, or not made as the specification says.
    """
    if resource.get("resourceType") != "ConceptMap":
        raise BadRequest("This is no ConceptMap.")
    try:
        return _read(resource, tuple(terminologies))
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        kind = type(wrong).__name__
        raise BadRequest(f"This ConceptMap cannot be read ({kind}: {wrong}).") from None


def _read(resource: Resource, terminologies: tuple[Terminology, ...]) -> MappingSet:
    extensions = resource.get("extension", [])
    prefixes = dict(_prefixes(extensions))
    is_ours = bool(prefixes)
    if not is_ours:
        prefixes = _PREFIXES | {one.prefix: one.namespace for one in terminologies}
    header = _header(extensions)
    if not header:
        header = {slot: resource[name] for slot, name in _OF_HEAD.items() if name in resource}
    systems = Systems(prefixes, terminologies)
    properties = {one["code"]: one.get("uri", "") for one in resource.get("property", [])}
    rows = [
        row
        for group in resource.get("group", [])
        for row in _Group(group, systems, properties).rows()
    ]
    spaces = prefixes if is_ours else systems.spaces
    return MappingSet(header, spaces, tuple(sorted(rows, key=_order)))


def _order(row: Row) -> tuple[str, ...]:
    return tuple(row[slot] for slot in ("subject_id", "predicate_id", "object_id"))


def _header(extensions: Iterable[Resource]) -> dict[str, str]:
    header: dict[str, str] = {}
    for one in extensions:
        slot = _slot(one["url"])
        if slot and one["url"] != CURIE_MAP:
            text = str(_text(one))
            header[slot] = f"{header[slot]}|{text}" if slot in header else text
    return header


def _prefixes(extensions: Iterable[Resource]) -> Iterator[tuple[str, str]]:
    for one in extensions:
        if one["url"] == CURIE_MAP:
            said = {part["url"]: _text(part) for part in one["extension"]}
            yield said["prefix"], said["namespace"]


def _slot(url: str) -> str:
    return url.removeprefix(_SPACE) if url.startswith(_SPACE) else ""


def _text(valued: Mapping[str, Any]) -> str:
    """Give the text of value[x]; a number in its one spelling."""
    value = next((value for key, value in valued.items() if key.startswith("value")), "")
    return number(str(value)) if "valueDecimal" in valued else str(value)


class _Group:
    """One group of a map, with what its codes are called by."""

    def __init__(self, group: Resource, systems: Systems, properties: Mapping[str, str]) -> None:
        said = {one["url"]: _text(one) for one in group.get("extension", [])}
        self._elements = group.get("element", [])
        self._systems = systems
        self._properties = properties
        self._prefixes: dict[str, str] = {}
        self._versions: dict[str, str] = {}
        for end, slot in (("source", "subject"), ("target", "object")):
            system, version = split_canonical(group.get(end, ""))
            is_said = PREFIX_OF["source"] in said or PREFIX_OF["target"] in said
            self._prefixes[slot] = (
                said.get(PREFIX_OF[end], "") if is_said else systems.prefix(system)
            )
            version = version or group.get(f"{end}Version", "")
            if version and not is_said:
                self._versions[f"{slot}_source_version"] = version

    def rows(self) -> Iterator[Row]:
        for element in self._elements:
            if element.get("noMap"):
                yield self._row(element, element)
            for target in element.get("target", []):
                yield self._row(element, target)

    def _row(self, element: Resource, target: Resource) -> Row:
        is_nothing = target is element or "code" not in target
        said = target.get("relationship") or target.get("equivalence") or "related-to"
        curie = self._systems.curie
        row = {
            "subject_id": curie(self._prefixes["subject"], element["code"]),
            "subject_label": element.get("display", ""),
            "predicate_id": "skos:exactMatch" if is_nothing else predicate_of(said),
            "predicate_modifier": "Not" if said in _DENIED else "",
            "object_id": NOTHING if is_nothing else curie(self._prefixes["object"], target["code"]),
            "object_label": "" if is_nothing else target.get("display", ""),
            "mapping_justification": _UNSPECIFIED,
            "comment": self._comment(target),
            **self._versions,
            **dict(self._slots(target)),
        }
        return {slot: text for slot, text in row.items() if text}

    def _comment(self, target: Resource) -> str:
        marks = target.get("_comment", {}).get("extension", [])
        is_generated = any(one["url"] == GENERATED for one in marks)
        return "" if is_generated else str(target.get("comment", ""))

    def _slots(self, target: Resource) -> Iterator[tuple[str, str]]:
        """Yield the slots that were said by a property (R5), an extension (R4), or a modifier."""
        properties = [
            (self._properties.get(one["code"], ""), one) for one in target.get("property", [])
        ]
        extensions = [(one["url"], one) for one in target.get("extension", [])]
        modifiers = [
            (one["url"], one)
            for one in target.get("modifierExtension", [])
            if one["url"] == NEGATED
        ]
        for url, one in (*properties, *extensions, *modifiers):
            if slot := _slot(url):
                coding = one.get("valueCoding")
                yield slot, self._systems.from_coding(coding) if coding else _text(one)
