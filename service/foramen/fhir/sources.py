"""Resolve what a value set refers to, by the version rules of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.errors import FhirRefused

from . import limits
from .codesystem import Status
from .elements import Json, canonical, extension, objects, of_resource, split_canonical, text
from .issues import Issue, note, refused
from .statuses import standing_unless_shared
from .versions import listed, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .asked import Asked
    from .codesystem import CodeSystem
    from .gathered import Gathered
    from .library import Scope

__all__ = ["PARAMETER", "SUPPLEMENT", "Sources"]

SUPPLEMENT: Final = "http://hl7.org/fhir/StructureDefinition/valueset-supplement"
PARAMETER: Final = (
    "http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter",
    "http://hl7.org/fhir/tools/StructureDefinition/valueset-expansion-parameter",
)


class Sources:
    """What one request refers to, with which supplements it needs and has met.

    Attributes:
        needed: supplements that must be known.
        met: those that were found at a code system, as they were named.
        used: the same, with their versions.
    """

    def __init__(self, scope: Scope, asked: Asked) -> None:
        self.scope = scope
        self.asked = asked
        self.needed: dict[str, None] = dict.fromkeys(asked.supplements)
        self.met: set[str] = set()
        self.used: dict[str, None] = {}

    def learn(self, value_set: Json, *, fall_back: bool) -> None:
        """Take what a value set asks for itself: languages, supplements."""
        for one in objects(value_set, "extension"):
            if one.get("url") == SUPPLEMENT:
                self.needed[str(extension({"extension": [one]}, SUPPLEMENT))] = None
        for one in objects(value_set.get("compose"), "extension"):
            if one.get("url") in PARAMETER:
                value = extension(one, "value")
                self.asked.learn(str(extension(one, "name")), value, fall_back=fall_back)
        language = text(value_set, "language")
        if self.asked.languages is None and language:
            self.asked.learn_header(language, fall_back=fall_back)

    def system(self, url: str, stated: str | None) -> CodeSystem | None:
        """Find a code system by the version rules."""
        version = self.asked.version_of(url, stated)
        return self.exactly(url, version)

    def exactly(self, url: str, version: str | None) -> CodeSystem | None:
        """Find a code system of this version, whatever the rules say."""
        found = self.scope.code_system(url, version, self.needed)
        if found is not None:
            self.met.update(one for one in self.needed if found.has_supplement(one))
            named = (one for one in found.supplements if {one.url, one.canonical} & self.met)
            self.used.update((one.canonical, None) for one in named)
        return found

    def version_issue(self, cs: CodeSystem, place: str = "") -> Issue | None:
        """Say that a code system is not of the version that it must be."""
        for rule in self.asked.checks(cs.url):
            if not matches(rule.version, cs.version):
                return note(
                    "VALUESET_VERSION_CHECK", cs.url, cs.version, rule.version,
                    code="exception", kind="version-error", place=place,
                )  # fmt: skip
        return None

    def system_of(self, one: Json, found: Gathered, value_set: Json) -> CodeSystem:
        """Find the code system of an include or exclude, and note its use.

        Raises:
            FhirRefused: it is not known, or not of a version that is allowed.
        """
        cs = self._needed_system(text(one, "system"), text(one, "version"))
        word = standing_unless_shared(cs.status, value_set)
        if word:
            found.say(f"warning-{word}", "Uri", cs.canonical)
        found.say("used-codesystem", "Uri", cs.canonical)
        if not cs.is_complete:
            found.say("used-fragment", "Uri", cs.canonical)
            reason = f"This extension is based on a fragment of the code system {cs.url}"
            if reason not in found.partial:
                found.partial.append(reason)
        return cs

    def _needed_system(self, url: str, stated: str) -> CodeSystem:
        version = self.asked.version_of(url, stated)
        cs = self.exactly(url, version)
        if cs is None:
            raise FhirRefused(422, (self._unknown(url, version),), canonical(url, version))
        issue = self.version_issue(cs)
        if issue:
            raise FhirRefused(400, (issue,))
        return cs

    def _unknown(self, url: str, version: str | None) -> Issue:
        if not version:
            return note("UNKNOWN_CODESYSTEM_EXP", url, code="not-found", kind="not-found")
        known = self.scope.versions(url)
        message = "UNKNOWN_CODESYSTEM_VERSION_EXP" + ("" if known else "_NONE")
        return note(message, url, version, listed(known), code="not-found", kind="not-found")

    def require(self, value_set: Json, includes: Iterable[Json], excludes: Iterable[Json]) -> None:
        """Refuse a value set that names what is not known.

        Raises:
            FhirRefused: so it is.
        """
        compose = value_set.get("compose")
        if isinstance(compose, dict) and compose.get("lockedDate"):
            said = (
                f"The value set {of_resource(value_set)} has a lockedDate, which is not followed."
            )
            raise refused(422, "business-rule", said)
        parts = [*includes, *excludes]
        if len(parts) > limits.PARTS:
            raise refused(422, "too-costly", f"A value set may have {limits.PARTS:,} parts.")
        for one in parts:
            if not text(one, "system") and not self.references_of(one):
                raise refused(
                    422, "invalid", "A part of the value set names neither system nor value set."
                )
            for reference in self.references(one):
                self.value_set(reference, value_set)

    @staticmethod
    def references_of(one: Json) -> list[str]:
        """Give the value sets that an include or exclude names."""
        named = one.get("valueSet")
        return [each for each in named if isinstance(each, str)] if isinstance(named, list) else []

    def references(self, one: Json) -> Iterator[str]:
        """Give them with the versions that the rules say."""
        for reference in self.references_of(one):
            url, version = split_canonical(reference)
            yield (
                reference
                if url.startswith("#")
                else canonical(url, self.asked.version_of(url, version))
            )

    def value_set(self, reference: str, within: Json) -> Json:
        """Find a value set.

        Raises:
            FhirRefused: it is not known.
        """
        found = self.find_value_set(reference, within)
        if found is not None:
            return found
        url, version = split_canonical(reference)
        message = "VS_EXP_IMPORT_UNK" + ("_PINNED" if version else "")
        issue = note(message, url, version, code="not-found", kind="not-found")
        raise FhirRefused(422, (issue,))

    def find_value_set(self, reference: str, within: Json) -> Json | None:
        """Find a value set, or one that another contains (`#id`)."""
        if reference.startswith("#"):
            contained = objects(within, "contained")
            return next((one for one in contained if one.get("id") == reference[1:]), None)
        url, version = split_canonical(reference)
        return self.scope.find("ValueSet", url, version)

    @staticmethod
    def status_of(resource: Json) -> Status:
        """Give what a resource says of its own standing."""
        return Status(resource)

    def require_supplements(self) -> None:
        """Refuse if a supplement that is needed was not met.

        Raises:
            FhirRefused: so it is.
        """
        missing = [one for one in self.needed if one not in self.met]
        if missing:
            issue = note(
                "VALUESET_SUPPLEMENT_MISSING", ",".join(missing),
                code="not-found", kind="not-found",
            )  # fmt: skip
            raise FhirRefused(422, (issue,))
