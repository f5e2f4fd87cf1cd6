"""A wrong cell is named by file, row and column, with what to do; a right one becomes a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from foramen.compiler.tables import Column, Row, canonical, format_tables, read_table, type_cells
from foramen.errors import SourceError
from foramen.headers import HeaderItem

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = {"UBERON": "http://purl.obolibrary.org/obo/UBERON_"}


def column(kind: str, name: str = "x") -> Column:
    return Column.from_header(HeaderItem(name, kind, ""))


def typed(cell: str, kind: str) -> tuple[object, list[str]]:
    bound, faults = type_cells(Row("t.tsv", 7, {"x": cell}), [column(kind)], PREFIXES)
    return bound.get("x"), [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("cell", "kind", "term"),
    [
        ("FacetJoint", "name", URIRef("https://w3id.org/foramen/FacetJoint")),
        ("Foramen_L4-L5_left", "term", URIRef("https://w3id.org/foramen/Foramen_L4-L5_left")),
        ("UBERON:0001066", "term", URIRef("http://purl.obolibrary.org/obo/UBERON_0001066")),
        ("CON08", "source", URIRef("https://w3id.org/foramen/claim_CON08")),
        ("WIKI-IVF", "source", URIRef("https://w3id.org/foramen/source_WIKI-IVF")),
        ("ISNCSCI2019", "source", URIRef("https://w3id.org/foramen/source_ISNCSCI2019")),
        ("12", "integer", Literal("12", datatype=XSD.integer)),
        ("may", "definite|may|varies", Literal("may")),
        ("any words, even : colons", "text", Literal("any words, even : colons")),
    ],
)
def test_a_cell_becomes_a_term_by_the_kind_of_its_column(cell, kind, term):
    assert typed(cell, kind) == (term, [])


@pytest.mark.parametrize(
    ("cell", "kind", "fault"),
    [
        ("", "text", "t.tsv, row 7, column x: the cell is empty"),
        ("facet joint", "name", "'facet joint' is no local name"),
        ("UBRON:0001066", "term", "the prefix 'UBRON' is not declared"),
        ("maybe", "definite|may|varies", "choose one of definite, may, varies"),
        ("twelve", "integer", "write digits only"),
        ("www.example.org", "iri", "write it whole, with https://"),
    ],
)
def test_a_wrong_cell_is_named_with_its_mend(cell, kind, fault):
    term, faults = typed(cell, kind)
    assert term is None
    assert len(faults) == 1
    assert fault in faults[0]


def test_an_optional_cell_may_be_empty():
    assert typed("", "text, optional") == (None, [])


def test_a_row_with_a_missing_tab_and_a_repeated_row_are_reported(tmp_path: Path):
    path = tmp_path / "terms.tsv"
    path.write_text("id\tlabel\nA\ta\nB\nA\ta\nC \tc\n", "utf-8")
    table = read_table(path, tmp_path)
    assert [str(fault) for fault in table.faults] == [
        "terms.tsv, row 3: the row has 1 cells, the header 2; "
        "add or remove tabs so that every column has one cell",
        "terms.tsv, row 4: the row repeats row 2; remove one of the two",
        "terms.tsv, row 5, column id: the cell begins or ends with a space; "
        "remove the space (`foramen format` does it)",
    ]


def test_formatting_trims_cells_and_keeps_the_order_of_rows(tmp_path: Path):
    folder = tmp_path / "ontology" / "terms"
    folder.mkdir(parents=True)
    (folder / "b.tsv").write_text("id\tlabel\nZ \tz\n\nA\ta", "utf-8")
    assert format_tables(tmp_path) == ["ontology/terms/b.tsv"]
    assert (folder / "b.tsv").read_text("utf-8") == "id\tlabel\nZ\tz\nA\ta\n"
    assert format_tables(tmp_path) == []
    assert canonical("id\tlabel\nZ\tz\n") == "id\tlabel\nZ\tz\n"


def test_formatting_mends_line_ends_and_the_first_mark_and_keeps_odd_characters(tmp_path: Path):
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "b.tsv").write_bytes("\ufeffid\tlabel\r\nA\ta\u2028b\r\n".encode())
    assert format_tables(tmp_path) == ["ontology/b.tsv"]
    assert (folder / "b.tsv").read_bytes() == "id\tlabel\nA\ta\u2028b\n".encode()


def test_formatting_where_no_ontology_lies_is_an_error(tmp_path: Path):
    with pytest.raises(SourceError, match="FORAMEN_SOURCES"):
        format_tables(tmp_path)
