"""Give the values of properties of entities as the columns of a table."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from foramen.errors import BadRequest

from .model import Table

if TYPE_CHECKING:
    from .attributes import Attributes
    from .entities import Entities
    from .model import Extension

__all__ = ["extend"]


def extend(wanted: Extension, entities: Entities, attributes: Attributes) -> Table:
    """Give a row for each identifier; one that names no entity has empty cells.

    Raises:
        BadRequest: a property is not known.
    """
    for name, _ in wanted.columns:
        if name not in attributes.all:
            near = get_close_matches(name, attributes.all, n=3)
            meant = f" Did you mean {' or '.join(near)}?" if near else ""
            raise BadRequest(f"There is no property {name[:100]!r}.{meant}")
    rows = {}
    for identifier in wanted.ids:
        term = entities.get(identifier)
        rows[identifier] = tuple(
            tuple(attributes.values(term, name, settings)) if term is not None else ()
            for name, settings in wanted.columns
        )
    return Table(tuple(attributes.all[name] for name, _ in wanted.columns), rows)
