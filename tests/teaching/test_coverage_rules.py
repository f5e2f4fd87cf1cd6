"""The rules of coverage, on a curriculum of six concepts in three topics, made by hand.

column <- foramen <- narrowing <- injury; foramen <- root <- injury; needle needs injury and column.
"""

from types import SimpleNamespace

import pytest

from foramen.namespaces import FORAMEN
from foramen.teaching.coverage import Coverage, intended
from foramen.teaching.coverage_handout import covered_handout
from foramen.teaching.coverage_query import query_of
from foramen.teaching.curriculum import Curriculum
from foramen.teaching.matched import Line, Mention
from foramen.teaching.model import Prerequisite, Topic
from foramen.teaching.syllabus import Item
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Name, Term

NEEDS = {
    "foramen": ["column"],
    "root": ["foramen"],
    "narrowing": ["foramen"],
    "injury": ["narrowing", "root"],
    "needle": ["injury", "column"],
}
UNDER = {
    "column": "bones",
    "foramen": "bones",
    "root": "bones",
    "narrowing": "harm",
    "injury": "harm",
    "needle": "care",
}


def iri(name):
    return f"{FORAMEN}{name}"


def term(name, *parents):
    above = tuple(map(iri, parents))
    return Term(iri(name), "class", name, "", (Name(name, "label"),), "", "", "", above, {})


TERMS = {name: term(name) for name in UNDER}
TERMS["foramen_L4"] = term("foramen_L4", "foramen")
TERMS["foramen_L5"] = term("foramen_L5", "foramen")


def curriculum():
    fields = [Topic("body", "Body", "", 1, "", ""), Topic("trouble", "Trouble", "", 3, "", "")]
    narrow = [
        Topic("bones", "Bones", "body", 2, "", ""),
        Topic("harm", "Harm", "trouble", 4, "", ""),
        Topic("care", "Care", "trouble", 5, "", ""),
    ]
    topics = sorted((*fields, *narrow), key=lambda topic: topic.ordinal)
    edges = [(one, needs) for one, some in NEEDS.items() for needs in some]
    said = SimpleNamespace(
        topics=topics,
        under={iri(name): key for name, key in UNDER.items()},
        why={},
        starts={iri("column")},
        prerequisites=[
            Prerequisite(iri(f"p_{a}_{b}"), iri(a), iri(b), f"{a} stands on {b}.", ())
            for a, b in edges
        ],
        competencies=[],
        objectives=[],
    )
    return Curriculum(said, Catalogue(TERMS.values()))


TAUGHT = curriculum()


def line(number, *names, topics=()):
    mentions = []
    for name in names:
        concept = TERMS[name.partition("_")[0]]
        mentions.append(Mention(concept, (TERMS[name],), name))
    text = " and ".join(names) or "nothing"
    found = tuple(TAUGHT.topics[key] for key in topics)
    return Line(Item(number, text, text), tuple(mentions), found)


def covered(*lines, include=()):
    return Coverage(TAUGHT, lines, include)


def gaps(found):
    return {
        gap.covered.concept.label: (
            [one.needs.removeprefix(FORAMEN) for one in gap.direct],
            [one.label for one in gap.further],
        )
        for gap in found.gaps
    }


def breaks(found):
    return {
        (late.covered.concept.label, breach.covered.concept.label)
        for late in found.late
        for breach in late.before
    }


def test_a_concept_is_taught_first_in_the_first_line_that_names_it():
    found = covered(line(2, "root"), line(3, "column", "root"))
    shown = [(one.concept.label, one.topic.key, one.lines) for one in found.covered]
    assert shown == [("root", "bones", (2, 3)), ("column", "bones", (3,))]
    assert found.covered[0].first == 2


def test_what_is_needed_and_in_no_line_is_missing_with_its_reason():
    found = covered(line(1, "injury"))
    assert gaps(found) == {"injury": (["narrowing", "root"], ["column", "foramen"])}
    assert found.gaps[0].direct[0].rationale == "injury stands on narrowing."


def test_what_a_line_names_is_not_missing_wherever_it_stands():
    found = covered(line(1, "injury"), line(2, "root", "narrowing"))
    assert gaps(found) == {
        "injury": ([], ["column", "foramen"]),
        "root": (["foramen"], ["column"]),
        "narrowing": (["foramen"], ["column"]),
    }
    assert [(one.label, count) for one, count in found.missing] == [("column", 3), ("foramen", 3)]


def test_what_is_needed_by_two_ways_is_told_once_and_directly():
    assert gaps(covered(line(1, "needle")))["needle"] == (
        ["injury", "column"],
        ["foramen", "root", "narrowing"],
    )


def test_what_comes_after_something_that_needs_it_breaks_the_order():
    found = covered(line(1, "foramen"), line(2, "column"))
    assert breaks(found) == {("column", "foramen")}
    assert found.late[0].before[0].reason.rationale == "foramen stands on column."


def test_the_same_line_is_no_break_and_neither_is_the_right_order():
    assert breaks(covered(line(1, "foramen", "column"), line(2, "root"))) == set()


