"""Read a syllabus from a file: plain text, CSV or a workbook, as its content and name show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest

from .syllabus import decoded, of_text
from .syllabus_table import of_csv
from .syllabus_workbook import is_old_or_locked, is_packed, of_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from .syllabus import Syllabus

__all__ = ["MOST_BYTES", "of_file"]

MOST_BYTES: Final = 4_194_304
_CSV: Final = (".csv", "text/csv", "application/csv")
_TSV: Final = (".tsv", ".tab", "text/tab-separated-values")


def of_file(
    content: bytes,
    name: str,
    knows: Callable[[str], bool],
    *,
    column: str = "",
    sheet: str = "",
) -> Syllabus:
    """Read a file.

    Args:
        content: of the file.
        name: its name or media type, which tells a table from a text.
        knows: tells whether a text names something that is taught, by which a column is found.
        column: of a table, the heading of the column to read, or its number.
        sheet: of a workbook, the sheet to read.

    Raises:
        BadRequest: it is of another kind, too large, or cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise BadRequest(f"A file may have {MOST_BYTES:,} bytes; this one has more.")
    if is_packed(content):
        return of_workbook(content, knows, column, sheet)
    _refuse_others(content)
    if sheet:
        raise BadRequest("Only a workbook (.xlsx) has sheets: leave the sheet out.")
    low = name.strip().casefold()
    if low.endswith(_TSV):
        return of_csv(content, knows, column, "\t")
    if low.endswith(_CSV) or column:
        return of_csv(content, knows, column)
    return of_text(decoded(content))


def _refuse_others(content: bytes) -> None:
    if is_old_or_locked(content):
        raise BadRequest(
            "The file is an old Office file (.xls, .doc) or has a password: save it as .xlsx "
            "without one, or as CSV or plain text."
        )
    if content.startswith((b"%PDF", b"{\\rtf")):
        raise BadRequest("PDF and RTF are not read: copy the text, or save it as plain text.")
