import pytest
from rdflib import URIRef

from foramen.engine import ask
from foramen.engine.model import Graph
from foramen.errors import UnknownTerm
from foramen.lookup.concepts import Concepts, description_query

F = "https://w3id.org/foramen/"


@pytest.fixture(scope="module")
def concepts(knowledge, engine):
    return Concepts(knowledge, engine)


@pytest.mark.parametrize(
    "name",
    [
        F + "IntervertebralForamen",
        f"<{F}IntervertebralForamen>",
        "foramen:IntervertebralForamen",
        "IntervertebralForamen",
        "intervertebralforamen",
        "intervertebral foramen",
        "  Intervertebral   FORAMEN ",
        "neural foramen",
        "IVF",
        "ivf",
        "nerve hole",
    ],
)
def test_a_term_is_found_by_every_name_it_has(concepts, name):
    assert concepts.resolve(name) == F + "IntervertebralForamen"


@pytest.mark.parametrize("name", ["Foramen_L4-L5_left", "Foramen L4-L5 left", "left l4-l5 foramen"])
def test_underscores_and_capitals_do_not_matter(concepts, name):
    assert concepts.resolve(name) == F + "Foramen_L4-L5_left"


def test_a_term_of_another_vocabulary_is_found_by_its_short_name(concepts):
    assert concepts.resolve("owl:Class") == "http://www.w3.org/2002/07/owl#Class"


@pytest.mark.parametrize(
    ("name", "near"),
    [("foraminal stenosys", "foraminal stenosis"), ("Root_L4_lefft", "Root_L4_left"),
     (F + "Pedicel", "pedicle")],
)  # fmt: skip
def test_an_unknown_name_offers_the_nearest(concepts, name, near):
    with pytest.raises(UnknownTerm) as caught:
        concepts.resolve(name)
    assert caught.value.near[0] == near


@pytest.mark.parametrize("name", ["", "zzzzzz", "urn:x> } { ?s ?p ?o", '"', "a\nb", "{" * 100])
def test_nonsense_is_unknown_and_harmless(concepts, name):
    with pytest.raises(UnknownTerm) as caught:
        concepts.resolve(name)
    assert caught.value.near == ()


def test_a_term_is_described_in_words(concepts):
    concept = concepts.describe("IVF")
    assert concept.label == "intervertebral foramen"
    assert concept.curie == "foramen:IntervertebralForamen"
    assert concept.definition.startswith("The opening between")
    assert sorted(concept.synonyms) == [
        ("also called", "IVF"),
        ("also called", "neural foramen"),
        ("related name", "nerve hole"),
    ]
    assert [child.target.label for child in concept.children] == ["L4-L5 foramen", "L5-S1 foramen"]
    assert [link.label for link in concept.types] == ["owl:Class"]


def test_a_term_lists_its_parents_and_notes(concepts):
    concept = concepts.describe("left L4-L5 foramen")
    assert [parent.target.label for parent in concept.parents] == ["L4-L5 foramen"]
    assert {(link.iri.removeprefix(F), text) for link, text in concept.notes} >= {("ordinal", "21")}


def test_an_edge_carries_its_statements_with_strength_and_sources(concepts):
    concept = concepts.describe("left L4-L5 foramen")
    bounded, transmits = concept.outgoing
    assert (bounded.property.label, transmits.property.label) == ("bounded by", "transmits root")
    (edge,) = bounded.relations
    (statement,) = edge.statements
    assert edge.target.label == "pedicle"
    assert not edge.inferred
    assert statement.iri == F + "statement_2"
    assert statement.strength.label == "definite"
    assert [source.label for source in statement.sources] == ["claim INT01", "Britannica"]


def test_what_is_inferred_is_marked_so(concepts):
    (bounded, _) = concepts.describe("right L4-L5 foramen").outgoing
    (edge,) = bounded.relations
    assert edge.inferred
    assert [statement.inferred for statement in edge.statements] == [True]


def test_incoming_edges_are_grouped_and_asserted_ones_come_first(concepts):
    (group,) = concepts.describe("pedicle").incoming
    assert group.incoming
    assert [(edge.target.label, edge.inferred) for edge in group.relations] == [
        ("left L4-L5 foramen", False),
        ("left L5-S1 foramen", True),
        ("right L4-L5 foramen", True),
    ]
    assert group.relations[0].statements[0].iri == F + "statement_2"


def test_a_hedge_is_kept(concepts):
    (group,) = concepts.describe("foraminal stenosis").outgoing
    assert group.relations[0].statements[0].strength.label == "may"


def test_a_source_lists_what_cites_it(concepts):
    groups = {g.property.iri: g for g in concepts.describe("Britannica").incoming}
    citing = groups["http://purl.org/dc/terms/source"].relations
    assert [edge.target.iri for edge in citing] == [F + "statement_1", F + "statement_2"]


def test_graphs_that_are_not_for_everyone_stay_out(concepts):
    concept = concepts.describe("left L4-L5 foramen")
    targets = {edge.target.iri for group in concept.outgoing for edge in group.relations}
    assert F + "Root" not in targets
    assert len(concept.parents) == 1


def test_the_description_as_a_graph_holds_edges_both_ways_and_the_statements(engine):
    answer = ask(engine, description_query(F + "Pedicle"))
    assert isinstance(answer, Graph)
    subjects = {str(subject).removeprefix(F) for subject, _, _ in answer.triples}
    assert subjects == {
        "Pedicle",
        "Foramen_L4-L5_left",
        "Foramen_L4-L5_right",
        "Foramen_L5-S1_left",
    }
    statements = ask(engine, description_query(F + "Foramen_L4-L5_left"))
    assert URIRef(F + "statement_1") in {subject for subject, _, _ in statements.triples}


@pytest.mark.parametrize("name", ["50%", "http://[", "foramen:a%zz", "\udcff"])
def test_what_the_engine_takes_for_no_iri_is_unknown_and_no_broken_query(concepts, name):
    with pytest.raises(UnknownTerm):
        concepts.resolve(name)


def test_what_is_too_much_to_list_is_counted(concepts, monkeypatch):
    """Three openings are bounded by the pedicle."""
    whole = concepts.describe("Pedicle")
    (group,) = [g for g in whole.incoming if g.property.iri == F + "boundedBy"]
    assert len(group.relations) == 3
    assert whole.left_out == ()
    monkeypatch.setattr("foramen.lookup.concepts._MOST_LISTED", 2)
    cut = concepts.describe("Pedicle")
    (group,) = [g for g in cut.incoming if g.property.iri == F + "boundedBy"]
    assert len(group.relations) == 2
    assert [(link.iri, number) for link, number in cut.left_out] == [(F + "boundedBy", 1)]
