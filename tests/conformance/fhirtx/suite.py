"""Read the cases of the FHIR terminology ecosystem's test suite."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CASES", "TIERS", "Case", "read_suite"]

# What must pass, what should, and what is reported (the design note's section 3.1).
TIERS: Final = {
    "A": (
        "metadata", "simple-cases", "parameters", "search", "exclude", "case", "inactive",
        "translate", "errors", "big", "other",
    ),
    "B": (
        "language", "language2", "extensions", "validation", "deprecated", "notSelectable",
        "fragment", "tho", "batch", "regex-bad", "permutations",
    ),
    "C": ("version", "overload", "default-valueset-version"),
}  # fmt: skip


# How many cases there are, at the version of the suite that README.md names.
CASES: Final = {"A": 101, "B": 249, "C": 247}


@dataclass(frozen=True)
class Case:
    """One request and what may come back.

    Attributes:
        resources: what is sent along as `tx-resource`.
        request: the Parameters resource, or nothing for a GET.
        expected: one or more patterns, of which one must fit.
        status: the first digit of the HTTP status.
    """

    tier: str
    suite: str
    name: str
    operation: str
    resources: tuple[Any, ...]
    request: Any
    expected: tuple[Any, ...]
    status: str
    language: str

    @property
    def id(self) -> str:
        """Name the case."""
        return f"{self.suite}/{self.name}"


def read_suite(folder: Path, tiers: str = "ABC") -> list[Case]:
    """Read the cases of these tiers, leaving out those that are meant for one server alone."""
    tests = folder / "tests"
    suites = json.loads((tests / "test-cases.json").read_text("utf-8-sig"))["suites"]
    tier_of = {name: tier for tier in tiers for name in TIERS[tier]}
    return [
        _case(tests, tier_of[suite["name"]], suite, test)
        for suite in suites
        if suite["name"] in tier_of
        for test in suite["tests"]
        if "mode" not in test
    ]


def _case(tests: Path, tier: str, suite: Any, test: Any) -> Case:
    def load(name: str) -> Any:
        return json.loads((tests / name).read_text("utf-8-sig"))

    request = None
    if "request" in test:
        request = load(test["request"])
        profile = load(test.get("profile", "parameters-default.json"))
        request["parameter"] = [*request.get("parameter", ()), *profile["parameter"]]
    return Case(
        tier=tier,
        suite=suite["name"],
        name=test["name"],
        operation=test["operation"],
        resources=tuple(load(name) for name in suite["setup"]),
        request=request,
        expected=tuple(load(test[key]) for key in ("response", "response2") if key in test),
        status=test.get("http-code", "2xx")[0],
        language=test.get("Accept-Language", ""),
    )
