"""Read a syllabus from a workbook (XLSX), after having looked at what it would cost.

A workbook is a ZIP file, and a small one may unfold into more than memory holds: by its sizes, by
one cell at the far corner of a sheet, or by a long text that many cells point to. So its parts are
unpacked within bounds and counted, and the reader is given a plain copy of just those parts.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.parsers import expat  # reads only parts without a DTD

import python_calamine

from foramen.errors import BadRequest

from .syllabus_table import MOST_ROWS, of_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .syllabus import Syllabus

    _Sheet = tuple[str, Sequence[Sequence[str]], int]

__all__ = ["is_old_or_locked", "is_packed", "of_workbook"]

_MOST_PARTS: Final = 500
_MOST_UNPACKED: Final = 16_777_216
_MOST_COLUMNS: Final = 200
_MOST_CELLS: Final = 100_000
_MOST_LETTERS: Final = 20_000_000
# Of tags and of attributes in all parts: a sheet of as many cells as are read has fewer.
_MOST_MARKUP: Final = 800_000
# A tag of so many attributes, which no program writes, would cost seconds to read.
_OVERFULL: Final = re.compile(rb"<(?:[^<=]*=){1001}")
# What a workbook says of the number of its texts; the reader makes room for them unseen, and where
# there is no such room it ends the process.
_TEXTS_TOLD: Final = "uniqueCount"
_DEEPEST: Final = 100
_NEEDED: Final = ("xl/", "_rels/", "[Content_Types].xml")
# Many sheets may be one part, which would be read for each.
_MOST_SHEETS: Final = 12
_LOOKED_AT: Final = 50  # lines of a sheet
_MOST_ASKED: Final = 80_000
_TOO_LARGE: Final = "The workbook is too large: save only the sheet with the syllabus, or as CSV."
_BROKEN: Final = "The workbook cannot be read, it is broken: save it anew as .xlsx, or as CSV."


def is_packed(content: bytes) -> bool:
    """Tell whether a file is packed, as a workbook is."""
    return content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06")


def is_old_or_locked(content: bytes) -> bool:
    """Tell whether a file is of the kind that old Office files and those with a password are."""
    return content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def of_workbook(
    content: bytes, knows: Callable[[str], bool], column: str = "", sheet: str = ""
) -> Syllabus:
    """Read a sheet of a workbook: the named one, or the one with the most lines that are known.

    Raises:
        BadRequest: it is too large, broken, or no workbook; or has no such sheet or column.
    """
    sheets = _read(_plain_copy(content), sheet)
    knows = _sparing(knows)
    if len(sheets) > 1 and column and not column.isdecimal():  # a cover has no such column
        wanted = column.casefold()
        having = [one for one in sheets if wanted in _words(one)]
        sheets = having or sheets[:1]
    read = [of_rows(rows, knows, column, f"sheet {name!r}", above) for name, rows, above in sheets]
    return max(read, key=lambda one: sum(knows(line.item) for line in one.items[:_LOOKED_AT]))


def _sparing(knows: Callable[[str], bool]) -> Callable[[str], bool]:
    """Ask no text twice, and after many letters no more: there may be many sheets of long cells."""
    known: dict[str, bool] = {}
    asked = 0

    def ask(text: str) -> bool:
        nonlocal asked
        if text not in known and asked < _MOST_ASKED:
            asked += len(text)
            known[text] = knows(text)
        return known.get(text, False)

    return ask


def _words(sheet: _Sheet) -> set[str]:
    return {cell.strip().casefold() for row in sheet[1][:_LOOKED_AT] for cell in row}


def _read(packed: bytes, sheet: str) -> list[_Sheet]:
    """Give the named sheet, or those that are not empty."""
    found: list[_Sheet] = []
    letters = 0
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed))
        names = list(book.sheet_names)
        if sheet and sheet not in names:
            listed = ", ".join(map(repr, names[:20]))
            raise BadRequest(f"The workbook has no sheet {sheet!r}. It has: {listed}.")
        for name in [sheet] if sheet else names[:_MOST_SHEETS]:
            read = book.get_sheet_by_name(name)
            if read.height and letters < _MOST_LETTERS:
                above = read.start[0] if read.start else 0
                rows = read.to_python(skip_empty_area=True)
                texts = [[_text(cell) for cell in row] for row in rows]
                letters += sum(len(cell) for row in texts for cell in row)
                found.append((name, texts, above))
    except (python_calamine.CalamineError, OSError, ValueError):
        raise BadRequest(_BROKEN) from None
    if not found and not sheet and len(names) > _MOST_SHEETS:
        raise BadRequest(f"The first {_MOST_SHEETS} sheets are empty: say which one is to be read.")
    if not found:
        raise BadRequest("The workbook is empty: no sheet of it has a cell with text.")
    return found


def _text(cell: object) -> str:
    """Give the text of a cell; numbers and dates name nothing."""
    return cell if isinstance(cell, str) else ""


def _plain_copy(content: bytes) -> bytes:
    """Unpack what is needed, count it, and pack it plainly."""
    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(copy, "w") as plain:
            parts = _needed_parts(packed)
            texts = cells = markup = 0
            for part in parts:
                # More than the directory says is never unpacked, and less does not pass its sum.
                unpacked = packed.read(part)
                markup += max(unpacked.count(b"<"), unpacked.count(b"="))
                if markup > _MOST_MARKUP or _OVERFULL.search(unpacked):
                    raise BadRequest(_TOO_LARGE)
                longest, count = _counted(unpacked)
                texts, cells = max(texts, longest), cells + count
                plain.writestr(part.filename, unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise BadRequest(_BROKEN) from None
    if cells > _MOST_CELLS or texts * cells > _MOST_LETTERS:
        raise BadRequest(_TOO_LARGE)
    return copy.getvalue()


def _needed_parts(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    names = set(packed.namelist())
    if "xl/workbook.xml" not in names:
        raise BadRequest(
            "The file is packed, but is no workbook (.xlsx): save the syllabus as .xlsx, CSV or "
            "plain text."
        )
    parts = [
        one
        for one in packed.infolist()
        if one.filename.startswith(_NEEDED) and one.filename.endswith((".xml", ".rels"))
    ]
    if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _MOST_UNPACKED:
        raise BadRequest(_TOO_LARGE)
    if len(parts) != len({one.filename for one in parts}):
        raise BadRequest(_BROKEN)
    return parts


def _counted(part: bytes) -> tuple[int, int]:
    """Give the length of the longest shared text of a part, and how many cells it has.

    Raises:
        BadRequest: it declares entities, is no XML, or a cell lies too far out.
    """
    if b"<!DOCTYPE" in part or b"\0" in part:  # no program writes these into a workbook
        raise BadRequest(_BROKEN)
    counter = _Counter()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.CharacterDataHandler = counter.text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise BadRequest(_BROKEN) from None
    return counter.longest, counter.cells


class _Counter:
    """Counts the cells of a part and the letters of its shared texts while it is read."""

    def __init__(self) -> None:
        self.longest = self.cells = 0
        self._rows = self._in_row = self._depth = self._letters = 0
        self._row = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        if self._depth > _DEEPEST:  # than those of any workbook
            raise BadRequest(_BROKEN)
        _require_few(attributes.get(_TEXTS_TOLD, "0"))
        kind = name.rpartition("}")[2]
        if kind == "si":
            self._letters = 0
        elif kind == "c":
            self.cells, self._in_row = self.cells + 1, self._in_row + 1
            _require_near(attributes.get("r", ""), self._rows, self._in_row)
        elif kind == "row":
            self._row = attributes.get("r", "")

    def end(self, name: str) -> None:
        """End an element."""
        self._depth -= 1
        kind = name.rpartition("}")[2]
        if kind == "si":
            self.longest = max(self.longest, self._letters)
        elif kind == "row":
            self._rows, self._in_row = self._rows + 1, 0
            _require_near(self._row, self._rows, 0)

    def text(self, text: str) -> None:
        """Read letters: only those since the beginning of a shared text count at its end."""
        self._letters += len(text)


def _require_few(told: str) -> None:
    """Refuse a number of texts that are more than the cells that may hold them."""
    if len(told) > 12 or not (told.isascii() and told.isdecimal()) or int(told) > _MOST_CELLS:
        raise BadRequest(_TOO_LARGE)


def _require_near(name: str, rows: int, in_row: int) -> None:
    """Look how far out a cell or row lies: `B7`, `7`, or without a name the next one."""
    letters = name.rstrip("0123456789").upper()
    column = in_row
    if letters:
        column = 0
        for letter in letters[:4]:
            column = column * 26 + ord(letter) - 64
    digits = name[len(letters) :]
    row = int(digits) if 0 < len(digits) < 8 else len(digits) * MOST_ROWS
    if max(row, rows) > MOST_ROWS or max(column, in_row) > _MOST_COLUMNS:
        raise BadRequest(
            f"The workbook has a cell at {name[:12] or 'a far place'}; at most {MOST_ROWS:,} rows "
            f"and {_MOST_COLUMNS} columns are read. Save only the syllabus."
        )
