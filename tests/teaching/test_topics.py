"""Topics, what is taught in each, and objectives that fit a choice, of curricula made by hand."""

from __future__ import annotations

import pytest
from curricula import curriculum, iri, local, term

from foramen.errors import UnknownTopic
from foramen.teaching.handout import Sheet
from foramen.teaching.outline import outline_of, source_keys, standard_sheets, topic_sheet
from foramen.teaching.topic_handouts import every_topic, one_topic, some_objectives
from foramen.teaching.topics import fields_of, objectives_of, topic_named, view_of

# Bones come before openings; nothing is to be done with a screw, and Rib stands alone.
TOPICS = {"bones": ("Spine", "Vertebra", "Pedicle", "Rib"), "openings": ("Foramen", "Notch")}
REQUIRES = {
    "Vertebra": ("Spine",),
    "Pedicle": ("Vertebra",),
    "Notch": ("Pedicle", "Foramen"),
    "Foramen": ("Vertebra",),
}
OBJECTIVES = {
    "name-bones": ("Vertebra", "Pedicle"),
    "name-openings": ("Foramen", "Pedicle"),
    "name-the-whole": ("Spine",),
}
LEFT = term("Foramen_left", parents=["Foramen"])


@pytest.fixture(scope="module")
def taught():
    return curriculum(TOPICS, REQUIRES, OBJECTIVES, untaught=[LEFT])


def test_a_topic_tells_how_much_it_holds_and_what_has_no_objective(taught):
    ((_, tallies),) = [(one.topic.key, one.topics) for one in fields_of(taught)]
    counted = {one.topic.key: (one.concepts, one.prerequisites, one.objectives) for one in tallies}
    assert counted == {"bones": (4, 2, 2), "openings": (2, 3, 1)}
    assert [[term.id for term in one.without] for one in tallies] == [["Rib"], ["Notch"]]


def test_a_topic_lists_its_concepts_in_an_order_that_breaks_no_prerequisite(taught):
    view = view_of(taught, taught.topics["openings"])
    assert [lesson.term.id for lesson in view.lessons] == ["Foramen", "Notch"]
    notch = view.lessons[1]
    assert [step.term.id for step in notch.needs] == ["Pedicle", "Foramen"]
    assert notch.needs[0].said.rationale == "Notch has Pedicle."
    assert (view.field.key, view.earlier.key, view.later) == ("all", "bones", None)


def test_a_topic_tells_what_it_needs_of_others_each_once_in_order(taught):
    view = view_of(taught, taught.topics["openings"])
    outside = [(topic.key, [term.id for term in terms]) for topic, terms in view.outside]
    assert outside == [("bones", ["Vertebra", "Pedicle"])]
    assert view_of(taught, taught.topics["bones"]).outside == ()


def test_a_field_holds_what_its_topics_hold(taught):
    view = view_of(taught, taught.topics["all"])
    assert [one.topic.key for one in view.topics] == ["bones", "openings"]
    assert [lesson.term.id for lesson in view.lessons] == [
        "Rib", "Spine", "Vertebra", "Pedicle", "Foramen", "Notch",
    ]  # fmt: skip
    assert view.outside == ()
    assert [len(some) for _, some in view.objectives] == [3]


def test_a_topic_that_is_not_there_is_refused_with_what_is_near(taught):
    with pytest.raises(UnknownTopic, match="Did you mean bones") as caught:
        topic_named(taught, "bone")
    assert caught.value.near == ("bones",)
    with pytest.raises(UnknownTopic):
        one_topic(taught, "")


def test_objectives_are_chosen_by_every_choice_together(taught):
    def keys(**choice):
        return [one.key for one in objectives_of(taught, **choice)]

    assert keys() == ["name-bones", "name-the-whole", "name-openings"]
    assert keys(topics=["openings"]) == ["name-openings"]
    assert keys(about=[iri("Pedicle")]) == ["name-bones", "name-openings"]
    assert keys(about=[iri("Pedicle")], topics=["bones"], level="remember") == ["name-bones"]
    assert keys(level="create") == []


def test_objectives_about_a_member_of_a_family_are_those_of_its_kind(taught):
    found = some_objectives(taught, about=iri("Foramen_left"))
    assert [one["key"] for one in found.members["objectives"]] == ["name-openings"]
    assert found.address == "/teach/objectives?about=Foramen_left"
    assert some_objectives(taught, about=iri("Unheard")).members["total"] == 0


def test_an_outline_holds_what_lies_between_its_concepts_and_the_fields_above(taught):
    outline = outline_of(taught, map(iri, ("Notch", "Pedicle", "Spine", "Unheard")))
    assert [term.id for term in outline.concepts] == ["Spine", "Pedicle", "Notch"]
    assert [topic.key for topic in outline.topics] == ["all", "bones", "openings"]
    assert local(one.needs for one in outline.prerequisites) == ["Pedicle"]
    assert {one.key for one in outline.objectives} == set(OBJECTIVES)
    assert outline_of(taught, []).topics == ()


def test_the_tables_of_an_outline_say_what_it_holds(taught):
    outline = outline_of(taught, map(iri, TOPICS["openings"]))
    concepts, prerequisites, objectives = standard_sheets(taught, outline)
    assert [row[:5] for row in concepts.rows] == [
        (1, "foramen", "Foramen", "Openings", "vertebra"),
        (2, "notch", "Notch", "Openings", "pedicle; foramen"),
    ]
    assert prerequisites.rows == (("notch", "foramen", "Notch has Foramen.", ""),)
    assert [row[0] for row in objectives.rows] == ["Name name-openings."]
    topics = topic_sheet(taught, taught.topics.values())
    counts = topics.columns.index("concepts")
    assert [(row[1], row[counts]) for row in topics.rows] == [
        ("all", 6), ("bones", 4), ("openings", 2),
    ]  # fmt: skip


def test_the_handout_of_everything_has_the_four_tables(taught):
    handout = every_topic(taught)
    assert [one.name for one in handout.sheets if isinstance(one, Sheet)] == [
        "topics", "concepts", "prerequisites", "objectives",
    ]  # fmt: skip
    assert handout.outline is not None
    assert len(handout.outline.prerequisites) == 5
    keys = [topic["key"] for field in handout.members["fields"] for topic in field["topics"]]
    assert keys == ["bones", "openings"]


def test_sources_are_named_by_their_keys():
    assert source_keys([iri("claim_INT02"), iri("source_RADIO-IVF")]) == "INT02, RADIO-IVF"
    assert source_keys([]) == ""
