"""Read what a request asks for beside the code or value set: languages, versions, switches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from foramen.errors import FhirRefused

from . import limits
from .elements import Json, named, objects, split_canonical, value_of
from .issues import note, refused
from .languages import Preference, read_preference

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Asked", "VersionRule", "read_asked"]

_RULES: Final = {
    "system-version": "default",
    "check-system-version": "check",
    "force-system-version": "override",
    "default-valueset-version": "default",
    "check-valueset-version": "check",
    "force-valueset-version": "override",
}
# What a switch is called in the request, and here.
_SWITCHES: Final = {
    "activeOnly": "active_only",
    "excludeNested": "exclude_nested",
    "includeDesignations": "include_designations",
    "includeDefinition": "include_definition",
    "excludeNotForUI": "exclude_not_for_ui",
    "excludePostCoordinated": "exclude_post_coordinated",
    "lenient-display-validation": "lenient_display",
    "valueset-membership-only": "membership_only",
    "versionsMatch": "versions_match",
    "abstract": "abstract",
    "inferSystem": "infer_system",
}


@dataclass(frozen=True, slots=True)
class VersionRule:
    """Which version of a code system or value set counts.

    Attributes:
        name: the parameter that gave it.
        mode: "default" (where nothing else is said), "check" (must be) or "override".
    """

    name: str
    url: str
    version: str
    mode: str


@dataclass
class Asked:
    """Everything that a request may say of how it wants to be answered.

    Attributes:
        given: the switches that were named, whatever their value.
        header: the languages of the Accept-Language header.
        found: the version rules that were applied.
    """

    filter: str = ""
    count: int | None = None
    offset: int | None = None
    display: Preference | None = None
    header: Preference | None = None
    active_only: bool = False
    exclude_nested: bool = False
    include_designations: bool = False
    include_definition: bool = False
    exclude_not_for_ui: bool = False
    exclude_post_coordinated: bool = False
    lenient_display: bool = False
    membership_only: bool = False
    versions_match: bool = False
    abstract: bool = True
    infer_system: bool = False
    given: set[str] = field(default_factory=set)
    designations: list[str] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)
    supplements: list[str] = field(default_factory=list)
    excluded_systems: list[tuple[str, str]] = field(default_factory=list)
    rules: list[VersionRule] = field(default_factory=list)
    found: list[VersionRule] = field(default_factory=list)

    @property
    def languages(self) -> Preference | None:
        """Give the languages that count."""
        return self.display or self.header

    @property
    def language_summary(self) -> str:
        """Name them for a message."""
        return self.languages.summary(wildcard=False) if self.languages else "--"

    def version_of(self, url: str, stated: str | None) -> str | None:
        """Give the version to use of a code system or value set, by the rules.

        Raises:
            FhirRefused: two rules contradict each other.
        """
        forced = self._ruled(url, "override")
        if forced:
            return forced
        return stated or self._ruled(url, "default") or self._ruled(url, "check")

    def _ruled(self, url: str, mode: str) -> str | None:
        rules = [rule for rule in self.rules if rule.url == url and rule.mode == mode]
        if not rules:
            return None
        for other in rules[1:]:
            if other.version != rules[0].version and mode != "check":
                issue = note(
                    "SYSTEM_VERSION_MULTIPLE", mode, url, rules[0].version, other.version,
                    code="exception", kind="version-error",
                )  # fmt: skip
                raise FhirRefused(400, (issue,))
        if rules[0] not in self.found:
            self.found.append(rules[0])
        return rules[0].version

    def checks(self, url: str) -> Sequence[VersionRule]:
        """Give the rules that a version must pass."""
        return [rule for rule in self.rules if rule.url == url and rule.mode == "check"]

    def learn(self, name: str, value: Any, *, fall_back: bool) -> None:
        """Take what a value set itself asks for, where the request says nothing."""
        if name == "displayLanguage" and self.display is None:
            self.display = _languages(str(value), fall_back=fall_back)
        elif name == "designation":
            self.designations.append(str(value))
        elif name == "versionsMatch":
            self.versions_match = _switch(name, value)
            self.given.add(name)

    def learn_header(self, language: str, *, fall_back: bool) -> None:
        """Take the language of a value set, where nothing else is said."""
        try:
            self.header = read_preference(language, fall_back=fall_back)
        except ValueError:
            self.header = None


def read_asked(parameters: Json, accept_language: str, *, fall_back: bool) -> Asked:
    """Read the parameters of a request.

    Args:
        parameters: a Parameters resource.
        accept_language: the header.
        fall_back: whether names in other languages will do where the wanted one has none.

    Raises:
        FhirRefused: a value does not fit.
    """
    asked = Asked()
    if accept_language:
        try:
            asked.header = read_preference(accept_language, fall_back=fall_back)
        except ValueError:
            asked.header = None  # a browser's header must not stand in the way
    for one in objects(parameters, "parameter"):
        _read_one(asked, str(one.get("name")), value_of(one), fall_back=fall_back)
    for one in named(parameters, "profile"):
        inner = one.get("resource")
        for entry in objects(inner if isinstance(inner, dict) else None, "parameter"):
            _read_one(asked, str(entry.get("name")), value_of(entry), fall_back=fall_back)
    return asked


def _read_one(asked: Asked, name: str, value: Any, *, fall_back: bool) -> None:
    if value is None:
        return
    if name in _SWITCHES:
        setattr(asked, _SWITCHES[name], _switch(name, value))
        asked.given.add(name)
    elif name in _RULES:
        url, version = split_canonical(str(value))
        if not version:
            raise refused(400, "invalid", f"{name} needs a version: address|version, not {value}.")
        asked.rules.append(VersionRule(name, url, version, _RULES[name]))
    elif name in {"count", "offset"}:
        setattr(asked, name, _number(name, value))
    elif name == "displayLanguage":
        asked.display = _languages(str(value), fall_back=fall_back)
    elif name == "filter":
        asked.filter = _short(name, str(value).strip())
    else:
        _read_repeated(asked, name, str(value))


def _read_repeated(asked: Asked, name: str, value: str) -> None:
    lists = {
        "designation": asked.designations,
        "property": asked.properties,
        "useSupplement": asked.supplements,
    }
    if name in lists:
        if len(lists[name]) >= limits.WANTED:
            raise refused(400, "too-costly", f"Give {name} at most {limits.WANTED} times.")
        lists[name].append(value)
    elif name == "exclude-system":
        asked.excluded_systems.append(split_canonical(value))


def _languages(value: str, *, fall_back: bool) -> Preference:
    try:
        return read_preference(value, fall_back=fall_back)
    except ValueError:
        issue = note("INVALID_DISPLAY_NAME", value, code="processing", kind="invalid-display")
        raise FhirRefused(400, (issue,)) from None


def _switch(name: str, value: Any) -> bool:
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise refused(400, "invalid", f"{name} is true or false, not {str(value)[:40]}.")


def _number(name: str, value: Any) -> int:
    said = str(value)
    if isinstance(value, bool) or not (said.isascii() and said.isdigit() and len(said) < 10):
        raise refused(400, "invalid", f"{name} is a whole number from 0, not {said[:40]}.")
    if name == "count" and int(said) > limits.COUNT:
        raise refused(400, "too-costly", f"count may be {limits.COUNT}, not {said}.")
    return int(said)


def _short(name: str, value: str) -> str:
    if len(value) > limits.FILTER_LENGTH:
        raise refused(400, "too-long", f"{name} may have {limits.FILTER_LENGTH} characters.")
    return value
