"""Ask for pages, each time at another address: what is kept in memory is no measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from .interface_requests import REQUESTS, a_level, a_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from .interface_requests import Request

__all__ = ["PAGES"]

_MUSCLES: Final = ("ElbowFlexors", "ElbowExtensors", "AnkleDorsiflexors", "LongToeExtensors")
_QUESTIONS: Final = (
    ("which-root-exits-through-a-foramen", "foramen"),
    ("which-structures-bound-a-foramen", "foramen"),
)


def _page(path: str, **query: Any) -> Request:
    return f"{path}?{urlencode(query)}", None


def _level(number: int) -> Request:
    other = a_level(number + 1 + number // 46)
    return _page(f"/spine/{a_level(number)}/{a_side(number)}", **{"with": f"{other}-left"})


def _term(number: int) -> Request:
    kinds = ("Foramen", "ForaminalStenosis", "LateralDiscHerniation", "ParacentralDiscHerniation")
    name = f"{kinds[number // 46 % 4]}_{a_level(number)}_{a_side(number)}"
    return _page("/term", name=name)


def _correlate(number: int) -> Request:
    finding = f"KeyMuscle_{_MUSCLES[number % 4]}"
    return _page("/correlate", side=a_side(number), finding=finding, text=f"case {number}")


def _search(number: int) -> Request:
    return _page("/search", q=f"{a_side(number)} {a_level(number)} foramen {number}")


def _suggest(number: int) -> Request:
    typed = f"{a_side(number)} {a_level(number)} foraminal stenosis"
    return _page("/search/suggest", q=typed[: 3 + number % len(typed)] + "s" * (number // 40))


def _question(number: int) -> Request:
    name, parameter = _QUESTIONS[number // 46 % 2]
    foramen = f"Foramen_{a_level(number)}_{a_side(number)}"
    return _page(f"/questions/{name}", **{parameter: foramen})


def _sparql(number: int) -> Request:
    query = f"SELECT * {{ ?s ?p ?o }} LIMIT {100 + number}"
    return f"/sparql?query={quote(query)}&format=html", None


def _compare(number: int) -> Request:
    a, b = f"Foramen_{a_level(number)}_left", f"Foramen_{a_level(number + 1 + number // 23)}_right"
    return _page("/compare", a=a, b=b)


def _tree(number: int) -> Request:
    return _page("/browse/", open=f"Foramen_{a_level(number)}_{a_side(number)}")


PAGES: Final[dict[str, Callable[[int], Request]]] = {
    "no work": REQUESTS["no work"],
    "spine: a level beside another": _level,
    "concept page": _term,
    "correlate": _correlate,
    "search": _search,
    "suggest while typing": _suggest,
    "tree opened at a term": _tree,
    "question with its answer": _question,
    "compare two concepts": _compare,
    "SPARQL, 100 rows as a page": _sparql,
}
"""The first needs no work; the others are shown beside it."""
