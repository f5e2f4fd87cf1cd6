"""Give a resource as R4 has it; what R4 has no element for becomes an extension, or is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import SSSOM

from .coding import split_canonical
from .relationships import EQUIVALENCES, needs_comment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .canonical import Resource

__all__ = ["as_r4"]

_STANDARD: Final = "http://hl7.org/fhir/StructureDefinition"
_EXTENDED: Final = {
    "versionAlgorithmCoding": (f"{_STANDARD}/artifact-versionAlgorithm", "valueCoding"),
    "copyrightLabel": (f"{_STANDARD}/artifact-copyrightLabel", "valueString"),
}
_RENAMED: Final = {
    "sourceScopeCanonical": "sourceCanonical",
    "sourceScopeUri": "sourceUri",
    "targetScopeCanonical": "targetCanonical",
    "targetScopeUri": "targetUri",
}
_OPERATORS: Final = frozenset(
    {"=", "is-a", "descendent-of", "is-not-a", "regex", "in", "not-in", "generalizes", "exists"}
)


def as_r4(resource: Resource) -> Resource:
    """Give one of our resources as R4; parts that are the same are shared, so change neither."""
    extension = [*resource.get("extension", ())]
    found: Resource = {}
    for element, value in resource.items():
        if element in _EXTENDED:
            url, kind = _EXTENDED[element]
            extension.append({"url": url, kind: value})
        elif element != "extension":
            found[_RENAMED.get(element, element)] = value
    if "filter" in resource:
        found["filter"] = [_filter(one) for one in resource["filter"]]
    if resource["resourceType"] == "ConceptMap":
        urls = {one["code"]: one["uri"] for one in found.pop("property", ())}
        if "group" in resource:
            found["group"] = [_group(one, urls) for one in resource["group"]]
    return _with_extension(found, extension)


def _with_extension(found: Resource, extension: list[Resource]) -> Resource:
    """Put the extensions where they were, before what they belong to is described."""
    if not extension:
        return found
    kind = {"resourceType": found["resourceType"]} if "resourceType" in found else {}
    return {**kind, "extension": extension, **found}


def _filter(one: Resource) -> Resource:
    return {**one, "operator": [name for name in one["operator"] if name in _OPERATORS]}


def _group(group: Resource, urls: Mapping[str, str]) -> Resource:
    found = dict(group)
    for end in ("source", "target"):
        system, version = split_canonical(group.get(end, ""))
        if system:
            found[end] = system
        if version:
            found[f"{end}Version"] = version
    found["element"] = [_element(one, urls) for one in group["element"]]
    return found


def _element(element: Resource, urls: Mapping[str, str]) -> Resource:
    found = {name: value for name, value in element.items() if name not in ("noMap", "extension")}
    if element.get("noMap"):
        found["target"] = [_unmatched(element.get("extension", ()))]
    else:
        found["target"] = [_target(one, urls) for one in element["target"]]
    return found


def _unmatched(extension: Iterable[Resource]) -> Resource:
    comment = [one["valueString"] for one in extension if one["url"] == str(SSSOM.comment)]
    found: Resource = {"extension": [*extension], "equivalence": "unmatched"}
    return {**found, "comment": comment[0]} if comment else found


def _target(target: Resource, urls: Mapping[str, str]) -> Resource:
    left = ("property", "relationship", "extension")
    properties = [
        {"url": urls[one["code"]], **{key: value for key, value in one.items() if key != "code"}}
        for one in target.get("property", ())
    ]
    found = {name: value for name, value in target.items() if name not in left}
    said = target["relationship"]
    found["equivalence"] = EQUIVALENCES[said]
    if "comment" not in found and needs_comment(said):
        found["comment"] = needs_comment(said)
    return _with_extension(found, [*target.get("extension", ()), *properties])
