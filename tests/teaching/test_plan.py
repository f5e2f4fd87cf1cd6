"""A plan keeps to its budget, to priorities and to prerequisites, and tells what fell out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from curricula import curriculum, iri, local
from hypothesis import given, settings
from hypothesis import strategies as st

from foramen.teaching.named import Naming
from foramen.teaching.plan import Budget, plan_of
from foramen.teaching.plan_handout import handout_of
from foramen.teaching.units import cut
from foramen.terminology.search import Search

TOPICS = {"body": ["Bone", "Hole", "Nerve", "Root"], "harm": ["Numb", "Pain"], "care": ["Cure"]}
REQUIRES = {
    "Hole": ["Bone"],
    "Root": ["Nerve", "Hole"],
    "Pain": ["Root"],
    "Numb": ["Nerve"],
    "Cure": ["Pain", "Numb"],
}
OBJECTIVES = {"hole": ["Hole"], "pain": ["Pain", "Bone"], "numb": ["Numb"], "out": ["Cure"]}


@pytest.fixture(scope="module")
def small():
    return curriculum(TOPICS, REQUIRES, OBJECTIVES)


def planned(small, *targets, units, size, known=()):
    naming = Naming(small, Search(small.catalogue))
    wanted = naming.all(targets, most=99, topics=True)
    return plan_of(small, wanted, naming.all(known, most=99), Budget(units, size))


def lessons(plan):
    return [[term.id for term in unit.concepts] for unit in plan.units]


def fate(plan):
    return [(one.target.key, one.needs, one.left, not one.why) for one in plan.targets]


def test_targets_bring_what_they_require_into_lessons_by_topic(small):
    plan = planned(small, "Pain", "Numb", units=3, size=4)
    assert lessons(plan) == [["Bone", "Hole", "Nerve", "Root"], ["Numb", "Pain"]]
    assert [unit.name for unit in plan.units] == ["Body", "Harm"]
    assert plan.slack == 6


def test_what_does_not_fit_falls_out_and_a_smaller_one_behind_it_may_fit(small):
    plan = planned(small, "Hole", "Cure", "Numb", units=2, size=2)
    assert fate(plan) == [("Hole", 2, 4, True), ("Cure", 5, 2, False), ("Numb", 2, 2, True)]
    assert plan.fallen_out[0].why == "it needs 5 new concepts, and there was room for 2"
    assert lessons(plan) == [["Bone", "Hole"], ["Nerve", "Numb"]]


def test_what_is_known_or_taken_needs_no_room(small):
    plan = planned(small, "Root", "Hole", units=1, size=2, known=["Hole"])
    assert fate(plan) == [("Root", 2, 2, True), ("Hole", 0, 0, True)]
    assert lessons(plan) == [["Nerve", "Root"]]


def test_a_topic_is_taken_whole_or_not_at_all(small):
    assert fate(planned(small, "topic:harm", units=1, size=5)) == [("topic:harm", 6, 5, False)]
    assert fate(planned(small, "topic:harm", units=1, size=6)) == [("topic:harm", 6, 6, True)]
    assert len(planned(small, "topic:all", units=1, size=7).concepts) == 7


def test_names_that_mean_nothing_fall_out_and_are_told(small):
    plan = planned(small, "Bone", "gristle", "topic:magic", units=1, size=1)
    assert [(one.target.key, one.why) for one in plan.fallen_out] == [
        ("gristle", "nothing to be taught is called so"),
        ("topic:magic", "nothing to be taught is called so"),
    ]
    assert lessons(plan) == [["Bone"]]


def test_objectives_stand_at_the_lesson_that_completes_them(small):
    plan = planned(small, "Pain", units=3, size=2)
    assert [[one.key for one in unit.objectives] for unit in plan.units] == [
        ["hole"], [], ["pain"],
    ]  # fmt: skip


def test_the_handout_holds_what_the_plan_holds(small):
    plan = planned(small, "Hole", "Cure", "Numb", units=2, size=2)
    handout = handout_of(plan, small)
    concepts, units, reached, targets = handout.sheets
    assert [row[:5] for row in concepts.rows] == [
        (1, 1, "bone", "foramen:Bone", "Body"),
        (1, 2, "hole", "foramen:Hole", "Body"),
        (2, 3, "nerve", "foramen:Nerve", "Body"),
        (2, 4, "numb", "foramen:Numb", "Harm"),
    ]
    assert units.rows == ((1, "Body", 2, 1, "bone; hole"), (2, "Body; Harm", 2, 1, "nerve; numb"))
    assert [row[:2] for row in reached.rows] == [(1, "hole"), (2, "numb")]
    assert targets.rows[1] == (
        2, "cure", 5, 2, "no", "it needs 5 new concepts, and there was room for 2",
    )  # fmt: skip
    assert handout.address == "/teach/plan?target=Hole&target=Cure&target=Numb&units=2&size=2"
    assert local(one.needs for one in handout.outline.prerequisites) == ["Bone", "Nerve"]
    assert [one["chosen"] for one in handout.members["targets"]] == [True, False, True]
    assert handout.members["slack"] == 0


@pytest.mark.parametrize(
    ("topics", "units", "size", "expected"),
    [
        ("", 3, 3, []),
        ("aab", 2, 3, ["aab"]),
        ("aabbb", 3, 3, ["aa", "bbb"]),
        ("aabbb", 2, 4, ["aa", "bbb"]),
        ("aaabb", 9, 3, ["aaa", "bb"]),
        ("aaaa", 2, 3, ["aa", "aa"]),
        ("abbb", 2, 2, ["ab", "bb"]),
        ("abbb", 3, 2, ["ab", "bb"]),
        ("abcde", 2, 4, ["ab", "cde"]),
    ],
)
def test_an_order_is_cut_where_topics_change_into_few_and_even_lessons(
    topics, units, size, expected
):
    found = [
        "".join(topics[place] for place in lesson) for lesson in cut(topics, units=units, size=size)
    ]
    assert sorted(map(len, found)) == sorted(map(len, expected))
    assert splits(found) == splits(expected)
    assert "".join(found) == topics


def splits(some):
    return sum(one[-1] == two[0] for one, two in pairwise(some))


@st.composite
def wishes(draw):
    number = draw(st.integers(1, 9))
    keys = [f"C{place}" for place in range(number)]
    border = draw(st.integers(0, number))
    requires = {
        key: draw(st.lists(st.sampled_from(keys[:place]), unique=True, max_size=3))
        for place, key in enumerate(keys)
        if place
    }
    targets = draw(
        st.lists(st.sampled_from([*keys, "topic:one", "gristle"]), unique=True, max_size=5)
    )
    known = draw(st.lists(st.sampled_from(keys), unique=True, max_size=2))
    return (
        keys[:border],
        keys[border:],
        requires,
        targets,
        known,
        draw(st.integers(1, 4)),
        draw(st.integers(1, 4)),
    )


@settings(max_examples=60, deadline=None)
@given(wishes())
def test_no_plan_breaks_its_budget_or_a_prerequisite_and_each_target_is_in_or_out(wish):
    one, two, requires, targets, known, units, size = wish
    small = curriculum({"one": one, "two": two}, requires)
    plan = planned(small, *targets, units=units, size=size, known=known)
    found = [name for lesson in lessons(plan) for name in lesson]
    before = {*known, *local(small.all_needed(map(iri, known)))}
    assert len(plan.units) <= units
    assert all(0 < len(lesson) <= size for lesson in lessons(plan))
    assert len(found) == len(set(found))
    assert not before & set(found)
    seen = set(before)
    for name in found:
        assert set(requires.get(name, ())) <= seen
        seen.add(name)
    assert [taken.target.key for taken in plan.targets] == list(dict.fromkeys(targets))
    wanted = {one for taken in plan.chosen for one in taken.target.taught}
    whole = set(local(wanted | small.all_needed(wanted)))
    assert set(found) == whole - before
    for taken in plan.fallen_out:
        assert taken.target.unknown or not taken.target.taught or taken.needs > taken.left
    larger = planned(small, *targets, units=units + 1, size=size, known=known)
    if plan.targets and not plan.targets[0].why:
        assert not larger.targets[0].why
    assert lessons(planned(small, *targets, units=units, size=size, known=known)) == lessons(plan)


def test_what_is_taken_as_known_is_said_on_paper_and_in_files(small):
    told = handout_of(planned(small, "Pain", units=2, size=3, known=["Nerve", "Hole"]), small).lead
    assert "Taken as known, with what it requires: nerve; hole. " in told
    assert "Taken as known" not in handout_of(planned(small, "Pain", units=2, size=3), small).lead


def test_a_number_field_that_was_emptied_says_nothing(served):
    same = served.get("/api/teach/plan?target=Radiculopathy&size=6").json
    assert served.get("/api/teach/plan?target=Radiculopathy&units=&size=6").json == same
