"""Read a TSV table into typed rows; every fault names file, row, column and the mend.

A table has one header row of plain words and one fact a row. What its columns hold is said by
the pattern that reads it (`ontology/patterns/*.rq`), so a table has no schema of its own. An SSSOM
table (`*.sssom.tsv`) begins with lines of `#` that say what it is to the tools of others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from foramen.compiler.texts import read_text
from foramen.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from rdflib.term import Node

    from foramen.headers import HeaderItem

__all__ = [
    "Column",
    "Row",
    "Table",
    "canonical",
    "format_tables",
    "known_kinds",
    "read_rows",
    "read_table",
    "type_cells",
]

BASE = "https://w3id.org/foramen/"
_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_CLAIM_ID = re.compile(r"[A-Z]{3}\d\d")
_SOURCE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# What no reader sees and some take for the end of a line, or cannot be written as XML.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# A table of this kind begins with what it says of itself.
_DESCRIBED = ".sssom.tsv"
_CURIE = re.compile(r"([A-Za-z][\w-]*):([\w./-]+)")


@dataclass(frozen=True)
class Column:
    """What a column holds: its kind, whether it may be empty, and the words it is chosen from."""

    name: str
    kind: str
    required: bool
    choices: tuple[str, ...] = ()

    @classmethod
    def from_header(cls, item: HeaderItem) -> Column:
        """Read `name (kind, optional)`; a kind `a|b|c` is a closed choice."""
        kind, _, flag = item.kind.partition(",")
        choices = tuple(kind.split("|")) if "|" in kind else ()
        return cls(
            item.name, "choice" if choices else kind.strip(), flag.strip() != "optional", choices
        )


@dataclass(frozen=True)
class Row:
    """One line of a table: the file it stands in, its line number in it, its cells."""

    file: str
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A file as read, the line of its header, and the faults of its form."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[SourceError, ...]
    header: int = 1


def read_rows(path: Path, root: Path) -> list[list[str]]:
    """Split a TSV file into cells; a cell holds no tab and no line break.

    Raises:
        SourceError: it is no UTF-8 text.
    """
    return [line.split("\t") for line in _lines(read_text(path, root))]


def _lines(text: str) -> list[str]:
    """Cut at line breaks and nowhere else, as `splitlines` would."""
    return text.removesuffix("\n").split("\n") if text else []


def read_table(path: Path, root: Path) -> Table:
    """Read `path`; faults of form (encoding, cell count, stray space, repeated line) are collected.

    Args:
        path: the TSV file.
        root: the folder that file names in messages are relative to.
    """
    file = path.relative_to(root).as_posix()
    try:
        lines = read_rows(path, root)
    except SourceError as unreadable:
        return Table(file, (), (), (unreadable,))
    if not any(cell.strip() for cells in lines for cell in cells):
        fault = SourceError(
            file, 1, None, "the table is empty", "give it a header row of column names"
        )
        return Table(file, (), (), (fault,))
    header = _header_line(file, lines)
    columns, rows, faults = tuple(lines[header - 1]), [], []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(lines[header:], start=header + 1):
        if len(cells) != len(columns):
            faults.append(
                SourceError(
                    file,
                    number,
                    None,
                    f"the row has {len(cells)} cells, the header {len(columns)}",
                    "add or remove tabs so that every column has one cell",
                )
            )
            continue
        for column, cell in zip(columns, cells, strict=True):
            if odd := _oddity(cell):
                faults.append(SourceError(file, number, column, *odd))
        if earlier := seen.get(tuple(cells)):
            faults.append(
                SourceError(
                    file, number, None, f"the row repeats row {earlier}", "remove one of the two"
                )
            )
        seen[tuple(cells)] = number
        rows.append(Row(file, number, dict(zip(columns, cells, strict=True))))
    return Table(file, columns, tuple(rows), tuple(faults), header)


def _header_line(file: str, lines: list[list[str]]) -> int:
    """Tell in which line the column names stand: after what an SSSOM table says of itself."""
    if not file.endswith(_DESCRIBED):
        return 1
    described = takewhile(lambda cells: cells[0].startswith("#"), lines[:-1])
    return 1 + sum(1 for _ in described)


def _oddity(cell: str) -> tuple[str, str] | None:
    """Say what is wrong with the form of a cell, and how to mend it."""
    if odd := _INVISIBLE.search(cell):
        return f"the cell holds the invisible character U+{ord(odd[0]):04X}", "remove it"
    if cell != cell.strip():
        return "the cell begins or ends with a space", "remove the space (`foramen format` does it)"
    return None


def canonical(text: str) -> str:
    r"""Give a table's canonical text: trimmed cells, no blank line, one final line break.

    The order of rows is the curator's: it often carries meaning (levels from above to below).

    >>> canonical("id\\tlabel\\nA \\ta\\n\\n")
    'id\\tlabel\\nA\\ta\\n'
    """
    lines = (
        "\t".join(cell.strip() for cell in line.split("\t"))
        for line in _lines(text)
        if line.strip()
    )
    return "\n".join(lines) + "\n"


def format_tables(root: Path) -> list[str]:
    """Rewrite every table below `root` that is not in canonical form; return their names.

    Raises:
        SourceError: there are no tables, or one is no UTF-8 text.
    """
    if not (root / "ontology").is_dir():
        raise SourceError(
            "ontology",
            None,
            None,
            f"there is no such folder in {root}",
            "let FORAMEN_SOURCES name the folder that holds it",
        )
    changed = []
    for path in sorted((root / "ontology").rglob("*.tsv")):
        content = canonical(read_text(path, root)).encode()
        if content != path.read_bytes():
            path.write_bytes(content)
            changed.append(path.relative_to(root).as_posix())
    return changed


def type_cells(
    row: Row, columns: Iterable[Column], prefixes: Mapping[str, str]
) -> tuple[dict[str, Node], list[SourceError]]:
    """Turn the cells of a row into RDF terms by the kinds of its columns.

    Returns:
        The bound terms by column name (an empty cell is unbound), and the faults found.
    """
    bound: dict[str, Node] = {}
    faults: list[SourceError] = []
    for column in columns:
        cell = row.cells.get(column.name, "")
        try:
            if cell:
                bound[column.name] = _KINDS[column.kind](cell, column, prefixes)
            elif column.required:
                message = "the cell is empty, and every row must fill this column"
                raise _CellFault(message, "fill it, or remove the row")
        except _CellFault as fault:
            faults.append(SourceError(row.file, row.number, column.name, fault.rule, fault.mend))
    return bound, faults


class _CellFault(ValueError):
    def __init__(self, rule: str, mend: str) -> None:
        super().__init__(rule)
        self.rule, self.mend = rule, mend


def _local(cell: str, _column: Column, _prefixes: Mapping[str, str]) -> Node:
    if not _LOCAL_NAME.fullmatch(cell):
        raise _CellFault(
            f"'{cell}' is no local name",
            "use letters, digits, '-' and '_', beginning with a letter, e.g. FacetJoint",
        )
    return URIRef(BASE + cell)


def _term(cell: str, column: Column, prefixes: Mapping[str, str]) -> Node:
    return _curie(cell, column, prefixes) if ":" in cell else _local(cell, column, prefixes)


def _curie(cell: str, _column: Column, prefixes: Mapping[str, str]) -> Node:
    match = _CURIE.fullmatch(cell)
    if not match:
        raise _CellFault(f"'{cell}' is no CURIE", "write prefix:local, e.g. UBERON:0001066")
    if match[1] not in prefixes:
        raise _CellFault(
            f"the prefix '{match[1]}' is not declared",
            f"declare it in ontology/prefixes.ttl or use one of {', '.join(sorted(prefixes))}",
        )
    return URIRef(prefixes[match[1]] + match[2])


def _source(cell: str, _column: Column, _prefixes: Mapping[str, str]) -> Node:
    if not _SOURCE_KEY.fullmatch(cell):
        raise _CellFault(
            f"'{cell}' is no source",
            "write one claim id or one key of ontology/sources, e.g. INT01 or WIKI-IVF; "
            "a second source is a second row",
        )
    return URIRef(f"{BASE}{'claim' if _CLAIM_ID.fullmatch(cell) else 'source'}_{cell}")


def _text(cell: str, _column: Column, _prefixes: Mapping[str, str]) -> Node:
    return Literal(cell)


def _integer(cell: str, _column: Column, _prefixes: Mapping[str, str]) -> Node:
    if not re.fullmatch(r"-?\d+", cell):
        raise _CellFault(f"'{cell}' is no whole number", "write digits only")
    return Literal(cell, datatype=XSD.integer)


def _share(cell: str, _column: Column, _prefixes: Mapping[str, str]) -> Node:
    if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", cell):
        raise _CellFault(f"'{cell}' is no number from 0 to 1", "write it with a point, e.g. 0.9")
    return Literal(cell, datatype=XSD.decimal)


def _iri(cell: str, _column: Column, _prefixes: Mapping[str, str]) -> Node:
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", cell):
        raise _CellFault(f"'{cell}' is no web address", "write it whole, with https://")
    return URIRef(cell)


def _choice(cell: str, column: Column, _prefixes: Mapping[str, str]) -> Node:
    if cell not in column.choices:
        raise _CellFault(
            f"'{cell}' is not allowed here", f"choose one of {', '.join(column.choices)}"
        )
    return Literal(cell)


_KINDS: dict[str, Callable[[str, Column, Mapping[str, str]], Node]] = {
    "name": _local,
    "term": _term,
    "curie": _curie,
    "source": _source,
    "text": _text,
    "key": _text,
    "integer": _integer,
    "share": _share,
    "iri": _iri,
    "choice": _choice,
}


def known_kinds() -> Iterator[str]:
    """Yield the kinds that a column may have."""
    yield from sorted(_KINDS)
