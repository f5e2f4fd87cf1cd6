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
    from .concepts import Concept, Facts

__all__ = ["chosen", "passes", "require_understood", "work_of"]

# How many signs a regular expression reads in the time that a concept takes.
_SIGNS_PER_CONCEPT: Final = 100
# What is known of one concept without a look at the others.
_QUICK: Final = {"=", "in", "not-in", "exists", "is-a", "descendent-of"}
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
    tests = [_test(cs, one) for one in filters]
    return {code: None for code in cs.concepts if all(test(code) for test in tests)}


def passes(cs: CodeSystem, filters: list[Json], code: str) -> bool:
    """Tell whether one code passes every filter."""
    return all(_passes(cs, one, code) for one in filters)


def _passes(cs: CodeSystem, one: Json, code: str) -> bool:
    operator, value = text(one, "op"), text(one, "value")
    if text(one, "property") in _CODE and operator in {"is-a", "descendent-of"}:
        return value in cs.above(code) or (operator == "is-a" and code == value)
    return _test(cs, one)(code)


def work_of(cs: CodeSystem, filters: list[Json], *, one: bool = False) -> int:
    """Tell how much work filters are, for all concepts or for one, in concepts looked at."""
    work = 1 if one else len(cs.concepts)
    for each in filters:
        name, operator = text(each, "property"), text(each, "op")
        is_known = name in _CODE or name in cs.indexes
        if not one or not is_known or operator not in _QUICK:
            work += len(cs.concepts)
        if operator == "regex" and not one:
            work += cs.size // _SIGNS_PER_CONCEPT
    return work


def _test(cs: CodeSystem, one: Json) -> Callable[[str], bool]:
    name, operator, value = (text(one, key) for key in ("property", "op", "value"))
    if name in _CODE:
        return _test_of_code(cs, operator, value)
    values = _index(cs, name)
    if operator == "exists":
        return lambda code: (code in values) is (value == "true")
    fits = _compare(operator, value)
    wanted = operator != "not-in"
    return lambda code: any(map(fits, values.get(code, ()))) is wanted


def _test_of_code(cs: CodeSystem, operator: str, value: str) -> Callable[[str], bool]:
    if operator in _HIERARCHY:
        return set(_HIERARCHY[operator](cs, value)).__contains__
    if operator == "is-not-a":
        below = {value, *cs.below(value)}
        return lambda code: code not in below
    fits = _compare(operator, value)
    wanted = operator != "not-in"
    return lambda code: fits(code) is wanted


def _compare(operator: str, value: str) -> Callable[[str], bool]:
    if operator == "regex":
        return whole_match(value)
    if operator in {"in", "not-in"}:
        return {one.strip() for one in value.split(",")}.__contains__
    return value.__eq__


def _index(cs: CodeSystem, name: str) -> dict[str, list[str]]:
    """Give the values of a property, stated or implied, by code; worked out once."""
    if name not in cs.indexes:
        values = ((code, _values(cs, concept, name)) for code, concept in cs.concepts.items())
        cs.indexes[name] = {code: some for code, some in values if some}
    return cs.indexes[name]


def _values(cs: CodeSystem, concept: Concept, name: str) -> list[str]:
    if name in {"display", "definition"}:
        return [text(concept.json, name)] if text(concept.json, name) else []
    if name in {"parent", "child"}:
        return list(concept.parents if name == "parent" else concept.children)
    if name in _KNOWN:
        return _known(cs.meanings.facts(concept), name)
    stated = [one for one in objects(concept.json, "property") if one.get("code") == name]
    return [_as_text(value_of(one)) for one in stated]


def _known(facts: Facts, name: str) -> list[str]:
    if name == "notSelectable":
        return list(facts.selectable)
    if name == "status":
        return [facts.status] if facts.status else []
    return [_as_text(facts.inactive if name == "inactive" else facts.deprecated)]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return str(value.get("code", ""))
    return str(value)
