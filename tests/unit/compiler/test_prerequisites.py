"""A circle of prerequisites stops a build, at the row where it can be mended."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from rdflib.namespace import RDF
from tests.unit.compiler.conftest import TERMS

from foramen.compiler.assemble import assemble
from foramen.errors import SourceErrors
from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONCEPTS = (
    f"{TERMS}Wall\twall\tAnatomicalStructure\tA wall.\tBOOK\t\t\n"
    "Hole\thole\tAnatomicalSpace\tA hole.\tBOOK\t\t\n"
    "Floor\tfloor\tAnatomicalStructure\tA floor.\tBOOK\t\t\n"
)
TOPICS = (
    "key\tlabel\tbroader\tordinal\tdefinition\trationale\n"
    "walls\tWalls\t\t1\tWhat stands.\tIt comes first.\n"
)
REQUIRES = "concept\tneeds\trationale\tbasis\n"
TEACHING = (
    "key\ttitle\taddress\tused\tevidence\n"
    "TEACHING\tour judgement\t\tTopics.\tECO:0000305\n"
)  # fmt: skip


def sources_with(small_sources: Callable[..., Path], rows: str, more: str = "") -> Path:
    tables = {
        "terms/x": CONCEPTS,
        "sources/citations2": TEACHING,
        "teaching/topics": TOPICS,
        "teaching/requires/x": REQUIRES + rows,
    }
    if more:
        tables["teaching/requires/y"] = REQUIRES + more
    return small_sources(**tables)


def faults_of(small_sources: Callable[..., Path], rows: str, more: str = "") -> list[str]:
    with pytest.raises(SourceErrors) as caught:
        assemble(sources_with(small_sources, rows, more))
    return [str(fault) for fault in caught.value.findings]


def test_two_concepts_that_need_each_other_are_named_with_file_and_row(small_sources):
    rows = "Hole\tWall\tIt has a wall.\t\nWall\tHole\tIt is around a hole.\t\n"
    (fault,) = faults_of(small_sources, rows)
    assert fault.startswith("ontology/teaching/requires/x.tsv, row ")
    assert ", column needs: a concept is needed before itself: " in fault
    assert "Hole before Wall before Hole" in fault or "Wall before Hole before Wall" in fault
    assert fault.endswith("remove one of these prerequisites")


def test_a_circle_over_two_tables_is_found_and_told_in_its_direction(small_sources):
    rows = "Hole\tWall\tIt has a wall.\t\nWall\tFloor\tIt stands on a floor.\t\n"
    (fault,) = faults_of(small_sources, rows, "Floor\tHole\tIt has a hole.\t\n")
    circle = fault.partition("before itself: ")[2].partition(";")[0].split(" before ")
    assert circle[0] == circle[-1]
    steps = set(pairwise(circle))
    assert steps == {("Wall", "Hole"), ("Floor", "Wall"), ("Hole", "Floor")}


def test_a_concept_that_needs_itself_is_a_circle(small_sources):
    (fault,) = faults_of(small_sources, "Hole\tHole\tIt is a hole.\t\n")
    assert "x.tsv, row 2, column needs: a concept is needed before itself" in fault


def test_an_order_without_a_circle_is_fine(small_sources):
    rows = "Hole\tWall\tIt has a wall.\t\nWall\tFloor\tIt stands.\t\nHole\tFloor\tIt has one.\t\n"
    graphs = assemble(sources_with(small_sources, rows)).graphs
    assert len(list(graphs["teaching"].subjects(RDF.type, FORAMEN.Prerequisite))) == 3
