"""Run a pattern (one CONSTRUCT) over the rows of its tables.

A pattern means what tarql means: the CONSTRUCT is evaluated once a row, with the row's cells
as a VALUES block at the head of its WHERE, so each column is a variable. Tables that it `uses`
are there to be queried beside it: a row of `axes/levels.tsv` is a node with `col:in "axes/levels"`
and one `col:<column>` for each filled cell.

A pattern that needs a blank node mints an IRI in the `node:` scheme from what the node is about;
it becomes a blank node of that label, so two builds of the same sources are byte-equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from foramen.compiler.tables import Column, Row, Table, known_kinds, type_cells
from foramen.compiler.texts import parse_fault, read_text
from foramen.errors import SourceError
from foramen.headers import read_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Pattern", "Triple", "expand", "load_patterns", "row_store"]

Triple = tuple[Node, Node, Node]
_WHERE = re.compile(r"^WHERE \{|(?<=\} )WHERE \{", re.MULTILINE)
_SERVICE = re.compile(r"^[^#\n]*\bSERVICE\b", re.IGNORECASE | re.MULTILINE)
_EMPTY_TEMPLATE = re.compile(r"^CONSTRUCT \{\s*\}", re.MULTILINE)
COL = "https://w3id.org/foramen/column/"


@dataclass(frozen=True)
class Pattern:
    """One `.rq` file: which tables it reads, what their columns hold, what it constructs.

    Attributes:
        graph: the graph that all of it goes to; where it is empty, each triple goes by its kind.
    """

    file: str
    reads: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    uses: tuple[str, ...]
    text: str
    graph: str = ""

    @property
    def is_silent(self) -> bool:
        """Tell whether its rows say nothing by themselves and are only used by other patterns."""
        return _EMPTY_TEMPLATE.search(self.text) is not None

    def matches(self, table: str) -> bool:
        """Tell whether this pattern reads the table of that name (path without suffix)."""
        return fnmatch(table, self.reads)


def load_patterns(
    folder: Path, root: Path, prefixes: Mapping[str, str]
) -> tuple[tuple[Pattern, ...], list[SourceError]]:
    """Read every pattern file of a folder, in name order; return them and their faults."""
    patterns: list[Pattern] = []
    faults: list[SourceError] = []
    for path in sorted(folder.glob("*.rq")):
        file = path.relative_to(root).as_posix()
        try:
            text = read_text(path, root)
        except SourceError as fault:
            faults.append(fault)
            continue
        header = read_header(text.splitlines())
        faults += [
            SourceError(file, line, None, "the header line cannot be read", "write `#+ key: value`")
            for line in header.faults
        ]
        columns = tuple(Column.from_header(item) for item in header.lists.get("columns", ()))
        for column in columns:
            if column.kind not in known_kinds():
                faults.append(
                    SourceError(
                        file,
                        None,
                        column.name,
                        f"'{column.kind}' is no kind of column",
                        f"use one of {', '.join(known_kinds())}",
                    )
                )
        for key in ("reads", "says", "key"):
            if key not in header.values:
                faults.append(
                    SourceError(file, None, None, f"the header lacks '{key}'", f"add `#+ {key}: …`")
                )
        values = header.values
        pattern = Pattern(
            file,
            values.get("reads", ""),
            values.get("says", ""),
            columns,
            tuple(values.get("key", "").split()),
            tuple(values.get("uses", "").split()),
            text,
            values.get("graph", ""),
        )
        faults += _faults_of(pattern, prefixes)
        patterns.append(pattern)
    return tuple(patterns), faults


def _faults_of(pattern: Pattern, prefixes: Mapping[str, str]) -> Iterator[SourceError]:
    """Find a key that is no column, and a query that is no CONSTRUCT."""
    names = [column.name for column in pattern.columns]
    for key in pattern.key:
        if key not in names:
            rule, mend = f"the key '{key}' is no column", f"use one of {', '.join(names)}"
            yield SourceError(pattern.file, None, None, rule, mend)
    if len(_WHERE.split(pattern.text, maxsplit=1)) == 1:
        rule, mend = "no WHERE can be found", "begin a line with `WHERE {`"
        yield SourceError(pattern.file, None, None, rule, mend)
        return
    if _SERVICE.search(pattern.text):
        rule, mend = "the query asks another endpoint", "say in the tables what it would answer"
        yield SourceError(pattern.file, None, None, rule, mend)
        return
    try:
        found = ox.Store().query(pattern.text, prefixes={**prefixes, "col": COL})
    except SyntaxError as problem:
        yield parse_fault(pattern.file, problem)
        return
    if not isinstance(found, ox.QueryTriples):
        rule, mend = "the query is no CONSTRUCT", "write CONSTRUCT { ... } WHERE { ... }"
        yield SourceError(pattern.file, None, None, rule, mend)


def row_store(
    tables: Iterable[Table], columns: Mapping[str, tuple[Column, ...]], prefixes: Mapping[str, str]
) -> ox.Store:
    """Show tables as a graph, for the patterns that use them beside their own row."""
    store = ox.Store()
    for table in tables:
        name = table.file.removeprefix("ontology/").removesuffix(".tsv")
        for row in table.rows:
            node = ox.NamedNode(f"row:{name}/{row.number}")
            store.add(ox.Quad(node, ox.NamedNode(COL + "in"), ox.Literal(name)))
            bound, _faults = type_cells(row, columns[table.file], prefixes)
            for column, term in bound.items():
                store.add(ox.Quad(node, ox.NamedNode(COL + column), _to_store(term)))
    return store


def expand(
    pattern: Pattern,
    rows: Iterable[Row],
    context: ox.Store,
    prefixes: Mapping[str, str],
    table: str,
) -> Iterator[tuple[Row, list[Triple], list[SourceError]]]:
    """Construct the triples of each row; `?table` is bound to the name of its table.

    Yields:
        The row, its triples, and the faults of its cells; a row with faults has no triples.
    """
    before, after = _WHERE.split(pattern.text, maxsplit=1)
    declared = dict(prefixes) | {"col": COL}
    for row in rows:
        bound, faults = type_cells(row, pattern.columns, prefixes)
        if faults:
            yield row, [], faults
            continue
        cells = bound | {"table": Literal(table)}
        names = " ".join(f"?{name}" for name in cells)
        values = " ".join(term.n3() for term in cells.values())
        text = f"{before}WHERE {{ VALUES ({names}) {{ ({values}) }}{after}"
        found = cast("ox.QueryTriples", context.query(text, prefixes=declared))
        yield row, [_from_store(triple) for triple in found], []


def _to_store(term: Node) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Literal):
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), datatype=datatype, language=term.language)
    return ox.NamedNode(str(term))


def _from_store(triple: ox.Triple) -> Triple:
    return _term(triple.subject), _term(triple.predicate), _term(triple.object)


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.Literal):
        plain = term.language is not None or term.datatype.value == str(XSD.string)
        return Literal(
            term.value, lang=term.language, datatype=None if plain else URIRef(term.datatype.value)
        )
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        message = "a pattern constructed a triple term"
        raise TypeError(message)
    if term.value.startswith("node:"):
        return BNode(term.value.removeprefix("node:"))
    return URIRef(term.value)
