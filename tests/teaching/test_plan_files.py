"""The files of a plan hold its lessons: the same ones, as often, in the same order."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from curricula import curriculum, iri

from foramen.handouts import named, write
from foramen.teaching.named import Naming
from foramen.teaching.plan import Budget, plan_of
from foramen.teaching.plan_handout import handout_of
from foramen.terminology.search import Search

#   Lesson 1: Bone, Hole, Nerve, Root; lesson 2: Numb, Pain. `hole` is reached in the first, `numb`
#   and `pain` in the second. Six concepts; Hole-Bone, Root-Nerve, Root-Hole, Pain-Root, Numb-Nerve.
TOPICS = {"body": ["Bone", "Hole", "Nerve", "Root"], "harm": ["Numb", "Pain"]}
REQUIRES = {"Hole": ["Bone"], "Root": ["Nerve", "Hole"], "Pain": ["Root"], "Numb": ["Nerve"]}
OBJECTIVES = {"hole": ["Hole"], "pain": ["Pain", "Bone"], "numb": ["Numb"]}
PLAN = "https://w3id.org/foramen/teach/plan?target=Pain&target=Numb&units=3&size=4"
LESSONS = [f"{PLAN}#lesson-1", f"{PLAN}#lesson-2"]


@pytest.fixture(scope="module")
def handout():
    small = curriculum(TOPICS, REQUIRES, OBJECTIVES)
    wanted = Naming(small, Search(small.catalogue)).all(["Pain", "Numb"], most=9)
    return handout_of(plan_of(small, wanted, (), Budget(3, 4)), small)


@pytest.fixture(scope="module")
def package(handout):
    return json.loads(write(handout, named("case", handout)))


def ties(package, kind):
    return [
        (one["originNodeURI"]["uri"], one["destinationNodeURI"]["uri"], one.get("sequenceNumber"))
        for one in package["CFAssociations"]
        if one["associationType"] == kind
    ]


def objective(key):
    return f"https://w3id.org/foramen/objective_{key}"


def test_the_tree_of_a_plan_in_case_is_its_lessons_with_what_they_hold_in_order(package):
    first, second = LESSONS
    assert ties(package, "isChildOf") == [
        (first, PLAN, 1),
        (iri("Bone"), first, 1),
        (iri("Hole"), first, 2),
        (iri("Nerve"), first, 3),
        (iri("Root"), first, 4),
        (objective("hole"), first, 5),
        (second, PLAN, 2),
        (iri("Numb"), second, 1),
        (iri("Pain"), second, 2),
        (objective("numb"), second, 3),
        (objective("pain"), second, 4),
    ]


def test_a_plan_in_case_counts_what_the_plan_counts(package):
    kinds = Counter(item["CFItemType"] for item in package["CFItems"])
    assert kinds == {"Lesson": 2, "Concept": 6, "Learning objective": 3}
    assert len(ties(package, "precedes")) == 5
    assert (iri("Nerve"), iri("Numb"), None) in ties(package, "precedes")
    assert len(ties(package, "isRelatedTo")) == 4
    defined = package["CFDefinitions"]
    assert [one["title"] for one in defined["CFItemTypes"]] == [
        "Concept", "Learning objective", "Lesson"
    ]  # fmt: skip
    assert [one["title"] for one in defined["CFSubjects"]] == ["All", "Body", "Harm"]


def test_lessons_in_case_have_names_and_what_they_hold_has_its_topic(package):
    items = {item["uri"]: item for item in package["CFItems"]}
    lesson = items[LESSONS[1]]
    assert lesson["fullStatement"] == "Lesson 2: Harm"
    assert lesson["listEnumeration"] == "2"
    assert "subject" not in lesson
    assert items[iri("Pain")]["subject"] == ["Harm"]
    assert items[objective("hole")]["subject"]


def test_a_plan_in_linked_data_has_its_lessons_as_parts(handout):
    resource = json.loads(write(handout, named("jsonld", handout)))["@graph"][0]
    parts = resource["hasPart"]
    assert [(one["@id"], one["position"]) for one in parts] == [(LESSONS[0], 1), (LESSONS[1], 2)]
    assert [one["@id"] for one in parts[1]["teaches"]] == [
        iri("Numb"), iri("Pain"), objective("numb"), objective("pain")
    ]  # fmt: skip


def test_a_plan_in_markdown_is_outlined_by_its_lessons(handout):
    text = write(handout, named("markdown", handout)).decode()
    assert "- **Lesson 1: Body**\n  - bone\n  - hole\n  - nerve\n  - root\n- **Lesson 2: " in text


def test_the_package_of_a_plan_has_the_lessons_of_its_page_under_names_that_stay(served):
    address = "/teach/plan?target=Radiculopathy&target=topic:foramen-contents"
    page = served.get(address).text.partition("</ol>")[0]
    shown = dict(re.findall(r"<dt>([a-z ]+)</dt><dd>(\d+)</dd>", page))
    package = served.get(f"{address}&format=case").get_json()
    kinds = Counter(item["CFItemType"] for item in package["CFItems"])
    assert shown["lessons"] == str(kinds["Lesson"])
    assert shown["new concepts"] == str(kinds["Concept"])
    assert shown["objectives"] == str(kinds["Learning objective"])
    under = Counter(parent for _, parent, _ in ties(package, "isChildOf"))
    for lesson in (item for item in package["CFItems"] if item["CFItemType"] == "Lesson"):
        card = page.partition(f'id="{lesson["uri"].partition("#")[2]}"')[2].partition('class="card')
        assert lesson["fullStatement"] in card[0]
        assert card[0].count("<li><a") == under[lesson["uri"]]
    again = served.get(f"{address}&units=10&size=6&format=case").get_json()
    assert [one["identifier"] for one in again["CFItems"]] == [
        one["identifier"] for one in package["CFItems"]
    ]
