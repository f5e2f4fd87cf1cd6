"""Read a syllabus from a table: find its heading, and the column that says what is taught.

A column can be named. Else it is one that is called as such columns are, or the one of which most
cells name something that is known.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest

from .syllabus import decoded, numbered
from .syllabus_items import item_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .syllabus import Syllabus

__all__ = ["MOST_ROWS", "of_csv", "of_rows"]

MOST_ROWS: Final = 10_000
_MOST_COLUMNS: Final = 200
_DELIMITERS: Final = (",", ";", "\t")
# A heading stands in one of the first rows; a title may stand above it.
_FIRST_ROWS: Final = 5
_LOOKED_AT: Final = 200
# To find the column, so many characters are read, and each cell costs as much as some more.
_MOST_READ: Final = 40_000
_CELL: Final = 20
_LONGEST: Final = 1_000
_CALLED: Final = frozenset(
    ("topic", "topics", "term", "terms", "title", "syllabus", "subject", "subjects", "content",
     "contents", "concept", "concepts", "lecture", "lectures", "lesson", "item", "label", "theme",
     "name", "objective", "objectives", "learning objective", "description")
)  # fmt: skip


def of_csv(
    content: bytes, knows: Callable[[str], bool], column: str = "", delimiter: str = ""
) -> Syllabus:
    """Read a table as CSV.

    Args:
        content: the file; commas, semicolons or tabs part its cells, as its first lines show.
        knows: tells whether a text names something that is taught.
        column: the heading of the column to read, or its number.
        delimiter: what parts its cells, where that is known.

    Raises:
        BadRequest: it cannot be read, or has no such column.
    """
    text = decoded(content)
    first = text[:4_000].splitlines()[:_LOOKED_AT]
    counts = Counter({sign: sum(line.count(sign) for line in first) for sign in _DELIMITERS})
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter or counts.most_common(1)[0][0]
    )
    rows: list[Sequence[str]] = []
    try:
        for cells in reader:
            rows.append(cells)
            _bound(len(rows), len(cells))
    except csv.Error as problem:
        raise BadRequest(f"Row {len(rows) + 1} of the table cannot be read: {problem}.") from None
    return of_rows(rows, knows, column)


def of_rows(
    rows: Sequence[Sequence[str]],
    knows: Callable[[str], bool],
    column: str = "",
    source: str = "",
    above: int = 0,
) -> Syllabus:
    """Read the rows of a table.

    Args:
        rows: with texts as cells; they need not be of one length.
        knows: tells whether a text names something that is taught.
        column: the heading of the column to read, or its number.
        source: what the rows are of, in words.
        above: how many rows of the file stand before these.

    Raises:
        BadRequest: there is no such column, or a cell is too long.
    """
    heading = _heading(rows, column)
    body = rows[heading + 1 :]
    at = _named(rows, heading, column) if column else _found(rows, heading, body, knows)
    titles = rows[heading] if heading >= 0 else ()
    title = titles[at].strip() if at < len(titles) else ""
    said = f"column {title!r}" if title else f"column {at + 1}"
    read = f"{said} of {source}" if source else said
    lines = (
        (number, " ".join(row[at].split("\n")) if at < len(row) else "")
        for number, row in enumerate(body, heading + 2 + above)
    )
    return numbered(lines, read, "Row")


def _bound(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise BadRequest(f"A table may have {MOST_ROWS:,} rows: send it in parts.")
    if columns > _MOST_COLUMNS:
        raise BadRequest(f"Row {rows} has {columns:,} cells; it may have {_MOST_COLUMNS:,}.")


def _heading(rows: Sequence[Sequence[str]], column: str) -> int:
    """Give the place of the row of headings, or -1 where there is none."""
    for place, row in enumerate(rows[:_FIRST_ROWS]):
        names = {" ".join(cell.split()).casefold() for cell in row}
        if column.casefold() in names if column and not column.isdecimal() else names & _CALLED:
            return place
    return -1


def _named(rows: Sequence[Sequence[str]], heading: int, column: str) -> int:
    width = max(map(len, rows), default=0)
    if column.isascii() and column.isdecimal() and len(column) < 5 and 0 < int(column) <= width:
        return int(column) - 1
    names = [" ".join(cell.split()).casefold() for cell in (rows[heading] if heading >= 0 else ())]
    if column.casefold() in names:
        return names.index(column.casefold())
    first = next((row for row in rows if any(row)), ())
    found = ", ".join(repr(cell.strip()[:60]) for cell in first[:20] if cell.strip()) or "nothing"
    raise BadRequest(
        f"The table has no column {column!r}. Its first row has: {found}. "
        f"Name one of these, or give a number from 1 to {max(width, 1)}."
    )


def _found(
    rows: Sequence[Sequence[str]],
    heading: int,
    body: Sequence[Sequence[str]],
    knows: Callable[[str], bool],
) -> int:
    known: Counter[int] = Counter()
    length: Counter[int] = Counter()
    for row in _some(body):
        for at, cell in enumerate(row):
            item = item_of(cell[:_LONGEST])
            known[at] += bool(item) and knows(item)
            length[at] += len(item)
    titles = rows[heading] if heading >= 0 else ()
    called = [at for at, cell in enumerate(titles) if " ".join(cell.split()).casefold() in _CALLED]
    if called and (sum(known[at] for at in called) or not known.total()):
        return max(called, key=lambda at: (known[at], -at))
    return max(known or {0: 0}, key=lambda at: (known[at], length[at], -at))


def _some(body: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Give whole rows, the first at least, until enough was read."""
    read = 0
    for row in body[:_LOOKED_AT]:
        if read >= _MOST_READ:
            return
        yield row
        read += sum(min(len(cell), _LONGEST) + _CELL for cell in row if cell)
