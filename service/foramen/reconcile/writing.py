"""Write candidates, suggestions and tables as JSON; the versions differ in few members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .matching import FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .model import Attribute, Candidate, Suggestion, Table, Type, Value

__all__ = [
    "proposal", "results_0_2", "results_1_0", "suggested", "table_0_2", "table_1_0", "types",
]  # fmt: skip

_LONGEST: Final = 300


def results_0_2(results: Mapping[str, list[Candidate]]) -> dict[str, Any]:
    """Write a batch of results, each under the key of its query."""
    return {
        key: {"result": [_candidate(one, named=False) for one in candidates]}
        for key, candidates in results.items()
    }


def results_1_0(results: Iterable[list[Candidate]]) -> dict[str, Any]:
    """Write a batch of results in the order of the queries."""
    return {
        "results": [
            {"candidates": [_candidate(one, named=True) for one in candidates]}
            for candidates in results
        ]
    }


def suggested(suggestions: Iterable[Suggestion], *, kind: str) -> dict[str, Any]:
    """Write suggestions of entities, types or properties."""
    return {"result": [_suggestion(one, kind) for one in suggestions]}


def proposal(type_: str, limit: int, attributes: Iterable[Attribute]) -> dict[str, Any]:
    """Write the properties that are proposed for a type."""
    asked = {"limit": limit} if limit else {}
    return {"type": type_, **asked, "properties": [_named(one) for one in attributes]}


def table_0_2(table: Table) -> dict[str, Any]:
    """Write a table as objects by identifier and property."""
    names = [column.id for column in table.columns]
    return {
        "meta": [_named(column) for column in table.columns],
        "rows": {
            identifier: {
                name: [_cell(value) for value in cell]
                for name, cell in zip(names, cells, strict=True)
            }
            for identifier, cells in table.rows.items()
        },
    }


def table_1_0(table: Table) -> dict[str, Any]:
    """Write a table as lists of rows and cells."""
    names = [column.id for column in table.columns]
    return {
        "meta": [_named(column) for column in table.columns],
        "rows": [
            {
                "id": identifier,
                "properties": [
                    {"id": name, "values": [_cell(value) for value in cell]}
                    for name, cell in zip(names, cells, strict=True)
                ],
            }
            for identifier, cells in table.rows.items()
        ],
    }


def types(given: Iterable[Type]) -> list[dict[str, Any]]:
    """Write types with what is directly broader."""
    return [_type(one) for one in given]


def _candidate(candidate: Candidate, *, named: bool) -> dict[str, Any]:
    term = candidate.term
    return {
        "id": term.id,
        "name": term.label,
        **_described(term.definition),
        "type": [{"id": one.id, "name": one.name} for one in candidate.types],
        "score": candidate.score,
        "match": candidate.match,
        "features": [
            {"id": name, **({"name": FEATURES[name]} if named else {}), "value": value}
            for name, value in candidate.features.items()
        ],
    }


def _suggestion(one: Suggestion, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": one.id, "name": one.name, **_described(one.description)}
    if kind == "entity":
        found["notable"] = [{"id": type_.id, "name": type_.name} for type_ in one.types]
    elif kind == "type" and one.types:
        found["broader"] = [{"id": type_.id, "name": type_.name} for type_ in one.types]
    return found


def _type(one: Type) -> dict[str, Any]:
    broader = [{"id": above.id, "name": above.name} for above in one.broader]
    return {"id": one.id, "name": one.name, **({"broader": broader} if broader else {})}


def _named(attribute: Attribute) -> dict[str, Any]:
    return {"id": attribute.id, "name": attribute.name}


def _cell(value: Value) -> dict[str, str]:
    if value.term is None:
        return {"str": value.text}
    return {"id": value.term.id, "name": value.term.label}


def _described(text: str) -> dict[str, str]:
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return {"description": text} if text else {}
