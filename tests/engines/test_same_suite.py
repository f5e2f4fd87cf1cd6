"""The suite of all engines (`unit/engine/test_engines.py`), asked of a store on another machine."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from borrowing import borrow
from stores import oxigraph_server

from foramen.engine import open_engine
from foramen.engine.loading import Loader
from foramen.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge

_suite = borrow(Path(__file__).parents[1] / "unit" / "engine" / "test_engines.py")
_borrowed = {
    name: found
    for name, found in vars(_suite).items()
    if name.startswith("test_") and "engine" in inspect.signature(found).parameters
}
globals().update(_borrowed)


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Iterator[Engine]:
    with oxigraph_server() as server:
        settings = Settings(**server.addresses.settings, max_query_depth=20)
        loader = Loader(settings, knowledge)
        loader.load(lambda *_: None)
        loader.close()
        opened = open_engine(settings, knowledge)
        yield opened
        opened.close()


def test_the_suite_was_borrowed() -> None:
    assert len(_borrowed) >= 15
