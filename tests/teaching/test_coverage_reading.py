"""A syllabus is read from text, tables and workbooks, and what is hostile or broken is refused."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from foramen.errors import BadRequest
from foramen.teaching.syllabus import MOST_CHARACTERS, MOST_LINES, of_lines, of_text
from foramen.teaching.syllabus_files import MOST_BYTES, of_file
from foramen.teaching.syllabus_items import item_of

KNOWN = {"Roots", "Discs", "Needles"}
ITEMS = {
    "- Discs": "Discs",
    "* Discs": "Discs",
    "\u2022 Discs": "Discs",
    "\u2013 Discs": "Discs",
    "o Discs": "Discs",
    "\u25aa Discs": "Discs",
    "\u25a0 Discs": "Discs",
    "\u00bb Discs": "Discs",
    "\uf0b7 Discs": "Discs",
    "\uf0a7\tDiscs": "Discs",
    "1. Discs": "Discs",
    "2) Discs": "Discs",
    "3.1.2 Discs": "Discs",
    "(4) Discs": "Discs",
    "a) Discs": "Discs",
    "iv. Discs": "Discs",
    "5: Discs": "Discs",
    "## Discs": "Discs",
    "- [x] Discs": "Discs",
    "Week 3: Discs": "Discs",
    "Wk 3: Discs": "Discs",
    "Wk. 3  Discs": "Discs",
    "Week 3 Discs": "Discs",
    "Weeks 3\u20134 Discs": "Discs",
    "Lecture 2 - Discs": "Discs",
    "Class 2 lever": "Class 2 lever",
    "LECTURE 2 \u2013 Discs": "Discs",
    "Weeks of pain": "Weeks of pain",
    "Module IV: Discs": "Discs",
    "Day 1-2: Discs": "Discs",
    "## Week 1: 2. Discs": "Discs",
    "09:00-09:45 Discs": "Discs",
    "9.30 am Discs": "Discs",
    "3\tDiscs\t45": "Discs",
    "| 3 | Discs | Roots |": "Discs; Roots",
    "**Discs**": "Discs",
    "Discs.": "Discs",
    "L4-5 disc": "L4-5 disc",
    "C5/6 foramen": "C5/6 foramen",
    "C8 root": "C8 root",
    "T1 and T2": "T1 and T2",
    "5 mm needle": "5 mm needle",
    "Week 3": "",
    "Week 3:": "",
    "Wk 3": "",
    "": "",
    "   ": "",
    "// a comment": "",
    "<!-- a comment -->": "",
    "---": "",
    "|---|:--|": "",
    "12": "",
}


def knows(text):
    return text in KNOWN


def read(content, name, **how):
    syllabus = of_file(content, name, knows, **how)
    return [(one.number, one.item) for one in syllabus.items]


def workbook(*sheets):
    """Write sheets, each a name and rows, by another library than the one that reads."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(content, **parts):
    """Give the same workbook with other content in some parts, by the ends of their names."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", 8) as new:
        for name in old.namelist():
            part = next((part for end, part in parts.items() if name.endswith(f"{end}.xml")), None)
            new.writestr(name, old.read(name) if part is None else part)
    return changed.getvalue()


@pytest.mark.parametrize("given", ITEMS)
def test_what_orders_a_line_is_left_off(given):
    assert item_of(given) == ITEMS[given]


def test_lines_keep_their_numbers_and_a_syllabus_can_be_read_again():
    syllabus = of_text("# Week 1\r\n\r\n- Discs\r\n// none\r\n2. Roots\n")
    assert [(one.number, one.text, one.item) for one in syllabus.items] == [
        (3, "- Discs", "Discs"),
        (5, "2. Roots", "Roots"),
    ]
    assert of_text(syllabus.text).items == syllabus.items


def test_lines_that_only_order_others_stay_in_the_text():
    syllabus = of_text("Week 1\n\n- Dics\n// none\nWeek 2\n2. Roots\nWeek 3\n")
    assert syllabus.text == "Week 1\n\n- Dics\n// none\nWeek 2\n2. Roots\nWeek 3"
    mended = syllabus.replaced(3, "disc").text
    assert mended == "Week 1\n\n- disc\n// none\nWeek 2\n2. Roots\nWeek 3"


def test_a_line_is_replaced_and_keeps_its_number():
    syllabus = of_text("\n1. Dics\nRoots").replaced(2, "disc")
    assert syllabus.text == "\n1. disc\nRoots"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_its_encoding(encoding):
    assert read("Wurzel \u00e4\nRoots".encode(encoding), "a.txt") == [
        (1, "Wurzel \u00e4"),
        (2, "Roots"),
    ]


REFUSED = {
    "Latin-1": ("Gru\u00df\nDisc \u00e9".encode("latin-1"), "a.txt", "not UTF-8: see line 1"),
    "half of UTF-16": (b"\xff\xfeA", "a.txt", "broken UTF-16"),
    "NUL": (b"Discs\nRo\0ots", "a.txt", "Line 2 holds a sign that no text has"),
    "PDF": (b"%PDF-1.7", "a.pdf", "PDF and RTF are not read"),
    "old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
        "a.xls",
        "or has a password",
    ),
    "long line": (b"Discs\n" + b"x" * 1_001, "a.txt", "Line 2 has 1,001 characters"),
    "many lines": (b"Discs\n" * 2_001, "a.txt", "this one goes on at line 2001"),
    "many characters": (
        b"x" * 999 + b"\n" + (b"y" * 999 + b"\n") * 200,
        "a.txt",
        "120,000 characters; this one has more from line 121 on",
    ),
    "empty lines": (b"\n" * 20_001, "a.txt", "goes on at line 20001"),
    "many bytes": (b"\n" * (MOST_BYTES + 1), "a.txt", "A file may have 4,194,304 bytes"),
    "sheet of a text": (b"Discs", "a.txt", "Only a workbook"),
    "many rows": (b"a,b\n" * 10_001, "a.csv", "10,000 rows"),
    "many cells": (b"Topic" + b"," * 200, "a.csv", "Row 1 has 201 cells"),
    "long cell": (b"Topic\nDiscs\n" + b"x" * 1_001, "a.csv", "Row 3 has 1,001 characters"),
    "huge cell": (b"x" * 140_000, "a.csv", "Row 1 of the table cannot be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_place(name):
    content, file, said = REFUSED[name]
    how = {"sheet": "Plan"} if name.startswith("sheet") else {}
    with pytest.raises(BadRequest, match=said):
        of_file(content, file, knows, **how)


def test_the_limits_are_what_the_messages_say():
    assert (MOST_LINES, MOST_CHARACTERS) == (2_000, 1_000)
    assert len(of_lines(["Discs"] * 2_000).items) == 2_000
    with pytest.raises(BadRequest, match="Line 1 holds a sign"):
        of_lines(["\ud800"])


TABLES = {
    "called topic": ("Week,Topic\n1,Intro\n2,Roots\n", [(2, "Intro"), (3, "Roots")]),
    "called, below a title": ("Spine 2026;\nNo;Topic\n1;Roots\n", [(3, "Roots")]),
    "found by what matches": ("1,x,Roots\n2,Discs,Needles\n", [(1, "Roots"), (2, "Needles")]),
    "matches decide": ("Title,Topic\nDr A,Roots\nDr B,Discs\n", [(2, "Roots"), (3, "Discs")]),
    "no heading": ("Roots\nDiscs\n", [(1, "Roots"), (2, "Discs")]),
    "semicolons": ("n;Term\n1;Roots, again\n", [(2, "Roots, again")]),
    "quoted": ('n,Term\n1,"Roots, a ""line""\nof two"\n', [(2, 'Roots, a "line" of two')]),
    "short rows": ("n,Term\n1\n2,Roots\n", [(3, "Roots")]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_the_column_that_says_what_is_taught_is_found(name):
    content, expected = TABLES[name]
    assert read(content.encode(), "a.csv") == expected


def test_a_column_can_be_named_or_counted():
    content = b"Week\tWhat\tWho\n1\tRoots\tA\n"
    assert read(content, "a.tsv", column="what") == [(2, "Roots")]
    assert read(content, "a.tsv", column="3") == [(1, "Who"), (2, "A")]
    with pytest.raises(BadRequest, match=r"no column 'When'. Its first row has: 'Week', 'What'"):
        read(content, "a.tsv", column="When")
    with pytest.raises(BadRequest, match="a number from 1 to 3"):
        read(content, "a.tsv", column="4")


def test_no_more_of_a_table_is_read_to_find_its_column_than_is_needed():
    asked = []
    cells = [f"{row}-{at} {'x ' * 490}" for row in range(100) for at in range(20)]
    rows = [";".join(cells[at : at + 20]) for at in range(0, 2_000, 20)]
    of_file("\n".join(rows).encode(), "a.csv", lambda text: asked.append(text) or False)
    assert len(asked) == 40  # two rows, of 20,000 letters each


def test_a_sheet_that_is_empty_is_passed_over():
    content = workbook(
        ("Cover", []), ("Plan", [["No", "Topic"], [1, "Roots"], [2, None], [3, "Discs"]])
    )
    syllabus = of_file(content, "a.xlsx", knows)
    assert [(one.number, one.item) for one in syllabus.items] == [(2, "Roots"), (4, "Discs")]
    assert syllabus.source == "column 'Topic' of sheet 'Plan'"


def test_the_sheet_with_the_syllabus_is_read_and_not_its_cover():
    content = workbook(
        ("Cover", [["Spine module"], ["Discs, by Dr. A"]]),
        ("Plan", [["Week", "Topic"], [1, "Roots"], [2, "Discs"]]),
        ("Staff", [["Name"], ["Dr. A"], ["Dr. B"], ["Dr. C"]]),
    )
    syllabus = of_file(content, "a.xlsx", knows)
    assert [one.item for one in syllabus.items] == ["Roots", "Discs"]
    assert syllabus.source == "column 'Topic' of sheet 'Plan'"
    assert read(content, "a.xlsx", column="name") == [(2, "Dr. A"), (3, "Dr. B"), (4, "Dr. C")]
    assert read(content, "a.xlsx", sheet="Cover") == [(1, "Spine module"), (2, "Discs, by Dr. A")]


def test_a_sheet_can_be_named_and_rows_are_counted_from_the_top():
    content = workbook(("A", [["Discs"]]), ("B", [[], [], ["", "Topic"], ["", "Needles"]]))
    assert read(content, "a.xlsx", sheet="B") == [(4, "Needles")]
    with pytest.raises(BadRequest, match=r"no sheet 'C'. It has: 'A', 'B'"):
        read(content, "a.xlsx", sheet="C")


def test_a_workbook_with_shared_texts_is_read():
    assert read(sharing(2), "a.xlsx") == [(1, "Roots"), (2, "Roots")]


def test_an_empty_workbook_is_refused():
    with pytest.raises(BadRequest, match="The workbook is empty"):
        read(workbook(("A", [])), "a.xlsx")


def far_cell():
    book = openpyxl.Workbook()
    book.active["A1"] = "Roots"
    book.active["XFD1048576"] = "far"
    return saved(book)


def many_unnamed_cells():
    cells = b"<c><v>1</v></c>" * 20_000
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = b"<worksheet %s><sheetData><row>%s</row></sheetData></worksheet>" % (space, cells)
    return repacked(workbook(("A", [["Roots"]])), sheet1=sheet)


def sharing(rows):
    """Write a workbook whose cells point to one shared text, by a third library."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("A")
        for row in range(rows):
            sheet.write_string(row, 0, "Roots")
    return content.getvalue()


