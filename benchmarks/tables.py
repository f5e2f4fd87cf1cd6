"""Show tables in the terminal and as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table as RichTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

__all__ = ["Table", "markdown", "show"]


@dataclass(frozen=True)
class Table:
    """A table: a title, the names of its columns, rows of text, and what must be known of it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def show(console: Console, table: Table) -> None:
    """Print a table."""
    shown = RichTable(title=table.title, title_justify="left", caption_justify="left")
    for number, column in enumerate(table.columns):
        shown.add_column(column, justify="right" if number else "left", no_wrap=not number)
    for row in table.rows:
        shown.add_row(*row)
    console.print(shown)
    if table.note:
        console.print(table.note, highlight=False, soft_wrap=True)
    console.print()


def markdown(tables: Iterable[Table]) -> str:
    """Write tables as Markdown."""
    return "\n".join(_markdown(table) for table in tables)


def _markdown(table: Table) -> str:
    lines = [f"## {table.title}", ""]
    if table.note:
        lines += [table.note, ""]
    lines += [_row(table.columns), _row("---" for _ in table.columns)]
    lines += [_row(row) for row in table.rows]
    return "\n".join([*lines, ""])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
