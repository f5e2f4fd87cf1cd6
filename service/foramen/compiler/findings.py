"""Hold what a check found: the result of one check, and each thing that is to be mended."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CheckResult", "Finding"]

VIOLATION, WARNING, INFO = "Violation", "Warning", "Info"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        severity: Violation, Warning or Info, as in SHACL; only a violation fails the check.
        focus: the term or the file that it is about.
        path: the property, or the row and column.
        value: the value that is wrong, where there is one.
        message: what is wrong and how to mend it.
        source: the shape or rule that says so.
    """

    severity: str
    focus: str
    path: str = ""
    value: str = ""
    message: str = ""
    source: str = ""


@dataclass(frozen=True)
class CheckResult:
    """What one check came to."""

    name: str
    title: str
    passed: bool
    seconds: float
    findings: tuple[Finding, ...] = ()
