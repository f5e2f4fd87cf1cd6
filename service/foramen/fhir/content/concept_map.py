"""Turn an SSSOM mapping set into a ConceptMap, without loss.

What FHIR has an element for goes there: codes, labels, versions, the comment, and how near the
target is. Every other slot of a mapping is a property of its target (in R4 an extension), and
every slot of the header an extension of the map; both are called by the IRI of the SSSOM slot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest
from foramen.namespaces import FORAMEN, SSSOM
from foramen.terminology.sssom_model import (
    ADDRESS_SLOTS,
    HEADER_SLOTS,
    NUMBER_SLOTS,
    ROW_SLOTS,
    parts,
)

from .canonical import Resource, described, value_set_url
from .coding import Systems, canonical
from .relationships import needs_comment, relationship

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from foramen.terminology.model import Terminology
    from foramen.terminology.sssom import MappingSet
    from foramen.terminology.sssom_model import Row

__all__ = [
    "CODING_SLOTS",
    "CURIE_MAP",
    "GENERATED",
    "NEGATED",
    "NOTHING",
    "PREFIX_OF",
    "concept_map",
]

CODING_SLOTS: Final = frozenset({"predicate_id", "mapping_justification"})
CURIE_MAP: Final = str(SSSOM.curie_map)
NEGATED: Final = str(SSSOM.predicate_modifier)
NOTHING: Final = "sssom:NoTermFound"
_OWN: Final = f"{FORAMEN}fhir/StructureDefinition"
# Marks a comment that the map would lack, had FHIR not required one.
GENERATED: Final = f"{_OWN}/generated-comment"
PREFIX_OF: Final = {"source": f"{_OWN}/source-prefix", "target": f"{_OWN}/target-prefix"}
# These have elements of their own.
_ELEMENTS: Final = frozenset({"subject_label", "object_label", "comment"})
_ID_LENGTH: Final = 64

_Key = tuple[str, str, str, str]


def concept_map(found: MappingSet, terminologies: Iterable[Terminology] = ()) -> Resource:
    """Give the ConceptMap (R5) of a mapping set.

    Args:
        found: the mappings.
        terminologies: what FHIR calls the code systems of the objects, where it has a name.

    Raises:
        BadRequest: a row maps from nothing.
    """
    systems = Systems(found.prefixes, terminologies)
    groups: dict[_Key, dict[tuple[str, ...], Resource]] = {}
    used: set[str] = set()
    for row in found.rows:
        if row["subject_id"] == NOTHING:
            raise BadRequest(f"A ConceptMap cannot map from nothing to {row['object_id']}.")
        slots = _slots(row, systems)
        used |= slots.keys()
        elements = groups.setdefault(_key(found, row, systems), {})
        _add(elements, row, slots, systems)
    return {
        **_head(found),
        "property": [_declared(slot) for slot in _ordered(used, ROW_SLOTS)],
        "group": [_group(key, list(of.values())) for key, of in sorted(groups.items())],
    }


def _head(found: MappingSet) -> Resource:
    header = found.header
    url = header.get("mapping_set_id", f"{FORAMEN}mappings")
    title = header.get("mapping_set_title", url)
    head = described(
        "ConceptMap",
        _id(url),
        url,
        title,
        header.get("mapping_set_description", title),
        header.get("mapping_set_version", ""),
        header.get("publication_date", ""),
    )
    licence = f"Licence of the mappings: {header['license']}" if "license" in header else ""
    extension = [*_header(header), *_curie_map(found.prefixes)]
    head |= {
        "extension": extension,
        "publisher": header.get("creator_label", "").replace("|", ", "),
        "copyright": "\n\n".join(filter(None, [licence, header.get("comment", "")])),
        "copyrightLabel": "",
        "sourceScopeCanonical": value_set_url("all"),
    }
    return {element: value for element, value in head.items() if value not in ("", [])}


def _id(url: str) -> str:
    name = url.removeprefix(str(FORAMEN)).removeprefix("http://").removeprefix("https://")
    signs = (sign if sign.isascii() and (sign.isalnum() or sign in "-.") else "-" for sign in name)
    return "".join(signs)[-_ID_LENGTH:]


def _ordered(slots: Iterable[str], order: tuple[str, ...]) -> list[str]:
    known = [slot for slot in order if slot in slots]
    return known + sorted(set(slots) - set(known))


def _header(header: Row) -> Iterator[Resource]:
    for slot in _ordered(header.keys(), HEADER_SLOTS):
        for part in parts(slot, header[slot]):
            kind = "Uri" if slot in ADDRESS_SLOTS else "String"
            value = float(part) if slot in NUMBER_SLOTS else part
            yield {
                "url": str(SSSOM[slot]),
                f"value{'Decimal' if slot in NUMBER_SLOTS else kind}": value,
            }


def _curie_map(prefixes: Mapping[str, str]) -> Iterator[Resource]:
    for prefix, space in sorted(prefixes.items()):
        yield {
            "url": CURIE_MAP,
            "extension": [
                {"url": "prefix", "valueString": prefix},
                {"url": "namespace", "valueUri": space},
            ],
        }


def _key(found: MappingSet, row: Row, systems: Systems) -> _Key:
    """Give what the mappings of one group have in common: both canonicals, both prefixes."""
    ends = []
    for end in ("subject", "object"):
        prefix, system, _ = systems.coded(row[f"{end}_id"], found.get(row, f"{end}_type"))
        is_nothing = row[f"{end}_id"] == NOTHING
        version = found.get(row, f"{end}_source_version")
        ends.append(("", "") if is_nothing else (canonical(system, version), prefix))
    (source, source_prefix), (target, target_prefix) = ends
    return source, target, source_prefix, target_prefix


def _group(key: _Key, elements: list[Resource]) -> Resource:
    source, target, source_prefix, target_prefix = key
    said = {"source": source_prefix, "target": target_prefix}
    group = {
        "extension": [
            {"url": PREFIX_OF[end], "valueString": prefix} for end, prefix in said.items() if prefix
        ],
        "source": source,
        "target": target,
        "element": elements,
    }
    return {element: value for element, value in group.items() if value}


def _add(
    elements: dict[tuple[str, ...], Resource], row: Row, slots: Mapping[str, Resource], to: Systems
) -> None:
    """Put a row below the element of its subject, which it may share with others."""
    _, _, code = to.coded(row["subject_id"])
    label = row.get("subject_label", "")
    if row["object_id"] == NOTHING:
        elements[code, label, str(len(elements))] = _without_target(row, slots, code, label)
        return
    named: Resource = {"code": code, "display": label} if label else {"code": code}
    element = elements.setdefault((code, label), {**named, "target": []})
    element["target"].append(_target(row, slots, to))


def _without_target(row: Row, slots: Mapping[str, Resource], code: str, label: str) -> Resource:
    """Give the element of a subject that is said to have no match, with all that is said of it."""
    more = {
        slot: {"valueString": row[slot]}
        for slot in ("predicate_modifier", "object_label", "comment")
        if slot in row
    }
    element: Resource = {
        "extension": [
            {"url": str(SSSOM[slot]), **value} for slot, value in {**slots, **more}.items()
        ],
        "code": code,
    }
    if label:
        element["display"] = label
    return {**element, "noMap": True}


def _target(row: Row, slots: Mapping[str, Resource], systems: Systems) -> Resource:
    _, _, code = systems.coded(row["object_id"])
    is_negated = "predicate_modifier" in row
    said = relationship(row["predicate_id"], is_negated=is_negated)
    target: Resource = {}
    if is_negated:
        # What does not know this extension must not read the rest as if it were stated.
        target["modifierExtension"] = [{"url": NEGATED, "valueString": row["predicate_modifier"]}]
    target["code"] = code
    if "object_label" in row:
        target["display"] = row["object_label"]
    target["relationship"] = said
    if "comment" in row:
        target["comment"] = row["comment"]
    elif comment := needs_comment(said, *(_called(row, end) for end in ("subject", "object"))):
        target["comment"] = comment
        target["_comment"] = {"extension": [{"url": GENERATED, "valueBoolean": True}]}
    target["property"] = [{"code": slot, **value} for slot, value in slots.items()]
    return target


def _called(row: Row, end: str) -> str:
    return row.get(f"{end}_label") or row[f"{end}_id"]


def _slots(row: Row, systems: Systems) -> dict[str, Resource]:
    """Give the value of every slot that has no element, and of an id that its code cannot give."""
    without = {*_ELEMENTS, "predicate_modifier"}
    for end in ("subject", "object"):
        prefix, _, code = systems.coded(row[f"{end}_id"])
        if systems.curie(prefix, code) == row[f"{end}_id"]:
            without.add(f"{end}_id")
    return {
        slot: _value(slot, row[slot], systems) for slot in _ordered(row.keys() - without, ROW_SLOTS)
    }


def _value(slot: str, text: str, systems: Systems) -> Resource:
    if slot in CODING_SLOTS:
        return {"valueCoding": systems.as_coding(text)}
    return {"valueDecimal": float(text)} if slot in NUMBER_SLOTS else {"valueString": text}


def _declared(slot: str) -> Resource:
    kind = "Coding" if slot in CODING_SLOTS else "decimal" if slot in NUMBER_SLOTS else "string"
    return {"code": slot, "uri": str(SSSOM[slot]), "type": kind}
