"""Ask our own engine what is wrong with a query that another engine refused.

Parsers word their errors differently and some hostile queries keep a parser busy for years, so
this runs in an engine process over no data, which starts when it is first needed.
"""

from __future__ import annotations

import json
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from foramen.errors import ForamenError, QuerySyntaxError
from foramen.knowledge import load_knowledge

from .isolated import IsolatedEngine, Keeper
from .model import Limits
from .received import BINDINGS_TYPE, GRAPH_TYPE

if TYPE_CHECKING:
    from .guard import Guard
    from .model import CheckedQuery

__all__ = ["SyntaxChecker"]

_LIMITS: Final = Limits(time_ms=2_000, rows=1_000, bytes=1_000_000)
_MEMORY_BYTES: Final = 268_435_456
_NOTHING: Final = {
    "version": "",
    "version_iri": "",
    "sources_digest": "",
    "graphs": {},
    "default_graphs": [],
    "counts": {},
}


class SyntaxChecker:
    """An engine without data, for its parser."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._lock = threading.Lock()
        self._engine: IsolatedEngine | None = None

    def require_right(self, query: CheckedQuery) -> None:
        """Make sure that a query parses; where that cannot be told, it passes.

        Raises:
            QuerySyntaxError: it does not.
        """
        # Its graphs do not matter to the parser, and none of them is here.
        asked = replace(query, dataset=None, time_limit_ms=None)
        try:
            media_type = GRAPH_TYPE if query.gives_graph else BINDINGS_TYPE
            self._opened().write(asked, media_type).close()
        except QuerySyntaxError:
            raise
        except ForamenError:
            return

    def close(self) -> None:
        """End its process."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def _opened(self) -> IsolatedEngine:
        with self._lock:
            if self._engine is None:
                with tempfile.TemporaryDirectory() as directory:
                    (Path(directory) / "manifest.json").write_text(json.dumps(_NOTHING), "utf-8")
                    keeper = Keeper(
                        load_knowledge(Path(directory)),
                        "oxigraph",
                        processes=1,
                        memory_bytes=_MEMORY_BYTES,
                    )
                    keeper.wait_until_loaded()
                self._engine = IsolatedEngine(
                    "oxigraph",
                    keeper.directory,
                    self._guard,
                    _LIMITS,
                    memory_bytes=_MEMORY_BYTES,
                    places=1,
                    queued=64,
                    keeper=keeper,
                )
            return self._engine
