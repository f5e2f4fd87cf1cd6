"""Write an R4 answer as R5 writes it, since the suite's patterns are R5."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["as_r5"]

_PROPERTY: Final = "http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion."
_KINDS: Final = {f"{_PROPERTY}property", f"{_PROPERTY}contains.property"}


def as_r5(value: Any) -> Any:
    """Turn the extensions that stand for properties of an expansion into properties."""
    if isinstance(value, list):
        return [as_r5(one) for one in value]
    if not isinstance(value, dict):
        return value
    written = {name: as_r5(one) for name, one in value.items() if name != "extension"}
    kept = []
    for extension in value.get("extension", ()):
        if extension.get("url") in _KINDS:
            written.setdefault("property", []).append(_property(extension))
        else:
            kept.append(as_r5(extension))
    if kept:
        written["extension"] = kept
    return written


def _property(extension: Any) -> Any:
    members = {}
    for part in extension["extension"]:
        name, value = next((key, one) for key, one in part.items() if key.startswith("value"))
        members[name if part["url"] == "value" else part["url"]] = value
    return members
