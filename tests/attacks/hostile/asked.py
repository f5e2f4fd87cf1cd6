"""Make attacks of queries: refused by a rule, or answered rightly because they cost nothing."""

from __future__ import annotations

from typing import Final

from .data import F
from .model import Attack
from .talk import asking

__all__ = ["EITHER", "LONG", "PARTS", "ROWS", "TIME", "TRUE", "chain", "harmless", "refused"]

_STATUS: Final = {
    "": 200,
    "bad-request": 400,
    "query-syntax-error": 400,
    "query-not-allowed": 403,
    "answer-too-large": 403,
    "query-too-large": 413,
    "query-too-complex": 422,
    "engine-failure": 503,
    "query-timeout": 504,
    "query-out-of-memory": 507,
}
TIME: Final = ("query-timeout",)
# Which of the two limits it meets first depends on the machine.
EITHER: Final = ("query-timeout", "query-out-of-memory")
ROWS: Final = ("answer-too-large", "query-timeout", "query-out-of-memory")
PARTS: Final = ("query-too-complex",)
TRUE: Final = '"boolean":true'
_PREFIX: Final = f"PREFIX f: <{F}> PREFIX l: <http://www.w3.org/2000/01/rdf-schema#> "
LONG: Final = "x" * 10_000


def refused(kind: str, name: str, query: str, problems: tuple[str, ...]) -> Attack:
    statuses = frozenset(_STATUS[problem] for problem in problems)
    return Attack(name, kind, asking(_PREFIX + query), statuses, frozenset(problems))


def harmless(kind: str, name: str, query: str, holds: str) -> Attack:
    """Give a query that looks hostile and costs nothing here: it must be answered rightly."""
    return Attack(name, kind, asking(_PREFIX + query), frozenset({200}), holds=holds.encode())


def chain(link: str, joint: str, size: int) -> str:
    return joint.join([link] * (size // len(link + joint)))
