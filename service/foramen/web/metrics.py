"""Count for Prometheus: requests, how long they took, and how the engine fares."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from foramen.errors import ForamenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.engine.model import Engine

__all__ = ["CONTENT_TYPE", "Metrics"]

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
_SECONDS: Final = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_SEVERAL_PROCESSES: Final = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """What one server process counts; where there are several, each tells of all."""

    def __init__(self, engine: Engine) -> None:
        self._registry = CollectorRegistry()
        self._engine = _EngineCollector(engine)
        self._requests = Counter(
            "foramen_requests",
            "Requests that were answered.",
            ("method", "status", "from_memory"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "foramen_request_seconds",
            "How long an answer took, without sending it.",
            registry=self._registry,
            buckets=_SECONDS,
        )

    def count(self, method: str, status: str, seconds: float, *, from_memory: bool) -> None:
        """Count one answer."""
        known = method if method in {"GET", "HEAD", "POST", "OPTIONS"} else "other"
        self._requests.labels(known, status, "yes" if from_memory else "no").inc()
        self._seconds.observe(seconds)

    def text(self) -> bytes:
        """Give all counts in the format of Prometheus."""
        registry = self._registry
        if os.environ.get(_SEVERAL_PROCESSES):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        engine = CollectorRegistry()
        engine.register(self._engine)
        return generate_latest(registry) + generate_latest(engine)


class _EngineCollector(Collector):
    """Ask the engine when a monitor asks us."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            counters = self._engine.counters()
            up = 1
        except ForamenError:
            counters, up = {}, 0
        yield GaugeMetricFamily("foramen_engine_up", "Whether the engine can be asked.", up)
        for name, value in sorted(counters.items()):
            text = f"Engine: {name.replace('_', ' ')}."
            yield GaugeMetricFamily(f"foramen_engine_{name}", text, value)
