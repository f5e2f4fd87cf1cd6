"""Ask a SPARQL store on another machine: the same answers, limits and errors as an engine of ours.

Which graphs are asked is always said by the protocol, since stores differ in what they take when
nothing is said. What comes back is read strictly and written anew, so that every engine gives the
same bytes. A query that overruns is left to the store's own limit: we hang up, which most stores
take as a sign to stop.
"""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, NoReturn, cast
from urllib.parse import quote

from foramen.errors import (
    AnswerTooLarge,
    EngineBusy,
    EngineFailure,
    EngineMisbehaved,
    NotAcceptable,
    QueryTimeout,
)

from .describing import as_construct
from .guard import BASE_IRI, Guard
from .model import Bindings, CheckedQuery, DatasetSpec, Limits, Written
from .output import Output
from .placement import DEFAULT_GRAPH, digest_query
from .received import BINDINGS_TYPE, GRAPH_TYPE, read_answer
from .refusals import failure, require_success, says_timeout
from .results import formats_for
from .serialised import TURTLE_TYPE, copy_bindings, copy_graph
from .sparql_client import SparqlClient
from .syntax import SyntaxChecker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.knowledge import Knowledge
    from foramen.settings import Settings

    from .model import Answer
    from .reply import Reply

__all__ = ["RemoteEngine"]

_log: Final = logging.getLogger(__name__)

_IN_MEMORY_BYTES: Final = 1_048_576
_READY_MS: Final = 5_000
_TRUST_S: Final = 30.0
# SPARQL JSON is a few times as long as the other formats, whose limit is the one that counts.
_JSON_FACTOR: Final = 4
_BOOLEAN_BYTES: Final = 65_536
_ACCEPT_GRAPH: Final = f"{GRAPH_TYPE}, {TURTLE_TYPE};q=0.5"
_JSON_TYPES: Final = {BINDINGS_TYPE, "application/json"}


