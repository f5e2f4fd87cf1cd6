"""Say in words how an answer came about: how long it took, how much of it there is, the limits."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from foramen.engine.model import Bindings, Boolean, Graph
from foramen.engine.tokens import CLOSES, OPENS, scan

from .presentation import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.engine.model import Answer, CheckedQuery, Engine
    from foramen.settings import Settings

    from .presentation import Cell, Table

__all__ = ["Account", "account_of"]

_MOST_LISTED: Final = 60


@dataclass(frozen=True)
class Account:
    """An answer with what is to be said of it.

    Attributes:
        summary: how much, how fast, and whether it is all; as it is also read out.
        limits: what this service lets a query take.
        subjects: a graph that is not too long to be read so: each subject, its properties, their
            values.
    """

    answer: Answer
    table: Table
    summary: str
    limits: str
    subjects: tuple[tuple[Cell, tuple[tuple[Cell, tuple[Cell, ...]], ...]], ...] = ()


def account_of(engine: Engine, checked: CheckedQuery, settings: Settings) -> Account:
    """Ask a query and give its answer with an account of it."""
    began = time.perf_counter()
    answer = engine.answer(checked)
    took = round((time.perf_counter() - began) * 1000)
    shown = table(answer)
    listed = isinstance(answer, Graph) and len(answer.triples) <= _MOST_LISTED
    return Account(
        answer=answer,
        table=shown,
        summary=f"{_amount(answer)}, answered in {_time(took)}.{_whole(checked, answer)}",
        limits=_limits(settings),
        subjects=tuple(_by_subject(shown)) if listed else (),
    )


def _by_subject(
    triples: Table,
) -> Iterator[tuple[Cell, tuple[tuple[Cell, tuple[Cell, ...]], ...]]]:
    """Group triples, which come in order, so that nothing is said twice."""
    for subject, rows in groupby(triples.rows, key=lambda row: row[0]):
        by_property = groupby(rows, key=lambda row: row[1])
        yield subject, tuple((name, tuple(row[2] for row in same)) for name, same in by_property)


def _amount(answer: Answer) -> str:
    if isinstance(answer, Boolean):
        return "Yes" if answer.value else "No"
    if isinstance(answer, Graph):
        return _counted(len(answer.triples), "triple")
    return _counted(len(answer.rows), "row")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _time(milliseconds: int) -> str:
    if milliseconds < 1:
        return "less than 1 ms"
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"


def _whole(checked: CheckedQuery, answer: Answer) -> str:
    """Say whether a LIMIT stands between this answer and the whole one."""
    if isinstance(answer, Boolean):
        return ""
    limit = _limit(checked.text)
    if limit is None:
        return " This is all: the query sets no LIMIT, and none was added."
    if isinstance(answer, Bindings) and len(answer.rows) >= limit:
        return f" LIMIT {limit:,} of the query was reached: there may be more."
    if isinstance(answer, Bindings):
        return f" This is all: LIMIT {limit:,} of the query was not reached."
    return f" LIMIT {limit:,} of the query counts what fits, not triples: there may be more."


def _limits(settings: Settings) -> str:
    return (
        f"A query may take {settings.query_time_limit_ms / 1000:g} s. An answer may have "
        f"{settings.max_page_rows:,} rows on a page, {settings.max_result_rows:,} in a file. "
        "What would be more is refused, never cut."
    )


def _limit(text: str) -> int | None:
    """Give the LIMIT of the whole query, not of one in its brackets."""
    depth = 0
    found = None
    for token, behind in pairwise(scan(text)):
        depth += (token.text in OPENS) - (token.text in CLOSES)
        if depth == 0 and token.keyword == "LIMIT" and behind.text.isdecimal():
            found = int(behind.text)
    return found
