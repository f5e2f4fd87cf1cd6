"""Check a code against one part of a value set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from .elements import STANDARDS_STATUS, Json, extension, objects, text
from .filters import passes, work_of
from .issues import Issue, note

if TYPE_CHECKING:
    from .asked import Asked
    from .codesystem import CodeSystem
    from .concepts import Concept
    from .finding import Finding
    from .gathered import Budget

__all__ = ["Membership", "joined", "unknown_code"]

_DEPRECATED: Final = "http://hl7.org/fhir/StructureDefinition/valueset-deprecated"


class _Owner(Protocol):
    name: str
    compose: Json
    value_set: Json


class Membership:
    """Checks codes against the parts of one value set."""

    def __init__(self, owner: _Owner, asked: Asked, budget: Budget) -> None:
        self._owner = owner
        self._budget = budget
        self._asked = asked

    @property
    def _without_inactive(self) -> bool:
        return self._owner.compose.get("inactive") is False

    def holds(
        self,
        path: str,
        cs: CodeSystem,
        part: Json,
        code: str,
        finding: Finding,
        *,
        quietly: bool = False,
    ) -> bool:
        """Tell whether an include holds the code; quietly (an exclude), only the answer counts."""
        concept = cs.find(code)
        if part.get("concept") is None and part.get("filter") is None:
            if concept is None:
                return not quietly and self._miss(path, cs, code, finding)
            if not quietly:
                self._note_case(path, cs, concept, code, finding)
            return self._admit(path, cs, concept, finding, quietly=quietly, whole=True)
        if concept is None:
            return False
        self._budget.look_at(len(part.get("concept") or ()))
        listed = next((one for one in objects(part, "concept") if text(one, "code") == code), None)
        if listed is not None:
            return self._holds_listed(path, cs, concept, listed, finding, quietly=quietly)
        filters = objects(part, "filter")
        if part.get("filter") is None:
            return False
        self._budget.look_at(work_of(cs, filters, one=True))
        if not passes(cs, filters, concept.code):
            return False
        return self._admit(path, cs, concept, finding, quietly=quietly)

    def of_stored(self, cs: CodeSystem, path: str, code: str, finding: Finding) -> bool:
        """Tell whether a code that a stored expansion lists is right."""
        concept = cs.find(code)
        if concept is None:
            return self._miss(path, cs, code, finding)
        return self._admit(path, cs, concept, finding)

    def _miss(self, path: str, cs: CodeSystem, code: str, finding: Finding) -> bool:
        """Say that the code does not exist; where that cannot be known, take it."""
        if self._asked.membership_only:
            return False
        finding.outcome.add_new(unknown_code(cs, code, joined(path, "code")))
        return not cs.is_complete

    def _note_case(
        self, path: str, cs: CodeSystem, concept: Concept, code: str, finding: Finding
    ) -> None:
        if concept.code != code:
            issue = note(
                "CODE_CASE_DIFFERENCE", code, concept.code, cs.canonical,
                severity="information", code="business-rule", kind="code-rule",
                place=joined(path, "code"),
            )  # fmt: skip
            finding.outcome.add_new(issue)
            finding.normal = concept.code

    def _holds_listed(
        self,
        path: str,
        cs: CodeSystem,
        concept: Concept,
        listed: Json,
        finding: Finding,
        *,
        quietly: bool,
    ) -> bool:
        admitted = self._admit(path, cs, concept, finding, quietly=quietly)
        finding.names.add_chosen(listed, text(self._owner.value_set, "language"))
        status = extension(listed, STANDARDS_STATUS)
        if extension(listed, _DEPRECATED):
            status = status or "deprecated"
        if admitted and not quietly and status in {"withdrawn", "deprecated"}:
            issue = note(
                "CONCEPT_DEPRECATED_IN_VALUESET", cs.url, concept.code, status, self._owner.name,
                severity="warning", code="business-rule", kind="code-comment",
                place=joined(path, "code"),
            )  # fmt: skip
            finding.outcome.add_new(issue)
        return admitted

    def _admit(
        self,
        path: str,
        cs: CodeSystem,
        concept: Concept,
        finding: Finding,
        *,
        quietly: bool = False,
        whole: bool = False,
    ) -> bool:
        """Tell whether a concept may be used here, and say why not."""
        if not quietly:
            finding.names = cs.designations(concept)
            self._budget.look_at(len(finding.names.all))
        if not self._asked.abstract and cs.meanings.facts(concept).abstract:
            if not quietly and not self._asked.membership_only:
                issue = _rule("ABSTRACT_CODE_NOT_ALLOWED", cs.url, concept.code, path=path)
                finding.outcome.add_new(issue)
            return False
        inactive = cs.meanings.facts(concept).inactive
        if inactive and (self._without_inactive or self._asked.active_only):
            if not quietly:
                self._refuse_inactive(path, cs, concept, finding, whole=whole)
            return False
        if not quietly:
            _mark(path, cs, concept, finding, inactive=inactive)
        return True

    def _refuse_inactive(
        self, path: str, cs: CodeSystem, concept: Concept, finding: Finding, *, whole: bool
    ) -> None:
        if whole or self._asked.active_only:
            issue = _rule("STATUS_CODE_WARNING_CODE", "not active", concept.code, path=path)
            finding.say(issue)
        if not self._asked.membership_only:
            _mark(path, cs, concept, finding, inactive=True)


def _mark(path: str, cs: CodeSystem, concept: Concept, finding: Finding, *, inactive: bool) -> None:
    finding.inactive = inactive
    finding.inactive_place = path
    finding.status = cs.meanings.facts(concept).status


def _rule(message: str, *facts: str, path: str) -> Issue:
    place = joined(path, "code")
    return note(message, *facts, code="business-rule", kind="code-rule", place=place)


def unknown_code(cs: CodeSystem, code: str, place: str) -> Issue:
    """Say that a code system has no such code, or may have it in another fragment."""
    if not cs.is_complete:
        return note(
            "UNKNOWN_CODE_IN_FRAGMENT", code, cs.url, cs.version,
            severity="warning", code="code-invalid", kind="invalid-code", place=place,
        )  # fmt: skip
    message = "Unknown_Code_in_Version" if cs.version else "Unknown_Code_in"
    return note(
        message, code, cs.url, cs.version, code="code-invalid", kind="invalid-code", place=place
    )


def joined(path: str, name: str) -> str:
    """Add a member to a place."""
    return f"{path}.{name}" if path else name