def long_text_many_times():
    # Some 50 kB that would become 9,000 texts of 30,000 letters.
    content = sharing(9_000)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = packed.read("xl/sharedStrings.xml")
    return repacked(content, sharedStrings=texts.replace(b"Roots", b"x" * 30_000))


def bomb():
    return repacked(workbook(("A", [["Roots"]])), styles=b"<a>" + b" " * 20_000_000 + b"</a>")


def lying_bomb():
    """A part that unfolds into 20 MB, of which the directory says 100 bytes."""
    content = bytearray(bomb())
    true, said = (20_000_007).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert content.count(true) >= 1
    return bytes(content.replace(true, said))


def entities():
    texts = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><t>&b;</t></si></sst>"
    )
    return repacked(sharing(1), sharedStrings=texts)


def many_sheets(number):
    """A small file: all of its sheets are one part without a text."""
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(1, number))
    space = "http://schemas.openxmlformats.org/"
    book = (
        f'<workbook xmlns="{space}spreadsheetml/2006/main" '
        f'xmlns:r="{space}officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>'
    )
    return repacked(workbook(("A", [])), workbook=book)


def filled(part):
    return repacked(sharing(1), sharedStrings=part)


def telling(number):
    """A shared text, and how many there are said to be; the reader would make room for as many.

    Where there is no such room, that ends the process of the tests, too.
    """
    return filled(
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'uniqueCount="%s"><si><t>Roots</t></si></sst>' % number
    )


