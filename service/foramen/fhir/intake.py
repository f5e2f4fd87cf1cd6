"""Check the form of resources that come with a request, before anything reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from . import limits
from .dialects import as_r5
from .elements import Json, objects
from .issues import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["require_form", "sent_resources"]

# A form is a type, a list of one form, or the forms of the members that are read here.
_Form: TypeAlias = "type | list[_Form] | Mapping[str, _Form] | str"

_CODING: Final[Mapping[str, _Form]] = {"system": str, "version": str, "code": str, "display": str}
_EXTENSION: Final[Mapping[str, _Form]] = {"url": str, "extension": ["extension"]}
_DESIGNATION: Final[Mapping[str, _Form]] = {
    "language": str, "use": _CODING, "value": str, "extension": ["extension"],
}  # fmt: skip
_HEAD: Final[Mapping[str, _Form]] = {
    "resourceType": str, "id": str, "url": str, "version": str, "name": str, "title": str,
    "status": str, "experimental": bool, "language": str, "extension": ["extension"],
    "contained": ["resource"],
}  # fmt: skip
_SET: Final[Mapping[str, _Form]] = {
    "system": str,
    "version": str,
    "valueSet": [str],
    "concept": [
        {"code": str, "display": str, "designation": [_DESIGNATION], "extension": ["extension"]}
    ],
    "filter": [{"property": str, "op": str, "value": str}],
    "extension": ["extension"],
}
_FORMS: Final[Mapping[str, Mapping[str, _Form]]] = {
    "extension": _EXTENSION,
    "concept": {
        "code": str, "display": str, "definition": str, "designation": [_DESIGNATION],
        "property": [{"code": str}], "concept": ["concept"], "extension": ["extension"],
    },
    "contains": {
        "system": str, "version": str, "code": str, "display": str, "inactive": bool,
        "abstract": bool, "designation": [_DESIGNATION], "contains": ["contains"],
    },
    "CodeSystem": {
        **_HEAD, "content": str, "caseSensitive": bool, "supplements": str, "valueSet": str,
        "property": [{"code": str, "uri": str}], "concept": ["concept"],
    },
    "ValueSet": {
        **_HEAD,
        "compose": {
            "inactive": bool, "lockedDate": str, "include": [_SET], "exclude": [_SET],
            "extension": ["extension"],
        },
        "expansion": {"contains": ["contains"], "total": int},
    },
    "ConceptMap": {
        **_HEAD, "sourceScopeUri": str, "sourceScopeCanonical": str, "targetScopeUri": str,
        "targetScopeCanonical": str,
        "group": [
            {
                "source": str, "target": str,
                "element": [
                    {
                        "code": str, "display": str,
                        "target": [
                            {"code": str, "display": str, "relationship": str, "comment": str}
                        ],
                    }
                ],
                "unmapped": {
                    "mode": str, "code": str, "display": str, "relationship": str, "otherMap": str,
                },
            }
        ],
    },
}  # fmt: skip
_WORDS: Final = {str: "a text", bool: "true or false", int: "a whole number"}


def sent_resources(parameters: Json) -> list[Json]:
    """Give the resources that a request brings as `tx-resource`.

    Raises:
        FhirRefused: there are too many, or one is not as it must be.
    """
    given = objects(parameters, "parameter")
    if len(given) > limits.PARAMETERS:
        raise refused(413, "too-costly", f"A request may have {limits.PARAMETERS:,} parameters.")
    found = [one.get("resource") for one in given if one.get("name") == "tx-resource"]
    if len(found) > limits.RESOURCES:
        raise refused(413, "too-costly", f"Send at most {limits.RESOURCES} tx-resources.")
    return [require_form(one, f"tx-resource[{index}]") for index, one in enumerate(found)]


def require_form(resource: Any, place: str) -> Json:
    """Give a resource as R5, if it has the form that such a resource must have.

    Raises:
        FhirRefused: it has not, and where.
    """
    kind = str(resource.get("resourceType")) if isinstance(resource, dict) else "nothing"
    if kind not in {"CodeSystem", "ValueSet", "ConceptMap"}:
        said = f"{place} must be a CodeSystem, ValueSet or ConceptMap, not {kind[:40]}."
        raise refused(400, "invalid", said)
    read = as_r5(resource)
    _check(read, _FORMS[kind], kind, 0)
    return read


def _check(value: Any, form: _Form, place: str, depth: int) -> None:
    if depth > limits.NESTING:
        said = f"{place[:80]}... is nested deeper than {limits.NESTING} levels."
        raise refused(400, "too-costly", said)
    if isinstance(form, str):
        _check_named(value, form, place, depth)
    elif isinstance(form, list):
        _check_list(value, form, place, depth)
    elif isinstance(form, type):
        _require(isinstance(value, form), place, _WORDS[form])
    else:
        _require(isinstance(value, dict), place, "an object")
        for name, inner in form.items():
            if name in value:
                _check(value[name], inner, f"{place}.{name}", depth + 1)


def _check_list(value: Any, form: list[_Form], place: str, depth: int) -> None:
    _require(isinstance(value, list), place, "a list")
    if place.endswith(".designation") and len(value) > limits.DESIGNATIONS:
        said = f"{place} may have {limits.DESIGNATIONS:,} entries."
        raise refused(413, "too-costly", said)
    for index, one in enumerate(value):
        _check(one, form[0], f"{place}[{index}]", depth)


def _check_named(value: Any, name: str, place: str, depth: int) -> None:
    if name == "resource":
        _require(isinstance(value, dict), place, "a resource")
        inner = _FORMS.get(str(value.get("resourceType")))
        if inner is not None:
            _check(value, inner, place, depth)
        return
    _check(value, _FORMS[name], place, depth)


def _require(fits: bool, place: str, what: str) -> None:
    if not fits:
        raise refused(400, "structure", f"{place} must be {what}.", place=place)
