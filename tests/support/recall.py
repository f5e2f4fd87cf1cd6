"""Measure how often the first thing found is the one that was meant, by kind of query."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

KINDS = ("label", "synonym", "abbreviation", "case", "typo", "order", "plural", "partial")
# The kinds in which nearly every query must give its term first.
SURE = ("label", "synonym", "abbreviation", "case")
LEAST = 0.95


def read_list(file: Path) -> list[dict[str, str]]:
    """Read a list of queries, each with the local name that is expected and its kind."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    unknown = {row["kind"] for row in rows} - set(KINDS)
    assert not unknown, f"{file} has kinds that are not known: {unknown}"
    return rows


def recall(
    rows: Iterable[Mapping[str, str]], first: Callable[[str], str | None]
) -> tuple[dict[str, float], str]:
    """Give the share of each kind that was found first, and a report that says what was not."""
    found: dict[str, list[bool]] = defaultdict(list)
    missed = []
    for row in rows:
        got = first(row["query"])
        found[row["kind"]].append(got == row["expected"])
        if got != row["expected"]:
            missed.append(f"{row['kind']}: {row['query']!r} gave {got}, not {row['expected']}")
    shares = {kind: sum(hits) / len(hits) for kind, hits in found.items()}
    lines = [f"{kind}: {sum(hits)} of {len(hits)}" for kind, hits in found.items()]
    return shares, "\n".join([*lines, *missed])
