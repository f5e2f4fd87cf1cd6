"""Write a handout as a Markdown document: title, lead, every table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.endpoint import DISCLAIMER
from foramen.engine.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.teaching.handout import Handout, Sheet

__all__ = ["written"]


def written(handout: Handout) -> bytes:
    """Write all sheets of the handout."""
    lines = [f"# {escaped(handout.title)}", "", handout.lead, ""]
    for sheet in handout.sheets:
        lines += [*_table(sheet), ""]
    return "\n".join([*lines, f"*{DISCLAIMER}*", ""]).encode()


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"## {escaped(sheet.title)}"
    yield ""
    yield _row(sheet.columns)
    yield _row("---" for _ in sheet.columns)
    yield from (
        _row("" if cell is None else escaped(str(cell)) for cell in row) for row in sheet.rows
    )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
