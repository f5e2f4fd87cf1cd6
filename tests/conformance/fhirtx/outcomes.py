"""Run cases, and hold what came out against the table of known failures."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .comparison import Comparison
from .suite import CASES, TIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .client import Client
    from .suite import Case

_VERSIONS: Final = {"4": "4.0.1", "5": "5.0.0"}

__all__ = ["Outcome", "faults", "lines", "missing", "read_known", "run"]


@dataclass(frozen=True)
class Outcome:
    """What became of a case; without a difference, it passed."""

    case: Case
    difference: str | None

    @property
    def passed(self) -> bool:
        """Tell whether the answer was as expected."""
        return self.difference is None


def run(cases: Iterable[Case], client: Client, fhir: str) -> list[Outcome]:
    """Ask each case."""
    return [Outcome(case, _ask(case, client, fhir)) for case in cases]


def _ask(case: Case, client: Client, fhir: str) -> str | None:
    try:
        status, answer = client.ask(case)
    except (OSError, json.JSONDecodeError) as problem:
        return f"no answer that can be read: {problem!r}"
    loose = case.operation in {"metadata", "term-caps"}
    comparison = Comparison(fhir=fhir, loose=loose, variables={"version": _VERSIONS[fhir]})
    for number, expected in enumerate(case.expected):
        # Where there is a second pattern, refusing is also right.
        right = number > 0 or str(status)[0] == case.status
        difference = comparison.differ(expected, answer)
        if right and difference is None:
            return None
        if number == 0:
            first = difference or f"status {status}, not {case.status}xx"
    return first


def read_known(path: Path, fhir: str) -> dict[str, str]:
    """Read which cases fail with a FHIR version, and why."""
    with path.open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        return {row["case"]: row["reason"] for row in rows if fhir in row["fhir"].split(",")}


def faults(outcomes: Iterable[Outcome], known: dict[str, str]) -> Iterator[str]:
    """Name each case that is not as the table says."""
    for one in outcomes:
        if not one.passed and one.case.id not in known:
            yield f"FAILED {one.case.id}: {(one.difference or '')[:600]}"
        if one.passed and one.case.id in known:
            yield f"PASSED although known to fail: {one.case.id}"


def missing(outcomes: list[Outcome], tiers: str) -> Iterator[str]:
    """Name each tier that had not all its cases."""
    ran = Counter(one.case.tier for one in outcomes)
    for tier in tiers:
        if ran[tier] != CASES[tier]:
            yield f"MISSING tier {tier}: {ran[tier]} cases instead of {CASES[tier]}"


def lines(outcomes: list[Outcome]) -> Iterator[str]:
    """Count by suite and by tier."""
    passed = Counter(one.case.suite for one in outcomes if one.passed)
    all_ = Counter(one.case.suite for one in outcomes)
    for tier, suites in TIERS.items():
        ran = [name for name in suites if all_[name]]
        for name in ran:
            yield f"{tier}  {name:<26}{passed[name]:>4} /{all_[name]:>4}"
        if ran:
            total = sum(passed[name] for name in ran), sum(all_[name] for name in ran)
            yield f"{tier}  {'together':<26}{total[0]:>4} /{total[1]:>4}"
