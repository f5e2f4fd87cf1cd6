"""Find what the sources refer to in vain: undeclared names, and kinds that go in a circle."""

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
    from foramen.compiler.tables import Column, Table

__all__ = ["circles", "unknown_references"]


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


def circles(statements: Iterable[Statement]) -> Iterator[SourceError]:
    """Find a class that is, by way of others, a kind of itself; one circle at a time."""
    kinds = [one for one in statements if one.predicate == RDFS.subClassOf]
    parents: dict[Node, set[Node]] = defaultdict(set)
    for one in kinds:
        parents[one.subject].add(one.object)
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as problem:
        circle: list[Node] = problem.args[1]
        steps = set(zip(circle[1:], circle, strict=False))
        row = next(one.rows[0] for one in kinds if (one.subject, one.object) in steps)
        names = " < ".join(compact(str(name)) for name in circle)
        rule = f"a class is a kind of itself: {names}"
        yield SourceError(row.file, row.number, None, rule, "remove one of these parents")


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
