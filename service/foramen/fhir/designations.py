"""Choose and check the names of a concept by language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .elements import STANDARDS_STATUS, Json, extension, objects
from .languages import Preference, Range, Tag, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["DISPLAY_USE", "Designation", "Designations"]

DISPLAY_USE: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra",
    "code": "preferredForLanguage",
}
_SNOMED: Final = "http://snomed.info/sct"
_PREFERRED: Final = {
    (DISPLAY_USE["system"], DISPLAY_USE["code"]),
    (_SNOMED, "900000000000548007"),
}
# How many names a message lists.
_MOST_NAMES: Final = 100
_SYNONYM: Final = (_SNOMED, "900000000000013009")
_NO_LONGER: Final = {"withdrawn", "inactive"}
_SHOWN_EXTENSIONS: Final = frozenset(
    f"http://hl7.org/fhir/StructureDefinition/{name}"
    for name in (
        "coding-sctdescid", "rendering-style", "rendering-xhtml", "codesystem-alternate",
        "structuredefinition-standards-status",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Designation:
    """One name of a concept.

    Attributes:
        use: a Coding of what it is for, or nothing.
        source: address and version of the supplement that gives it, or nothing.
    """

    value: str
    language: Tag | None = None
    use: Json | None = None
    status: str = "active"
    source: str = ""
    extensions: tuple[Json, ...] = ()

    @property
    def is_display(self) -> bool:
        """Tell whether it may stand for the concept."""
        return not self.use or (self.use.get("system"), self.use.get("code")) in _PREFERRED

    @property
    def is_preferred(self) -> bool:
        """Tell whether it may stand for the concept if nothing better is there."""
        use = self.use or {}
        return self.is_display or (use.get("system"), use.get("code")) == _SYNONYM

    @property
    def is_active(self) -> bool:
        """Tell whether it is still meant to be used."""
        return self.status not in _NO_LONGER

    def as_json(self) -> Json:
        """Write it as the designation of an expansion."""
        written: Json = {"language": self.language.text} if self.language else {}
        if self.use:
            written["use"] = self.use
        written["value"] = self.value
        shown = [one for one in self.extensions if one.get("url") in _SHOWN_EXTENSIONS]
        return written | ({"extension": shown} if shown else {})


@dataclass
class Designations:
    """All names of one concept."""

    all: list[Designation] = field(default_factory=list)

    def add(self, concept: Json, language: Tag | None, source: str = "") -> None:
        """Add display and designations of a concept, as a code system or supplement states it."""
        display = concept.get("display")
        if isinstance(display, str) and display and not (source and self.has(display)):
            self.all.append(Designation(display, language, DISPLAY_USE, source=source))
        for one in objects(concept, "designation"):
            self.all.append(_designation(one, source))

    def add_chosen(self, concept: Json, language: str) -> None:
        """Add what a value set says of a concept that it lists; its display comes first."""
        display = concept.get("display")
        if isinstance(display, str) and display:
            self.all.insert(0, Designation(display.strip(), parse(language), DISPLAY_USE))
        self.all += [_designation(one) for one in objects(concept, "designation")]

    def has(self, value: str) -> bool:
        """Tell whether a text is one of the names."""
        return any(one.value == value for one in self.all)

    def preferred(self, wanted: Preference | None) -> Designation | None:
        """Give the name to show to someone who wants these languages."""
        if not wanted:
            return next(self._by_rank(), None)
        for one in wanted.ranges:
            if one.quality > 0:
                found = self._best(one)
                if found:
                    return found
        return next((one for one in self.all if not one.language and one.is_display), None)

    def _by_rank(self) -> Iterator[Designation]:
        yield from (one for one in self.all if one.is_preferred and one.is_active)
        yield from (one for one in self.all if one.is_preferred)
        yield from self.all

    def _best(self, wanted: Range) -> Designation | None:
        for fits in _DEPTHS:
            near = [one for one in self.all if _fits(wanted, one.language, fits)]
            ranked = (
                *(one for one in near if one.is_display),
                *(one for one in near if one.is_preferred),
                *near,
            )
            if ranked:
                return ranked[0]
        return None

    def fitting(
        self, wanted: Preference | None, depth: int = -1, *, displays: bool = False
    ) -> list[Designation]:
        """Give the names in wanted languages; those without a language fit all."""
        return [
            one
            for one in self.all
            if one.value
            and (one.is_display or not displays)
            and (
                not one.language
                or not wanted
                or any(_fits(entry, one.language, _DEPTHS[depth]) for entry in wanted.ranges)
            )
        ]

    def count(self, wanted: Preference | None, *, displays: bool) -> int:
        """Count the names in the language as exactly as it was named; if none, less exactly."""
        counts = (len(self.fitting(wanted, depth, displays=displays)) for depth in range(3))
        return next((count for count in counts if count), 0)

    def check(self, wanted: Preference | None, value: str, *, active: bool = False) -> str:
        """Tell whether a text is a name: "same", "spaces" (they differ) or "other"."""
        fitting = [one for one in self.fitting(wanted) if one.is_active or not active]
        if any(one.value.lower() == value.lower() for one in fitting):
            return "same"
        plain = _plain(value)
        return "spaces" if any(_plain(one.value) == plain for one in fitting) else "other"

    def present(self, wanted: Preference | None, *, displays: bool) -> str:
        """List the names that would have been right, or all if none would."""
        fitting = self.fitting(wanted, displays=displays)
        found = (fitting or self.fitting(None, displays=displays))[:_MOST_NAMES]
        said = [
            f"'{one.value}' ({one.language.text})" if one.language else f"'{one.value}'"
            for one in found
        ]
        if len(said) < 2:
            return "".join(said)
        return f"{', '.join(said[:-1])} or {said[-1]}"


def _designation(one: Json, source: str = "") -> Designation:
    return Designation(
        value=str(one.get("value", "")).strip(),
        language=parse(str(one.get("language", ""))),
        use=one.get("use"),
        status=extension(one, STANDARDS_STATUS) or "active",
        source=source,
        extensions=tuple(objects(one, "extension")),
    )


def _plain(value: str) -> str:
    return re.sub(r"\s+", " ", value).strip().lower()


# How a wanted language fits another: exactly; with region; the language alone.
_DEPTHS: Final[tuple[Callable[[Tag, Tag], bool], ...]] = (
    lambda one, other: one.matches(other, exact=True),
    lambda one, other: one.matches(other, region=True),
    lambda one, other: one.matches(other),
)


def _fits(wanted: Range, given: Tag | None, fits: Callable[[Tag, Tag], bool]) -> bool:
    if wanted.quality <= 0:
        return False
    if wanted.tag is None:
        return True
    return given is not None and fits(wanted.tag, given)
