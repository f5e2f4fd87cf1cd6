"""Each vignette leads to the root that the cited table names, for the reasons it gives.

The expectations of `vignettes.tsv` are written by hand from the worksheet of the International
Standards (ISNCSCI), tables of reflexes, and the article; `checked` says which.
"""

import csv
from pathlib import Path

import pytest

TABLE = Path(__file__).with_name("vignettes.tsv")
VIGNETTES = list(csv.DictReader(TABLE.read_text("utf-8").splitlines(), delimiter="\t"))


def first_of(found):
    return [one.root.id for one in found.candidates if one.place == 1]


@pytest.fixture(params=VIGNETTES, ids=lambda one: one["id"])
def vignette(request):
    return request.param


@pytest.fixture
def found(vignette, answer):
    return answer(
        vignette["side"],
        vignette["present"].split(),
        vignette["absent"].split(),
        vignette["text"],
    )


def test_the_expected_roots_stand_first(vignette, found):
    assert first_of(found) == vignette["first"].split()


def test_the_first_root_is_connected_with_as_many_findings(vignette, found):
    connected = len(found.candidates[0].reasons) if found.candidates else 0
    assert f"{connected}/{len(found.counted)}" == vignette["connected"]


def test_the_reasons_are_the_expected_relations_each_with_strength_and_source(vignette, found):
    reasons = [connection for one in found.candidates[:1] for _, connection in one.reasons]
    assert sorted({one.relation.id for one in reasons}) == sorted(vignette["relations"].split())
    for one in reasons:
        assert any(said.strength and said.sources for said in one.statements), one


def test_there_are_enough_vignettes():
    assert len(VIGNETTES) == 26
    assert all(one["checked"] for one in VIGNETTES)


# By hand, from the rule that a lumbar foramen passes the root of the upper vertebra and that the
# next root traverses beside the disc; in the neck both are the root of the lower vertebra.
PLACES = {
    "Root_L4_left": {
        "ParacentralDiscHerniation_L3-L4_left",
        "ForaminalStenosis_L4-L5_left",
        "ForaminalDiscHerniation_L4-L5_left",
        "FarLateralDiscHerniation_L4-L5_left",
    },
    "Root_C7_right": {
        "ParacentralDiscHerniation_C6-C7_right",
        "ForaminalStenosis_C6-C7_right",
        "ForaminalDiscHerniation_C6-C7_right",
        "FarLateralDiscHerniation_C6-C7_right",
    },
}


@pytest.mark.parametrize(
    ("root", "side", "muscle", "opening"),
    [
        ("Root_L4_left", "left", "KeyMuscle_AnkleDorsiflexors", "Foramen_L4-L5_left"),
        ("Root_C7_right", "right", "KeyMuscle_ElbowExtensors", "Foramen_C6-C7_right"),
    ],
)
def test_a_root_has_its_opening_the_places_where_it_may_be_compromised_and_its_disorder(
    answer, root, side, muscle, opening
):
    [one] = answer(side, [muscle]).candidates
    assert [each.object.id for each in one.openings] == [opening]
    assert {each.connection.subject.id for each in one.places} == PLACES[root]
    assert [each.object.id for each in one.disorders] == [f"Radiculopathy_{root[5:]}"]


def test_what_only_other_roots_are_connected_with_speaks_against_a_root(answer):
    found = answer("left", ["KeyMuscle_AnkleDorsiflexors", "KeyPoint_S1", "Reflex_Patellar"])
    against = {one.root.id: [each.term.id for each in one.elsewhere] for one in found.candidates}
    assert against == {
        "Root_L4_left": ["KeyPoint_S1_left"],
        "Root_S1_left": ["KeyMuscle_AnkleDorsiflexors_left", "Reflex_Patellar_left"],
        "Root_L3_left": ["KeyMuscle_AnkleDorsiflexors_left", "KeyPoint_S1_left"],
    }


