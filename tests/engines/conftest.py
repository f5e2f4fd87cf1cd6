"""A real second engine: the Oxigraph server, with a dataset that `foramen load` put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stores import oxigraph_server

from foramen.engine import open_engine
from foramen.engine.loading import Loader
from foramen.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge


@pytest.fixture(scope="session")
def remote(built: Knowledge) -> Iterator[Engine]:
    """The whole dataset in an Oxigraph server."""
    with oxigraph_server() as server:
        settings = Settings(**server.addresses.settings)
        loader = Loader(settings, built)
        loader.load(lambda *_: None)
        loader.close()
        engine = open_engine(settings, built)
        engine.require_ready()
        yield engine
        engine.close()


@pytest.fixture(scope="session")
def oxigraph(whole: Engine) -> Engine:
    """The whole dataset on the engine of every day."""
    return whole
