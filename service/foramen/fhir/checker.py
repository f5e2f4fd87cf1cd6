"""Check whether a code is in a value set, and say everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foramen.errors import FhirRefused

from .agreement import agreed_version, miss_system, note_version
from .codesystem import Status
from .elements import Json, objects, of_resource, text
from .filters import require_understood
from .issues import note, refused
from .members import Members, require_no_circle
from .membership import Membership
from .ordering import newest_first
from .statuses import standing
from .versions import latest

if TYPE_CHECKING:
    from .asked import Asked
    from .coded import Coding
    from .finding import Finding
    from .gathered import Budget
    from .sources import Sources

__all__ = ["Checker", "note_standing"]


class Checker:
    """A value set that codes are checked against.

    Attributes:
        name: address and version of the value set.
    """

    def __init__(
        self, value_set: Json, sources: Sources, budget: Budget, path: tuple[str, ...] = ()
    ) -> None:
        budget.meet()
        self.value_set = value_set
        self.name = of_resource(value_set) or "(unidentified)"
        self._sources = sources
        self._asked: Asked = sources.asked
        self._budget = budget
        require_no_circle(of_resource(value_set), path)
        self._path = (*path, self.name)
        compose = value_set.get("compose")
        self.compose: Json = compose if isinstance(compose, dict) else {}
        self.includes = objects(self.compose, "include")
        self.excludes = objects(self.compose, "exclude")
        self._others: dict[str, Checker] = {}
        self._membership = Membership(self, sources.asked, budget)

    def prepare(self) -> None:
        """Look up everything that the value set refers to.

        Raises:
            FhirRefused: something is not known or not understood.
        """
        self._sources.learn(self.value_set, fall_back=False)
        if self.compose.get("lockedDate"):
            raise refused(422, "business-rule", f"{self.name} has a lockedDate.")
        for role, parts in (("include", self.includes), ("exclude", self.excludes)):
            for index, one in enumerate(parts):
                self._prepare(one, f"ValueSet.compose.{role}[{index}]")

    def _prepare(self, one: Json, place: str) -> None:
        for reference in self._sources.references(one):
            if reference in self._others:
                continue
            other = self._sources.find_value_set(reference, self.value_set)
            if other is None:
                issue = note(
                    "Unable_to_resolve_value_Set_", reference, code="not-found", kind="not-found"
                )
                raise FhirRefused(200, (issue,))
            checker = Checker(other, self._sources, self._budget, self._path)
            checker.prepare()
            self._others[reference] = checker
        system = text(one, "system")
        cs = self._sources.system(system, text(one, "version")) if system else None
        if cs is not None:
            require_understood(cs, objects(one, "filter"), place)

    def check(self, path: str, coding: Coding, finding: Finding) -> bool | None:
        """Check one code.

        Returns:
            Whether it is in the value set; None where that cannot be known.
        """
        system = coding.system
        if not system:
            if not self._asked.infer_system:
                issue = note(
                    "Coding_has_no_system__cannot_validate",
                    severity="warning", kind="invalid-data", place=path,
                )  # fmt: skip
                finding.say(issue)
                return False
            system = self._infer(coding.code, finding)
            if not system:
                return False
            finding.implied = system
        self._sources.require_supplements()
        if not self.compose:
            return self._check_stored(path, system, coding, finding)
        result = self._check_includes(path, system, coding, finding)
        if result is True and self._is_excluded(path, system, coding, finding):
            return False
        return result

    def _check_stored(
        self, path: str, system: str, coding: Coding, finding: Finding
    ) -> bool | None:
        """Check against an expansion that is all that the value set has."""
        members = Members(self.value_set, self._sources, self._budget).gather()
        if (system, coding.code) not in members.pairs():
            return False
        cs = self._sources.system(system, coding.version)
        if cs is None:
            version = self._asked.version_of(system, coding.version)
            miss_system(self._sources, system, version, path, finding)
            return None
        finding.version = cs.version
        return self._membership.of_stored(cs, path, coding.code, finding)

    def _check_includes(
        self, path: str, system: str, coding: Coding, finding: Finding
    ) -> bool | None:
        picked = None if coding.version else self._pick_version(system, coding)
        result: bool | None = False
        for _, one in newest_first(self.includes):
            result = not text(one, "system")
            if (
                text(one, "system") == system
                and picked in {None, text(one, "version")}
                and self._is_for(one, coding.version)
            ):
                result = self._check_system(path, one, system, coding, finding)
                if result is None:
                    return None
            if result:
                result = self._check_imports(path, one, system, coding, finding)
            if result:
                return True
        return result

    def _check_system(
        self, path: str, one: Json, system: str, coding: Coding, finding: Finding
    ) -> bool | None:
        version = agreed_version(self._sources, path, one, coding.version, finding)
        cs = self._sources.system(system, version)
        if cs is None:
            if self._asked.membership_only:
                return False
            miss_system(self._sources, system, version, path, finding)
            return None
        note_version(self._sources, cs, path, finding)
        note_standing(finding, "CodeSystem", cs.canonical, cs.status, self.value_set)
        if self._membership.holds(path, cs, one, coding.code, finding):
            finding.version = cs.version
            return True
        return False

    def _check_imports(
        self, path: str, one: Json, system: str, coding: Coding, finding: Finding
    ) -> bool | None:
        result: bool | None = True
        for reference in self._sources.references(one):
            checker = self._others[reference]
            status = Status(checker.value_set)
            note_standing(finding, "ValueSet", checker.name, status, self.value_set)
            if result is True:
                result = checker.check(path, replace(coding, system=system), finding)
        return result

    def _is_excluded(self, path: str, system: str, coding: Coding, finding: Finding) -> bool:
        for one in self.excludes:
            excluded: bool | None = not text(one, "system")
            if text(one, "system") == system:
                cs = self._sources.system(system, text(one, "version"))
                if cs is None:
                    raise refused(422, "not-found", f"There is no code system {system}.")
                note_standing(finding, "CodeSystem", cs.canonical, cs.status, self.value_set)
                excluded = self._membership.holds(path, cs, one, coding.code, finding, quietly=True)
            for reference in self._sources.references(one):
                checker = self._others[reference]
                excluded = (
                    bool(excluded)
                    and checker.check(path, replace(coding, system=system), finding) is True
                )
            if excluded:
                return True
        return False

    def _is_for(self, one: Json, version: str) -> bool:
        """Tell whether an include is meant, where another may name the very version."""
        if not version or text(one, "version") == version:
            return True
        return all(text(other, "version") != version for other in self.includes)

    def _pick_version(self, system: str, coding: Coding) -> str | None:
        """Choose among several included versions the newest that has the code with its display."""
        included = {
            text(one, "version")
            for one in self.includes
            if text(one, "system") == system and text(one, "version")
        }
        if len(included) < 2:
            return None
        having = {version for version in included if self._has(system, version, coding)}
        if having == included:
            return None
        return latest(having or included)

    def _has(self, system: str, version: str, coding: Coding) -> bool:
        cs = self._sources.system(system, version)
        concept = cs.find(coding.code) if cs else None
        if cs is None or concept is None:
            return False
        return not coding.display or cs.designations(concept).has(coding.display)

    def _infer(self, code: str, finding: Finding) -> str:
        """Find the one system in which the value set has the code."""
        members = Members(self.value_set, self._sources, self._budget).gather()
        systems = sorted(
            {
                one.system
                for one in members.entries.values()
                if one.code == code or (one.cs and one.concept is one.cs.find(code))
            }
        )
        if len(systems) == 1:
            return systems[0]
        message = (
            "Unable_to_resolve_system__value_set_has_multiple_matches"
            if systems
            else "UNABLE_TO_INFER_CODESYSTEM"
        )
        issue = note(
            message, code, self.name, ", ".join(systems or self._systems()),
            code="not-found", kind="cannot-infer", place="code",
        )  # fmt: skip
        finding.say(issue)
        return ""

    def _systems(self) -> list[str]:
        return sorted({text(one, "system") for one in self.includes} - {""})


def note_standing(finding: Finding, kind: str, name: str, status: Status, by: Json | None) -> None:
    """Say that what is used is a draft, withdrawn and so on."""
    word = standing(status, Status(by or {}))
    if word:
        issue = note(
            f"MSG_{word.upper()}", name, kind,
            severity="information", code="business-rule", kind="status-check",
        )  # fmt: skip
        finding.outcome.add_new(issue)
