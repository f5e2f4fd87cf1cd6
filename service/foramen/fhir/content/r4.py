"""Give a resource as R4 has it; what R4 has no element for becomes an extension, or is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import SSSOM

from .coding import split_canonical
from .relationships import EQUIVALENCES, RELATED, needs_comment

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
    """Give a resource of R5 as R4; parts that are the same are shared, so change neither."""
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
        urls = {one["code"]: one.get("uri", "") for one in found.pop("property", ())}
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
    found["element"] = [_element(one, urls) for one in group.get("element", ())]
    if "unmapped" in group:
        found["unmapped"] = _unmapped(group["unmapped"])
    return found


def _unmapped(rule: Resource) -> Resource:
    """Give what is to be done with other codes; R4 knows no relationship for it."""
    names = {"otherMap": "url"}
    found = {names.get(name, name): one for name, one in rule.items() if name != "relationship"}
    return {**found, "mode": "provided"} if rule.get("mode") == "use-source-code" else found


def _element(element: Resource, urls: Mapping[str, str]) -> Resource:
    left = ("noMap", "valueSet", "target")
    if element.get("noMap"):
        found = {name: one for name, one in element.items() if name not in (*left, "extension")}
        return {**found, "target": [_unmatched(element.get("extension", ()))]}
    found = {name: one for name, one in element.items() if name not in left}
    targets = [_target(one, urls) for one in element.get("target", ())]
    return {**found, "target": targets} if targets else found


def _unmatched(extension: Iterable[Resource]) -> Resource:
    said = [*extension]
    comment = [one["valueString"] for one in said if one["url"] == str(SSSOM.comment)]
    found = _with_extension({"equivalence": "unmatched"}, said)
    return {**found, "comment": comment[0]} if comment else found


def _target(target: Resource, urls: Mapping[str, str]) -> Resource:
    if "equivalence" in target:  # written before, as an entry of a Bundle that is written now
        return target
    left = ("property", "relationship", "extension", "valueSet", "dependsOn", "product")
    properties = [
        {"url": urls[one["code"]], **{key: value for key, value in one.items() if key != "code"}}
        for one in target.get("property", ())
        if urls.get(one["code"])
    ]
    found = {name: value for name, value in target.items() if name not in left}
    said = target.get("relationship", RELATED)
    found["equivalence"] = EQUIVALENCES[said]
    if "comment" not in found and needs_comment(said):
        found["comment"] = needs_comment(said)
    for name in ("dependsOn", "product"):
        if name in target:
            found[name] = [_dependency(one) for one in target[name]]
    return _with_extension(found, [*target.get("extension", ()), *properties])


def _dependency(one: Resource) -> Resource:
    """Give what a mapping depends on or gives beside the code; in R4 all values are text."""
    value = next((value for key, value in one.items() if key.startswith("value")), "")
    if isinstance(value, dict):
        parts = {"system": value.get("system"), "value": value.get("code")}
        return {"property": one["attribute"], **{key: part for key, part in parts.items() if part}}
    return {"property": one["attribute"], "value": str(value)}
