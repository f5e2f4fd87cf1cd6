"""Paths of the real curriculum equal those that were written by hand from the tables.

A file in `paths/` is one path. Its first lines say what is asked: `#+ to: Radiculopathy`, and
perhaps `#+ known: Vertebra Laterality`; then come rows of `step`, `concept` and `needs`: the local
names of what directly comes before, without what others lead by already. Of the concepts that are
ready at a step, the first is the one of the topic with the smallest ordinal, then by its label.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from foramen.teaching.named import Naming
from foramen.teaching.path import path_to

FILES = sorted((Path(__file__).parent / "paths").glob("*.tsv"))


@pytest.fixture(scope="module")
def naming(served):
    service = served.application.extensions["foramen"]
    return Naming(service.curriculum, service.search)


@pytest.fixture(scope="module")
def real(served):
    return served.application.extensions["foramen"].curriculum


def read(file):
    """Give what is asked, and for each concept, in the order of the file, what it needs."""
    lines = file.read_text("utf-8").splitlines()
    asked = {"to": [], "known": []}
    for line in lines:
        if line.startswith("#+ "):
            name, _, said = line.removeprefix("#+ ").partition(":")
            asked[name] = said.split()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    found = {row["concept"]: set(row["needs"].split()) for row in rows}
    return asked, found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_path_is_the_one_written_by_hand(real, naming, file):
    asked, by_hand = read(file)
    to, known = (naming.all(asked[name], most=50) for name in ("to", "known"))
    assert all(one.taught for one in (*to, *known))
    path = path_to(real, to, known)
    ids = {one.concept.iri: one.concept.id for one in path.steps}
    found = {step.concept.id: {ids[one.needs] for one in step.needs} for step in path.steps}
    assert set(found) == set(by_hand)
    assert found == by_hand
    assert list(found) == list(by_hand)
    place = {name: number for number, name in enumerate(by_hand)}
    assert all(place[need] < place[name] for name in by_hand for need in by_hand[name])


def test_there_are_paths_by_hand():
    assert len(FILES) >= 4
    assert all("step\tconcept\tneeds" in file.read_text("utf-8") for file in FILES)
