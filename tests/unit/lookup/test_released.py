"""What the files say of a term is found whole, and with its digits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from foramen.engine.model import make_graph
from foramen.lookup.released import Released

F = "https://w3id.org/foramen/"
LEFT = URIRef(f"{F}Foramen_L4-L5_left")
HEIGHT = URIRef(f"{F}heightInMillimetres")


@pytest.fixture(scope="module")
def released(knowledge):
    return Released(knowledge)


def test_every_subject_is_found_with_every_triple(knowledge, released):
    lines = [
        line
        for graph in knowledge.default_graphs
        for line in knowledge.graph_file(graph).read_text("utf-8").splitlines()
        if line.startswith("<")
    ]
    subjects = {line.partition("> ")[0].removeprefix("<") for line in lines}
    assert len(subjects) > 20
    for subject in subjects:
        expected = len({line for line in lines if line.startswith(f"<{subject}> ")})
        assert len(released.about(subject)) == expected, subject


@pytest.mark.parametrize("name", ["", "A", "zzz", "Foramen_L4-L5_lef", "Foramen_L4-L5_left0"])
def test_nothing_is_found_of_what_is_not_there(released, name):
    assert released.about(f"{F}{name}") == ()


@pytest.mark.parametrize("content", ["", "<a:s> <a:p> <a:o> .\n"])
def test_a_file_of_one_line_or_none_is_read(knowledge, tmp_path, content):
    (tmp_path / "graphs").mkdir()
    (tmp_path / "graphs" / "one.nt").write_text(content, "utf-8")
    small = replace(knowledge, directory=tmp_path, default_graphs=(f"{F}graph/one",))
    assert len(Released(small).about("a:s")) == content.count("\n")
    assert Released(small).about("a:r") == Released(small).about("a:t") == ()


def test_a_shortened_number_gets_its_digits_back(released):
    shortened = Literal("19.5", datatype=XSD.decimal, normalize=False)
    other = (LEFT, HEIGHT, LEFT)
    restored = released.with_digits(make_graph([(LEFT, HEIGHT, shortened), other]))
    values = [str(value) for _, _, value in restored.triples]
    assert "19.50" in values
    assert "19.5" not in values
    assert other in restored.triples


def test_a_graph_without_numbers_is_left_as_it_is(released):
    graph = make_graph([(LEFT, HEIGHT, Literal("text")), (LEFT, HEIGHT, Literal("x", lang="en"))])
    assert released.with_digits(graph) is graph
