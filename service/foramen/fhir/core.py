"""Hold the few code systems of FHIR itself that any client may refer to, in each FHIR version.

Codes and displays are those of the specification (CC0), http://hl7.org/fhir.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .elements import Json

__all__ = ["core_resources"]

_SYSTEMS: Final = {
    "administrative-gender": ("AdministrativeGender", ("Male", "Female", "Other", "Unknown")),
    "publication-status": ("PublicationStatus", ("Draft", "Active", "Retired", "Unknown")),
}


def core_resources(fhir: str, date: str) -> list[Json]:
    """Give the resources of one FHIR version, `5.0.0`."""
    return [one for name in _SYSTEMS for one in _pair(name, fhir, date)]


def _pair(name: str, fhir: str, date: str) -> list[Json]:
    """Give a code system and the value set of all its codes."""
    title, displays = _SYSTEMS[name]
    head: Json = {
        "id": name,
        "version": fhir,
        "name": title,
        "title": title,
        "status": "active",
        "experimental": False,
        "date": date,
        "publisher": "HL7 (FHIR Project)",
    }
    system, value_set = f"http://hl7.org/fhir/{name}", f"http://hl7.org/fhir/ValueSet/{name}"
    content: Json = {
        "caseSensitive": True,
        "valueSet": value_set,
        "content": "complete",
        "count": len(displays),
        "concept": [{"code": one.lower(), "display": one} for one in displays],
    }
    compose: Json = {"include": [{"system": system}]}
    return [
        {"resourceType": "CodeSystem", **head, "url": system, **content},
        {"resourceType": "ValueSet", **head, "url": value_set, "compose": compose},
    ]
