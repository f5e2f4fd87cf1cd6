"""A path holds exactly what is needed, in an order that breaks nothing, with the fewest edges."""

from __future__ import annotations

import pytest
from curricula import curriculum, iri, local, term
from hypothesis import given, settings
from hypothesis import strategies as st

from foramen.teaching.named import Naming
from foramen.teaching.path import path_to
from foramen.teaching.path_handout import drawn, handout_of, title_of
from foramen.terminology.search import Search

#   Bone   Nerve      Disc and Hole need Bone; Root needs Nerve and Hole; Pain needs Root, and says
#   /  \\    /        Bone once more; Scan needs Hole, and Cure needs Pain and Scan
TOPICS = {
    "body": ["Bone", "Disc", "Hole", "Nerve", "Root"],
    "harm": ["Pain", "Scan"],
    "care": ["Cure"],
}
REQUIRES = {
    "Disc": ["Bone"],
    "Hole": ["Bone"],
    "Root": ["Nerve", "Hole"],
    "Pain": ["Root", "Bone"],
    "Scan": ["Hole"],
    "Cure": ["Pain", "Scan"],
}
OBJECTIVES = {
    "bone": ["Bone"],
    "borders": ["Disc", "Hole"],
    "way": ["Hole", "Root", "Bone"],
    "tell": ["Pain", "Nerve"],
}


def asked(given, *names, known=()):
    naming = Naming(given, Search(given.catalogue))
    to, start = naming.all(names, most=9, topics=True), naming.all(known, most=9, topics=True)
    return path_to(given, to, start)


@pytest.fixture(scope="module")
def small():
    return curriculum(TOPICS, REQUIRES, OBJECTIVES)


def names(path):
    return local(step.concept.iri for step in path.steps)


def edges(path):
    return {(*local([one.needs, one.concept]),) for one in path.edges}


def test_a_path_ends_with_its_target_after_all_that_it_needs(small):
    path = asked(small, "Pain")
    assert names(path) == ["Bone", "Hole", "Nerve", "Root", "Pain"]
    assert local(step.concept.iri for step in path.before) == ["Bone", "Hole", "Nerve", "Root"]
    assert [step.number for step in path.steps] == [1, 2, 3, 4, 5]


def test_an_edge_that_others_lead_by_is_left_out(small):
    assert edges(asked(small, "Pain")) == {
        ("Bone", "Hole"), ("Nerve", "Root"), ("Hole", "Root"), ("Root", "Pain"),
    }  # fmt: skip


def test_each_edge_comes_with_its_reason(small):
    last = asked(small, "Pain").steps[-1]
    assert [one.rationale for one in last.needs] == ["Pain has Root."]


def test_what_is_known_takes_away_what_it_requires(small):
    path = asked(small, "Cure", known=["Root"])
    assert names(path) == ["Pain", "Scan", "Cure"]
    assert [one.id for one in path.taken_away] == ["Bone", "Hole", "Nerve", "Root"]
    assert edges(path) == {("Pain", "Cure"), ("Scan", "Cure")}


def test_a_target_whose_prerequisites_are_known_is_the_only_step(small):
    path = asked(small, "Root", known=["Nerve", "Hole"])
    assert names(path) == ["Root"]
    assert path.before == ()


def test_a_target_that_is_known_leaves_no_step(small):
    path = asked(small, "Bone", "Hole", known=["Disc", "Pain"])
    assert path.steps == ()
    assert path.objectives == ()
    assert drawn(path, str) is None


def test_two_targets_share_their_way(small):
    path = asked(small, "Disc", "Scan")
    assert names(path) == ["Bone", "Disc", "Hole", "Scan"]
    assert local(one.concept.iri for one in path.steps if one.wanted) == ["Disc", "Scan"]
    assert title_of(path) == "Path to disc and scan"


def test_a_target_on_the_way_to_another_is_met_once(small):
    path = asked(small, "Root", "Hole")
    assert names(path) == ["Bone", "Hole", "Nerve", "Root"]
    assert local(one.concept.iri for one in path.before) == ["Bone", "Nerve"]


def test_a_topic_brings_all_its_concepts(small):
    assert names(asked(small, "topic:harm")) == ["Bone", "Hole", "Nerve", "Root", "Pain", "Scan"]
    assert names(asked(small, "topic:care", known=["topic:body"])) == ["Pain", "Scan", "Cure"]


def test_ties_go_by_topic_then_by_label():
    given = curriculum({"late": [], "one": ["B", "A"], "two": ["Aa", "X"]}, {"X": ["B", "A", "Aa"]})
    assert names(asked(given, "X")) == ["A", "B", "Aa", "X"]


def test_an_objective_stands_where_the_last_of_what_it_is_about_is_learned(small):
    steps = asked(small, "Pain").steps
    found = {step.concept.id: [one.key for one in step.objectives] for step in steps}
    assert found == {"Bone": ["bone"], "Hole": [], "Nerve": [], "Root": ["way"], "Pain": ["tell"]}
    assert [step.reached for step in steps] == [1, 1, 1, 2, 3]


def test_known_concepts_count_for_objectives_but_bring_none_by_themselves(small):
    path = asked(small, "Disc", known=["Hole"])
    assert [one.key for one in path.objectives] == ["borders"]


