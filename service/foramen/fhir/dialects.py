"""Hold every difference between FHIR R4 and R5 that this server knows, in one place.

Inside, resources are R5. What comes in as R4 is read as R5, and what goes out to an R4 client is
written as R4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .content.r4 import as_r4
from .elements import Json, objects, part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["DIALECTS", "Dialect", "as_r5"]

_CROSS: Final = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion."
_TO_R4: Final = {
    "related-to": "relatedto",
    "equivalent": "equivalent",
    "source-is-narrower-than-target": "wider",
    "source-is-broader-than-target": "narrower",
    "not-related-to": "disjoint",
}
_TO_R5: Final = {
    "relatedto": "related-to",
    "equivalent": "equivalent",
    "equal": "equivalent",
    "wider": "source-is-narrower-than-target",
    "subsumes": "source-is-narrower-than-target",
    "narrower": "source-is-broader-than-target",
    "specializes": "source-is-broader-than-target",
    "inexact": "related-to",
    "disjoint": "not-related-to",
}
# Members that R4 does not have, by the kind of resource.
_ONLY_R5: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(
        {
            "versionAlgorithmString", "approvalDate", "lastReviewDate", "effectivePeriod", "topic",
            "author", "editor", "reviewer", "endorser", "relatedArtifact", *more,
        }
    )
    for kind, more in {
        "CodeSystem": (),
        "ValueSet": ("scope",),
        "ConceptMap": ("property", "additionalAttribute"),
    }.items()
}  # fmt: skip


class Dialect:
    """One version of FHIR.

    Attributes:
        name: as in the address, `r4`.
        fhir: the full version.
        mime: the value of the `fhirVersion` parameter of the media type.
    """

    name = "r5"
    fhir = "5.0.0"
    mime = "5.0"

    def write(self, resource: Json) -> Json:
        """Write a resource for a client of this version."""
        return resource

    def match(self, relationship: str, concept: Json, map_: str) -> list[Json]:
        """Write what `$translate` found."""
        parts = [part("relationship", "Code", relationship), part("concept", "Coding", concept)]
        return parts + ([part("originMap", "Canonical", map_)] if map_ else [])

    def backward_match(
        self, relationship: str, concept: Json, source: Json, map_: str
    ) -> list[Json]:
        """Write what it found backwards."""
        return [*self.match(relationship, concept, map_), part("source", "Coding", source)]


class _R4(Dialect):
    name = "r4"
    fhir = "4.0.1"
    mime = "4.0"

    def write(self, resource: Json) -> Json:
        kind = str(resource.get("resourceType"))
        if kind not in _ONLY_R5:
            return _write_inside(resource, self.write)
        written = {k: one for k, one in as_r4(resource).items() if k not in _ONLY_R5[kind]}
        if isinstance(written.get("expansion"), dict):
            written["expansion"] = _expansion_as_r4(written["expansion"])
        return written

    def match(self, relationship: str, concept: Json, map_: str) -> list[Json]:
        equivalence = _TO_R4.get(relationship, "relatedto")
        parts = [part("equivalence", "Code", equivalence), part("concept", "Coding", concept)]
        return parts + ([part("source", "Uri", map_)] if map_ else [])

    def backward_match(
        self,
        relationship: str,
        concept: Json,  # noqa: ARG002  # R4 gives only what was looked for
        source: Json,
        map_: str,
    ) -> list[Json]:
        return self.match(_turned(relationship), source, map_)


DIALECTS: Final[Mapping[str, Dialect]] = {"r4": _R4(), "r5": Dialect()}


def _turned(relationship: str) -> str:
    narrower, broader = "source-is-narrower-than-target", "source-is-broader-than-target"
    return {narrower: broader, broader: narrower}.get(relationship, relationship)


def _write_inside(resource: Json, write: Callable[[Json], Json]) -> Json:
    """Write the resources that a Bundle or Parameters holds."""
    written = dict(resource)
    for name in ("entry", "parameter"):
        if name in written:
            written[name] = [
                {**one, "resource": write(one["resource"])} if "resource" in one else one
                for one in objects(resource, name)
            ]
    return written


def _expansion_as_r4(expansion: Json) -> Json:
    """Write properties as the extensions that R4 has for them."""
    written = {key: one for key, one in expansion.items() if key != "property"}
    if expansion.get("property"):
        extensions = [_as_extension("property", one) for one in objects(expansion, "property")]
        written["extension"] = [*objects(expansion, "extension"), *extensions]
    if expansion.get("contains"):
        written["contains"] = [_contains_as_r4(one) for one in objects(expansion, "contains")]
    return written


def _contains_as_r4(one: Json) -> Json:
    written = {key: value for key, value in one.items() if key != "property"}
    if one.get("property"):
        extensions = [_as_extension("contains.property", each) for each in objects(one, "property")]
        written["extension"] = [*objects(one, "extension"), *extensions]
    if one.get("contains"):
        written["contains"] = [_contains_as_r4(each) for each in objects(one, "contains")]
    return written


def _as_extension(name: str, members: Json) -> Json:
    parts = []
    for key, value in members.items():
        if key.startswith("value"):
            parts.append({"url": "value", key: value})
        else:
            kind = {"code": "valueCode", "uri": "valueUri"}.get(key, "valueString")
            parts.append({"url": key, kind: value})
    return {"url": _CROSS + name, "extension": parts}


_RENAMED: Final = {
    "sourceScopeUri": "sourceUri",
    "sourceScopeCanonical": "sourceCanonical",
    "targetScopeUri": "targetUri",
    "targetScopeCanonical": "targetCanonical",
}


def as_r5(resource: Json) -> Json:
    """Read a concept map of R4 as one of R5; anything else is the same in both."""
    if resource.get("resourceType") != "ConceptMap":
        return resource
    names = {old: new for new, old in _RENAMED.items()}
    written: Json = {names.get(key, key): one for key, one in resource.items()}
    if resource.get("group"):
        written["group"] = [_group_as_r5(group) for group in objects(resource, "group")]
    return written


def _group_as_r5(group: Json) -> Json:
    written = {
        key: one for key, one in group.items() if key not in {"sourceVersion", "targetVersion"}
    }
    for name in ("source", "target"):
        if group.get(f"{name}Version"):
            written[name] = f"{group.get(name)}|{group[f'{name}Version']}"
    written["element"] = [
        {**one, "target": [_target_as_r5(to) for to in objects(one, "target") if _is_mapped(to)]}
        for one in objects(group, "element")
    ]
    return written


def _is_mapped(target: Json) -> bool:
    return target.get("equivalence") != "unmatched"


def _target_as_r5(target: Json) -> Json:
    equivalence: Any = target.get("equivalence")
    if equivalence is None:
        return target
    kept = {key: one for key, one in target.items() if key != "equivalence"}
    return {**kept, "relationship": _TO_R5.get(str(equivalence), "related-to")}
