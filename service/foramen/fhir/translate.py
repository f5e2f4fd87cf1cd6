"""Translate a code by concept maps, forwards and backwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from . import limits
from .coded import single
from .elements import Json, named, objects, of_resource, part, split_canonical, text
from .issues import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dialects import Dialect
    from .gathered import Budget
    from .library import Scope

__all__ = ["translate"]

_MAPS_IN_A_ROW: Final = 5
# What R5 and R4 call the same thing.
_CODE: Final = ("sourceCode", "code")
_BACKWARDS: Final = ("targetCode", "targetCoding", "targetCodeableConcept")


@dataclass(frozen=True, slots=True)
class _Match:
    relationship: str
    concept: Json
    source: Json
    map: str
    comment: str = ""
    product: tuple[Json, ...] = ()


def translate(
    parameters: Json, scope: Scope, dialect: Dialect, instance: Json | None, budget: Budget
) -> Json:
    """Find what a code is elsewhere.

    Raises:
        FhirRefused: the request names no code, or a map that is not known.
    """
    backwards = _is_backwards(parameters)
    codings = list(_codings(parameters, backwards=backwards))
    if not codings:
        raise refused(400, "invalid", "Give the code to translate with its system.")
    if len(codings) > limits.CODINGS:
        raise refused(400, "too-costly", f"Give at most {limits.CODINGS} codings.")
    target = _first(parameters, "sourceSystem" if backwards else "targetSystem", "targetsystem")
    maps = _maps(parameters, scope, instance)
    matches: list[_Match] = []
    for coding in codings:
        for one in maps:
            matches += _by_map(one, coding, target, scope, budget, backwards=backwards)
    matches = list({_key(one): one for one in reversed(matches)}.values())[::-1]
    found = any(one.relationship != "not-related-to" for one in matches)
    said = [part("result", "Boolean", found)]
    if not found:
        said.append(part("message", "String", "No translation was found."))
    said += [_written(match, dialect, backwards=backwards) for match in matches]
    return {"resourceType": "Parameters", "parameter": said}


def _written(one: _Match, dialect: Dialect, *, backwards: bool) -> Json:
    if backwards:
        parts = dialect.backward_match(one.relationship, one.concept, one.source, one.map)
    else:
        parts = dialect.match(one.relationship, one.concept, one.map)
    parts += [part("message", "String", one.comment)] if one.comment else []
    parts += [_product(each) for each in one.product]
    return {"name": "match", "part": parts}


def _key(one: _Match) -> tuple[Any, ...]:
    return (
        one.map, one.relationship,
        *(side.get(name) for side in (one.concept, one.source) for name in ("system", "code")),
    )  # fmt: skip


def _is_backwards(parameters: Json) -> bool:
    if single(parameters, "reverse") in (True, "true"):
        return True
    return any(single(parameters, name) is not None for name in _BACKWARDS)


def _first(parameters: Json, *names: str) -> str:
    return next((str(one) for one in (single(parameters, name) for name in names) if one), "")


def _codings(parameters: Json, *, backwards: bool) -> Iterator[Json]:
    side = "target" if backwards else "source"
    code = _first(parameters, f"{side}Code", "code")
    if code:
        names = (f"{side}System", "system") if single(parameters, f"{side}Code") else ("system",)
        yield {"system": _first(parameters, *names), "code": code}
    for name in (f"{side}Coding", "coding"):
        coding = single(parameters, name)
        if isinstance(coding, dict):
            yield coding
    for name in (f"{side}CodeableConcept", "codeableConcept"):
        concept = single(parameters, name)
        yield from objects(concept if isinstance(concept, dict) else None, "coding")


def _maps(parameters: Json, scope: Scope, instance: Json | None) -> list[Json]:
    if instance is not None:
        return [instance]
    for one in named(parameters, "conceptMap"):
        if isinstance(one.get("resource"), dict):
            return [one["resource"]]
    url = _first(parameters, "url")
    if url:
        address, version = split_canonical(url)
        version = version or _first(parameters, "conceptMapVersion")
        found = scope.find("ConceptMap", address, version)
        if found is None:
            raise refused(404, "not-found", f"There is no concept map {url}.", "not-found")
        return [found]
    everything = [*scope.sent, *scope.library.of("ConceptMap")]
    maps = [one for one in everything if one.get("resourceType") == "ConceptMap"]
    for names, member in (
        (("sourceScope", "source"), "sourceScope"),
        (("targetScope", "target"), "targetScope"),
    ):
        wanted = _first(parameters, *names)
        if wanted:
            maps = [one for one in maps if wanted in _scopes(one, member)]
    return maps


def _scopes(one: Json, member: str) -> set[str]:
    whole = text(one, f"{member}Uri") or text(one, f"{member}Canonical")
    return {whole, split_canonical(whole)[0]}


def _by_map(
    one: Json,
    coding: Json,
    target: str,
    scope: Scope,
    budget: Budget,
    *,
    backwards: bool,
    depth: int = 0,
) -> Iterator[_Match]:
    for group in objects(one, "group"):
        budget.look_at(4)
        source, its_target = (
            split_canonical(text(group, name))[0] for name in ("source", "target")
        )
        near, far = (its_target, source) if backwards else (source, its_target)
        system = text(coding, "system")
        if (system and near and near != system) or (target and far and far != target):
            continue
        if backwards:
            yield from _backwards(one, group, text(coding, "code"))
        else:
            yield from _forwards(one, group, coding, target, scope, budget, depth)


def _forwards(
    one: Json, group: Json, coding: Json, target: str, scope: Scope, budget: Budget, depth: int
) -> Iterator[_Match]:
    code, source = text(coding, "code"), text(group, "source")
    elements = [each for each in objects(group, "element") if text(each, "code") == code]
    for element in elements:
        for to in objects(element, "target"):
            concept = _concept(text(group, "target"), text(to, "code"), text(to, "display"))
            yield _match(one, to, concept, _concept(source, code, text(element, "display")))
    unmapped = group.get("unmapped")
    if not elements and isinstance(unmapped, dict):
        yield from _unmapped(one, group, unmapped, coding, target, scope, budget, depth)


def _unmapped(
    one: Json,
    group: Json,
    rule: Json,
    coding: Json,
    target: str,
    scope: Scope,
    budget: Budget,
    depth: int,
) -> Iterator[_Match]:
    mode, system = text(rule, "mode"), text(group, "target")
    relationship = text(rule, "relationship") or "related-to"
    code = text(coding, "code")
    said = {"relationship": relationship}
    if mode == "fixed":
        concept = _concept(system, text(rule, "code"), text(rule, "display"))
        yield _match(one, said, concept, _concept(text(group, "source"), code, ""))
    elif mode in {"use-source-code", "provided"}:
        concept = _concept(system, code, "")
        yield _match(one, said, concept, _concept(text(group, "source"), code, ""))
    elif mode == "other-map" and depth < _MAPS_IN_A_ROW:
        address = text(rule, "otherMap") or text(rule, "url")
        other = scope.find("ConceptMap", *split_canonical(address))
        if other is not None:
            budget.meet()
            yield from _by_map(
                other, coding, target, scope, budget, backwards=False, depth=depth + 1
            )


def _backwards(one: Json, group: Json, code: str) -> Iterator[_Match]:
    for element in objects(group, "element"):
        for to in objects(element, "target"):
            if text(to, "code") == code:
                concept = _concept(text(group, "target"), code, text(to, "display"))
                source = _concept(
                    text(group, "source"), text(element, "code"), text(element, "display")
                )
                yield _match(one, to, concept, source)


def _match(one: Json, to: Json, concept: Json, source: Json) -> _Match:
    return _Match(
        relationship=text(to, "relationship") or "related-to",
        concept=concept,
        source=source,
        map=of_resource(one),
        comment=text(to, "comment"),
        product=tuple(objects(to, "product")),
    )


def _concept(canonical: str, code: str, display: str) -> Json:
    system, version = split_canonical(canonical)
    members = {"system": system, "version": version, "code": code, "display": display}
    return {name: value for name, value in members.items() if value}


def _product(one: Json) -> Json:
    name = text(one, "attribute") or text(one, "property")
    parts = [part("attribute", "Uri", name)]
    parts += [{"name": "value", key: one[key]} for key in one if key.startswith("value")]
    return {"name": "product", "part": parts}
