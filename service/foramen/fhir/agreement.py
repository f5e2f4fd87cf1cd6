"""Work out which version of a code system counts for a code, and say where versions disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .elements import text
from .issues import note
from .membership import joined
from .versions import listed, matches

if TYPE_CHECKING:
    from .codesystem import CodeSystem
    from .elements import Json
    from .finding import Finding
    from .sources import Sources

__all__ = ["agreed_version", "miss_system", "note_version"]


def agreed_version(
    sources: Sources, path: str, one: Json, given: str, finding: Finding
) -> str | None:
    """Give the version to look in, for an include and what the coding gives."""
    system, stated = text(one, "system"), text(one, "version")
    version = sources.asked.version_of(system, stated)
    if not given:
        return version
    if version and version != given and matches(version, given):
        version = given
    known = sources.scope.versions(system)
    if not version and any(matches(given, other) for other in known):
        version = given
    cs = sources.system(system, version)
    place = joined(path, "version")
    if cs is not None and not matches(given, cs.version):
        _say_mismatch(cs, version, stated, given, place, finding)
        if sources.exactly(system, given) is None:
            miss_system(sources, system, given, path, finding)
    elif cs is None and version != given:
        facts = (system, version, given)
        finding.say(note("VALUESET_VALUE_MISMATCH", *facts, kind="vs-invalid", place=place))
    return version


def _say_mismatch(
    cs: CodeSystem, version: str | None, stated: str, given: str, place: str, finding: Finding
) -> None:
    severity = "error"
    facts: tuple[str, ...]
    if not version:
        severity = "error" if cs.version_needed else "warning"
        message, facts = "VALUESET_VALUE_MISMATCH_DEFAULT", (cs.url, cs.version, stated, given)
    elif version != stated:
        message, facts = "VALUESET_VALUE_MISMATCH_CHANGED", (cs.url, version, stated, given)
    else:
        message, facts = "VALUESET_VALUE_MISMATCH", (cs.url, stated, given)
    issue = note(message, *facts, severity=severity, kind="vs-invalid", place=place)
    finding.outcome.add_new(issue)
    if severity == "error":
        finding.tell(issue.text)


def note_version(sources: Sources, cs: CodeSystem, path: str, finding: Finding) -> None:
    """Say that a code system is not of the version that it must be."""
    issue = sources.version_issue(cs, joined(path, "version"))
    if issue:
        finding.outcome.add_new(issue)


def miss_system(
    sources: Sources, system: str, version: str | None, path: str, finding: Finding
) -> None:
    """Say that a code system, or a version of it, is not known."""
    known = listed(sources.scope.versions(system))
    finding.miss_system(system, version, known, joined(path, "system"))
