"""Read a source file as text or Turtle; what cannot be read is a fault of that file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from foramen.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["parse_fault", "read_text", "read_turtle"]

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST_REASON = 160


def read_text(path: Path, root: Path) -> str:
    """Read a file as UTF-8, without the mark that spreadsheets put first.

    Args:
        path: the file.
        root: the folder that file names in messages are relative to.

    Raises:
        SourceError: it is not there, or not UTF-8.
    """
    file = path.relative_to(root).as_posix()
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        row = problem.object.count(b"\n", 0, problem.start) + 1
        rule = "the file is not UTF-8 text"
        raise SourceError(file, row, None, rule, "save it as UTF-8") from None
    except OSError as problem:
        rule = f"the file cannot be read ({problem.strerror})"
        mend = "put it there, or let FORAMEN_SOURCES name the folder that holds `ontology/`"
        raise SourceError(file, None, None, rule, mend) from None


def read_turtle(path: Path, root: Path) -> Graph:
    """Read a Turtle file.

    Raises:
        SourceError: it cannot be read, or is no Turtle.
    """
    text = read_text(path, root)
    try:
        return Graph().parse(data=text, format="turtle", publicID=path.resolve().as_uri())
    except BadSyntax as problem:
        file = path.relative_to(root).as_posix()
        rule = f"the Turtle does not parse ({_short(problem._why)})"
        mend = "mend it here, or in the line above"
        raise SourceError(file, problem.lines + 1, None, rule, mend) from None


def parse_fault(file: str, problem: SyntaxError, first_row: int = 1) -> SourceError:
    """Make the fault for a query that the store refused; it begins in the row given."""
    found = _PLACE.match(str(problem))
    reason = _short(found[3] if found else str(problem))
    if "Prefix not found" in reason:
        reason = "a prefix is not declared"
    row = int(found[1]) + first_row - 1 if found else None
    column = int(found[2]) if found else None
    return SourceError(
        file, row, column, f"the query does not parse ({reason})", "mend it there or before"
    )


def _short(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]} ..."
