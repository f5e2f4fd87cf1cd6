"""Hold the anatomy against values that were typed by hand, not taken from our tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from foramen.compiler.built import Built

EXITING = {
    "C2-C3": "C3",
    "C3-C4": "C4",
    "C4-C5": "C5",
    "C5-C6": "C6",
    "C6-C7": "C7",
    "C7-T1": "C8",
    "T1-T2": "T1",
    "T2-T3": "T2",
    "T3-T4": "T3",
    "T4-T5": "T4",
    "T5-T6": "T5",
    "T6-T7": "T6",
    "T7-T8": "T7",
    "T8-T9": "T8",
    "T9-T10": "T9",
    "T10-T11": "T10",
    "T11-T12": "T11",
    "T12-L1": "T12",
    "L1-L2": "L1",
    "L2-L3": "L2",
    "L3-L4": "L3",
    "L4-L5": "L4",
    "L5-S1": "L5",
}
ROOTS = {
    "cervical": ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"],
    "thoracic": [f"T{number}" for number in range(1, 13)],
    "lumbar": ["L1", "L2", "L3", "L4", "L5"],
    "sacral": ["S1", "S2", "S3", "S4", "S5"],
    "coccygeal": ["Co1"],
}
OTHER_WAYS_OUT = {
    "C1": {"NervePassage_C1"},
    "C2": {"NervePassage_C2"},
    "S1": {"AnteriorSacralForamen_S1", "PosteriorSacralForamen_S1"},
    "S2": {"AnteriorSacralForamen_S2", "PosteriorSacralForamen_S2"},
    "S3": {"AnteriorSacralForamen_S3", "PosteriorSacralForamen_S3"},
    "S4": {"AnteriorSacralForamen_S4", "PosteriorSacralForamen_S4"},
    "S5": {"SacralHiatus"},
    "Co1": {"SacralHiatus"},
}
TRAVERSING = {"L1-L2": "L2", "L2-L3": "L3", "L3-L4": "L4", "L4-L5": "L5", "L5-S1": "S1"}
SIDES = ("left", "right")
KEY_MUSCLES = {
    "C5": "elbow flexors",
    "C6": "wrist extensors",
    "C7": "elbow extensors",
    "C8": "finger flexors",
    "T1": "little finger abductors",
    "L2": "hip flexors",
    "L3": "knee extensors",
    "L4": "ankle dorsiflexors",
    "L5": "long toe extensors",
    "S1": "ankle plantar flexors",
}
REFLEXES = {
    "C5": {"biceps reflex"},
    "C6": {"brachioradialis reflex"},
    "C7": {"triceps reflex"},
    "L4": {"patellar reflex"},
    "S1": {"Achilles reflex"},
}
HEDGED_REFLEXES = {
    "C6": {"biceps reflex"},
    "L3": {"patellar reflex"},
    "L5": {"medial hamstring reflex"},
}
KEY_POINTS = {
    "C2": "occipital protuberance",
    "C3": "supraclavicular fossa",
    "C4": "acromioclavicular joint",
    "C5": "lateral (radial) side of the antecubital fossa",
    "C6": "thumb",
    "C7": "middle finger",
    "C8": "little finger",
    "T1": "medial (ulnar) side of the antecubital fossa",
    "T2": "axilla",
    "T3": "third intercostal space",
    "T4": "nipple",
    "T5": "fifth intercostal space",
    "T6": "xiphisternum",
    "T7": "seventh intercostal space",
    "T8": "eighth intercostal space",
    "T9": "ninth intercostal space",
    "T10": "umbilicus",
    "T11": "eleventh intercostal space",
    "T12": "inguinal ligament",
    "L1": "upper anterior thigh",
    "L2": "anterior medial thigh",
    "L3": "medial femoral condyle",
    "L4": "medial malleolus",
    "L5": "third metatarsophalangeal joint",
    "S1": "lateral heel",
    "S2": "popliteal fossa",
    "S3": "ischial tuberosity",
    "S4": "perianal",
    "S5": "perianal",
}


def root_by_the_rule(level: str) -> str:
    """In the neck the lower vertebra names the root, C8 below C7; further down the upper one."""
    upper, lower = level.split("-")
    if (upper, lower) == ("C7", "T1"):
        return "C8"
    return lower if lower.startswith("C") else upper


@pytest.fixture(scope="session")
def labels(built: Built) -> dict[str, str]:
    from rdflib.namespace import RDFS

    from foramen.compiler.built import local_name

    return {
        local_name(s): str(o) for s, o in built.graph("annotations").subject_objects(RDFS.label)
    }


def test_the_rule_and_the_table_of_this_test_agree() -> None:
    assert {level: root_by_the_rule(level) for level in EXITING} == EXITING


def test_there_are_23_levels_of_foramina_and_46_foramina(world) -> None:
    foramina = {name for name in world.members("IntervertebralForamen") if "Foramen_" in name}
    unsided = {f"Foramen_{level}" for level in EXITING}
    sided = {f"{name}_{side}" for name in unsided for side in SIDES}
    assert foramina == unsided | sided
    assert (len(unsided), len(sided)) == (23, 46)


def test_there_are_31_roots_a_side(world) -> None:
    names = [name for region in ROOTS.values() for name in region]
    expected = {f"Root_{name}" for name in names}
    expected |= {f"{name}_{side}" for name in expected for side in SIDES}
    assert len(names) == 31
    assert {name for name in world.members("SpinalNerveRoot") if "_" in name} == expected


@pytest.mark.parametrize(
    ("region", "foramina"), [("Cervical", 12), ("Thoracic", 24), ("Lumbar", 10)]
)
def test_foramina_of_each_region(world, region: str, foramina: int) -> None:
    sided = {name for name in world.members(f"{region}Foramen") if name.endswith(SIDES)}
    assert len(sided) == foramina
    assert {end for name in sided for end in world.ends(name, "inRegion")} == {f"{region}Region"}


@pytest.mark.parametrize("level", EXITING)
def test_the_root_that_leaves_at_a_level(world, level: str) -> None:
    root = EXITING[level]
    assert world.ends(f"Level_{level}", "hasExitingRoot") == {f"Root_{root}"}
    assert world.ends(f"Foramen_{level}", "transmitsRoot") == {f"Root_{root}"}
    for side in SIDES:
        assert world.ends(f"Foramen_{level}_{side}", "transmitsRoot") == {f"Root_{root}_{side}"}
        assert world.ends(f"Root_{root}_{side}", "exitsThrough") == {f"Foramen_{level}_{side}"}


@pytest.mark.parametrize("root", OTHER_WAYS_OUT)
def test_roots_that_leave_by_no_intervertebral_foramen(world, root: str) -> None:
    ways = world.ends(f"Root_{root}", "exitsThrough")
    assert ways == OTHER_WAYS_OUT[root]
    assert not any("IntervertebralForamen" in world.kinds(way) for way in ways)
    for side in SIDES:
        own = {way if way == "SacralHiatus" else f"{way}_{side}" for way in ways}
        assert world.ends(f"Root_{root}_{side}", "exitsThrough") == own


@pytest.mark.parametrize(("region", "roots"), ROOTS.items())
def test_the_region_of_a_root(world, region: str, roots: list[str]) -> None:
    for root in roots:
        assert world.ends(f"Root_{root}_left", "inRegion") == {f"{region.capitalize()}Region"}


def test_a_traversing_root_is_said_of_lumbar_levels_only(world) -> None:
    said = {level: world.ends(f"Level_{level}", "hasTraversingRoot") for level in EXITING}
    expected = {
        level: {f"Root_{TRAVERSING[level]}"} if level in TRAVERSING else set() for level in said
    }
    assert said == expected


def test_uncovertebral_joints_are_between_c2_and_c7_only(world) -> None:
    levels = {"C2-C3", "C3-C4", "C4-C5", "C5-C6", "C6-C7"}
    joints = {name for name in world.members("UncovertebralJoint") if not name.endswith(SIDES)}
    assert joints == {f"UncovertebralJoint_{level}" for level in levels}
    bounded = {level for level in EXITING if _has_uncovertebral_wall(world, level)}
    assert bounded == levels


def _has_uncovertebral_wall(world, level: str) -> bool:
    walls = world.ends(f"Foramen_{level}_left", "boundedAnteriorlyBy")
    return f"UncovertebralJoint_{level}_left" in walls


def test_the_walls_of_a_lumbar_foramen(world) -> None:
    foramen = "Foramen_L4-L5_left"
    assert world.ends(foramen, "boundedSuperiorlyBy") == {"Pedicle_L4_left"}
    assert world.ends(foramen, "boundedInferiorlyBy") == {"Pedicle_L5_left"}
    assert world.ends(foramen, "boundedAnteriorlyBy") == {"Disc_L4-L5", "VertebralBody"}
    behind = {"FacetJoint_L4-L5_left", "LigamentumFlavum_L4-L5_left"}
    assert world.ends(foramen, "boundedPosteriorlyBy") == behind


def test_the_walls_of_the_lowest_and_of_a_cervical_foramen(world) -> None:
    assert world.ends("Foramen_L5-S1_right", "boundedInferiorlyBy") == {"Pedicle_S1_right"}
    front = {"Disc_C5-C6", "UncovertebralJoint_C5-C6_right", "VertebralBody"}
    assert world.ends("Foramen_C5-C6_right", "boundedAnteriorlyBy") == front


@pytest.mark.parametrize("level", EXITING)
def test_a_foramen_lies_between_its_two_vertebrae(world, level: str) -> None:
    upper, lower = level.split("-")
    for side in SIDES:
        foramen = f"Foramen_{level}_{side}"
        assert world.ends(foramen, "atLevel") == {f"Level_{level}"}
        assert world.ends(foramen, "hasUpperVertebra") == {f"Vertebra_{upper}"}
        assert world.ends(foramen, "hasLowerVertebra") == {f"Vertebra_{lower}"}
        assert world.ends(foramen, "hasLaterality") == {f"{side.capitalize()}Side"}


def test_the_cord_ends_and_the_roots_go_on(world) -> None:
    assert world.ends("SpinalCord", "typicallyEndsAt") == {"Level_L1-L2"}
    assert "SpinalCord" in world.ends("CaudaEquina", "continuesBeyond")


def test_the_ganglion_may_lie_in_the_foramen_and_is_never_said_to(world) -> None:
    assert "Ganglion_L4_left" in world.ends("Foramen_L4-L5_left", "mayContain")
    assert "Ganglion_L4_left" not in world.ends("Foramen_L4-L5_left", "contains")
    assert "Ganglion_L4_left" not in world.ends("Foramen_L4-L5_left", "transmits")


def test_key_muscles(world, labels: dict[str, str]) -> None:
    for root in (name for region in ROOTS.values() for name in region):
        for side in SIDES:
            muscles = world.ends(f"Root_{root}_{side}", "suppliesKeyMuscle")
            expected = {f"{side} {KEY_MUSCLES[root]}"} if root in KEY_MUSCLES else set()
            assert {labels[muscle] for muscle in muscles} == expected


def test_reflexes_firm_and_hedged(world, labels: dict[str, str]) -> None:
    for root in (name for region in ROOTS.values() for name in region):
        firm = {labels[one] for one in world.ends(f"Root_{root}", "mediatesReflex")}
        hedged = {labels[one] for one in world.ends(f"Root_{root}", "mayMediateReflex")}
        assert firm == REFLEXES.get(root, set()), root
        assert hedged == firm | HEDGED_REFLEXES.get(root, set()), root


def test_key_points(world, labels: dict[str, str]) -> None:
    for root in (name for region in ROOTS.values() for name in region):
        points = world.ends(f"Root_{root}_right", "testedAtKeyPoint")
        if root not in KEY_POINTS:
            assert not points, root
            continue
        (point,) = points
        assert KEY_POINTS[root] in labels[point], root
        assert labels[point].startswith("right "), root


def test_s4_and_s5_share_a_key_point(world) -> None:
    fourth = world.ends("Root_S4_left", "testedAtKeyPoint")
    assert fourth == world.ends("Root_S5_left", "testedAtKeyPoint")


def test_a_cervical_paracentral_zone_holds_the_exiting_root_a_lumbar_one_the_next(world) -> None:
    assert world.ends("SubarticularZone_C5-C6_left", "transmitsRoot") == {"Root_C6_left"}
    assert world.ends("SubarticularZone_L4-L5_left", "transmitsRoot") == {"Root_L5_left"}
    assert world.ends("SubarticularZone_L5-S1_left", "transmitsRoot") == {"Root_S1_left"}


def test_no_root_is_named_for_a_thoracic_paracentral_zone(world) -> None:
    assert not any(name.startswith("SubarticularZone_T") for name, _, _ in world.facts)
