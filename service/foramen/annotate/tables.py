"""Read texts from a table in CSV, naming row and column of whatever is wrong with it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest

from .annotator import MOST_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MOST_ROWS", "Row", "read_table"]

MOST_ROWS: Final = 20_000
_TEXT: Final = "text"
_NAME: Final = "id"
_DELIMITERS: Final = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a table; rows are counted as in a spreadsheet: the first text is in row 2."""

    number: int
    name: str
    text: str


def read_table(content: bytes, column: str = "") -> list[Row]:
    """Read a table of texts whole, so that nothing is answered where something is wrong.

    Args:
        content: the file; commas, semicolons or tabs part its cells, as its first line shows.
        column: the heading of the column of texts; `text` if none is named.

    Raises:
        BadRequest: it is no such table; row and column are named.
    """
    text = _decoded(content)
    lines = io.StringIO(text, newline="")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda sign: (first.count(sign), -_DELIMITERS.index(sign)))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    records = _records(reader)
    number, heading = next(records, (1, []))
    at, name = _columns(heading, column or _TEXT)
    rows: list[Row] = []
    for number, cells in records:
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            raise BadRequest(f"A table may have {MOST_ROWS:,} rows of text; send it in parts.")
        rows.append(_row(number, cells, heading, at, name))
    if not rows:
        raise BadRequest("The table has no rows below its heading.")
    return rows


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        row = content.count(b"\n", 0, problem.start) + 1
        raise BadRequest(f"The table is not UTF-8: see line {row}.") from None


def _records(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise BadRequest(f"Row {number} of the table cannot be read: {problem}.") from None
        yield number, cells
        number += 1


def _columns(heading: Sequence[str], wanted: str) -> tuple[int, int | None]:
    names = [name.strip() for name in heading]
    low = [name.casefold() for name in names]
    if low.count(wanted.casefold()) != 1:
        found = ", ".join(names[:20]) or "none"
        told = "has more than one column" if wanted.casefold() in low else "has no column"
        raise BadRequest(
            f"Row 1 of the table {told} {wanted!r}. Its columns: {found}. "
            "Name the column of texts with column=."
        )
    at = low.index(wanted.casefold())
    return at, low.index(_NAME) if _NAME in low and low.index(_NAME) != at else None


def _row(
    number: int, cells: Sequence[str], heading: Sequence[str], at: int, name: int | None
) -> Row:
    if len(cells) != len(heading):
        raise BadRequest(
            f"Row {number} of the table has {len(cells)} cells; row 1 has {len(heading)}."
        )
    if len(cells[at]) > MOST_CHARACTERS:
        raise BadRequest(
            f"Row {number}, column {heading[at].strip()!r} has {len(cells[at]):,} characters; "
            f"a text may have {MOST_CHARACTERS:,}."
        )
    return Row(number, "" if name is None else cells[name], cells[at])
