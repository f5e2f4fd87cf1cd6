"""Give the mappings of a catalogue as SSSOM mapping sets, and SSSOM rows as mappings.

This is the door to SSSOM: the forms that a set can be written in are re-exported here.
"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, PREFIXES, SEMAPV, SKOS, compact

from .model import Mapped
from .sssom_linked import mapping_graph, write_json
from .sssom_model import MappingSet, expand, number
from .sssom_table import read_tsv, write_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .catalogue import Catalogue
    from .model import Term, Terminology
    from .sssom_model import Row

__all__ = [
    "LICENSE",
    "MappingSet",
    "mapping_graph",
    "mapping_set",
    "read_mapped",
    "read_tsv",
    "write_json",
    "write_tsv",
]

LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_DIRECTION: Final = "a broad match means that the other is broader."
_TYPES: Final = {
    "class": "owl class",
    "individual": "owl named individual",
    "property": "rdf property",
}


def mapping_set(
    catalogue: Catalogue, version: str, date: str, terminology: Terminology | None = None
) -> MappingSet:
    """Give the mappings to one terminology, or to all, as an SSSOM mapping set."""
    mapped = [
        one for one in catalogue.mappings if not terminology or one.source == terminology.prefix
    ]
    versions = {one.source_version for one in mapped}
    header = _header(version, date, terminology, versions.pop() if len(versions) == 1 else "")
    rows = [_row(one, catalogue.terms.get(one.subject), header) for one in mapped]
    prefixes = _prefixes(rows, catalogue.terminologies.values())
    return MappingSet(header, prefixes, tuple(sorted(rows, key=_order)))


def _header(
    version: str, date: str, terminology: Terminology | None, source_version: str
) -> dict[str, str]:
    name = terminology.name if terminology else "other terminologies"
    prefix = terminology.prefix if terminology else ""
    header = {
        "mapping_set_id": f"{FORAMEN}mappings" + (f"/{prefix.casefold()}" if prefix else ""),
        "mapping_set_version": version,
        "mapping_set_title": f"Foramen to {name}",
        "mapping_set_description": f"How the terms of Foramen stand to {name}; {_DIRECTION}",
        "creator_label": "The Foramen project",
        "license": LICENSE,
        "subject_source": compact(str(FORAMEN.ontology)),
        "subject_source_version": version,
        "object_source": compact(f"{FORAMEN}terminology_{prefix}") if prefix else "",
        "object_source_version": source_version,
        "publication_date": date,
        "comment": terminology.license_note if terminology else "",
    }
    return {slot: text for slot, text in header.items() if text}


def _row(mapped: Mapped, term: Term | None, header: Row) -> dict[str, str]:
    row = {
        "record_id": compact(mapped.iri),
        "subject_id": compact(mapped.subject),
        "subject_label": term.label if term else "",
        "predicate_id": mapped.predicate,
        "object_id": mapped.object,
        "object_label": mapped.object_label,
        "mapping_justification": mapped.justification,
        "subject_type": _TYPES[term.kind] if term else "",
        "object_source_version": mapped.source_version,
        "confidence": "" if isnan(mapped.confidence) else number(str(mapped.confidence)),
        "comment": mapped.comment,
    }
    return {slot: text for slot, text in row.items() if text and header.get(slot) != text}


def _prefixes(rows: Iterable[Row], terminologies: Iterable[Terminology]) -> dict[str, str]:
    known = {**PREFIXES, **{one.prefix: one.namespace for one in terminologies}}
    used = {"foramen", "semapv", "skos"} | {
        cell.partition(":")[0]
        for row in rows
        for slot, cell in row.items()
        if slot in {"subject_id", "predicate_id", "object_id", "mapping_justification"}
    }
    return {prefix: known[prefix] for prefix in sorted(used & known.keys())}


def _order(row: Row) -> tuple[str, ...]:
    return tuple(row.get(slot, "") for slot in ("subject_id", "predicate_id", "object_id"))


def read_mapped(found: MappingSet, source: str = "") -> Iterator[Mapped]:
    """Give the rows as the mappings of a catalogue; source is a prefix, if not the object's own."""
    spaces = {"foramen": str(FORAMEN), "skos": str(SKOS), "semapv": str(SEMAPV), **found.prefixes}
    for row in found.rows:
        yield Mapped(
            iri=expand(row.get("record_id", ""), spaces),
            subject=expand(row["subject_id"], spaces),
            predicate=row["predicate_id"],
            object=row["object_id"],
            object_iri=expand(row["object_id"], spaces),
            object_label=row.get("object_label", ""),
            justification=row["mapping_justification"],
            confidence=float(row.get("confidence", "nan")),
            source=source or row["object_id"].partition(":")[0],
            source_version=found.get(row, "object_source_version"),
            comment=row.get("comment", ""),
        )
