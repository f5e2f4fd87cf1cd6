"""Read answers: those the suite expects, from its files, and those that come over HTTP."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from xml.etree import ElementTree

import pyoxigraph as ox

from .compare import Row, same_in_order, same_rows
from .rdf import RDF, RS, Triples, read

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MEDIA_TYPES", "Answer", "Graph", "Table", "expected_answer", "read_answer", "same"]

MEDIA_TYPES: Final = {
    ".srj": "application/sparql-results+json",
    ".srx": "application/sparql-results+xml",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
}
_GRAPHS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_XML: Final = "{http://www.w3.org/2005/sparql-results#}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_DOUBLE: Final = ox.NamedNode("http://www.w3.org/2001/XMLSchema#double")


@dataclass(frozen=True)
class Table:
    """The answer to SELECT; `ordered` where the order of rows is part of it."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Graph:
    """The answer to CONSTRUCT and DESCRIBE."""

    triples: frozenset[Row]


Answer: TypeAlias = "Table | Graph | bool"


def same(expected: Answer, actual: Answer) -> bool:
    """Tell whether an answer is what is expected; the order of columns means nothing."""
    if isinstance(expected, Graph) and isinstance(actual, Graph):
        return same_rows(tuple(expected.triples), tuple(actual.triples))
    if not isinstance(expected, Table) or not isinstance(actual, Table):
        return type(expected) is type(actual) and expected == actual
    if sorted(expected.variables) != sorted(actual.variables):
        return False
    places = [actual.variables.index(name) for name in expected.variables]
    rows = [tuple(row[place] for place in places) for row in actual.rows]
    return (same_in_order if expected.ordered else same_rows)(expected.rows, rows)


def expected_answer(path: Path, base: str, *, ordered: bool) -> Answer:
    """Read the answer that a file of the suite holds."""
    if path.suffix not in {".ttl", ".rdf"}:
        return read_answer(path.read_bytes(), MEDIA_TYPES[path.suffix], ordered=ordered)
    triples = read(path, base)
    tables = triples.subjects(f"{RDF}type", ox.NamedNode(f"{RS}ResultSet"))
    if tables:
        return _described(triples, tables[0])
    return Graph(frozenset(triples.all))


def read_answer(content: bytes, media_type: str, *, ordered: bool = False) -> Answer:
    """Read an answer of one of the media types.

    Raises:
        ValueError: it is not what its media type says.
    """
    if media_type in _GRAPHS:
        try:
            return Graph(frozenset(Triples(ox.parse(content, format=_GRAPHS[media_type])).all))
        except SyntaxError as problem:
            raise ValueError(str(problem)) from problem
    readers = {
        "application/sparql-results+json": _json,
        "application/sparql-results+xml": _xml,
        "text/csv": _csv,
        "text/tab-separated-values": _tsv,
    }
    if media_type not in readers:
        raise ValueError(f"no answer is written as {media_type}")
    answer = readers[media_type](content)
    if isinstance(answer, bool):
        return answer
    return Table(*answer, ordered=ordered)


_Read: TypeAlias = "tuple[tuple[str, ...], tuple[Row, ...]] | bool"


def _json(content: bytes) -> _Read:
    answer = json.loads(content.decode("utf-8"))
    if "boolean" in answer:
        return bool(answer["boolean"])
    names = tuple(answer["head"]["vars"])
    rows = answer["results"]["bindings"]
    if stray := {name for row in rows for name in row} - set(names):
        raise ValueError(f"{sorted(stray)} are no variables of the answer")
    return names, tuple(tuple(_json_term(row.get(name)) for name in names) for row in rows)


def _json_term(value: dict[str, str] | None) -> Any:
    if value is None:
        return None
    return _term(value["type"], value["value"], value.get("xml:lang"), value.get("datatype"))


def _xml(content: bytes) -> _Read:
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as problem:
        raise ValueError(str(problem)) from problem
    boolean = root.find(f"{_XML}boolean")
    if boolean is not None:
        return (boolean.text or "").strip() == "true"
    names = tuple(element.attrib["name"] for element in root.iter(f"{_XML}variable"))
    rows = []
    for result in root.iter(f"{_XML}result"):
        found = {
            binding.attrib["name"]: _xml_term(binding[0])
            for binding in result.iter(f"{_XML}binding")
        }
        rows.append(tuple(found.get(name) for name in names))
    return names, tuple(rows)


def _xml_term(element: ElementTree.Element) -> Any:
    kind = element.tag.removeprefix(_XML)
    return _term(kind, element.text or "", element.get(_LANGUAGE), element.get("datatype"))


def _term(kind: str, text: str, language: str | None, datatype: str | None) -> Any:
    if kind == "uri":
        return ox.NamedNode(text)
    if kind == "bnode":
        return ox.BlankNode(f"b{text.encode().hex()}")  # any label is a label
    if kind not in {"literal", "typed-literal"}:
        raise ValueError(f"{kind} is no kind of term")
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype) if datatype else None)


def _csv(content: bytes) -> _Read:
    """Read CSV, which tells no types: what looks like a number counts by its value."""
    names, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    # A line with nothing on it is a row of one column with nothing in it.
    return tuple(names), tuple(tuple(_csv_term(cell) for cell in row or [""]) for row in rows)


def _csv_term(cell: str) -> Any:
    if cell.startswith("_:"):
        return ox.BlankNode(f"b{cell.encode().hex()}")
    return ox.Literal(cell, datatype=_DOUBLE if _NUMBER.fullmatch(cell) else None)


def _tsv(content: bytes) -> _Read:
    names, *rows = content.decode("utf-8").removesuffix("\n").replace("\r\n", "\n").split("\n")
    if not all(name.startswith("?") for name in names.split("\t") if name):
        raise ValueError(f"{names!r} is not a row of variables")
    variables = tuple(name.removeprefix("?") for name in names.split("\t") if name)
    return variables, tuple(tuple(_tsv_term(cell) for cell in row.split("\t")) for row in rows)


def _tsv_term(cell: str) -> Any:
    if not cell:
        return None
    try:
        (triple,) = ox.parse(f"<urn:s> <urn:p> {cell} .", format=ox.RdfFormat.TURTLE)
    except SyntaxError as problem:
        raise ValueError(f"{cell!r} is no term of Turtle") from problem
    return triple.object


def _described(triples: Triples, table: Any) -> Answer:
    """Read a table that is written as RDF; there the order counts if rows are numbered."""
    boolean = triples.text(table, f"{RS}boolean")
    if boolean is not None:
        return boolean == "true"
    names = tuple(str(name.value) for name in triples.objects(table, f"{RS}resultVariable"))
    numbered = []
    for solution in triples.objects(table, f"{RS}solution"):
        found = {
            triples.text(binding, f"{RS}variable"): triples.value(binding, f"{RS}value")
            for binding in triples.objects(solution, f"{RS}binding")
        }
        number = triples.text(solution, f"{RS}index")
        numbered.append((number, tuple(found.get(name) for name in names)))
    ordered = bool(numbered) and all(number is not None for number, _ in numbered)
    if ordered:
        numbered.sort(key=lambda entry: int(entry[0] or 0))
    return Table(names, tuple(row for _, row in numbered), ordered)
