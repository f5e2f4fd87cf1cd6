"""Read what a concept of a code system states of itself: status, whether it may be chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from .elements import STANDARDS_STATUS, Json, extension, objects, value_of

__all__ = ["Concept", "Meanings"]

_BASE: Final = "http://hl7.org/fhir/concept-properties#"
_NO_LONGER: Final = {"inactive", "retired"}
_ABSTRACT: Final = {"abstract", "not-selectable", "notSelectable"}


@dataclass(slots=True)
class Concept:
    """A concept with its place in the hierarchy."""

    code: str
    json: Json
    parents: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)


class Meanings:
    """Which property of a code system means what, by name or by address."""

    def __init__(self, definitions: list[Json]) -> None:
        self.uris = {str(one.get("code")): str(one.get("uri", "")) for one in definitions}

    def of(self, concept: Concept, name: str) -> list[Any]:
        """Give the values of the properties that mean this."""
        return [
            value_of(one)
            for one in objects(concept.json, "property")
            if self._means(str(one.get("code")), name)
        ]

    def _means(self, code: str, name: str) -> bool:
        return code == name or self.uris.get(code) == _BASE + name

    def is_abstract(self, concept: Concept) -> bool:
        """Tell whether the concept only groups others, and is not for use."""
        return any(_is_true(value) for name in _ABSTRACT for value in self.of(concept, name))

    def is_inactive(self, concept: Concept) -> bool:
        """Tell whether the concept is no longer for use."""
        if any(_is_true(value) for value in self.of(concept, "inactive")):
            return True
        if any(value in _NO_LONGER for value in self.of(concept, "status")):
            return True
        return bool(extension(concept.json, STANDARDS_STATUS) == "withdrawn")

    def is_deprecated(self, concept: Concept) -> bool:
        """Tell whether the concept is on its way out."""
        if any(_is_true(value) for value in self.of(concept, "deprecated")):
            return True
        return any(value in {"deprecated", "retired"} for value in self.of(concept, "status"))

    def status(self, concept: Concept) -> str:
        """Give what the concept says of its status, or nothing."""
        for value in self.of(concept, "status"):
            return str(value)
        for name in ("deprecated", "inactive", "retired"):
            if any(_is_true(value) for value in self.of(concept, name)):
                return name
        return str(extension(concept.json, STANDARDS_STATUS) or "")


def _is_true(value: Any) -> bool:
    return value in (True, "true")