def test_a_normal_finding_speaks_against_its_root_and_the_graph_says_that_it_excludes_nothing(
    answer,
):
    found = answer("left", ["KeyPoint_L4"], ["KeyMuscle_AnkleDorsiflexors"])
    [one] = found.candidates
    assert [finding.term.id for finding, _ in one.absent] == ["KeyMuscle_AnkleDorsiflexors_left"]
    assert {(each.subject.id, each.object.id) for each in found.hedges} == {
        ("ForaminalStenosis", "MuscleWeakness"),
        ("Pain", "MuscleWeakness"),
    }


def test_what_would_tell_two_roots_apart_is_what_one_of_them_serves_and_is_not_on_the_sheet(
    answer,
):
    found = answer("left", ["KeyMuscle_AnkleDorsiflexors", "KeyMuscle_LongToeExtensors"])
    [comparison] = found.comparisons
    assert [root.id for root in comparison.roots] == ["Root_L4_left", "Root_L5_left"]
    assert {test.term.id: test.roots for test in comparison.tests} == {
        "Reflex_Patellar_left": (True, False),
        "Reflex_MedialHamstring_left": (False, True),
        "KeyPoint_L4_left": (True, False),
        "KeyPoint_L5_left": (False, True),
    }


def test_roots_of_two_sides_are_compared_each_with_its_own_side(answer):
    found = answer("both", ["Reflex_Patellar"])
    sides = {one.side: [root.id for root in one.roots] for one in found.comparisons}
    assert sides == {
        "left": ["Root_L4_left", "Root_L3_left"],
        "right": ["Root_L4_right", "Root_L3_right"],
    }


def test_a_dermatome_and_the_point_where_it_is_tested_count_once(answer):
    found = answer("left", ["Dermatome_L5", "KeyPoint_L5"])
    assert [finding.term.id for finding in found.counted] == ["KeyPoint_L5_left"]
    assert [one.kind for one in found.asked.remarks] == ["once"]
    assert [len(one.reasons) for one in found.candidates] == [1]


def test_an_image_is_not_counted_and_goes_with_the_root_that_it_may_compromise(answer):
    shown = ["ForaminalStenosis_L4-L5", "ParacentralDiscHerniation_L4-L5"]
    found = answer("left", ["KeyPoint_L5", *shown])
    assert len(found.counted) == 1
    matching = {one.finding.term.id: [root.id for root in one.matching] for one in found.images}
    assert matching == {
        "ForaminalStenosis_L4-L5_left": [],
        "ParacentralDiscHerniation_L4-L5_left": ["Root_L5_left"],
    }


def test_behaviour_and_onset_lead_to_conditions_without_a_level(answer):
    found = answer("", ["DynamicBehaviour", "SpinalExtension", "AcuteOnset"])
    said = {
        (each.subject.id, each.relation.id, each.object.id)
        for _, connections in found.conditions
        for each in connections
    }
    assert said >= {
        ("DynamicForaminalStenosis", "hasBehaviour", "DynamicBehaviour"),
        ("SpinalExtension", "mayReduceSizeOf", "IntervertebralForamen"),
        ("SpinalExtension", "mayActBy", "DynamicNarrowing"),
        ("NewDiscHerniation", "mayHaveOnset", "AcuteOnset"),
        ("InflammatoryFlare", "mayHaveOnset", "AcuteOnset"),
    }


def test_the_causes_that_the_article_names_are_always_listed_with_their_sources(answer):
    found = answer("left", ["Pain"])
    sources = {
        cause.term.id: {
            source.iri.rpartition("_")[2]
            for each in cause.reasons
            for said in each.statements
            for source in said.sources
        }
        for cause in found.causes
    }
    assert sources == {
        "HipDisorder": {"CON04", "LIM04"},
        "PeripheralNerveEntrapment": {"CON03"},
        "ShoulderDisorder": {"CON04", "LIM04"},
        "SystemicNeurologicDisease": {"CON06"},
        "VascularCause": {"CON05"},
    }


def test_the_limits_of_the_article_are_always_said(answer):
    sources = {
        source.iri.rpartition("_")[2]
        for each in answer().limits
        for said in each.statements
        for source in said.sources
    }
    assert sources >= {"LIM01", "WRK06", "CON07", "IND08", "FAQ03", "LIM03", "LIM04"}