def test_the_handout_holds_what_the_path_holds(small):
    path = asked(small, "Pain", known=["Nerve"])
    handout = handout_of(path, small, drawn(path, str), base="http://x/", version="1")
    steps, needs, objectives = handout.sheets
    assert [row[:5] for row in steps.rows] == [
        (1, "bone", "foramen:Bone", "Body", ""),
        (2, "hole", "foramen:Hole", "Body", "1"),
        (3, "root", "foramen:Root", "Body", "2"),
        (4, "pain", "foramen:Pain", "Harm", "3"),
    ]
    assert needs.rows[0] == (2, "hole", 1, "bone", "Hole has Bone.", "")
    assert [row[2] for row in objectives.rows] == ["bone", "way", "tell"]
    assert handout.stem == "path-to-Pain"
    assert handout.address == "/teach/path?to=Pain&known=Nerve"
    assert [term.id for term in handout.outline.concepts] == ["Bone", "Hole", "Root", "Pain"]
    assert [topic.key for topic in handout.outline.topics] == ["all", "body", "harm"]
    assert len(handout.outline.prerequisites) == 3
    assert [step["concept"]["id"] for step in handout.members["steps"]] == [
        "Bone", "Hole", "Root", "Pain",
    ]  # fmt: skip
    assert handout.picture.startswith("<?xml")


@st.composite
def graphs(draw):
    """Concepts in two topics; each needs some that come before it, in its topic or an earlier."""
    number = draw(st.integers(1, 9))
    keys = [f"C{place}" for place in draw(st.permutations(range(number)))]
    border = draw(st.integers(0, number))
    requires = {
        key: draw(st.lists(st.sampled_from(keys[:place]), unique=True, max_size=4))
        for place, key in enumerate(keys)
        if place
    }
    some = st.lists(st.sampled_from(keys), unique=True, max_size=3)
    return keys[:border], keys[border:], requires, draw(some), draw(some)


def closure(start, requires):
    """Everything that is needed, found anew by going round until nothing is added."""
    found, size = set(), -1
    while len(found) != size:
        size = len(found)
        found |= {need for key in {*start, *found} for need in requires.get(key, ())}
    return found


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_on_any_graph_set_order_and_edges_are_right(drawn_graph):
    one, two, requires, to, known = drawn_graph
    path = asked(curriculum({"one": one, "two": two}, requires), *to, known=known)
    start = {*known} | closure(known, requires)
    wanted = ({*to} | closure(to, requires)) - start
    found = names(path)
    assert len(found) == len(set(found))
    assert set(found) == wanted
    place = {name: number for number, name in enumerate(found)}
    assert all(
        place[need] < place[key] for key in found for need in requires.get(key, ()) if need in place
    )
    by_edges = {}
    for first, last in edges(path):
        by_edges.setdefault(last, []).append(first)
    for key in found:
        assert closure([key], by_edges) == closure([key], requires) & wanted
        for first in by_edges.get(key, ()):
            fewer = {**by_edges, key: [other for other in by_edges[key] if other != first]}
            assert first not in closure([key], fewer), "the edge could be left out"


def test_a_name_is_a_curie_a_label_or_a_synonym_and_stands_once():
    given = curriculum(
        {"body": ["Root"]}, {}, terms=[term("Root", "nerve root", synonyms=["radix"])]
    )
    naming = Naming(given, Search(given.catalogue))
    found = naming.all(["foramen:Root", "Nerve Root", "radix", iri("Root"), " Root ", ""], most=1)
    assert [one.taught for one in found] == [(iri("Root"),)]


def test_a_member_is_taught_as_the_nearest_above_it():
    given = curriculum(
        {"body": ["Bone", "Hole"]}, {"Hole": ["Bone"]},
        untaught=[term("LeftHole", "left hole", parents=["Hole"]), term("Verb", "is in")],
    )  # fmt: skip
    naming = Naming(given, Search(given.catalogue))
    member, other = naming.find("left hole"), naming.find("is in")
    assert (member.stands_for, member.taught) == (True, (iri("Hole"),))
    assert (other.unknown, other.taught) == (False, ())
    assert names(asked(given, "left hole")) == ["Bone", "Hole"]


def test_a_name_of_two_concepts_offers_both():
    pair = [term("Disc", "disc", synonyms=["IVD"]), term("Plate", "plate", synonyms=["IVD"])]
    given = curriculum({"body": ["Disc", "Plate"]}, {}, terms=pair)
    found = Naming(given, Search(given.catalogue)).find("ivd")
    assert found.ambiguous
    assert sorted(one.id for one in found.choices) == ["Disc", "Plate"]


def test_an_unknown_name_comes_with_those_that_are_nearly_so():
    given = curriculum({"body": ["Root"]}, {}, terms=[term("Root", "spinal nerve root")])
    (found,) = Naming(given, Search(given.catalogue)).all(["spinal nerve rot"], most=1)
    assert found.unknown
    assert [one.id for one in found.choices] == ["Root"]


def test_a_label_may_have_a_comma_and_commas_part_other_names():
    given = curriculum({"body": ["A", "B"]}, {}, terms=[term("A", "fossa, middle"), term("B", "b")])
    naming = Naming(given, Search(given.catalogue))
    assert [one.key for one in naming.all(["fossa, middle", "b,foramen:A, c"], most=9)] == [
        "A", "B", "c",
    ]  # fmt: skip


def test_a_path_of_more_steps_than_can_be_followed_is_not_drawn():
    keys = [f"C{number:03}" for number in range(151)]
    given = curriculum({"body": keys}, dict(zip(keys[1:], ([key] for key in keys), strict=False)))
    assert drawn(asked(given, "C150"), str) is None
    assert drawn(asked(given, "C149"), str) is not None
