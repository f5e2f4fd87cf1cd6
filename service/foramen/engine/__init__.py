"""Open the engine that the settings name; each is imported only when it is wanted."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from foramen.errors import BadSetting, EngineFailure

from .guard import Guard
from .model import Answer, Engine, Limits

if TYPE_CHECKING:
    from foramen.knowledge import Knowledge
    from foramen.settings import Settings

    from .isolated import Keeper

__all__ = ["Engine", "ask", "is_address", "open_engine", "start_keeper"]

_LIBRARIES: Final = {"oxigraph": "pyoxigraph", "rdflib": "rdflib"}


def open_engine(settings: Settings, knowledge: Knowledge) -> Engine:
    """Give the chosen engine, loaded and ready.

    Raises:
        BadSetting: there is no engine of that name.
        EngineFailure: its library is not installed, or the dataset cannot be read.
    """
    if is_address(settings.engine):
        from .remote_engine import RemoteEngine

        return RemoteEngine(settings, knowledge)
    from .isolated import IsolatedEngine

    keeper = None
    directory = settings.engine_directory
    if directory is None:
        keeper = start_keeper(settings, knowledge)
        keeper.wait_until_loaded()
        directory = keeper.directory
    return IsolatedEngine(
        settings.engine,
        directory,
        Guard.of(settings, knowledge.graphs),
        Limits(
            settings.query_time_limit_ms,
            settings.max_result_rows,
            settings.max_result_bytes,
            settings.max_page_rows,
        ),
        memory_bytes=settings.query_memory_bytes,
        places=settings.concurrent_queries,
        queued=settings.queued_queries,
        keeper=keeper,
    )


def is_address(engine: str) -> bool:
    """Tell whether an engine is the address of a store: then there is nothing to start here."""
    return "://" in engine


def start_keeper(settings: Settings, knowledge: Knowledge) -> Keeper:
    """Start engine processes and do not wait until they have loaded.

    Raises:
        BadSetting: there is no engine of that name.
        EngineFailure: its library is not installed.
    """
    from .isolated import Keeper

    library = _LIBRARIES.get(settings.engine)
    if library is None:
        raise BadSetting("engine", settings.engine, f"choose one of {', '.join(_LIBRARIES)}")
    if find_spec(library) is None:
        raise EngineFailure(f"{settings.engine} needs {library}, which is not installed.")
    return Keeper(
        knowledge,
        settings.engine,
        processes=settings.concurrent_queries,
        memory_bytes=settings.query_memory_bytes,
    )


def ask(engine: Engine, text: str) -> Answer:
    """Check a query and answer it."""
    return engine.answer(engine.guard.check(text))
