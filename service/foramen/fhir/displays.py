"""Check the display that came with a code against the names that the code has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .issues import Issue, note
from .membership import joined

if TYPE_CHECKING:
    from .asked import Asked
    from .coded import Coding
    from .finding import Finding

__all__ = ["check_display", "check_display_of_known"]


def check_display(coding: Coding, path: str, asked: Asked, finding: Finding) -> None:
    """Check the display of a code that is in the value set."""
    if not coding.display or not finding.names.all:
        return
    place = joined(path, "display")
    verdict = finding.names.check(asked.languages, coding.display)
    if verdict == "same":
        _check_active(coding, place, asked, finding)
        return
    finding.say(_wrong(verdict, coding, place, asked, finding))


def _wrong(verdict: str, coding: Coding, place: str, asked: Asked, finding: Finding) -> Issue:
    severity = "warning" if asked.lenient_display else "error"
    count = finding.names.count(asked.languages, displays=True)
    if not count:
        severity = "warning"
        count = finding.names.count(asked.languages, displays=False)
    if not count:
        return _none_for_language(coding, place, asked, finding)
    return _should_be(verdict, count, severity, coding, coding.system, place, asked, finding)


def _none_for_language(coding: Coding, place: str, asked: Asked, finding: Finding) -> Issue:
    shown = finding.names.preferred(None)
    if shown is None:
        return note(
            "NO_VALID_DISPLAY_AT_ALL", coding.display, coding.system, coding.code,
            asked.language_summary, severity="warning", kind="invalid-display", place=place,
        )  # fmt: skip
    own = [one.value for one in finding.names.all if one.language == shown.language]
    said = coding.display if coding.display in own else shown.value
    facts = (coding.display, coding.system, coding.code, asked.language_summary, said)
    if said == coding.display:
        message, severity = "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK", "information"
    else:
        message = "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR"
        severity = "warning" if asked.lenient_display else "error"
    return note(message, *facts, severity=severity, kind="invalid-display", place=place)


def _should_be(
    verdict: str,
    count: int,
    severity: str,
    coding: Coding,
    system: str,
    place: str,
    asked: Asked,
    finding: Finding,
) -> Issue:
    base = "Display_Name_WS_for" if verdict == "spaces" else "Display_Name_for"
    message = f"{base}__should_be_one_of__instead_of"
    right = finding.names.present(asked.languages, displays=True)
    return note(
        message + ("_one" if count == 1 else "_other"),
        count, system, coding.code, right, coding.display, asked.language_summary,
        severity=severity, kind="invalid-display", place=place, called=message,
    )  # fmt: skip


def _check_active(coding: Coding, place: str, asked: Asked, finding: Finding) -> None:
    """Say that a display is right but no longer meant to be used."""
    names = finding.names
    if names.check(asked.languages, coding.display, active=True) == "same":
        return
    right = dict.fromkeys(one.value for one in names.all if one.is_active and one.is_display)
    status = next(one.status for one in names.all if one.value.lower() == coding.display.lower())
    issue = note(
        "INACTIVE_DISPLAY_FOUND", coding.display, coding.code, ",".join(right), status,
        severity="warning", kind="display-comment", place=place,
    )  # fmt: skip
    finding.outcome.add_new(issue)


def check_display_of_known(
    coding: Coding, system: str, path: str, asked: Asked, finding: Finding
) -> None:
    """Check the display of a code that exists but is not in the value set."""
    names = finding.names
    if not coding.display or not names.all:
        return
    verdict = names.check(asked.languages, coding.display)
    if verdict == "same":
        return
    place = joined(path, "display")
    count = names.count(asked.languages, displays=True)
    severity = "warning" if asked.lenient_display else "error"
    if count:
        issue = _should_be(verdict, count, severity, coding, system, place, asked, finding)
    else:
        issue = note(
            "NO_VALID_DISPLAY_AT_ALL", coding.display, system, coding.code,
            asked.language_summary, severity="warning", kind="invalid-display", place=place,
        )  # fmt: skip
    finding.say(issue)
