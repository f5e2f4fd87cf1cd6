"""Write the main table of a handout as CSV (RFC 4180).

It begins with the mark of UTF-8, without which Excel takes every quotation mark and dash of it for
letters of another code.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foramen.teaching.handout import Handout

__all__ = ["written"]


def written(handout: Handout) -> bytes:
    """Write the first sheet; a cell that a spreadsheet would run as a formula is quoted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    sheet = handout.sheets[0]
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow([_plain(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: object) -> object:
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return "" if cell is None else cell
