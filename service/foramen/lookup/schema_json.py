"""Write the schema as one small JSON document: names are listed once and meant by their place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from foramen.namespaces import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from foramen.knowledge import Knowledge

    from .schema import Counts, Schema

__all__ = ["as_json"]

_MOST_VALUES: Final = 30


def as_json(schema: Schema, knowledge: Knowledge, label: Callable[[str], str]) -> str:
    """Write a schema.

    Args:
        schema: what is in use.
        knowledge: names the graphs.
        label: gives the label of a term.
    """
    properties = _Numbered(_ordered(schema.uses))
    terms = _Numbered(sorted({*schema.own, *schema.members, *schema.types}))
    nearest = _by_class(schema.nearest, terms, properties)
    below = _by_class(schema.all_below, terms, properties)
    sets = _Numbered([])
    own = [
        sets.of(tuple(sorted(map(properties.of, schema.own.get(iri, ())))))
        for iri in [*terms.items]
    ]
    values = {
        properties.of(name): _pairs(counts, terms, _MOST_VALUES)
        for name, counts in sorted(schema.values.items())
    }
    whole: dict[str, Any] = {
        "version": knowledge.version,
        "prefixes": dict(PREFIXES),
        "graphs": [
            [graph, _said(graph, label), size, graph in knowledge.default_graphs]
            for graph, size in sorted(knowledge.graphs.items())
        ],
        "properties": [[*_named(iri, label), schema.uses[iri]] for iri in properties.items],
        "classes": _pairs(schema.members, terms),
        "types": _pairs(schema.types, terms),
        "typed": _by_class(schema.typed, terms, properties),
        "nearest": nearest,
        "below": {place: counts for place, counts in below.items() if counts != nearest.get(place)},
        "own": own,
        "sets": list(sets.items),
        "values": values,
        "terms": [_named(iri, label) for iri in terms.items],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Numbered:
    """Things, each with its place in the list; what is new goes to the end."""

    def __init__(self, first: Iterable[Any]) -> None:
        self.items: dict[Any, int] = {item: place for place, item in enumerate(first)}

    def of(self, item: Any) -> int:
        return self.items.setdefault(item, len(self.items))


def _pairs(counts: Counts, numbered: _Numbered, most: int | None = None) -> list[int]:
    """Give place, count, place, count and so on, most used first."""
    return [part for name in _ordered(counts)[:most] for part in (numbered.of(name), counts[name])]


def _by_class(
    by_class: Mapping[str, Counts], terms: _Numbered, properties: _Numbered
) -> dict[int, list[int]]:
    return {
        terms.of(iri): _pairs(counts, properties)
        for iri, counts in sorted(by_class.items())
        if counts
    }


def _ordered(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))


def _named(iri: str, label: Callable[[str], str]) -> tuple[str, str]:
    return compact(iri), _said(iri, label)


def _said(iri: str, label: Callable[[str], str]) -> str:
    """Give the label, or nothing where that is the short name again."""
    said = label(iri)
    return "" if said == compact(iri) else said
