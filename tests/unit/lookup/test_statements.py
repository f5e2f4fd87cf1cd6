"""Who says a triple, how firmly, and what is noted of it."""

import pytest

from foramen.lookup.concepts import Concepts

F = "https://w3id.org/foramen/"


def edge(subject, name, end):
    return f"{F}{subject}", f"{F}{name}", f"{F}{end}"


@pytest.fixture(scope="module")
def statements(built, whole):
    return Concepts(built, whole).statements


def test_a_stated_triple_has_its_strength_and_every_source(statements):
    [said] = statements.of(edge("Root_L3_left", "mayMediateReflex", "Reflex_Patellar_left"))
    assert said.strength.label == "may"
    assert {source.iri for source in said.sources} == {f"{F}source_MEDL", f"{F}source_MAGEE"}
    assert not said.inferred


def test_an_inferred_triple_says_that_it_is(statements):
    [said] = statements.of(edge("Root_L4_left", "testedAtKeyPoint", "KeyPoint_L4_left"))
    assert said.inferred


def test_what_is_not_stated_has_no_statement(statements):
    assert statements.of(edge("Root_L4_left", "testedAtKeyPoint", "KeyPoint_L5_left")) == ()


def test_notes_tell_how_sources_differ(statements):
    notes = statements.notes(edge("Root_L3_left", "mayMediateReflex", "Reflex_Patellar_left"))
    assert notes == ("gives the patellar reflex as L3-L4", "sources differ")


def test_a_source_has_its_words(statements):
    assert "incidental" in statements.words(f"{F}claim_LIM01")
    assert statements.words(f"{F}nothing") == ""
