"""Choose concepts of a code system as the filters of a value set say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from foramen.errors import FhirRefused

from .elements import Json, objects, text, value_of
from .issues import note
from .patterns import whole_match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .codesystem import CodeSystem
    from .concepts import Concept

__all__ = ["chosen", "require_understood"]

_CODE: Final = {"concept", "code"}
_KNOWN: Final = {"notSelectable", "status", "inactive", "deprecated"}
_HIERARCHY: Final[dict[str, Callable[[CodeSystem, str], Iterable[str]]]] = {
    "is-a": lambda cs, code: [code, *cs.below(code)],
    "descendent-of": lambda cs, code: cs.below(code),
    "child-of": lambda cs, code: cs.concepts[code].children if code in cs.concepts else (),
    "generalizes": lambda cs, code: [code, *cs.above(code)],
    "descendent-leaf": lambda cs, code: [
        one for one in cs.below(code) if not cs.concepts[one].children
    ],
}


def require_understood(cs: CodeSystem, filters: Iterable[Json], place: str) -> None:
    """Refuse filters that cannot be followed.

    Raises:
        FhirRefused: one has no value, or is not understood.
    """
    for index, one in enumerate(filters):
        where = f"{place}.filter[{index}]"
        name, operator = text(one, "property"), text(one, "op")
        if not text(one, "value"):
            issue = note(
                "UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE", cs.url, name, operator,
                kind="vs-invalid", place=where,
            )  # fmt: skip
            raise FhirRefused(400, (issue,))
        if not _is_understood(cs, name, operator):
            raise _not_understood(one, where)


def _is_understood(cs: CodeSystem, name: str, operator: str) -> bool:
    if name in _CODE:
        return operator in _HIERARCHY or operator in {"is-not-a", "in", "not-in", "=", "regex"}
    if name in {"parent", "child"} or name in _KNOWN or name in cs.meanings.uris:
        return operator in {"=", "in", "not-in", "exists", "regex"}
    return name in {"display", "definition"} and operator in {"=", "regex", "exists"}


def _not_understood(one: Json, where: str) -> FhirRefused:
    issue = note(
        "FILTER_NOT_UNDERSTOOD", text(one, "property"), text(one, "op"), text(one, "value"),
        code="not-supported", kind="vs-invalid", place=where,
    )  # fmt: skip
    return FhirRefused(400, (issue,))


def chosen(cs: CodeSystem, filters: list[Json]) -> dict[str, None]:
    """Give the codes that pass every filter, in the order of the code system."""
    passing: dict[str, None] | None = None
    for one in filters:
        found = _pass(cs, text(one, "property"), text(one, "op"), text(one, "value"))
        passing = found if passing is None else {code: None for code in passing if code in found}
    return passing if passing is not None else dict.fromkeys(cs.concepts)


def _pass(cs: CodeSystem, name: str, operator: str, value: str) -> dict[str, None]:
    if name in _CODE:
        return _by_code(cs, operator, value)
    test = _test(operator, value)
    if operator == "exists":
        wanted = value == "true"
        return _where(cs, lambda concept: bool(_values(cs, concept, name)) is wanted)
    if operator == "not-in":
        return _where(cs, lambda concept: not any(map(test, _values(cs, concept, name))))
    return _where(cs, lambda concept: any(map(test, _values(cs, concept, name))))


def _by_code(cs: CodeSystem, operator: str, value: str) -> dict[str, None]:
    if operator in _HIERARCHY:
        below = set(_HIERARCHY[operator](cs, value))
        return {code: None for code in cs.concepts if code in below}
    if operator == "is-not-a":
        below = {value, *cs.below(value)}
        return {code: None for code in cs.concepts if code not in below}
    test = _test(operator, value)
    wanted = operator != "not-in"
    return {code: None for code in cs.concepts if test(code) is wanted}


def _test(operator: str, value: str) -> Callable[[str], bool]:
    if operator == "regex":
        return whole_match(value)
    if operator in {"in", "not-in"}:
        values = {one.strip() for one in value.split(",")}
        return lambda given: given in values
    return lambda given: given == value


def _where(cs: CodeSystem, test: Callable[[Concept], bool]) -> dict[str, None]:
    return {code: None for code, concept in cs.concepts.items() if test(concept)}


def _values(cs: CodeSystem, concept: Concept, name: str) -> list[str]:
    """Give the values of a property, stated or implied, as texts."""
    if name in {"display", "definition"}:
        return [text(concept.json, name)] if text(concept.json, name) else []
    if name in {"parent", "child"}:
        return concept.parents if name == "parent" else concept.children
    if name in _KNOWN:
        return _known(cs, concept, name)
    stated = [one for one in objects(concept.json, "property") if one.get("code") == name]
    return [_as_text(value_of(one)) for one in stated]


def _known(cs: CodeSystem, concept: Concept, name: str) -> list[str]:
    if name == "notSelectable":
        return [
            _as_text(value)
            for property_ in ("notSelectable", "abstract", "not-selectable")
            for value in cs.meanings.of(concept, property_)
        ]
    if name == "status":
        status = cs.meanings.status(concept)
        return [status] if status else []
    is_so = {"inactive": cs.meanings.is_inactive, "deprecated": cs.meanings.is_deprecated}[name]
    return [_as_text(is_so(concept))]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return str(value.get("code", ""))
    return str(value)
