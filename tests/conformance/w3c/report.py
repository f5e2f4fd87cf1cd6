"""Compare what became of the cases with what was reviewed, and say it in a table."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from .outcome import Outcome

__all__ = ["Known", "Report", "read_known"]


@dataclass(frozen=True)
class Known:
    """A case that does not pass, for a reason that somebody has looked into."""

    status: str
    reason: str


def read_known(path: Path) -> dict[str, Known]:
    """Read the table of known failures."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        return {row["case"]: Known(row["status"], row["reason"]) for row in rows}


@dataclass(frozen=True)
class Report:
    """One run.

    Attributes:
        outcomes: what became of each case at the service.
        library: what became of the cases of the language on the engine's library alone.
        known: the reviewed table.
        expected: how many cases each group must have.
    """

    outcomes: Sequence[Outcome]
    library: Sequence[Outcome]
    known: Mapping[str, Known]
    expected: Mapping[str, int]

    def lines(self) -> Iterator[str]:
        """Say everything."""
        yield f"{'group':<22}{'cases':>7}{'passed':>8}{'refused':>9}{'failed':>8}{'library':>9}"
        for group in self.expected:
            yield self._line(group, [group])
        language = list({outcome.group: None for outcome in self.library})
        yield self._line("SPARQL 1.1 together", language)
        yield ""
        for outcome in self.outcomes:
            if outcome.status != "passed":
                known = self.known.get(outcome.name)
                reason = known.reason if known else f"NOT KNOWN: {outcome.detail}"
                yield f"{outcome.status}: {outcome.name}: {reason}"
        yield ""
        lost = self._lost()
        yield f"Passed by the library and lost by the service: {', '.join(lost) or 'none'}"
        yield from (f"WRONG: {fault}" for fault in self.faults())

    def faults(self) -> list[str]:
        """List what is not as it was reviewed."""
        counts = Counter(outcome.group for outcome in self.outcomes)
        found = [
            f"{group}: {counts[group]} cases instead of {number}"
            for group, number in self.expected.items()
            if counts[group] != number
        ]
        for outcome in self.outcomes:
            known = self.known.get(outcome.name)
            expected = known.status if known else "passed"
            if outcome.status != expected:
                found.append(f"{outcome.name} {outcome.status}, {expected} is expected")
        missing = self.known.keys() - {outcome.name for outcome in self.outcomes}
        found += [f"{name} is in the table, but was not run" for name in sorted(missing)]
        # The table is for what the library loses: no reason there excuses the service.
        excused = [name for name in self._lost() if name in self.known]
        found += [f"{name} is lost between library and service" for name in excused]
        return found

    def _lost(self) -> list[str]:
        """Name what the library can do and the service fails at; refusals are no failures."""
        here = {outcome.name: outcome.status for outcome in self.outcomes}
        return [
            outcome.name
            for outcome in self.library
            if outcome.status == "passed" and here.get(outcome.name) == "failed"
        ]

    def _line(self, title: str, groups: Sequence[str]) -> str:
        counts = Counter(outcome.status for outcome in self.outcomes if outcome.group in groups)
        library = [outcome.status for outcome in self.library if outcome.group in groups]
        passed = str(library.count("passed")) if library else ""
        return (
            f"{title:<22}{counts.total():>7}{counts['passed']:>8}{counts['refused']:>9}"
            f"{counts['failed']:>8}{passed:>9}"
        )
