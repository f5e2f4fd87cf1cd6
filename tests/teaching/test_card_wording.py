"""Cards and questions read as a teacher would say them, and keep the hedges of their sources."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from foramen.namespaces import FORAMEN
from foramen.teaching.card_sentences import QUESTIONS, SENTENCES, said
from foramen.teaching.chosen import choose

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from foramen.teaching.handout import Card
    from foramen.teaching.quiz import Quiz

# Written by hand: the key of a card, what it asks, what it answers.
EXPECTED = (
    (
        "fact.IntervertebralForamen.boundedPosteriorlyBy.FacetJoint",
        "How are an intervertebral foramen and a facet joint related?",
        "An intervertebral foramen is bounded behind by a facet joint.",
    ),
    (
        "fact.DiscHerniation.mayNarrow.IntervertebralForamen",
        "What may a disc herniation narrow?",
        "intervertebral foramen",
    ),
    (
        "fact.DiscBulge.mayActBy.MechanicalCompression",
        "By which mechanism may a disc bulge act?",
        "mechanical compression",
    ),
    (
        "fact.InjectionTreatment.moreInvasiveThan.MedicationTreatment",
        "How are an injection and medication related?",
        "An injection is more invasive than medication.",
    ),
    (
        "fact.ForaminalStenosis.mayFollowCourse.StableCourse",
        "How are foraminal stenosis and a stable course related?",
        "In its course, foraminal stenosis may show a stable course.",
    ),
    (  # that the bulge contributes stands in the name: asked for, it would be given away
        "fact.DiscBulgeForaminalStenosis.hasContributor.DiscBulge",
        "How are foraminal stenosis from disc bulge and a disc bulge related?",
        "A disc bulge contributes to foraminal stenosis from disc bulge.",
    ),
    (
        "fact.CervicalRegion.narrowingMayBeFeltIn.Arm",
        "How are the cervical region and the arm related?",
        "Narrowed foramina of the cervical region may give symptoms in the arm.",
    ),
    (
        "fact.RightForaminalStenosis.typicallySymptomaticOn.Laterality",
        "How are right foraminal stenosis and the right side related?",
        "Right foraminal stenosis may typically give symptoms on the right side.",
    ),
    (
        "caution.InvasiveProcedure.mayBeDelayedBy.ActiveInfection",
        "What is to be kept in mind about the time of an invasive procedure where there is "
        "an active infection, and why?",
        "An invasive procedure may be delayed by an active infection. An infection that is going "
        "on may have to settle before an invasive procedure.",
    ),
)
SLIPS = re.compile(
    r"\b(a a|the the|a the|the a|an the|a an|is is|may may)\b|  |[{}|\[\]]|"
    r"\b[Aa] [aeio]|\b[Aa]n [^aeiouAEFHILMNORSX]|_|None|\s[?,.]|\.\.|(contain|caus|cover)s s\b"
)
PLURALS = re.compile(r"\b(injections|medications|symptoms|checks) (is|has|does|aims|carries)\b")


@pytest.fixture(scope="module")
def cards(served: FlaskClient) -> tuple[Card, ...]:
    study = served.application.extensions["foramen"].study
    return study.cards.of(choose(study.curriculum))


@pytest.fixture(scope="module")
def quiz(served: FlaskClient) -> Quiz:
    return served.application.extensions["foramen"].quiz


@pytest.mark.parametrize(("key", "front", "back"), EXPECTED)
def test_a_card_asks_and_tells_in_natural_words(cards, key, front, back):
    card = next(one for one in cards if one.key == key)
    assert (card.front, card.back) == (front, back)


def test_a_hedged_card_hedges_in_its_words_too(cards):
    hedged = [one for one in cards if one.strength in {"may", "varies"}]
    assert len(hedged) > 300
    spoken = re.compile(r"\b(may|can|typically)\b", re.IGNORECASE)
    assert [one.key for one in hedged if not spoken.search(f"{one.front} {one.back}")] == []


def test_no_card_slips_in_article_number_or_word(cards):
    made = [one for one in cards if one.tags[0] != "meaning"]
    assert len(made) > 700
    texts = [
        text.replace("grade A is", "grade is") for one in made for text in (one.front, one.back)
    ]
    assert [text for text in texts if SLIPS.search(text) or PLURALS.search(text)] == []
    assert [one.front for one in made if not one.front.endswith(("?", ")"))] == []


def test_no_two_cards_ask_the_same(cards):
    assert [
        front for front, number in Counter(one.front for one in cards).items() if number > 1
    ] == []


def test_no_card_asks_for_a_word_that_its_question_says(cards):
    """An answer all of whose words stand in the question is no answer to be learned."""
    asked = [one for one in cards if one.tags[0] == "fact" and "related?" not in one.front]
    assert len(asked) > 250
    word = re.compile(r"[a-z0-9]+")
    given_away = [
        one.key
        for one in asked
        if set(word.findall(one.back.casefold())) <= set(word.findall(one.front.casefold()))
    ]
    assert given_away == []


def test_every_relation_that_is_put_into_words_is_one(served: FlaskClient):
    terms = served.application.extensions["foramen"].catalogue.terms
    assert len(QUESTIONS.keys() | SENTENCES.keys()) > 90
    assert [name for name in QUESTIONS | SENTENCES if str(FORAMEN[name]) not in terms] == []
    assert all("{s}" in one and one.endswith("?") for one in QUESTIONS.values())
    assert all("{s}" in one and "{o}" in one and one[-1] == "." for one in SENTENCES.values())


@pytest.mark.parametrize("hedged", [False, True])
def test_a_relation_that_may_be_is_never_said_without_may(hedged: bool):
    for name, pattern in (QUESTIONS | SENTENCES).items():
        if name.startswith("may"):
            assert " may " in f" {said(pattern, 'x', 'y', hedged=hedged)} ", name


def test_where_two_sides_are_not_both_stated_a_card_names_the_one(cards):
    assert not [one.key for one in cards if one.back == "laterality"]


def test_symptoms_are_told_from_what_narrows_and_never_from_a_symptom_or_sign(
    served: FlaskClient, quiz: Quiz
):
    parts = served.application.extensions["foramen"]
    asked = [one for one in quiz.drafts if one.template.key == "symptom"]
    assert len(asked) > 15
    never = {str(FORAMEN[name]) for name in ("Symptom", "Sign", "NeurologicFunction")}
    wrong = {one.iri for draft in asked for one in draft.wrong}
    assert {str(FORAMEN.Spondylolisthesis), str(FORAMEN.Osteophyte)} <= wrong
    assert not {iri for iri in wrong if never & {iri, *parts.catalogue.ancestors(iri)}}


def test_a_reason_is_told_first_from_reasons_about_the_same_procedure(quiz: Quiz):
    """By ontology/cautions: of a needle, infection and allergy; one reason of each condition."""
    asked = [one for one in quiz.drafts if one.template.key == "caution-reason"]
    assert len(asked) > 7
    for draft in asked:
        assert len({one.iri for one in draft.wrong}) == len(draft.wrong), draft.key
    needle = next(
        one
        for one in asked
        if (one.fact.subject, one.fact.object)
        == (str(FORAMEN.NeedleProcedure), str(FORAMEN.BleedingRisk))
    )
    conditions = [one.iri.removeprefix(str(FORAMEN)) for one in needle.wrong]
    assert set(conditions[:2]) == {"ActiveInfection", "SevereProceduralMedicationAllergy"}


def test_what_overlaps_in_the_world_is_no_wrong_reason(quiz: Quiz):
    """An unsteady general state and an uncontrolled illness can be the same person's."""
    overlapping = {str(FORAMEN.MedicalInstability), str(FORAMEN.UncontrolledSystemicIllness)}
    asked = [one for one in quiz.drafts if one.template.key == "caution-reason"]
    assert not {one.iri for draft in asked for one in draft.wrong} & overlapping


@pytest.mark.parametrize(
    "right", ["hip disorder", "modified Kim grading of cervical foraminal stenosis"]
)
def test_a_short_word_gives_an_answer_away_as_well(quiz: Quiz, right: str):
    asked = [one for one in quiz.drafts if one.template.key == "term-of-definition"]
    assert right not in {quiz.wording.right(one) for one in asked}
