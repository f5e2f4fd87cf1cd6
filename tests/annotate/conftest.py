"""An annotator over the real dataset: what it finds depends on the names of the ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.annotate.annotator import Annotator

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from foramen.terminology.catalogue import Catalogue


@pytest.fixture(scope="session")
def catalogue(real_catalogue: Catalogue) -> Catalogue:
    return real_catalogue


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
def real_client(served: FlaskClient) -> FlaskClient:
    return served
