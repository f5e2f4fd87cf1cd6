"""A source that cannot be read is a fault of that file, with the place and the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.compiler.conftest import CLAIMS, DEFINITIONS, PROPERTIES, TERMS

from foramen.compiler.assemble import assemble
from foramen.compiler.patterns import load_patterns
from foramen.compiler.tables import read_table
from foramen.errors import SourceErrors

if TYPE_CHECKING:
    from pathlib import Path

WALL = f"{TERMS}Wall\twall\tAnatomicalStructure\tA wall.\tBOOK\t\t\n"
HOLE = f"{WALL}Hole\thole\tAnatomicalSpace\tA hole.\tINT01\t\t\n"
BOUNDED = f"{PROPERTIES}boundedBy\tbounded by\t\t\t\t\tHas a wall.\tBOOK\n"
PATTERN = "#+ reads: x/*\n#+ says: A row.\n#+ key: id\n#+ columns:\n#+   - id (name): a name\n"


def faults_of(root: Path) -> list[str]:
    with pytest.raises(SourceErrors) as caught:
        assemble(root)
    return [str(fault) for fault in caught.value.findings]


def test_a_table_that_is_not_utf8_is_named_with_the_row(small_sources):
    root = small_sources(**{"terms/x": WALL})
    (root / "ontology/terms/x.tsv").write_bytes(WALL.encode() + b"Caf\xe9\t\t\t\t\t\t\n")
    assert faults_of(root) == [
        "ontology/terms/x.tsv, row 3: the file is not UTF-8 text; save it as UTF-8"
    ]


def test_the_mark_that_spreadsheets_put_first_is_no_part_of_the_header(small_sources):
    root = small_sources(**{"terms/x": "\ufeff" + WALL})
    assert assemble(root).statements


@pytest.mark.parametrize("character", ["\0", "\b", "\x0b", "\x85", "\u2028", "\uffff"])
def test_an_invisible_character_is_named_and_breaks_no_line(tmp_path: Path, character: str):
    path = tmp_path / "t.tsv"
    path.write_text(f"id\tlabel\nA\ta{character}b\nB \tb\n", "utf-8")
    table = read_table(path, tmp_path)
    assert [(fault.row, fault.column) for fault in table.faults] == [(2, "label"), (3, "id")]
    assert f"U+{ord(character):04X}" in table.faults[0].rule


@pytest.mark.parametrize("name", ["prefixes", "schema", "vocabulary"])
def test_turtle_that_does_not_parse_is_named_with_the_row(small_sources, name):
    root = small_sources()
    path = root / "ontology" / f"{name}.ttl"
    rows = path.read_text("utf-8").count("\n") + 1
    path.write_text(path.read_text("utf-8") + "oops .\n", "utf-8")
    (fault,) = faults_of(root)
    assert fault.startswith(f"ontology/{name}.ttl, row {rows}: the Turtle does not parse")


def test_a_source_tree_that_is_not_there_is_said(tmp_path: Path):
    (fault,) = faults_of(tmp_path)
    assert fault.startswith("ontology/prefixes.ttl: the file cannot be read")
    assert "FORAMEN_SOURCES" in fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("CONSTRUCT { ?id a ?b }\nWHERE { ?id }\n", "the query does not parse (expected"),
        (
            "CONSTRUCT { ?id a no:b }\nWHERE { }\n",
            "the query does not parse (a prefix is not declared)",
        ),
        ("CONSTRUCT { }\nwhere { }\n", "x.rq: no WHERE can be found"),
        ("SELECT *\nWHERE { }\n", "x.rq: the query is no CONSTRUCT"),
    ],
)
def test_a_pattern_whose_query_is_wrong_is_named(tmp_path: Path, text: str, fault: str):
    (tmp_path / "x.rq").write_text(PATTERN + text, "utf-8")
    _, faults = load_patterns(tmp_path, tmp_path, {})
    assert len(faults) == 1
    assert fault in str(faults[0])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("#+ key: id\n", "", "the header lacks 'key'"),
        ("#+ key: id\n", "#+ key: ids\n", "the key 'ids' is no column"),
        ("(name)", "(nam)", "'nam' is no kind of column"),
    ],
)
def test_a_pattern_with_a_wrong_header_stops_the_build_alone(small_sources, old, new, fault):
    root = small_sources(**{"terms/x": WALL})
    path = root / "ontology/patterns/terms.rq"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    (found,) = faults_of(root)
    assert found.startswith("ontology/patterns/terms.rq")
    assert fault in found


@pytest.mark.parametrize("source", ["BOOK page 3", "BOOK|INT01", 'B> "x" ) } #'])
def test_a_source_that_is_no_key_is_a_wrong_cell(small_sources, source):
    root = small_sources(**{"terms/x": f"{TERMS}Wall\twall\tThing\tA wall.\t{source}\t\t\n"})
    assert any("row 2, column source: " in f and "is no source" in f for f in faults_of(root))


def test_a_row_that_says_nothing_is_a_fault(small_sources):
    citation = "key\ttitle\taddress\tused\tevidence\nA B\ta\t\tIt.\tECO:0000304\n"
    root = small_sources(**{"sources/citations2": citation})
    assert any(
        "ontology/sources/citations2.tsv, row 2: nothing follows from the row" in fault
        for fault in faults_of(root)
    )


def test_half_a_statement_is_a_fault_of_its_row(small_sources):
    row = "Hole\tWall\tboundedBy\tWall\tboundedBy\t\tBOOK\n"
    root = small_sources(
        **{"terms/x": HOLE, "properties/x": BOUNDED, "definitions/x": DEFINITIONS + row}
    )
    assert any(
        "ontology/definitions/x.tsv, row 2: the row makes a statement without an object" in fault
        for fault in faults_of(root)
    )


def test_classes_that_are_kinds_of_each_other_are_named_with_a_row(small_sources):
    rows = "A\ta\tB\tA.\tBOOK\t\t\nB\tb\tA\tB.\tBOOK\t\t\n"
    root = small_sources(**{"terms/x": TERMS + rows})
    (fault,) = faults_of(root)
    assert "ontology/terms/x.tsv, row " in fault
    assert "is a kind of itself: " in fault


def test_a_table_that_is_not_read_does_not_make_its_terms_unknown(small_sources):
    claim = "Hole\tboundedBy\tWall\tmay\tBOOK\t\n"
    root = small_sources(
        **{"terms/x": "id\tlabel\n", "properties/x": BOUNDED, "claims/x": CLAIMS + claim}
    )
    (fault,) = faults_of(root)
    assert "ontology/terms/x.tsv, row 1: the columns are id, label" in fault


def test_an_unknown_term_is_reported_once(small_sources):
    root = small_sources(**{"terms/x": f"{TERMS}Wall\twall\tThingy\tA wall.\tBOOK\t\t\n"})
    assert len(faults_of(root)) == 1
