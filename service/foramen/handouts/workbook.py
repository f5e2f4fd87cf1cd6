"""Write a handout as a workbook (XLSX): a tab for each table, and one about all of them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from foramen.endpoint import DISCLAIMER

from .release import LICENCE, LICENCE_NAME, address_of, dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from foramen.teaching.handout import Cell, Handout, Sheet

__all__ = ["written"]

# What a spreadsheet can hold in a cell, and in the name of a tab.
_MOST_TEXT: Final = 32_767
_MOST_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED: Final = "history"
_NARROWEST: Final = 8
_WIDEST: Final = 48
_USUAL: Final = 0.9  # of the cells are as long as this or shorter; the few others are wrapped


def written(handout: Handout) -> bytes:
    """Write all sheets of the handout; no text of it is ever read as a formula."""
    import xlsxwriter  # takes a while, which no other command should wait for

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    day = dated(handout).replace(tzinfo=None)
    book.set_properties(
        {"title": handout.title, "subject": handout.lead, "author": "Foramen", "created": day}
    )
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    names = _names([*(sheet.name for sheet in handout.sheets), "About"])
    for sheet, name in zip(handout.sheets, names, strict=False):
        _fill(book.add_worksheet(name), sheet, head, text)
    _tell(book.add_worksheet(names[-1]), handout, head, text)
    book.close()
    return content.getvalue()


def _fill(tab: Worksheet, sheet: Sheet, head: Format, text: Format) -> None:
    for place, column in enumerate(sheet.columns):
        tab.set_column(place, place, _width(column, [row[place] for row in sheet.rows]))
        _put(tab, (0, place), column, head)
    for line, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            _put(tab, (line, place), cell, text)
    tab.freeze_panes(1, 0)
    if sheet.rows:
        tab.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    tab.repeat_rows(0)
    tab.set_landscape()
    tab.set_paper(9)  # A4
    tab.fit_to_pages(1, 0)


def _tell(tab: Worksheet, handout: Handout, head: Format, text: Format) -> None:
    rows = (
        ("Title", handout.title),
        ("What it is", handout.lead),
        *((f"Tab {sheet.name}", sheet.title) for sheet in handout.sheets),
        ("Address", address_of(handout)),
        ("Version", f"Foramen {handout.edition}".strip()),
        ("Licence", f"{LICENCE_NAME}, {LICENCE}"),
        ("Please note", DISCLAIMER),
    )
    for line, (what, said) in enumerate(rows):
        _put(tab, (line, 0), what, head)
        _put(tab, (line, 1), said, text)
    tab.set_column(0, 0, 24)
    tab.set_column(1, 1, 90)


def _put(tab: Worksheet, at: tuple[int, int], cell: Cell, form: Format) -> None:
    if isinstance(cell, int):
        tab.write_number(*at, cell, form)
    elif cell:
        whole = len(cell) <= _MOST_TEXT
        tab.write_string(*at, cell if whole else f"{cell[: _MOST_TEXT - 1]}…", form)


def _width(column: str, cells: Iterable[Cell]) -> int:
    """Give a width that the head fits into with its handle, and most of the cells."""
    lengths = sorted(len(str(cell)) for cell in cells if cell is not None)
    usual = lengths[int((len(lengths) - 1) * _USUAL)] if lengths else 0
    return min(max(usual + 2, len(column) + 4, _NARROWEST), _WIDEST)


def _names(wanted: Iterable[str]) -> list[str]:
    """Give names that a spreadsheet allows, each once."""
    taken = {_RESERVED}
    return [_one_name(name, taken) for name in wanted]


def _one_name(wanted: str, taken: set[str]) -> str:
    plain = _NOT_IN_NAMES.sub(" ", wanted).strip(" '") or "Sheet"
    for name in _tries(plain):
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
    raise AssertionError  # there is always a next number


def _tries(plain: str) -> Iterator[str]:
    yield plain[:_MOST_NAME]
    number = 2
    while True:
        end = f" {number}"
        yield f"{plain[: _MOST_NAME - len(end)]}{end}"
        number += 1
