"""Say in words how an answer came about: how long it took, how much of it there is, the limits."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from foramen.engine.model import Bindings, Boolean, Graph
from foramen.engine.tokens import CLOSES, OPENS, scan

from .presentation import table

if TYPE_CHECKING:
    from foramen.engine.model import Answer, CheckedQuery, Engine
    from foramen.settings import Settings

    from .presentation import Table

__all__ = ["Account", "account_of"]


@dataclass(frozen=True)
class Account:
    """An answer with what is to be said of it.

    Attributes:
        summary: one sentence, as it is also read out.
        limits: what may stand between this answer and the whole one.
    """

    answer: Answer
    table: Table
    summary: str
    limits: tuple[str, ...]


def account_of(engine: Engine, checked: CheckedQuery, settings: Settings) -> Account:
    """Ask a query and give its answer with an account of it."""
    began = time.perf_counter()
    answer = engine.answer(checked)
    took = round((time.perf_counter() - began) * 1000)
    return Account(
        answer=answer,
        table=table(answer),
        summary=f"{_amount(answer)}, answered in {_time(took)}.",
        limits=tuple(_limits(checked, answer, settings)),
    )


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


def _limits(checked: CheckedQuery, answer: Answer, settings: Settings) -> list[str]:
    said = []
    limit = _limit(checked.text)
    if limit is None:
        said.append("The query sets no LIMIT, and none was added.")
    elif isinstance(answer, Bindings) and len(answer.rows) >= limit:
        said.append(f"LIMIT {limit:,} of the query was reached: there may be more.")
    else:
        said.append(f"LIMIT {limit:,} of the query was not reached: this is all.")
    if isinstance(answer, Boolean):
        said.clear()
    seconds = settings.query_time_limit_ms / 1000
    said.append(
        f"A query may take {seconds:g} s, an answer on a page {settings.max_page_rows:,} rows, "
        f"in a file {settings.max_result_rows:,}; what would be more is refused, never cut."
    )
    return said


def _limit(text: str) -> int | None:
    """Give the LIMIT of the whole query, not of one in its brackets."""
    depth = 0
    found = None
    for token, behind in pairwise(scan(text)):
        depth += (token.text in OPENS) - (token.text in CLOSES)
        if depth == 0 and token.keyword == "LIMIT" and behind.text.isdecimal():
            found = int(behind.text)
    return found
