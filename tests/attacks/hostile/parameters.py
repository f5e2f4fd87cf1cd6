"""Parameters and paths that are badly encoded, too many, or meant to end up in a header."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from .model import Attack
from .talk import request

__all__ = ["PARAMETERS"]

_SPLIT: Final = "%0d%0aX-Injected:%20yes%0d%0a"
_ASK: Final = "/sparql?query=" + quote("ASK {}")


def _get(kind: str, name: str, target: str, *statuses: int, **headers: str) -> Attack:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    kinds = (
        "",
        "about:blank",
        "bad-request",
        "bad-parameter",
        "unknown-term",
        "unknown-question",
        "not-acceptable",
        "query-syntax-error",
        "query-not-allowed",
        "query-too-complex",
        "query-too-large",
    )
    sent = request("GET", target, b"", named)
    return Attack(name, kind, sent, frozenset(statuses), frozenset(kinds))


_ENCODING: Final = (
    _get("encoding", "a query that is no UTF-8", "/sparql?query=ASK%20%7B%7D%20%23%ff%fe", 400),
    _get("encoding", "an overlong slash", "/sparql?query=%c0%af", 400),
    _get("encoding", "half a pair", "/sparql?query=%ed%a0%80", 400),
    _get("encoding", "a zero byte", "/sparql?query=ASK%00%7B%7D", 400),
    _get("encoding", "signs that are no escapes", "/sparql?query=%zz%u0041%", 400),
    _get("encoding", "escaped twice", "/sparql?query=ASK%2520%257B%257D", 400),
    _get("encoding", "60,000 percent signs", "/sparql?query=" + "%" * 60_000, 400, 422),
    _get("encoding", "a path that is no UTF-8", "/%ff%fe", 404, 400),
    _get("encoding", "a path with a zero byte", "/questions/%00", 404, 400),
    _get("encoding", "a path with marks of direction", "/%e2%80%ae%e2%80%8b", 404, 400),
    _get("encoding", "5,000 parameters", "/sparql?" + "a=1&" * 5_000, 400),
    _get("encoding", "5,000 queries", "/sparql?" + "query=ASK%20%7B%7D&" * 5_000, 400, 414),
    _get(
        "encoding",
        "5,000 graphs",
        "/sparql?query=ASK%7B%7D&" + "default-graph-uri=urn:a&" * 190,
        403,
    ),
    _get(
        "encoding",
        "parameters of a question",
        "/questions/which-root-leaves-by-a-foramen?" + "foramen=x&" * 5_000,
        400,
    ),
    _get(
        "encoding",
        "a parameter that leaves its literal",
        "/questions/what-is-said-with-a-word?format=json&word="
        + quote('"} } SELECT * { ?s ?p ?o } #\\'),
        200,
        400,
    ),
    _get(
        "encoding",
        "a parameter that leaves its IRI",
        "/questions/which-root-leaves-by-a-foramen?format=json&foramen="
        + quote("https://w3id.org/foramen/x> } #"),
        400,
    ),
    _get(
        "encoding",
        "a time limit of a thousand digits",
        f"/sparql?query=ASK%7B%7D&timeout={'9' * 1_000}",
        400,
    ),
    _get("encoding", "digits of another script", "/sparql?query=ASK%7B%7D&timeout=%d9%a3", 400),
    _get(
        "encoding",
        "a Range of 2,000 parts",
        "/static/foramen-style.css",
        200,
        206,
        416,
        Range="bytes=" + ",".join("0-0" for _ in range(2_000)),
    ),
    _get(
        "encoding",
        "a Range beyond all numbers",
        "/static/foramen-style.css",
        200,
        416,
        400,
        Range=f"bytes={'9' * 4_000}-",
    ),
    _get(
        "encoding",
        "a Range from the back",
        "/static/foramen-style.css",
        200,
        206,
        416,
        Range="bytes=-99999999999999999999",
    ),
)
_SPLITS: Final = tuple(
    _get("header injection", name, target, 200, 303, 308, 400, 404, 406)
    for name, target in (
        ("in format", f"{_ASK}&format={_SPLIT}"),
        ("in query", f"/sparql?query={_SPLIT}"),
        ("in a question", f"/questions/a{_SPLIT}"),
        ("in a parameter", f"/questions/what-is-said-with-a-word?word={_SPLIT}&format=csv"),
        ("in a term", f"/node_1{_SPLIT}"),
        ("in the name of a graph", f"/graph/about{_SPLIT}.nt"),
        ("in the version of a graph", f"/graph/about/{_SPLIT}.nt"),
        ("in the version of the ontology", f"/ontology/{_SPLIT}"),
        ("in a static file", f"/static/foramen-style.css{_SPLIT}"),
        ("in a redirect", f"/dataset.{_SPLIT}"),
        ("in what is explained", f"/explain?subject={_SPLIT}&predicate={_SPLIT}&object={_SPLIT}"),
        ("by a line break of Unicode", f"{_ASK}&format=%c4%8d%c4%8aX-Injected:%20yes"),
        ("to another site", "//evil.example/%2e%2e"),
        ("to another site by a backslash", "/%5cevil.example/..//"),
    )
)

PARAMETERS: Final = (*_ENCODING, *_SPLITS)
