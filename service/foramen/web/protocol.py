"""Read a SPARQL protocol request into a value.

Everything is decoded exactly once, strictly as UTF-8; what cannot be is refused, since a query
that was changed on the way would be answered wrongly in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from foramen.errors import BadRequest, QueryNotAllowed, UnsupportedMediaType

if TYPE_CHECKING:
    from flask import Request

__all__ = ["SparqlRequest", "read_sparql_request"]

_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_MOST_FIELDS: Final = 200
_TIME: Final = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(s|ms)?", re.ASCII)
_TRUE: Final = {"true", "1", ""}  # the bare name of the parameter switches it on
_FALSE: Final = {"false", "0"}
_NO_UPDATE: Final = QueryNotAllowed(
    "SPARQL Update", "This endpoint only reads: ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
)


@dataclass(frozen=True)
class SparqlRequest:
    """What a client asks; `query` is None where it asks nothing and wants the endpoint itself."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None
    time_limit_ms: int | None
    explain: bool = False


def read_sparql_request(request: Request) -> SparqlRequest:
    """Read a GET, a form, or a query sent as it is.

    Raises:
        BadRequest: parameters are repeated or cannot be decoded.
        UnsupportedMediaType: the body is neither a form nor a query.
        QueryNotAllowed: the client sends an update.
    """
    fields = _fields(request.query_string)
    if request.method == "POST":
        fields += _body_fields(request)
    return _interpreted(fields, query_needed=request.method == "POST")


def _body_fields(request: Request) -> list[tuple[str, str]]:
    if request.mimetype == "application/sparql-update":
        raise _NO_UPDATE
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    coded = request.headers.get("Content-Encoding", "identity").lower() != "identity"
    if request.mimetype not in {_FORM, _DIRECT} or charset not in {"utf-8", "utf8"} or coded:
        raise UnsupportedMediaType(request.headers.get("Content-Type", ""), (_FORM, _DIRECT))
    body = request.get_data(cache=False)
    if request.mimetype == _FORM:
        return _fields(body)
    return [("query", _decoded(body))]


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            _decoded(encoded),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise _not_utf8() from None
    except ValueError as problem:
        raise BadRequest(f"There are more than {_MOST_FIELDS} parameters.") from problem


def _decoded(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _not_utf8() -> BadRequest:
    return BadRequest("The request is not UTF-8: encode the query as UTF-8 before sending it.")


def _interpreted(fields: list[tuple[str, str]], *, query_needed: bool) -> SparqlRequest:
    queries = [value for name, value in fields if name == "query"]
    if any(name == "update" for name, _ in fields):
        raise _NO_UPDATE
    if len(queries) > 1:
        raise BadRequest(f"There are {len(queries)} query parameters: send one.")
    if query_needed and not queries:
        raise BadRequest("There is no query: send it as the form field `query`.")
    return SparqlRequest(
        query=queries[0] if queries else None,
        default_graphs=_graphs(fields, "default-graph-uri"),
        named_graphs=_graphs(fields, "named-graph-uri"),
        format=next((value for name, value in fields if name == "format"), None),
        time_limit_ms=_milliseconds([value for name, value in fields if name == "timeout"]),
        explain=_is_true("explain", [value for name, value in fields if name == "explain"]),
    )


def _is_true(parameter: str, values: list[str]) -> bool:
    given = {value.strip().lower() for value in values}
    if not given <= _TRUE | _FALSE or len(given) > 1:
        raise BadRequest(f"The parameter `{parameter}` is either true or false.")
    return bool(given & _TRUE)


def _milliseconds(values: list[str]) -> int | None:
    """Read the time that a client gives its query: seconds, as most endpoints take them."""
    if not values or not values[0]:
        return None
    found = _TIME.fullmatch(values[0].strip())
    milliseconds = float(found[1]) * (1 if found[2] == "ms" else 1000) if found else 0.0
    if milliseconds < 1:
        raise BadRequest("The parameter `timeout` is a number of seconds, or like 500ms.")
    return int(milliseconds)


def _graphs(fields: list[tuple[str, str]], parameter: str) -> tuple[str, ...]:
    """Give the graphs in the order given, each once; an empty value names no graph."""
    return tuple(dict.fromkeys(value for name, value in fields if name == parameter and value))
