"""Arrange an OpenAPI document for people: each interface, one operation after another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["by_tag"]

_METHODS: Final = ("get", "post")
_SHOWN_CHOICES: Final = 12
_FORM: Final = "application/x-www-form-urlencoded"
_OF_FORM: Final = ("format", "_format", "mode")  # say how the answer looks, not what is asked


def by_tag(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give each tag with its operations, in the order of the document."""
    operations = list(_operations(document))
    return [
        {**tag, "operations": [one for one in operations if one["tag"] == tag["name"]]}
        for tag in document["tags"]
    ]


def _operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                parameters = [*item.get("parameters", ()), *item[method].get("parameters", ())]
                resolved = [_resolved(one, document) for one in parameters]
                yield _operation(path, method, item[method], resolved, document)


def _operation(
    path: str,
    method: str,
    said: Mapping[str, Any],
    parameters: list[Mapping[str, Any]],
    document: Mapping[str, Any],
) -> dict[str, Any]:
    answers = {
        status: _resolved(one, document)["description"] for status, one in said["responses"].items()
    }
    body = _resolved(said.get("requestBody", {}), document).get("content", {})
    sent, text = _example_body(body, document)
    # A body says all that is asked; an address does it with parameters.
    told = parameters if method == "get" else [one for one in parameters if one["in"] == "path"]
    address = _example(path, told, said.get("x-example", []))
    return {
        "id": said["operationId"],
        "tag": said["tags"][0],
        "path": path,
        "method": method.upper(),
        "summary": said["summary"],
        "description": said.get("description", ""),
        "parameters": [{**one, "values": _values(one)} for one in parameters],
        "takes": list(body),
        "answers": [(status, _ended(words)) for status, words in answers.items()],
        "example": address if method == "get" else "",
        "address": address if method == "get" or text else "",
        "sends": sent,
        "body": text,
    }


def _resolved(one: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference to a component."""
    if "$ref" not in one:
        return one
    _, _, part, name = one["$ref"].split("/")
    found: Mapping[str, Any] = document["components"][part][name]
    return found


def _values(parameter: Mapping[str, Any]) -> str:
    schema = parameter.get("schema", {})
    choices = schema.get("enum") or schema.get("items", {}).get("enum")
    if choices:
        shown = ", ".join(map(str, choices[:_SHOWN_CHOICES]))
        return f"{shown}, ..." if len(choices) > _SHOWN_CHOICES else shown
    if "minimum" in schema or "maximum" in schema:
        return f"{schema.get('minimum', '')} to {schema.get('maximum', '')}"
    return str(schema.get("type", ""))


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _example(path: str, parameters: list[Mapping[str, Any]], shown: list[str]) -> str:
    """Make an address that can be followed, or nothing where a needed value has no example.

    What need not be given is left out, but for what the document says is worth to be `shown`;
    where nothing is needed, the first parameter shows how.
    """
    places, given = (
        {one["name"]: _example_value(one) for one in parameters if one["in"] == kind}
        for kind in ("path", "query")
    )
    needed = [one["name"] for one in parameters if one["in"] == "query" and one.get("required")]
    if not all(places.values()) or not all(given[name] for name in needed):
        return ""
    for name, value in places.items():
        path = path.replace("{" + name + "}", quote(value))
    free = [name for name in given if given[name] and name not in _OF_FORM]
    query = {name: given[name] for name in (shown or needed or free[:1])}
    return f"{path}?{urlencode(query)}" if query else path


def _example_body(content: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[str, str]:
    """Give the media type and text of the first body that has an example."""
    for media_type, said in content.items():
        found = said.get("example", next(iter(_examples(said, document)), None))
        if found is None:
            continue
        if isinstance(found, str):
            return media_type, found
        if media_type == _FORM:
            texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in found.items()}
            return media_type, urlencode(texts)
        return media_type, json.dumps(found, ensure_ascii=False, indent=1)
    return "", ""


def _example_value(parameter: Mapping[str, Any]) -> str:
    value = parameter.get("example", next(iter(_examples(parameter)), ""))
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _examples(said: Mapping[str, Any], document: Mapping[str, Any] | None = None) -> Iterator[Any]:
    for one in said.get("examples", {}).values():
        yield (_resolved(one, document) if document else one).get("value", "")
