"""Serve the real application over whatever dataset the runner sends: for tests only.

`PUT /conformance/dataset` takes graphs, writes them as a built dataset, and opens a new engine and
a new application over it. Every other path goes to that application.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from foramen.engine import open_engine
from foramen.knowledge import load_knowledge
from foramen.settings import Settings
from foramen.web import create_app

from .loader import write_dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from flask import Flask

    from foramen.engine.model import Engine

__all__ = ["CONTROL", "application"]

CONTROL: Final = "/conformance/dataset"


class _Served:
    """One dataset, and what answers from it."""

    def __init__(self, settings: Settings, graphs: Mapping[str, str]) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="foramen-conformance-"))
        write_dataset(self._directory, graphs)
        knowledge = load_knowledge(self._directory)
        self._engine: Engine = open_engine(settings, knowledge)
        self.app: Flask = create_app(knowledge, self._engine, (), settings)

    def close(self) -> None:
        self._engine.close()
        shutil.rmtree(self._directory)


class _Application:
    """The application of the day, and the one path that changes it."""

    def __init__(self) -> None:
        self._settings = Settings.from_environment()
        self._served = _Served(self._settings, {})

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"] != CONTROL:
            return self._served.app(environ, start_response)
        if environ["REQUEST_METHOD"] == "PUT":
            size = int(environ["CONTENT_LENGTH"])
            served = _Served(self._settings, json.loads(environ["wsgi.input"].read(size)))
            self._served.close()
            self._served = served
        start_response("204 No Content", [])
        return []


def application() -> _Application:
    """Give a new application over an empty dataset.

    Whoever starts the server gives it a TMPDIR and clears that: a worker that is told to stop has
    no moment of its own to do so.
    """
    return _Application()
