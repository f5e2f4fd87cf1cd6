"""Open the engine that the settings name; each is imported only when it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.errors import BadSetting, EngineFailure

from .guard import Guard
from .model import Answer, Engine, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from foramen.knowledge import Knowledge
    from foramen.settings import Settings

__all__ = ["Engine", "ask", "open_engine"]


def open_engine(settings: Settings, knowledge: Knowledge) -> Engine:
    """Load the dataset into the chosen engine.

    Raises:
        BadSetting: there is no engine of that name.
        EngineFailure: its library is not installed, or the dataset cannot be read.
    """
    if settings.engine not in _ENGINES:
        raise BadSetting("engine", settings.engine, f"choose one of {', '.join(_ENGINES)}")
    try:
        return _ENGINES[settings.engine](settings, knowledge)
    except ImportError as problem:
        raise EngineFailure(
            f"{settings.engine} needs {problem.name}, which is not installed."
        ) from problem
    except (OSError, ValueError) as problem:
        raise EngineFailure(
            f"{knowledge.quads} cannot be read ({problem}). Build it again with `foramen build`."
        ) from problem


def ask(engine: Engine, text: str) -> Answer:
    """Check a query and answer it."""
    return engine.answer(engine.guard.check(text))


def _open_oxigraph(settings: Settings, knowledge: Knowledge) -> Engine:
    from .oxigraph_engine import OxigraphEngine, load_store

    store = load_store(knowledge.quads, knowledge.default_graphs)
    guard = Guard.of(settings, knowledge.graphs)
    return OxigraphEngine(store, guard, _limits(settings), settings.concurrent_queries)


def _open_rdflib(settings: Settings, knowledge: Knowledge) -> Engine:
    from .rdflib_engine import RdflibEngine, load_dataset

    dataset = load_dataset(knowledge.quads, knowledge.default_graphs)
    return RdflibEngine(dataset, Guard.of(settings, knowledge.graphs), _limits(settings))


def _limits(settings: Settings) -> Limits:
    return Limits(settings.query_time_limit_ms, settings.max_result_rows, settings.max_result_bytes)


_ENGINES: Final[dict[str, Callable[[Settings, Knowledge], Engine]]] = {
    "oxigraph": _open_oxigraph,
    "rdflib": _open_rdflib,
}
