"""Say what is wrong as FHIR does: issues with a severity, a code and the place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from foramen.errors import FhirRefused

from .messages import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .elements import Json

__all__ = ["Issue", "Outcome", "note", "outcome_of", "refused"]

_MESSAGE_ID: Final = "http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id"
_KINDS: Final = "http://hl7.org/fhir/tools/CodeSystem/tx-issue-type"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to say.

    Attributes:
        code: of FHIR's value set issue-type.
        kind: a code of tx-issue-type, or nothing.
        place: a FHIRPath to the part of the request, or nothing.
        message_id: by which others know the message, or nothing.
    """

    severity: str
    code: str
    text: str
    kind: str = ""
    place: str = ""
    message_id: str = ""

    def as_json(self) -> Json:
        """Write it."""
        details: Json = {"text": self.text}
        if self.kind:
            details = {"coding": [{"system": _KINDS, "code": self.kind}], **details}
        written: Json = {"severity": self.severity, "code": self.code, "details": details}
        if self.message_id:
            extension = {"url": _MESSAGE_ID, "valueString": self.message_id}
            written = {"extension": [extension], **written}
        if self.place:
            written |= {"location": [self.place], "expression": [self.place]}
        return written


@dataclass
class Outcome:
    """Issues in the order in which they were found."""

    issues: list[Issue] = field(default_factory=list)

    def add(self, issue: Issue) -> None:
        """Add an issue."""
        self.issues.append(issue)

    def add_new(self, issue: Issue) -> None:
        """Add an issue unless the same was said already."""
        if all(one.text != issue.text for one in self.issues):
            self.issues.append(issue)

    @property
    def has_errors(self) -> bool:
        """Tell whether something is wrong, and not only worth a note."""
        return any(one.severity in {"error", "fatal"} for one in self.issues)

    def as_json(self) -> Json:
        """Write it as a resource."""
        return outcome_of(self.issues)


def outcome_of(issues: Iterable[Issue]) -> Json:
    """Write issues as a resource."""
    return {"resourceType": "OperationOutcome", "issue": [issue.as_json() for issue in issues]}


def note(
    message_id: str,
    *facts: object,
    severity: str = "error",
    code: str = "invalid",
    kind: str = "",
    place: str = "",
    called: str = "",
) -> Issue:
    """Make an issue of a known message; `called` is its id where that is not the text's."""
    said = MESSAGES[message_id].format(*facts)
    return Issue(severity, code, said, kind, place, called or message_id)


def refused(status: int, code: str, said: str, kind: str = "", place: str = "") -> FhirRefused:
    """Make the exception for a request that cannot be answered."""
    return FhirRefused(status, (Issue("error", code, said, kind, place),))
