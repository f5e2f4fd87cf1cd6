"""What bounds a query of the tool, seen by an engine that only notes what it is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from foramen.agents.parts import Parts
from foramen.agents.rows import rows_of
from foramen.engine.guard import Guard
from foramen.engine.model import Bindings
from foramen.errors import QuerySyntaxError
from foramen.settings import Settings

if TYPE_CHECKING:
    from foramen.engine.model import CheckedQuery


@dataclass
class Recorder:
    """An engine that notes what it is asked, and knows nothing."""

    refuses: str = "nothing"
    asked: list[CheckedQuery] = field(default_factory=list)
    guard: Guard = field(default_factory=lambda: Guard.of(Settings(), {}))

    def answer(self, query: CheckedQuery) -> Bindings:
        self.asked.append(query)
        if self.refuses in query.text:
            raise QuerySyntaxError(len(query.text), 1, "No.")
        return Bindings(("s",), ())


def parts_of(engine: Recorder) -> Parts:
    concepts = cast("Any", SimpleNamespace())
    knowledge = cast("Any", SimpleNamespace(default_graphs=()))
    return Parts(knowledge, cast("Any", engine), {}, concepts, lambda: cast("Any", None))


def test_a_query_has_ten_seconds() -> None:
    engine = Recorder()
    rows_of(parts_of(engine), "SELECT * WHERE { ?s ?p ?o }")
    rows_of(parts_of(engine), "CONSTRUCT WHERE { ?s ?p ?o }")
    rows_of(parts_of(engine), "SELECT * WHERE { ?s ?p ?o } LIMIT 3")
    assert [query.time_limit_ms for query in engine.asked] == [10_000] * 3


def test_a_query_without_a_limit_gets_one_row_more_than_is_given() -> None:
    engine = Recorder()
    for query in (
        "SELECT * WHERE { ?s ?p ?o } # the end",
        "SELECT * WHERE { ?s ?p 'LIMIT' }",
        "SELECT * WHERE { ?s ?p ?o } LIMIT 5",
        "SELECT * WHERE { ?s ?p ?o } VALUES ?s { <urn:a> }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
    ):
        rows_of(parts_of(engine), query)
    assert [query.text.endswith("\nLIMIT 51") for query in engine.asked] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_what_is_wrong_is_told_of_the_query_as_it_was_sent() -> None:
    query = "SELECT * WHERE { ?s ?p ?o }"
    with pytest.raises(QuerySyntaxError) as refused:
        rows_of(parts_of(Recorder(refuses="SELECT")), query)
    assert refused.value.line == len(query)
