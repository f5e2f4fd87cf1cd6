"""An annotator over the real dataset: what it finds depends on the names of the ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.annotate.annotator import Annotator
from foramen.engine import open_engine
from foramen.settings import Settings
from foramen.terminology.catalogue import Catalogue
from foramen.web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient

    from foramen.knowledge import Knowledge


@pytest.fixture(scope="session")
def catalogue(built: Knowledge) -> Catalogue:
    return Catalogue.read(built)


@pytest.fixture(scope="session")
def annotator(catalogue: Catalogue) -> Annotator:
    return Annotator(catalogue)


@pytest.fixture(scope="session")
def said(annotator: Annotator) -> Callable[[str], set[tuple[str, str, str, str]]]:
    """Give term, level or root, side and certainty of what a sentence says."""

    def read(text: str) -> set[tuple[str, str, str, str]]:
        return {
            (one.term.id, one.level or one.segment or "-", one.side or "-", one.certainty)
            for one in annotator.annotate(text).annotations
        }

    return read


@pytest.fixture(scope="session")
def real_client(built: Knowledge) -> Iterator[FlaskClient]:
    engine = open_engine(Settings(), built)
    yield create_app(built, engine, (), Settings()).test_client()
    engine.close()
