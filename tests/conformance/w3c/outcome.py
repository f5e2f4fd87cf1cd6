"""What became of a case."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Outcome"]


@dataclass(frozen=True)
class Outcome:
    """What became of a case.

    Attributes:
        name: the case, as the table of known failures names it.
        group: the class of cases that it counts in.
        status: "passed", "failed", or "refused" where that is what the service is there to do.
        detail: what came instead.
    """

    name: str
    group: str
    status: str
    detail: str = ""

    @classmethod
    def of(cls, name: str, group: str, fault: str | None) -> Outcome:
        """Make the outcome of a case that has a fault, or none."""
        return cls(name, group, "passed" if fault is None else "failed", fault or "")
