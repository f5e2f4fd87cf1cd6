"""Hold the value sets to what they are called: expanded here in the plainest way."""

from __future__ import annotations

import pytest


def expanded(value_set, concepts):
    found = set()
    for include in value_set["compose"]["include"]:
        codes = set(concepts)
        for rule in include.get("filter", ()):
            codes &= {code for code in concepts if fits(code, rule, concepts)}
        found |= codes
    return found


def fits(code, rule, concepts):
    if rule["op"] == "is-a":
        return code == rule["value"] or any(
            fits(one["valueCode"], rule, concepts)
            for one in concepts[code]["property"]
            if one["code"] == "parent"
        )
    assert rule["op"] == "="
    return any(
        rule["value"] in (one.get("valueCode"), one.get("valueString"))
        for one in concepts[code]["property"]
        if one["code"] == rule["property"]
    )


def named(made, name):
    return made["ValueSet", name]


def test_every_value_set_is_a_rule_and_has_members(made, concepts):
    sets = [one for (kind, _), one in made.items() if kind == "ValueSet"]
    assert len(sets) > 80
    for one in sets:
        assert not any("concept" in include for include in one["compose"]["include"])
        if one["id"] != "relations":
            assert expanded(one, concepts), one["id"]


def test_the_whole_value_set_is_that_of_the_code_system(made, system, concepts):
    assert system["valueSet"] == named(made, "all")["url"]
    assert named(made, "all")["compose"]["include"] == [{"system": system["url"]}]
    relations = made["CodeSystem", "foramen-relations"]
    assert relations["valueSet"] == named(made, "relations")["url"]
    assert named(made, "relations")["compose"]["include"] == [{"system": relations["url"]}]


# By hand from the tables: at L4/5 there are the level, the disc, the central zone and the central
# herniation (4), and of nine families one each for both sides, left and right (27).
def test_everything_at_l4_l5_is_found_whatever_it_is(made, concepts):
    found = expanded(named(made, "level-L4-L5"), concepts)
    assert {"Level_L4-L5", "Disc_L4-L5", "Foramen_L4-L5_left", "FacetJoint_L4-L5"} <= found
    assert {"ForaminalStenosis_L4-L5_right", "CentralDiscHerniation_L4-L5"} <= found
    assert "Foramen_L5-S1_left" not in found
    assert len(found) == 31


def test_left_and_right_have_as_many_members(made, concepts):
    left = expanded(named(made, "side-left"), concepts)
    right = expanded(named(made, "side-right"), concepts)
    assert {"Foramen_L4-L5_left", "Radiculopathy_L4_left"} <= left
    assert {code.replace("_left", "_right") for code in left if "_left" in code} <= right
    assert not left & right


# 23 levels from C2/3 to L5/S1, each unsided, left and right; with the general one and the groups.
def test_the_foramina_are_those_of_every_level_and_side(made, concepts):
    found = expanded(named(made, "foramina"), concepts)
    assert len({code for code in found if code.startswith("Foramen_")}) == 69
    assert "IntervertebralForamen" in found
    assert "Root_L4" not in found


@pytest.mark.parametrize(
    ("name", "member", "other"),
    [
        ("roots", "Root_C8_left", "Nerve_C8_left"),
        ("stenosis", "ForaminalStenosis_C5-C6_right", "CentralCanalStenosis"),
        ("causes", "ForaminalDiscHerniation_L5-S1_left", "Pain"),
        ("symptoms", "Numbness", "Radiculopathy_L4"),
        ("procedures", "Foraminotomy", "PhysicalTherapy"),
        ("cautions", "BleedingRisk", "Foraminotomy"),
        ("grades", "LeeLumbar2010Grade3", "Symptom"),
        ("imaging", "BonyDetail", "Symptom"),
        ("topic-anatomy", "Foramen_L4-L5", "ForaminalStenosis"),
        ("region-cervical", "Foramen_C5-C6_left", "Foramen_L4-L5_left"),
        ("root-L5", "ParacentralDiscHerniation_L4-L5_left", "Foramen_L4-L5_left"),
        ("root-C6", "Foramen_C5-C6_right", "Foramen_C6-C7_right"),
    ],
)
def test_a_value_set_has_what_its_name_says(made, concepts, name, member, other):
    found = expanded(named(made, name), concepts)
    assert member in concepts
    assert other in concepts
    assert member in found
    assert other not in found


def test_there_is_one_for_every_level_root_side_and_region(made):
    names = [name for kind, name in made if kind == "ValueSet"]
    counts = {
        kind: sum(name.startswith(f"{kind}-") for name in names)
        for kind in ("level", "root", "side", "region", "topic")
    }
    assert counts == {"level": 23, "root": 31, "side": 2, "region": 5, "topic": 12}
