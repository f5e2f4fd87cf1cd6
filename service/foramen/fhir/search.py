"""Search the server's code systems, value sets and concept maps."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from . import limits
from .elements import Json, text
from .issues import refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .dialects import Dialect

__all__ = ["RESULT_PARAMETERS", "SEARCH_PARAMETERS", "search", "summary_of"]

# What can be searched for, the member that it looks at, and how a value is compared.
SEARCH_PARAMETERS: Final = {
    "_id": ("id", "token"),
    "url": ("url", "uri"),
    "system": ("url", "uri"),
    "version": ("version", "token"),
    "name": ("name", "string"),
    "title": ("title", "string"),
    "status": ("status", "token"),
    "publisher": ("publisher", "string"),
    "description": ("description", "string"),
}
RESULT_PARAMETERS: Final = (
    "_count", "_elements", "_format", "_offset", "_pretty", "_sort", "_summary", "_total",
)  # fmt: skip
_SUMMARIES: Final = {"true", "text", "data", "count", "false"}
_SUMMARY: Final = {
    "resourceType", "id", "meta", "language", "extension", "url", "identifier", "version", "name",
    "title", "status", "experimental", "date", "publisher", "contact", "useContext",
    "jurisdiction", "caseSensitive", "valueSet", "hierarchyMeaning", "compositional",
    "versionNeeded", "content", "supplements", "count", "filter", "immutable", "versionAlgorithm",
    "sourceScopeUri", "sourceScopeCanonical", "targetScopeUri", "targetScopeCanonical",
    "versionAlgorithmCoding", "versionAlgorithmString",
}  # fmt: skip
_NEEDED: Final = {"resourceType", "id", "url", "status", "content"}
_SUBSETTED: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
}
_PAGE: Final = 50


def search(
    resources: Iterable[Json],
    query: Sequence[tuple[str, str]],
    address: str,
    dialect: Dialect,
) -> Json:
    """Give a Bundle of what is found.

    Raises:
        FhirRefused: a parameter is not known or does not fit.
    """
    found = list(resources)
    for name, value in query:
        if name not in RESULT_PARAMETERS:
            found = [one for one in found if _fits(one, name, value)]
    found.sort(key=lambda one: (text(one, "url"), text(one, "version")))
    asked = dict(query)
    count, offset = _number(asked, "_count", _PAGE), _number(asked, "_offset", 0)
    bundle: Json = {"resourceType": "Bundle", "type": "searchset", "total": len(found)}
    links = [("self", query)]
    if count and offset + count < len(found):
        kept = [pair for pair in query if pair[0] != "_offset"]
        links.append(("next", [*kept, ("_offset", str(offset + count))]))
    bundle["link"] = [_link(relation, address, pairs) for relation, pairs in links]
    if asked.get("_summary") == "count" or not count:
        return bundle
    base = address.removesuffix("/_search")
    entries = [
        {
            "fullUrl": f"{base}/{text(one, 'id')}",
            "resource": dialect.write(summary_of(one, asked)),
            "search": {"mode": "match"},
        }
        for one in found[offset : offset + count]
    ]
    return {**bundle, **({"entry": entries} if entries else {})}


def _link(relation: str, address: str, pairs: Sequence[tuple[str, str]]) -> Json:
    query = urlencode(pairs)
    return {"relation": relation, "url": f"{address}?{query}" if query else address}


def _fits(resource: Json, name: str, value: str) -> bool:
    plain, _, modifier = name.partition(":")
    if plain not in SEARCH_PARAMETERS:
        near = get_close_matches(plain, SEARCH_PARAMETERS, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        listed = ", ".join((*SEARCH_PARAMETERS, *RESULT_PARAMETERS))
        said = f"There is no search parameter {name[:60]}.{hint} Known: {listed}."
        raise refused(400, "not-supported", said)
    member, how = SEARCH_PARAMETERS[plain]
    given = text(resource, member)
    if modifier and (how != "string" or modifier not in {"exact", "contains"}):
        raise refused(400, "not-supported", f"The modifier :{modifier[:40]} is not supported.")
    return any(_is(given, one, how, modifier) for one in value.split(","))


def _is(given: str, wanted: str, how: str, modifier: str) -> bool:
    if how == "uri":
        url, _, _ = wanted.partition("|")
        return given == url
    if how == "token":
        return given == wanted.rpartition("|")[2]
    if modifier == "exact":
        return given == wanted
    given, wanted = given.casefold(), wanted.casefold()
    return wanted in given if modifier == "contains" else given.startswith(wanted)


def _number(asked: Json, name: str, default: int) -> int:
    value = str(asked.get(name, default))
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        raise refused(400, "invalid", f"{name} is a whole number, not {value[:40]}.")
    return min(int(value), limits.COUNT)


def summary_of(resource: Json, asked: Json) -> Json:
    """Give a resource, or the part of it that `_summary` and `_elements` say.

    Raises:
        FhirRefused: `_summary` is none of the words that there are.
    """
    summary = str(asked.get("_summary", "false"))
    if summary not in _SUMMARIES:
        said = f"_summary is one of {', '.join(sorted(_SUMMARIES))}, not {summary[:40]}."
        raise refused(400, "invalid", said)
    elements = {one.strip() for one in str(asked.get("_elements", "")).split(",")} - {""}
    if summary in {"false", "count"} and not elements:
        return resource
    if summary == "data":
        kept = set(resource) - {"text"}
    elif summary == "text":
        kept = {*_NEEDED, "text", "meta"}
    else:
        kept = _SUMMARY if summary == "true" else _NEEDED | elements
    meta = {**(resource.get("meta") or {}), "tag": [_SUBSETTED]}
    return {
        "resourceType": resource.get("resourceType"),
        "id": resource.get("id"),
        "meta": meta,
        **{k: one for k, one in resource.items() if k in kept and k != "meta"},
    }
