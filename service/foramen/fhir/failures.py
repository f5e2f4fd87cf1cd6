"""Answer that a code is not valid because what it was to be checked against cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .elements import Json, of_resource, part
from .issues import Issue, note, outcome_of

if TYPE_CHECKING:
    from foramen.errors import FhirRefused

    from .coded import Coded, Coding
    from .sources import Sources

__all__ = ["failed", "supplement_as_system"]


def supplement_as_system(resource: Json, place: str) -> Issue:
    """Say that a supplement cannot be the system of a code."""
    return note(
        "CODESYSTEM_CS_NO_SUPPLEMENT", of_resource(resource), kind="invalid-data", place=place
    )


def failed(problem: FhirRefused, coded: Coded, sources: Sources) -> Json:
    """Answer that a code is not valid because what it was to be checked against is not known."""
    said = [
        {"name": "issues", "resource": outcome_of(problem.issues)},
        part("result", "Boolean", False),
        part("message", "String", str(problem)),
    ]
    first = coded.codings[0] if coded.codings else None
    if coded.mode == "codeableConcept":
        said.append(part("codeableConcept", "CodeableConcept", coded.concept))
    elif first is not None:
        said += _echo(first, sources)
    if problem.unknown_system:
        said.append(part("x-caused-by-unknown-system", "Canonical", problem.unknown_system))
    return {"resourceType": "Parameters", "parameter": said}


def _echo(coding: Coding, sources: Sources) -> list[Json]:
    said = [part("code", "Code", coding.code)] if coding.code else []
    if coding.system:
        said.append(part("system", "Uri", coding.system))
        cs = None if coding.version else sources.system(coding.system, None)
        version = coding.version or (cs.version if cs else "")
        if version:
            said.append(part("version", "String", version))
    return said
