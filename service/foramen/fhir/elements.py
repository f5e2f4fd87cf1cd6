"""Read members of FHIR resources, which are plain JSON objects here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "STANDARDS_STATUS",
    "Json",
    "canonical",
    "extension",
    "named",
    "objects",
    "objects_in",
    "of_resource",
    "part",
    "split_canonical",
    "text",
    "value_name",
    "value_of",
]

Json: TypeAlias = dict[str, Any]

STANDARDS_STATUS: Final = (
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status"
)


def objects(element: Json | None, name: str) -> list[Json]:
    """Give the objects of a list, or nothing where there is no such list."""
    found = (element or {}).get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def objects_in(value: Any) -> int:
    """Count the objects of a resource, as a measure of how long it is when written."""
    count, rest = 0, [value]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            count += 1
            rest += one.values()
        elif isinstance(one, list):
            rest += one
    return count


def text(element: Json | None, name: str) -> str:
    """Give a text without the spaces around it, or an empty one."""
    found = (element or {}).get(name)
    return found.strip() if isinstance(found, str) else ""


def value_name(element: Json) -> str:
    """Give the name of the value[x] of an extension, parameter or property, or nothing."""
    return next((name for name in element if name.startswith("value")), "")


def value_of(element: Json | None) -> Any:
    """Give the value[x], or None."""
    return element.get(value_name(element)) if element else None


def extension(element: Json | None, url: str) -> Any:
    """Give the value of the first extension of this address, or None."""
    for one in objects(element, "extension"):
        if one.get("url") == url:
            return value_of(one)
    return None


def canonical(url: str, version: str | None) -> str:
    """Give address and version as one."""
    return f"{url}|{version}" if version else url


def split_canonical(whole: str) -> tuple[str, str]:
    """Give address and version, which is empty where there is none."""
    url, _, version = whole.partition("|")
    return url, version


def of_resource(resource: Json) -> str:
    """Give address and version of a resource."""
    return canonical(text(resource, "url"), text(resource, "version"))


def part(name: str, kind: str, value: Any) -> Json:
    """Make one parameter: `part("result", "Boolean", True)`."""
    return {"name": name, f"value{kind}": value}


def named(parameters: Json, name: str) -> Iterator[Json]:
    """Give each parameter of this name."""
    return (one for one in objects(parameters, "parameter") if one.get("name") == name)
