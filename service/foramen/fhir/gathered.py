"""Collect the codes of a value set once each, with where they stand and what led to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from . import limits
from .elements import Json, part
from .issues import refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .entries import Entry

__all__ = ["Budget", "Gathered"]

_UNCLOSED: Final = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed"


class Budget:
    """How much a request may still look at."""

    def __init__(self) -> None:
        self._work = limits.WORK
        self._sets = limits.VALUE_SETS_MET

    def look_at(self, concepts: int) -> None:
        """Count concepts that are looked at.

        Raises:
            FhirRefused: there were too many.
        """
        self._work -= concepts
        if self._work < 0:
            said = f"The request leads to more than {limits.WORK:,} concepts to look at."
            raise refused(422, "too-costly", said)

    def meet(self) -> None:
        """Count a value set that another leads to.

        Raises:
            FhirRefused: there were too many.
        """
        self._sets -= 1
        if self._sets < 0:
            said = f"The value set leads to more than {limits.VALUE_SETS_MET} others."
            raise refused(422, "too-costly", said)


class Gathered:
    """The codes of one value set.

    Attributes:
        with_version: whether one code may come from several versions of a code system.
        nested: whether the codes can be shown as a tree.
        parameters: what an expansion says of how it was made.
        partial: why there may be codes that are not listed.
    """

    def __init__(self, *, with_version: bool, by_version: bool, nested: bool) -> None:
        self.with_version = with_version
        self.nested = nested
        self.entries: dict[tuple[str, str, str], Entry] = {}
        self.roots: list[Entry] = []
        self.parameters: list[Json] = []
        self.partial: list[str] = []
        self._by_version = by_version
        self._excluded: set[tuple[str, str, str]] = set()
        self._excluded_systems: set[tuple[str, str]] = set()

    def key(self, system: str, version: str, code: str) -> tuple[str, str, str]:
        """Tell codes apart, by version where that matters."""
        return system, version if self._by_version else "", code

    def say(self, name: str, kind: str, value: Any) -> None:
        """Note a parameter once."""
        said = part(name, kind, value)
        if said not in self.parameters:
            self.parameters.append(said)

    def exclude(self, entries: Iterable[Entry]) -> None:
        """Leave out codes."""
        self._excluded.update(self.key(one.system, one.version, one.code) for one in entries)

    def exclude_system(self, system: str, version: str) -> None:
        """Leave out all codes of a system, or of one version of it."""
        self._excluded_systems.add((system, version))

    def add(self, entry: Entry, parent: Entry | None = None) -> bool:
        """Take a code in, unless it is excluded or there already."""
        key = self.key(entry.system, entry.version, entry.code)
        whole = {(entry.system, ""), (entry.system, entry.version)}
        if key in self._excluded or whole & self._excluded_systems:
            return False
        if key in self.entries:
            self.nested = False
            return False
        self.entries[key] = entry
        entry.depth = parent.depth + 1 if parent is not None else 0
        if entry.depth > limits.NESTING:
            self.nested = False
        (parent.children if parent is not None else self.roots).append(entry)
        return True

    def pairs(self) -> set[tuple[str, str]]:
        """Give system and code of each entry."""
        return {(one.system, one.code) for one in self.entries.values()}

    def unclosed(self) -> list[Json]:
        """Give the extensions that say that the list is not complete."""
        if not self.partial:
            return []
        reasons = [{"url": f"{_UNCLOSED}-reason", "valueString": one} for one in self.partial]
        return [{"url": _UNCLOSED, "valueBoolean": True}, *reasons]
