"""Provoke both reasoners: what cannot be must be impossible, and what can be must stay possible."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

CASES = list(
    csv.DictReader(
        (Path(__file__).parent / "provocations.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
_cases = pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])


def test_there_are_cases_of_both_kinds() -> None:
    verdicts = [case["verdict"] for case in CASES]
    assert (verdicts.count("impossible"), verdicts.count("possible")) == (33, 14)


@_cases
def test_the_rules_decide(impossible: frozenset[str], case: dict[str, str]) -> None:
    found = "impossible" if f"Test-{case['name']}" in impossible else "possible"
    assert found == case["verdict"], case["because"]


@pytest.mark.java
@_cases
def test_hermit_decides(hermit, case: dict[str, str]) -> None:
    empty = {name.rsplit("/", 1)[-1] for name in hermit.unsatisfiable}
    found = "impossible" if f"Test-{case['name']}" in empty else "possible"
    assert found == case["verdict"], case["because"]


def test_the_rules_find_nothing_impossible_but_what_was_provoked(
    impossible: frozenset[str],
) -> None:
    assert {name for name in impossible if not name.startswith("Test-")} == set()