def document():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")
    return content.getvalue()


HOSTILE = {
    "a cell at the far corner": (far_cell, "a cell at XFD1048576"),
    "cells without names": (many_unnamed_cells, "at most 10,000 rows and 200 columns"),
    "a long text many times": (long_text_many_times, "too large"),
    "a bomb": (bomb, "too large"),
    "a bomb that lies": (lying_bomb, "broken"),
    "entities": (entities, "broken"),
    "one empty sheet under many names": (lambda: many_sheets(500), "first 12 sheets are empty"),
    "a million texts": (lambda: filled(b"<sst>" + b"<si/>" * 900_000 + b"</sst>"), "too large"),
    "a tag of many attributes": (
        lambda: filled(b"<sst " + b" ".join(b'a%d="1"' % at for at in range(1_001)) + b"/>"),
        "too large",
    ),
    "many attributes": (
        lambda: filled(b"<sst>" + b'<si a="" b=""/>' * 405_000 + b"</sst>"),
        "too large",
    ),
    "a lie about the number of texts": (lambda: telling(b"100000000"), "too large"),
    "the same with a sign": (lambda: telling(b"+100000000"), "too large"),
    "deep nesting": (lambda: filled(b"<a>" * 100_000 + b"</a>" * 100_000), "broken"),
    "a cut file": (lambda: workbook(("A", [["Roots"]]))[:-200], "broken"),
    "no XML": (lambda: repacked(workbook(("A", [["Roots"]])), sheet1=b"<a"), "broken"),
    "no workbook": (document, "is no workbook"),
    "an empty archive": (lambda: b"PK\x05\x06" + b"\0" * 18, "is no workbook"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_before_it_is_read(name):
    made, said = HOSTILE[name]
    with pytest.raises(BadRequest, match=said):
        of_file(made(), "a.xlsx", knows)
