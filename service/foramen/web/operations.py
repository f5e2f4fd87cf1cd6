"""Arrange an OpenAPI document for people: each interface, one operation after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["by_tag"]

_METHODS: Final = ("get", "post")
_SHOWN_CHOICES: Final = 12


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
    body = _resolved(said.get("requestBody", {}), document)
    return {
        "tag": said["tags"][0],
        "path": path,
        "method": method.upper(),
        "summary": said["summary"],
        "description": said.get("description", ""),
        "parameters": [{**one, "values": _values(one)} for one in parameters],
        "takes": list(body.get("content", {})),
        "answers": [(status, _ended(words)) for status, words in answers.items()],
        "example": _example(path, parameters) if method == "get" else "",
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


def _example(path: str, parameters: list[Mapping[str, Any]]) -> str:
    """Make an address that can be followed, or nothing where a needed value has no example."""
    query: list[tuple[str, str]] = []
    for one in parameters:
        value = _example_value(one)
        if one["in"] == "path":
            if not value:
                return ""
            path = path.replace("{" + one["name"] + "}", quote(value))
        elif one["in"] == "query":
            if value:
                query.append((one["name"], value))
            elif one.get("required"):
                return ""
    return f"{path}?{urlencode(query)}" if query else path


def _example_value(parameter: Mapping[str, Any]) -> str:
    value = parameter.get("example", next(iter(_examples(parameter)), ""))
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _examples(parameter: Mapping[str, Any]) -> Iterator[Any]:
    for one in parameter.get("examples", {}).values():
        yield one.get("value", "")
