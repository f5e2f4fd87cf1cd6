"""Find the tables that are built only when they are asked for, because their licence needs it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from foramen.errors import BadSetting

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

__all__ = ["optional_tables", "unwanted"]


def optional_tables(root: Path) -> dict[str, Path]:
    """Give each optional table by its name: what stands before the first dot of its file."""
    folder = root / "ontology" / "mappings" / "optional"
    return {path.name.partition(".")[0]: path for path in sorted(folder.glob("*.tsv"))}


def unwanted(root: Path, wanted: Collection[str]) -> set[Path]:
    """Give the optional tables that were not asked for.

    Raises:
        BadSetting: there is no table of a name that was.
    """
    tables = optional_tables(root)
    for name in wanted:
        if name not in tables:
            near = get_close_matches(name, tables, n=1)
            there = ", ".join(tables) or "none"
            hint = f"did you mean {near[0]}?" if near else f"choose of {there}."
            raise BadSetting("--with", name, hint)
    return {path for name, path in tables.items() if name not in wanted}
