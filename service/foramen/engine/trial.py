"""Tell what is wrong with a query without asking the data: for an editor, while one types.

The engine's own parser judges, so what passes here parses when it is run. It is handed the query
over the smallest graph and for a short time, since engines parse only what they evaluate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from foramen.errors import (
    ForamenError,
    QueryError,
    QueryNotAllowed,
    QuerySyntaxError,
    QueryTooComplex,
    QueryTooLarge,
    UnknownFunction,
)

from .model import DatasetSpec
from .tokens import place, scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Engine

__all__ = ["Fault", "fault_of"]

_TIME_MS: Final = 500


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words, and where: line and column count from 1."""

    line: int
    column: int
    text: str


def fault_of(
    engine: Engine,
    text: str,
    over: str,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Fault | None:
    """Give what is wrong with a query, or None where nothing is, as far as can be told.

    Args:
        engine: what would answer it.
        text: the query.
        over: the graph to try it on; a small one.
        default_graphs: the graphs that it would be asked of, as the protocol names them.
        named_graphs: the same.
    """
    try:
        checked = engine.guard.check(text, default_graphs=default_graphs, named_graphs=named_graphs)
        engine.answer(replace(checked, dataset=DatasetSpec((over,)), time_limit_ms=_TIME_MS))
    except QuerySyntaxError as wrong:
        return Fault(wrong.line, wrong.column, wrong.hint)
    except QueryError as refused:
        return _refused(text, refused)
    except ForamenError:  # the engine is busy or away: nothing is known against the query
        return None
    return None


def _refused(text: str, refused: QueryError) -> Fault | None:
    """Find the word that a refusal is about; one about time, memory or size says nothing here."""
    about = _about(refused)
    if about is None:
        return None
    tokens = list(scan(text))
    words = set(about.upper().replace("(", " ").replace(")", " ").split())
    found = next((token for token in tokens if token.kind == "iri" and token.text in about), None)
    found = found or next((token for token in tokens if token.keyword in words), None)
    at = place(text, found.start) if found else (1, 1)
    return Fault(*at, str(refused))


def _about(refused: QueryError) -> str | None:
    match refused:
        case QueryNotAllowed():
            return refused.construct
        case UnknownFunction():
            return f"<{refused.function}>"
        case QueryTooLarge() | QueryTooComplex():
            return ""
        case _:
            return None
