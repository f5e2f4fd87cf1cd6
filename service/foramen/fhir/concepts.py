"""Read what a concept of a code system states of itself: status, whether it may be chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from .elements import STANDARDS_STATUS, Json, extension, objects, value_of

__all__ = ["Concept", "Facts", "Meanings"]

_BASE: Final = "http://hl7.org/fhir/concept-properties#"
_NO_LONGER: Final = {"inactive", "retired"}
_ABSTRACT: Final = ("notSelectable", "abstract", "not-selectable")
_STATUSES: Final = ("deprecated", "inactive", "retired")


@dataclass(frozen=True, slots=True)
class Facts:
    """What follows from the properties of a concept.

    Attributes:
        abstract: it only groups others, and is not for use.
        inactive: it is no longer for use.
        deprecated: it is on its way out.
        status: what it says of its status, or nothing.
        selectable: what it says of being abstract, as texts.
    """

    abstract: bool
    inactive: bool
    deprecated: bool
    status: str
    selectable: tuple[str, ...]


@dataclass(slots=True)
class Concept:
    """A concept with its place in the hierarchy."""

    code: str
    json: Json
    parents: dict[str, None] = field(default_factory=dict)
    children: dict[str, None] = field(default_factory=dict)
    facts: Facts | None = None


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

    def facts(self, concept: Concept) -> Facts:
        """Give what follows from the properties, worked out once."""
        if concept.facts is None:
            concept.facts = self._facts(concept)
        return concept.facts

    def _facts(self, concept: Concept) -> Facts:
        standards = str(extension(concept.json, STANDARDS_STATUS) or "")
        if not concept.json.get("property"):
            withdrawn = standards == "withdrawn"
            return Facts(
                abstract=False,
                inactive=withdrawn,
                deprecated=False,
                status=standards,
                selectable=(),
            )
        stated = [str(value) for value in self.of(concept, "status")]
        said = [name for name in _STATUSES if any(map(_is_true, self.of(concept, name)))]
        selectable = [value for name in _ABSTRACT for value in self.of(concept, name)]
        return Facts(
            abstract=any(map(_is_true, selectable)),
            inactive="inactive" in said
            or bool(_NO_LONGER & set(stated))
            or standards == "withdrawn",
            deprecated="deprecated" in said or bool({"deprecated", "retired"} & set(stated)),
            status=next(iter((*stated, *said, standards)), ""),
            selectable=tuple(_as_text(value) for value in selectable),
        )


def _is_true(value: Any) -> bool:
    return value in (True, "true")


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
