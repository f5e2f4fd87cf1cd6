"""`explain`: why a triple is in the graph, on the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import PROV

from foramen.cli.explaining import DISCLAIMER
from foramen.web import description

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

F = Namespace("https://w3id.org/foramen/")
WHY = ("explain", "Foramen_L4-L5_right", "bounded by", "pedicle")


@pytest.fixture(autouse=True)
def _mini(small: None, mini_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORAMEN_DATASET", str(mini_directory))


def test_the_text_reads_from_the_triple_down(foramen: Callable) -> None:
    ran = foramen(*WHY)
    assert ran.status == 0, ran.err
    lines = ran.out.splitlines()
    assert lines[0] == "Why: right L4-L5 foramen bounded by pedicle?"
    assert "    [2] left L4-L5 foramen bounded by pedicle (definite)" in lines
    assert lines[-1] == DISCLAIMER


def test_json_and_turtle_hold_the_same(foramen: Callable) -> None:
    (one,) = json.loads(foramen(*WHY, "--format", "json").out)["explanations"]
    assert one["derivation"]["premises"][0]["iri"] == f"{F}statement_2"
    graph = Graph().parse(data=foramen(*WHY, "--format", "ttl").out, format="turtle")
    assert (F.inferred_1, PROV.wasDerivedFrom, F.statement_2) in graph


def test_an_absent_triple_is_refused_with_what_is_held(foramen: Callable) -> None:
    ran = foramen("explain", "Foramen_L4-L5_left", "transmitsRoot", "Root_L5_left")
    assert ran.status == 2
    assert ran.out == ""
    said = " ".join(ran.err.split())
    assert "does not make it false" in said
    assert "left L4-L5 foramen transmits root left L4 root" in said


def test_the_disclaimer_is_that_of_the_pages() -> None:
    assert DISCLAIMER == description.DISCLAIMER
