"""Run the cases of query, update and result formats, over HTTP or on the engine alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from .compare import same_rows
from .loader import DEFAULT, is_valid, updated
from .outcome import Outcome
from .rdf import rows_of
from .results import MEDIA_TYPES, Graph, Table, expected_answer, read_answer, same
from .suite import Data

if TYPE_CHECKING:
    from .client import Reply
    from .compare import Row
    from .results import Answer
    from .suite import Case

__all__ = ["Target", "run_case"]

# An IRI that starts with no scheme, so that it means something only next to a base.
_RELATIVE: Final = re.compile(r"""<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>"{}|^`\\\x00-\x20]*>""")
_ORDERED: Final = re.compile(r"\bORDER\s+BY\b[^{}]*$", re.IGNORECASE)
_EVERYTHING: Final = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_BOOLEANS: Final = (".srj", ".srx")
_TABLES: Final = (".srj", ".srx", ".tsv")
_GRAPHS: Final = (".ttl", ".nt", ".jsonld", ".rdf")


class Target(Protocol):
    """What answers: a server, or the engine's library in this process."""

    def ask(self, case: Case, data: Data, query: str, accept: str) -> Reply:
        """Answer a query from the given graphs."""

    def has_parsed(self, reply: Reply) -> bool | None:
        """Tell by the reply whether the query was found to be right, or wrong, or neither."""


def run_case(case: Case, target: Target) -> Outcome:
    """Run one case."""
    if case.is_federated:
        return _refused(case, target)
    if case.is_update:
        fault = _fault_of_text(case) if case.after is None else _fault_of_update(case, target)
    elif case.result is None:
        fault = _fault_of_query_text(case, target)
    else:
        fault = _fault_of_query(case, target)
    return Outcome.of(case.name, case.group, fault)


def with_base(case: Case) -> str:
    """Give the query with its file's address as BASE, where it has a relative IRI.

    The service has one base of its own, and a client that means another says so like this.
    """
    return f"BASE <{case.base}>\n{case.text}" if _RELATIVE.search(case.text) else case.text


def _fault_of_query(case: Case, target: Target) -> str | None:
    """Ask in the format of the suite's file, then in all others that lose nothing."""
    assert case.result is not None
    ordered = bool(_ORDERED.search(case.text))
    expected = expected_answer(case.result, case.result_base, ordered=ordered)
    for suffix in _suffixes(case.result.suffix, expected):
        media_type = MEDIA_TYPES[suffix]
        reply = target.ask(case, case.data, with_base(case), media_type)
        if reply.status != 200 or reply.media_type != media_type:
            return str(reply)
        try:
            answer = read_answer(reply.body, media_type, ordered=ordered)
        except (ValueError, KeyError) as problem:
            return f"{problem}: {reply}"
        if not same(expected, answer):
            return str(reply)
    return None


def _suffixes(given: str, expected: Answer) -> tuple[str, ...]:
    if given == ".csv":
        return (".csv",)  # the file tells no types, so other formats cannot be compared with it
    if isinstance(expected, bool):
        return _BOOLEANS
    offered = _GRAPHS if isinstance(expected, Graph) else _TABLES
    return tuple(sorted(offered, key=lambda suffix: suffix != given))


def _fault_of_query_text(case: Case, target: Target) -> str | None:
    """Check that a query is taken, or that it is refused because it does not parse."""
    reply = target.ask(case, case.data, with_base(case), "*/*")
    return None if target.has_parsed(reply) is (not case.wrong) else str(reply)


def _fault_of_text(case: Case) -> str | None:
    right = is_valid(case.text, case.base, update=True) != case.wrong
    return None if right else "the library parses it otherwise"


def _fault_of_update(case: Case, target: Target) -> str | None:
    """Let the library update the graphs, load what it leaves, and ask for all of it."""
    assert case.after is not None
    graphs = updated({DEFAULT: case.data.default, **dict(case.data.named)}, case.text, case.base)
    default = graphs.pop(DEFAULT)
    left = Data(default, tuple(sorted(graphs.items())))
    reply = target.ask(case, left, _EVERYTHING, MEDIA_TYPES[".srj"])
    if reply.status != 200:
        return str(reply)
    answer = read_answer(reply.body, reply.media_type)
    assert isinstance(answer, Table)
    expected: dict[str | None, str] = {None: case.after.default, **dict(case.after.named)}
    found: dict[str | None, list[Row]] = {graph: [] for graph in expected}
    for graph, *triple in answer.rows:
        found.setdefault(graph and graph.value, []).append(tuple(triple))
    right = all(same_rows(rows_of(expected.get(graph, "")), rows) for graph, rows in found.items())
    return None if right else str(reply)


def _refused(case: Case, target: Target) -> Outcome:
    """Check that SERVICE is refused; where it is not, the case counts like any other."""
    reply = target.ask(case, case.data, case.text, "*/*")
    if reply.status == 403 and b"SERVICE" in reply.body:
        return Outcome(case.name, case.group, "refused")
    if case.result is None:
        return Outcome.of(case.name, case.group, _fault_of_query_text(case, target))
    return Outcome.of(case.name, case.group, _fault_of_query(case, target))
