"""Find what the sources refer to in vain: undeclared names, and what goes in a circle."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from rdflib.namespace import RDFS

from foramen.compiler.tables import BASE, type_cells
from foramen.errors import SourceError
from foramen.namespaces import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from rdflib.term import Node

    from foramen.compiler.statements import Statement
    from foramen.compiler.tables import Column, Row, Table

__all__ = ["circles", "unknown_references"]

_PREREQUISITES = "ontology/teaching/requires/"


def unknown_references(
    tables: Iterable[Table],
    columns: Mapping[str, tuple[Column, ...]],
    prefixes: Mapping[str, str],
    statements: Iterable[Statement],
    declared: AbstractSet[Node],
) -> list[SourceError]:
    """Find cells and statements that name a term or a source that is not declared."""
    faults = []
    for table in tables:
        for row in table.rows:
            watched = [c for c in columns.get(table.file, ()) if c.kind in ("term", "source")]
            bound, _ = type_cells(row, watched, prefixes)
            for name, term in bound.items():
                if str(term).startswith(BASE) and term not in declared:
                    faults.append(
                        SourceError(
                            row.file,
                            row.number,
                            name,
                            f"'{row.cells[name]}' is declared nowhere",
                            _nearest(str(term), declared),
                        )
                    )
    # What a template mints has no cell of its own; the statement's row is the place to mend.
    for statement in statements:
        for end in (statement.subject, statement.predicate, statement.object):
            if str(end).startswith(BASE) and end not in declared:
                row = statement.rows[0]
                faults.append(
                    SourceError(
                        row.file,
                        row.number,
                        None,
                        f"the row makes a statement of '{str(end).removeprefix(BASE)}', "
                        "which is declared nowhere",
                        _nearest(str(end), declared),
                    )
                )
    return _without_repeats(faults)


def circles(statements: Iterable[Statement], tables: Iterable[Table]) -> Iterator[SourceError]:
    """Find a class that is, by way of others, a kind of itself, and a concept that needs itself.

    One circle of each sort at a time: to mend it may mend others.
    """
    kinds = [
        (str(one.subject), str(one.object), one.rows[0])
        for one in statements
        if one.predicate == RDFS.subClassOf
    ]
    if found := _circle(kinds):
        row, names = found
        rule = f"a class is a kind of itself: {' < '.join(map(compact, reversed(names)))}"
        yield SourceError(row.file, row.number, None, rule, "remove one of these parents")
    needs = [
        (row.cells.get("concept", ""), row.cells.get("needs", ""), row)
        for table in tables
        if table.file.startswith(_PREREQUISITES)
        for row in table.rows
    ]
    if found := _circle(needs):
        row, names = found
        rule = f"a concept is needed before itself: {' before '.join(names)}"
        yield SourceError(row.file, row.number, "needs", rule, "remove one of these prerequisites")


def _circle(steps: Iterable[tuple[str, str, Row]]) -> tuple[Row, list[str]] | None:
    """Give the names of a circle of steps up, from its start to its start, and a row of it."""
    rows = {(lower, upper): row for lower, upper, row in steps}
    above: dict[str, list[str]] = defaultdict(list)
    for lower, upper in rows:
        above[lower].append(upper)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as problem:
        circle: list[str] = problem.args[1]
        taken = zip(circle[1:], circle, strict=False)
        return next(rows[step] for step in taken if step in rows), circle
    return None


def _nearest(term: str, declared: Iterable[Node]) -> str:
    names = [str(one).removeprefix(BASE) for one in declared if str(one).startswith(BASE)]
    near = get_close_matches(term.removeprefix(BASE), names, n=3)
    return f"did you mean {', '.join(near)}?" if near else "add a row that declares it"


def _without_repeats(faults: list[SourceError]) -> list[SourceError]:
    unique: dict[tuple[str, int | None, str], SourceError] = {}
    for fault in faults:
        name = fault.rule.split("'")[1] if "'" in fault.rule else fault.rule
        unique.setdefault((fault.file, fault.row, name), fault)
    return list(unique.values())
