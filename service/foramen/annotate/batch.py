"""Annotate the rows of a table one after another, telling how far it is.

The last line says that it is the last, so that whoever reads a stream that broke off knows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from .written import COLUMNS, as_members, csv_line, csv_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .annotator import Annotator
    from .tables import Row

__all__ = ["as_csv", "as_ndjson"]

# How many rows are answered at once: a piece has its price, and progress is to be seen.
_AT_ONCE: Final = 50
# A few long texts can say as much as all of those: a piece ends when it is so long.
_LONG: Final = 1_000_000


def as_ndjson(annotator: Annotator, rows: Sequence[Row]) -> Iterator[str]:
    """Write a line of JSON for each row, a line of progress after every few, and an end."""
    count = concerns = 0
    lines: list[str] = []
    for done, row in enumerate(rows, 1):
        found = annotator.annotate(row.text)
        count += len(found.annotations)
        concerns += len(found.concerns)
        lines.append(_line({"row": row.number, "id": row.name, **as_members(found)}))
        told = done % _AT_ONCE == 0 or done == len(rows)
        if told:
            lines.append(_line({"progress": {"done": done, "total": len(rows)}}))
        if told or _is_long(lines):
            yield "".join(lines)
            lines = []
    yield _line({"end": {"rows": len(rows), "annotations": count, "concerns": concerns}})


def as_csv(annotator: Annotator, rows: Sequence[Row]) -> Iterator[str]:
    """Write a row for each annotation and concern, under a heading; the last row says `end`."""
    count = concerns = 0
    lines = [csv_line(COLUMNS)]
    for done, row in enumerate(rows, 1):
        found = annotator.annotate(row.text)
        count += len(found.annotations)
        concerns += len(found.concerns)
        lines += map(csv_line, csv_rows(found, str(row.number), row.name))
        if done % _AT_ONCE == 0 or done == len(rows) or _is_long(lines):
            yield "".join(lines)
            lines = []
    said = f"{len(rows)} rows, {count} annotations, {concerns} concerns"
    yield csv_line(["end", said, *[""] * (len(COLUMNS) - 2)])


def _is_long(lines: Sequence[str]) -> bool:
    return sum(map(len, lines)) > _LONG


def _line(members: object) -> str:
    return json.dumps(members, ensure_ascii=False) + "\n"