def test_one_mistake_gives_only_the_nearest_steps():
    # The column comes last: all five others need it, and only the foramen directly.
    found = covered(
        line(1, "foramen"), line(2, "root"), line(3, "narrowing"), line(4, "injury"),
        line(5, "needle"), line(6, "column"),
    )  # fmt: skip
    assert breaks(found) == {("column", "foramen")}


def test_a_break_by_way_of_what_no_line_names_tells_the_way():
    found = covered(line(1, "injury"), line(2, "foramen"))
    breach = found.late[0].before[0]
    assert breach.reason is None
    assert [one.label for one in breach.by_way] in (["narrowing"], ["root"])


def test_a_later_repeat_does_not_mend_and_does_not_break_the_order():
    found = covered(line(1, "column"), line(2, "foramen"), line(3, "column"))
    assert breaks(found) == set()


def test_the_same_thing_in_two_lines_is_a_repeat_and_another_level_is_none():
    found = covered(
        line(1, "foramen_L4"), line(2, "foramen_L5"), line(3, "foramen"), line(4, "foramen_L5")
    )
    shown = [(one.concept.label, one.named[0].label, one.lines) for one in found.repeats]
    assert shown == [("foramen", "foramen_L5", (2, 4))]
    assert found.covered[0].lines == (1, 2, 3, 4)


def test_topics_are_untaught_partly_or_wholly_taught():
    found = covered(
        line(1, "narrowing"), line(2, "injury"), line(3, "root"), line(4, topics=["care"])
    )
    shares = {
        one.topic.key: (len(one.covered), len(one.missing), one.lines) for one in found.shares
    }
    assert shares == {"bones": (1, 2, ()), "harm": (2, 0, ()), "care": (0, 1, (4,))}
    assert found.numbers["untaught"] == 1


def test_naming_a_topic_teaches_none_of_its_concepts_but_matches_the_line():
    found = covered(line(1, topics=["trouble"]), line(2))
    assert found.covered == ()
    assert [one.item.number for one in found.unmatched] == [2]
    assert [one.lines for one in found.shares] == [(), (1,), (1,)]


def test_only_intended_topics_count_as_missing_and_untaught():
    found = covered(line(1, "injury"), line(2, "column"), include=["harm"])
    assert gaps(found) == {"injury": (["narrowing"], [])}
    assert [one.topic.key for one in found.shares] == ["harm"]
    assert found.taken_as_known == 2  # foramen and root
    assert (found.numbers["covered"], found.numbers["beyond"]) == (1, 1)


def test_a_field_means_all_of_its_topics():
    assert [one.key for one in intended(TAUGHT, ["trouble"])] == ["harm", "care"]
    assert [one.key for one in intended(TAUGHT, [])] == ["bones", "harm", "care"]
    with pytest.raises(KeyError):
        intended(TAUGHT, ["none"])


def test_the_proposed_order_breaks_nothing_and_moves_little():
    found = covered(
        line(1), line(2, "injury"), line(3, "foramen", "root"), line(4, "narrowing"),
        line(5, "column"), line(6, "foramen"),
    )  # fmt: skip
    numbers = [one.item.number for one in found.proposed]
    assert numbers == [1, 5, 3, 4, 2, 6]
    again = covered(*found.proposed)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert [one.concept.label for one in again.covered] == [
        "column", "foramen", "root", "narrowing", "injury",
    ]  # fmt: skip


def test_a_repeat_does_not_come_before_what_it_needs_in_the_proposed_order():
    # The first foramen has to move behind the column; the second must not be left before it.
    found = covered(line(1, "foramen", "root"), line(2, "foramen"), line(3, "column"))
    assert [one.item.number for one in found.proposed] == [3, 1, 2]


def test_lines_that_need_each_other_have_no_proposed_order_and_are_told():
    found = covered(line(1), line(2, "column", "root"), line(4, "foramen"))
    assert found.proposed is None
    assert found.tangled == (2, 4)
    assert covered(line(1, "foramen"), line(2, "column")).tangled == ()


def test_the_handout_holds_what_was_found():
    found = covered(line(1, "injury"), line(3, "root"), line(4), line(5, "root"))
    handout = covered_handout(found)
    sheets = {sheet.name: sheet.rows for sheet in handout.sheets}
    assert handout.sheets[0].name == "lines"
    assert sheets["lines"][0] == (1, "injury", "wholly", "", "", "injury", "injury", "", "")
    assert sheets["order"] == (("root", 3, "injury", 1, "injury stands on root."),)
    assert sheets["repeats"] == (("root", "root", "3, 5"),)
    assert sheets["unmatched"] == ((4, "nothing", ""),)
    assert ("injury", 1, "narrowing", "narrowing", "directly", "injury stands on narrowing.") in (
        sheets["missing"]
    )
    assert [place for place, *_ in sheets["proposed order"]] == [1, 2, 3, 4]
    assert handout.members["proposed"] == [3, 1, 4, 5]


def test_there_is_no_query_where_nothing_is_missing():
    assert query_of(covered(line(1, "column"))) == ""
    assert f"<{FORAMEN}injury>" in query_of(covered(line(1, "injury")))
