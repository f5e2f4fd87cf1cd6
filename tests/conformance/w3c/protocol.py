"""Run the cases of the SPARQL 1.1 protocol, whose requests the manifest spells out.

The cases of the update operation are not offered by a service that only reads: of these, the
update must be refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlencode

from .client import DIRECT, FORM
from .outcome import Outcome
from .rdf import HT, MF, RDFS, UT, ntriples, read
from .results import read_answer
from .suite import Data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .client import Client, Reply
    from .rdf import Triples
    from .suite import Case

__all__ = [
    "EXPECTED",
    "EXPECTED_REFUSED",
    "GROUP",
    "REFUSED",
    "read_protocol",
    "run_protocol",
    "run_refusals",
]

GROUP: Final = "protocol, query"
REFUSED: Final = "updates refused"
EXPECTED: Final = 20
EXPECTED_REFUSED: Final = 157  # each update of the suite, evaluated or not, right or wrong
_BASE: Final = "http://w3c.github.io/rdf-tests/sparql/sparql11/protocol/"
_CNT: Final = "http://www.w3.org/2011/content#"
_GRAPH_NAMED: Final = re.compile(r"(?:default|named)-graph-uri=([^&]*)")
_TABLE: Final = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
_FORMATS: Final = {
    "boolean": _TABLE - {"text/csv", "text/tab-separated-values"},
    "tabular": _TABLE,
    "RDF": {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"},
}


@dataclass(frozen=True)
class _Request:
    method: str
    path: str
    body: bytes | None
    headers: tuple[tuple[str, str], ...]
    statuses: frozenset[str]
    format: str | None
    boolean: bool | None

    def fault_of(self, reply: Reply) -> str | None:
        """Say what is wrong with a reply."""
        if not any(str(reply.status)[0] == status[0] for status in self.statuses):
            return f"{self.method} {self.path}: expected {sorted(self.statuses)}, got {reply}"
        if self.format is not None and reply.media_type not in _FORMATS[self.format]:
            return f"{self.method} {self.path}: expected {self.format}, got {reply}"
        try:
            answer = read_answer(reply.body, reply.media_type) if self.format else None
        except ValueError as problem:
            return f"{self.method} {self.path}: {problem}: {reply}"
        if self.boolean is not None and answer is not self.boolean:
            return f"{self.method} {self.path}: expected {self.boolean}, got {reply}"
        return None


@dataclass(frozen=True)
class ProtocolCase:
    """Requests of the query operation, in their order, and the graphs that they ask."""

    name: str
    data: Data
    requests: tuple[_Request, ...]


def read_protocol(suite: Path) -> list[ProtocolCase]:
    """Read the cases of the query operation."""
    folder = suite / "sparql" / "sparql11" / "protocol"
    triples = read(folder / "manifest.ttl", f"{_BASE}manifest.ttl")
    (head,) = triples.subjects(f"{MF}entries")
    entries = triples.items(triples.value(head, f"{MF}entries"))
    cases = [_case(triples, entry, folder) for entry in entries]
    return [case for case in cases if "query_" in case.name or "queries" in case.name]


def run_protocol(cases: Iterable[ProtocolCase], client: Client) -> Iterator[Outcome]:
    """Send the requests of each case."""
    for case in cases:
        client.load(case.data)
        faults = (
            request.fault_of(
                client.send(request.method, request.path, request.body, dict(request.headers))
            )
            for request in case.requests
        )
        yield Outcome.of(case.name, GROUP, next(filter(None, faults), None))


def run_refusals(cases: Iterable[Case], client: Client) -> Iterator[Outcome]:
    """Send each update of the suite in every way that it could be sent."""
    for case in cases:
        if not case.is_update:
            continue
        text = case.text.encode()
        form = urlencode({"update": case.text}).encode()
        as_update = {"Content-Type": "application/sparql-update"}
        ways = (
            (client.send("POST", "/sparql", text, as_update), {403}),
            (client.send("POST", "/sparql", form, {"Content-Type": FORM}), {403}),
            # As a query it may also be one that does not parse: some updates are empty.
            (client.send("POST", "/sparql", text, {"Content-Type": DIRECT}), {400, 403}),
        )
        wrong = [str(reply) for reply, statuses in ways if reply.status not in statuses]
        yield Outcome.of(case.name, REFUSED, wrong[0] if wrong else None)


def _case(triples: Triples, entry: Any, folder: Path) -> ProtocolCase:
    action = triples.value(entry, f"{MF}action")
    requests = tuple(
        _request(triples, node) for node in triples.items(triples.value(action, f"{HT}requests"))
    )
    # A graph that only a request names is an empty one: the service refuses what it does not hold.
    named = {unquote(iri): "" for one in requests for iri in _GRAPH_NAMED.findall(one.path)}
    for graph in triples.objects(entry, f"{UT}graphData"):
        file = triples.value(graph, f"{UT}graph")
        path = folder / file.value.removeprefix(_BASE)
        named[str(triples.text(graph, f"{RDFS}label"))] = ntriples(path, file.value)
    name = f"protocol/{entry.value.rpartition('#')[2]}"
    return ProtocolCase(name, Data("", tuple(sorted(named.items()))), requests)


def _request(triples: Triples, node: Any) -> _Request:
    reply = triples.value(node, f"{HT}resp")
    content = triples.value(node, f"{HT}body")
    body = None
    if content is not None:
        encoding = triples.text(content, f"{_CNT}characterEncoding") or "utf-8"
        body = str(triples.text(content, f"{_CNT}chars")).encode(encoding)
    headers = tuple(
        (str(triples.text(header, f"{HT}fieldName")), str(triples.text(header, f"{HT}fieldValue")))
        for header in triples.items(triples.value(node, f"{HT}headers"))
    )
    statuses = frozenset(
        status.value.rpartition("StatusCode")[2]
        for status in triples.objects(reply, f"{MF}expectedStatus")
    )
    boolean = triples.text(reply, f"{MF}expectedBoolean")
    return _Request(
        method=str(triples.text(node, f"{HT}methodName")),
        # Every path of the manifest starts with /sparql/, which stands for the endpoint.
        path=str(triples.text(node, f"{HT}absolutePath")).replace("/sparql/", "/sparql", 1),
        body=body,
        headers=headers,
        statuses=statuses,
        format=triples.text(reply, f"{MF}expectedFormat"),
        boolean=None if boolean is None else boolean == "true",
    )
