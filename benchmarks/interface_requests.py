"""Make requests to the interfaces of other systems, each time another one."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["REQUESTS", "Request", "a_level", "a_side"]

Request: TypeAlias = tuple[str, Any]
"""A path with its query, and what is sent: nothing, JSON, or a form as bytes."""

_SPINE: Final = (
    *(f"C{n}" for n in range(2, 8)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
    "S1",
)
_LEVELS: Final = tuple(f"{a}-{b}" for a, b in pairwise(_SPINE))
_SIDES: Final = ("left", "right")
_SYSTEM: Final = "https://w3id.org/foramen/"
_VALUE_SETS: Final = f"{_SYSTEM}fhir/ValueSet"


def a_level(number: int) -> str:
    """Give one of the 23 levels, as names have it."""
    return _LEVELS[number % len(_LEVELS)]


def a_side(number: int) -> str:
    """Give a side, which changes after all levels had their turn."""
    return _SIDES[number // len(_LEVELS) % 2]


def _get(path: str, **query: object) -> Request:
    return f"{path}?{urlencode(query)}", None


def _nothing(number: int) -> Request:
    return _get("/healthz", n=number)


def _search(number: int) -> Request:
    return _get("/api/search", q=f"{a_side(number)} {a_level(number)} foraminal narrowing {number}")


def _misspelt(number: int) -> Request:
    return _get("/api/search", q=f"foramnal stenossis {a_level(number)} {number}")


def _suggest(number: int) -> Request:
    typed = f"{a_side(number)} {a_level(number)} foraminal stenosis"
    return _get("/reconcile/suggest/entity", prefix=typed[: 3 + number % len(typed)])


def _resolve(number: int) -> Request:
    return _get("/api/resolve", code=f"ICD10CM:M99.7{1 + number % 3}{' ' * (number % 400)}")


def _term(number: int) -> Request:
    name = f"Foramen_{a_level(number)}_{a_side(number)}"
    return _get(f"/api/terms/{name}", fields="label,relations," * (1 + number // 46) + "curie")


def _codes(number: int) -> Request:
    cause = ("DiscHerniation", "Osteophyte", "FacetArthropathy")[number // 46 % 3]
    return _get("/api/codes", level=f"Level_{a_level(number)}", side=a_side(number), cause=cause)


def _annotate(number: int) -> Request:
    where = f"{a_side(number)} {a_level(number)}"
    text = f"{number}. Severe {where} foraminal narrowing, no canal stenosis."
    return _get("/api/annotate", text=text)


def _reconcile(number: int) -> Request:
    queries = {
        f"q{i}": {"query": f"{a_side(i)} {a_level(i)} neural foramen {number}", "limit": 3}
        for i in range(100)
    }
    return "/reconcile", urlencode({"queries": json.dumps(queries)}).encode()


def _lookup(number: int) -> Request:
    code = f"Foramen_{a_level(number)}_{a_side(number)}"
    return _get("/fhir/r4/CodeSystem/$lookup", system=_SYSTEM, code=code)


def _validate(number: int) -> Request:
    parameters = [
        {"name": "url", "valueUri": f"{_VALUE_SETS}/foramina"},
        {"name": "system", "valueUri": _SYSTEM},
        {"name": "code", "valueCode": f"Foramen_{a_level(number)}_{a_side(number)}"},
        {"name": "display", "valueString": f"foramen {number}"},
    ]
    sent = {"resourceType": "Parameters", "parameter": parameters}
    return "/fhir/r5/ValueSet/$validate-code", sent


def _expand(number: int) -> Request:
    return _get(
        "/fhir/r5/ValueSet/$expand",
        url=f"{_VALUE_SETS}/all", filter=a_level(number), count=5 + number // 23,
    )  # fmt: skip


REQUESTS: Final[dict[str, Callable[[int], Request]]] = {
    "no work": _nothing,
    "search": _search,
    "search, misspelt": _misspelt,
    "suggest while typing": _suggest,
    "resolve a code": _resolve,
    "a term with its relations": _term,
    "codes for a finding": _codes,
    "annotate a sentence": _annotate,
    "reconcile 100 names": _reconcile,
    "FHIR $lookup": _lookup,
    "FHIR $validate-code": _validate,
    "FHIR $expand with a filter": _expand,
}
"""The first needs no work; the others are shown beside it."""
