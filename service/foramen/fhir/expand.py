"""Expand a value set: list its codes, whole or by the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.errors import FhirRefused

from . import limits
from .elements import Json, of_resource, part
from .entries import Writer
from .issues import note
from .members import Members
from .wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .asked import Asked
    from .entries import Entry
    from .gathered import Budget, Gathered
    from .library import Scope
    from .sources import Sources

__all__ = ["expand"]

# What an expansion leaves out of the value set, unless the definition is asked for.
_DEFINITION: Final = {
    "id", "meta", "text", "contained", "extension", "publisher", "contact", "description",
    "useContext", "jurisdiction", "purpose", "copyright", "copyrightLabel", "compose", "expansion",
}  # fmt: skip
_ECHOED: Final = {
    "excludeNested": "exclude_nested",
    "activeOnly": "active_only",
    "includeDesignations": "include_designations",
    "includeDefinition": "include_definition",
    "excludeNotForUI": "exclude_not_for_ui",
    "excludePostCoordinated": "exclude_post_coordinated",
}


def expand(value_set: Json, sources: Sources, budget: Budget, stamp: Json) -> Json:
    """Expand; the stamp is identifier and timestamp of the expansion.

    Raises:
        FhirRefused: it cannot be done, or there are too many codes.
    """
    asked, scope = sources.asked, sources.scope
    sources.learn(value_set, fall_back=True)
    words = Words(asked.filter) if asked.filter else None
    found = Members(value_set, sources, budget, words).gather()
    sources.require_supplements()
    _require_few(value_set, scope, asked, found)
    shown = _shown(found, asked, words)
    budget.look_at(limits.WRITING * min(len(found.entries), asked.count or limits.COUNT))
    writer = Writer(asked, with_version=found.with_version)
    contains = [writer.write(one) for one in shown]
    left_out = {"id", "expansion"} if asked.include_definition else _DEFINITION
    result = {name: value for name, value in value_set.items() if name not in left_out}
    expansion: Json = {**stamp}
    extensions = found.unclosed()
    if extensions:
        expansion = {"extension": extensions, **expansion}
    expansion["total"] = len(found.entries)
    if asked.offset is not None:
        expansion["offset"] = asked.offset
    parameters = _parameters(sources, found, writer, of_resource(value_set))
    if parameters:
        expansion["parameter"] = parameters
    if writer.definitions:
        expansion["property"] = [
            {"code": name, **({"uri": uri} if uri else {})}
            for name, uri in writer.definitions.items()
        ]
    if contains:
        expansion["contains"] = contains
    return {**result, "expansion": expansion}


def _require_few(value_set: Json, scope: Scope, asked: Asked, found: Gathered) -> None:
    """Refuse to list very many codes at once.

    Raises:
        FhirRefused: there are too many, and no `count` was given.
    """
    limit = limits.CODES_OF_OURS if scope.is_own(value_set) else limits.CODES_OF_OTHERS
    if asked.count is None and len(found.entries) > limit:
        issue = note("VALUESET_TOO_COSTLY", of_resource(value_set), limit, code="too-costly")
        raise FhirRefused(422, (issue,))


def _shown(found: Gathered, asked: Asked, words: Words | None) -> list[Entry]:
    """Give what is listed: a tree where that is possible, else one page of a flat list."""
    whole = asked.count is None or asked.count > len(found.entries)
    if found.nested and whole and not asked.offset:
        return found.roots
    entries = list(found.entries.values())
    for one in entries:
        one.children = []
    if words is not None:
        entries.sort(key=lambda one: -words.rank(one.code, one.words()))
    start = asked.offset or 0
    return entries[start:] if asked.count is None else entries[start : start + asked.count]


def _parameters(sources: Sources, found: Gathered, writer: Writer, name: str) -> list[Json]:
    asked = sources.asked
    said = list(_echo(asked))
    said += [one for one in found.parameters if one not in said]
    said += [part("used-supplement", "Uri", one) for one in {**sources.used, **writer.supplements}]
    for rule in asked.found:
        value = f"{rule.url}|{rule.version}"
        if value != name and part(rule.name, "Uri", value) not in said:
            said.append(part(rule.name, "Uri", value))
    return said


def _echo_switches(asked: Asked) -> Iterator[Json]:
    for name, attribute in _ECHOED.items():
        if name in asked.given:
            yield part(name, "Boolean", getattr(asked, attribute))
    if asked.versions_match:
        yield part("versionsMatch", "Boolean", True)


def _echo(asked: Asked) -> Iterator[Json]:
    """Say what was asked for."""
    if asked.filter:
        yield part("filter", "String", asked.filter)
    if asked.languages:
        yield part("displayLanguage", "Code", asked.languages.summary(wildcard=True))
    for one in asked.designations:
        yield part("designation", "String", one)
    yield from _echo_switches(asked)
    for url, version in asked.excluded_systems:
        yield part("exclude-system", "Canonical", f"{url}|{version}" if version else url)
    for name in ("offset", "count"):
        number = getattr(asked, name)
        if number is not None:
            yield part(name, "Integer", number)
