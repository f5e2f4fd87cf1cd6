"""A correlation over the real dataset: what it finds depends on the statements of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.annotate.annotator import Annotator
from foramen.correlate.asking import ask
from foramen.correlate.correlation import Correlation
from foramen.correlate.reading import Spoken, read
from foramen.lookup.concepts import Concepts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from foramen.correlate.model import Answer
    from foramen.correlate.reading import Typed
    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.terminology.catalogue import Catalogue


@pytest.fixture(scope="session")
def catalogue(real_catalogue: Catalogue) -> Catalogue:
    return real_catalogue


@pytest.fixture(scope="session")
def correlation(built: Knowledge, whole: Engine, catalogue: Catalogue) -> Correlation:
    return Correlation(catalogue, Concepts(built, whole).statements)


@pytest.fixture(scope="session")
def read_text(correlation: Correlation, catalogue: Catalogue) -> Callable[[str], Typed]:
    annotator = Annotator(catalogue)

    def reading(text: str) -> Typed:
        spoken = [
            Spoken(one.start, one.end, one.term, one.members, one.segment, one.side, one.certainty)
            for one in annotator.annotate(text).annotations
        ]
        return read(correlation.sheet, text, spoken)

    return reading


@pytest.fixture(scope="session")
def answer(correlation: Correlation, read_text: Callable[[str], Typed]) -> Callable[..., Answer]:
    """Answer a sheet: side, what is present, what is absent, words."""

    def answering(
        side: str = "", present: Iterable[str] = (), absent: Iterable[str] = (), text: str = ""
    ) -> Answer:
        typed = read_text(text)
        words = (typed.present, typed.absent, typed.remarks)
        return correlation.answer(ask(correlation.sheet, side, present, absent, typed=words))

    return answering