class RemoteEngine:
    """One store of the dataset, the guard before it, and the limits around it."""

    name = "remote"

    def __init__(self, settings: Settings, knowledge: Knowledge) -> None:
        self.guard = Guard.of(settings, knowledge.graphs)
        self._knowledge = knowledge
        self._all = _fields(DatasetSpec((DEFAULT_GRAPH,), tuple(knowledge.graphs)))
        self._limits = Limits(
            settings.query_time_limit_ms,
            settings.max_result_rows,
            settings.max_result_bytes,
            settings.max_page_rows,
        )
        self._client = SparqlClient.of(settings, settings.concurrent_queries)
        self._syntax = SyntaxChecker(self.guard)
        self._waiting = threading.BoundedSemaphore(
            settings.concurrent_queries + settings.queued_queries
        )
        self._places = threading.BoundedSemaphore(settings.concurrent_queries)
        self._number_of_places = settings.concurrent_queries
        self._trusted_until = 0.0

    def answer(self, query: CheckedQuery) -> Answer:
        """Evaluate a query and hold the answer as terms."""
        media_type = GRAPH_TYPE if query.gives_graph else BINDINGS_TYPE
        written = self._evaluated(query, media_type, self._limits.held())
        return read_answer(written.read(), media_type)

    def write(self, query: CheckedQuery, media_type: str) -> Written:
        """Evaluate a query and write the answer."""
        return self._evaluated(query, media_type, self._limits)

    def _evaluated(self, query: CheckedQuery, media_type: str, limits: Limits) -> Written:
        offered = [offer.media_type for offer in formats_for(query)]
        if media_type not in offered:
            raise NotAcceptable(offered)
        limits = limits.within(query.time_limit_ms)
        with self._place(limits):
            if time.monotonic() >= self._trusted_until:
                self._require_dataset(limits)
            return self._written(query, media_type, limits)

    def require_ready(self) -> None:
        """Make sure that the store answers and holds this very dataset."""
        self._require_dataset(self._limits)

    def counters(self) -> Mapping[str, int]:
        """Give the number of places, and how often the store was found dead."""
        breaker = self._client.breaker
        return {
            "places": self._number_of_places,
            "reachable": int(not breaker.is_open),
            "lost": breaker.times_opened,
        }

    def close(self) -> None:
        """End the connections."""
        self._client.close()
        self._syntax.close()

    def _require_dataset(self, limits: Limits) -> None:
        """Ask which dataset is held, now and then: an answer from another one would be wrong."""
        query = CheckedQuery(digest_query(), "SELECT")
        content = self._marker(query, limits.within(_READY_MS))
        held = cast("Bindings", read_answer(content, BINDINGS_TYPE)).rows
        if not held:
            raise EngineFailure("its store holds no dataset of ours: run `foramen load`.")
        if str(held[0].get("digest")) != self._knowledge.sources_digest:
            raise EngineFailure("its store holds another dataset than this: run `foramen load`.")
        self._trusted_until = time.monotonic() + _TRUST_S

    @contextmanager
    def _place(self, limits: Limits) -> Iterator[None]:
        """Take a place among the queries that the store is given at a time."""
        if not self._waiting.acquire(blocking=False):
            raise EngineBusy(self._number_of_places)
        try:
            if not self._places.acquire(timeout=limits.time_ms / 1000):
                raise EngineBusy(self._number_of_places)
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._waiting.release()

    def _written(self, query: CheckedQuery, media_type: str, limits: Limits) -> Written:
        file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES)  # noqa: SIM115 -- closed by who reads it
        output = Output(file.write, limits, media_type)
        started = time.monotonic()
        text = f"BASE <{BASE_IRI}>\n{as_construct(query)}"  # the base of our own engines
        accept = _ACCEPT_GRAPH if query.gives_graph else BINDINGS_TYPE
        dataset = self._all if query.dataset is None else _fields(query.dataset)
        try:
            with self._client.query(text, accept, limits.time_ms, dataset=dataset) as reply:
                if reply.status != 200:
                    self._refuse(reply, query, limits, time.monotonic() - started)
                _copy(reply, query, media_type, output, limits)
            output.close()
            return Written(file, file.tell())
        except BaseException:
            file.close()
            raise

    def _marker(self, query: CheckedQuery, limits: Limits) -> bytes:
        """Read what the control graph says, which no query of a user may name."""
        content = bytearray()
        output = Output(content.extend, limits, BINDINGS_TYPE)
        with self._client.query(query.text, BINDINGS_TYPE, limits.time_ms) as reply:
            require_success(reply)
            _copy(reply, query, BINDINGS_TYPE, output, limits)
        output.close()
        return bytes(content)

    def _refuse(
        self, reply: Reply, query: CheckedQuery, limits: Limits, seconds: float
    ) -> NoReturn:
        """Say what a status other than 200 means for who asked."""
        said = reply.text()
        if says_timeout(reply.status, said):
            raise QueryTimeout(min(limits.time_ms, max(1, round(seconds * 1000))))
        if reply.status in {400, 422, 500}:
            self._syntax.require_right(query)
        _log.warning("the store answered %d: %s", reply.status, said)
        raise failure(reply.status)


def _fields(dataset: DatasetSpec) -> str:
    """Write the fields of the protocol that choose graphs."""
    return "".join(
        [f"&default-graph-uri={quote(graph, safe='')}" for graph in dataset.default_graphs]
        + [f"&named-graph-uri={quote(graph, safe='')}" for graph in dataset.named_graphs]
    )


def _copy(
    reply: Reply, query: CheckedQuery, media_type: str, output: Output, limits: Limits
) -> None:
    """Read an answer strictly, and write it as it is wanted."""
    reply.require_plain()
    allowed = {GRAPH_TYPE, TURTLE_TYPE} if query.gives_graph else _JSON_TYPES
    if reply.media_type not in allowed:
        raise EngineMisbehaved(f"its store sent {reply.media_type[:80] or 'no'} for an answer.")
    if query.form == "ASK":
        reply.limit(_BOOLEAN_BYTES, EngineMisbehaved("its store does not end its answer."))
    else:
        reply.limit(_JSON_FACTOR * limits.bytes, AnswerTooLarge(limits.bytes, "bytes"))
    if query.gives_graph:
        copy_graph(cast("IO[bytes]", reply), reply.media_type, media_type, output)
    else:
        is_boolean = query.form == "ASK"
        copy_bindings(cast("IO[bytes]", reply), media_type, output, is_boolean=is_boolean)
    if reply.read(1):
        raise EngineMisbehaved("its store sent more than an answer.")
