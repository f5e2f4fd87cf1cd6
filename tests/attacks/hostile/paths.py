"""Addresses that lead out of the served folders."""

from __future__ import annotations

from typing import Final

from .model import Attack
from .talk import request

__all__ = ["CANARY", "CANARY_FILE", "PATHS"]

# What stands in a file beside the served ones; no answer may hold it.
CANARY: Final = b"the-canary-sings"
CANARY_FILE: Final = "canary.nt"
_ROUTES: Final = (
    "/static/", "/graph/", "/graph/about/", "/ontology/", "/ontology.", "/dataset/", "/dataset.",
    "/questions/", "/explain/", "/",
)  # fmt: skip
_CLIMBS: Final = (
    "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%252f", "%252e%252e%252f", "..\\", "..%5c", "....//",
    "..;/", "%c0%ae%c0%ae/", ".%00./",
)  # fmt: skip
_STARTS: Final = ("/", "%2f", "file:///", "%5c")
_PROBLEMS: Final = frozenset({"", "about:blank", "bad-request", "unknown-term", "unknown-question"})


def _attack(path: str) -> Attack:
    statuses = frozenset({400, 404, 308, 405})
    return Attack(path[:60], "traversal", request("GET", path), statuses, _PROBLEMS)


_CANARIES: Final = (
    "/graph/canary.nt", "/graph/canary", "/graph/..%2fcanary.nt", "/graph/manifest.json",
    "/static/foramen-style.css%00.txt", "/static/", "/static", "/static/.", "/static/%2e",
)  # fmt: skip

PATHS: Final = tuple(
    _attack(path)
    for path in dict.fromkeys(
        (
            *(f"{route}{climb}{CANARY_FILE}" for route in _ROUTES for climb in _CLIMBS),
            *(f"{route}{'../' * 9}etc/passwd" for route in _ROUTES),
            *(f"{route}{'..%2f' * 9}etc/passwd" for route in _ROUTES),
            *(f"{route}{start}etc/passwd" for route in _ROUTES for start in _STARTS),
            *(f"/static/{climb}problems.py" for climb in _CLIMBS),
            *(f"/graph/{climb}manifest.json" for climb in _CLIMBS),
            *_CANARIES,
        )
    )
)
