"""Hold the code system to the graph: every term once, acyclic, every property declared and used."""

from __future__ import annotations

import json
import re

import pytest

from foramen.fhir.content import as_r4, resources
from foramen.terminology.catalogue import Catalogue

ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
CODE = re.compile(r"[^\s]+( [^\s]+)*")


def values(concept, code):
    return [
        next(value for key, value in one.items() if key != "code")
        for one in concept["property"]
        if one["code"] == code
    ]


def test_there_is_a_concept_for_every_class_and_individual(catalogue, system, concepts):
    terms = {term.id for term in catalogue.terms.values() if term.kind != "property"}
    assert len(terms) > 2000
    assert concepts.keys() == terms
    assert system["count"] == len(system["concept"]) == len(terms)


def test_there_is_a_relation_for_every_property_of_the_graph(catalogue, made):
    relations = made["CodeSystem", "foramen-relations"]
    terms = {term.id for term in catalogue.terms.values() if term.kind == "property"}
    assert {concept["code"] for concept in relations["concept"]} == terms
    assert relations["count"] == len(terms) > 100


def test_system_and_code_together_are_the_iri_of_the_term(catalogue, system, concepts):
    assert all(system["url"] + code in catalogue.terms for code in concepts)


def test_the_left_foramen_of_l4_l5_is_as_the_graph_has_it(concepts):
    concept = concepts["Foramen_L4-L5_left"]
    assert concept["display"] == "left L4/5 intervertebral foramen"
    assert values(concept, "parent") == ["Foramen_L4-L5", "PassageOfLeftRoot"]
    assert values(concept, "level") == ["Level_L4-L5"]
    assert values(concept, "side") == ["LeftSide"]
    assert values(concept, "region") == ["LumbarRegion"]
    assert values(concept, "root") == ["Root_L4", "Root_L4_left"]
    assert values(concept, "transmitsRoot") == ["Root_L4_left"]
    assert values(concept, "family") == ["Foramen"]
    assert values(concept, "notation") == ["L4-L5_left"]
    assert values(concept, "status") == ["active"]
    assert values(concept, "kind") == ["class"]
    assert not values(concept, "notSelectable")


def test_a_synonym_says_that_it_is_one_and_an_abbreviation_too(concepts):
    designations = {one["value"]: one for one in concepts["IntervertebralForamen"]["designation"]}
    assert designations["neuroforamen"]["use"]["code"] == "hasExactSynonym"
    assert designations["IVF"]["use"]["code"] == "abbreviation"
    assert designations["nerve opening of the spine"]["use"]["code"] == "hasRelatedSynonym"
    assert "intervertebral foramen" not in designations
    assert {one["language"] for one in designations.values()} == {"en"}


# By anatomy: a paracentral herniation at L4/5 meets the root that passes by, L5; the patellar
# reflex tests L4; cervical roots leave above their vertebra.
ROOTS = {
    "ForaminalStenosis_L4-L5_left": ["Root_L4", "Root_L4_left"],
    "ParacentralDiscHerniation_L4-L5_left": ["Root_L5", "Root_L5_left"],
    "Radiculopathy_C6_right": ["Root_C6", "Root_C6_right"],
    "Foramen_C5-C6": ["Root_C6"],
    "Foramen_C7-T1_left": ["Root_C8", "Root_C8_left"],
    "Nerve_L5": ["Root_L5"],
    "Dermatome_S1_left": ["Root_S1", "Root_S1_left"],
    "DorsalRoot_L4": ["Root_L4"],
    "Root_L4_left": ["Root_L4", "Root_L4_left"],
    "Root_L4": ["Root_L4"],
    "Reflex_Patellar": ["Root_L4"],
    "Vertebra_L4": [],
}


@pytest.mark.parametrize("code", ROOTS)
def test_a_concept_has_the_roots_that_it_is_about(concepts, code):
    assert values(concepts[code], "root") == ROOTS[code]


@pytest.mark.parametrize("code", ["Radiculopathy_L4_left", "Root_L4_left", "Disc_L4-L5"])
def test_a_side_is_said_where_there_is_one(concepts, code):
    assert values(concepts[code], "side") == (["LeftSide"] if code.endswith("left") else [])


@pytest.mark.parametrize("code", ["LeftSidedStructure", "ForamenTargetedProcedure", "Value"])
def test_what_only_groups_others_is_not_selectable(concepts, code):
    assert values(concepts[code], "notSelectable") == [True]


def test_every_parent_is_a_concept_and_no_concept_is_its_own_ancestor(concepts):
    parents = {code: values(concept, "parent") for code, concept in concepts.items()}
    assert all(up in concepts for ups in parents.values() for up in ups)
    while parents:
        free = {code for code, ups in parents.items() if not any(up in parents for up in ups)}
        assert free, f"in a circle: {sorted(parents)[:5]}"
        parents = {code: ups for code, ups in parents.items() if code not in free}


@pytest.mark.parametrize("name", ["foramen", "foramen-relations"])
def test_every_declared_property_is_used_and_every_used_one_is_declared_as_it_is_used(made, name):
    found = made["CodeSystem", name]
    declared = {one["code"]: one["type"] for one in found["property"]}
    assert len(declared) == len(found["property"])
    used = {
        one["code"]: next(key for key in one if key != "code").removeprefix("value")
        for concept in found["concept"]
        for one in concept["property"]
    }
    assert used.keys() == declared.keys()
    assert all(used[code].casefold() == kind for code, kind in declared.items())
    assert all(one["uri"] and one["description"] for one in found["property"])


def test_every_code_that_a_property_leads_to_is_a_concept(system, concepts):
    codes = {one["code"] for one in system["property"] if one["type"] == "code"} - {"status"}
    led = {
        one["valueCode"]
        for concept in concepts.values()
        for one in concept["property"]
        if one["code"] in codes
    }
    assert len(led) > 1000
    assert led <= concepts.keys()


def test_filters_are_declared_for_concepts_and_places(system):
    filters = {one["code"]: one["operator"] for one in system["filter"]}
    assert {"concept", "topic", "family", "level", "side", "region", "root"} <= filters.keys()
    assert {"is-a", "=", "in", "regex", "generalizes", "child-of"} <= set(filters["concept"])
    assert "exists" in filters["level"]


def test_r4_knows_neither_child_of_nor_the_new_elements(system):
    found = as_r4(system)
    assert not any("child-of" in one["operator"] for one in found["filter"])
    assert "versionAlgorithmCoding" not in found
    assert "copyrightLabel" not in found
    said = {one["url"].rpartition("/")[2]: one for one in found["extension"]}
    assert said["artifact-versionAlgorithm"]["valueCoding"]["code"] == "date"
    assert found["concept"] == system["concept"]


def test_every_resource_has_a_valid_id_of_its_own_and_an_address_of_its_own(made):
    assert all(ID.fullmatch(name) for _, name in made)
    urls = [one["url"] for one in made.values()]
    assert len(urls) == len(set(urls))
    assert all(re.fullmatch(r"[A-Z][A-Za-z0-9_]{0,254}", one["name"]) for one in made.values())
    assert all("|" not in one["url"] and "#" not in one["url"] for one in made.values())


def test_every_code_is_a_valid_code(system):
    assert all(CODE.fullmatch(concept["code"]) for concept in system["concept"])


def test_every_resource_carries_licence_and_disclaimer(made):
    assert len(made) > 80
    for one in made.values():
        assert "not medical advice" in one["purpose"]
        assert "creativecommons.org/licenses/by/4.0" in one["copyright"]
        assert one["status"] == "active"
        assert one["version"] == one["date"] == "2026-11-23"


def test_the_same_dataset_gives_the_same_bytes(catalogue, made):
    again = resources(catalogue, "2026-11-23", "2026-11-23")
    assert json.dumps(again) == json.dumps(list(made.values()))


def empty(value, path=""):
    """Yield the place of everything that FHIR forbids: what is there and says nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from empty(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from empty(inner, f"{path}[{at}]")
    if value is None or (isinstance(value, (str, list, dict)) and not value):
        yield path


@pytest.mark.parametrize("version", ["r5", "r4"])
def test_nothing_is_there_and_empty(made, version):
    for key, one in made.items():
        assert not list(empty(one if version == "r5" else as_r4(one))), key


def test_a_small_dataset_has_its_resources_too(knowledge):
    small = Catalogue.read(knowledge)
    made = resources(small, "1.0.0", "2026-11-23")
    system, relations = (one for one in made if one["resourceType"] == "CodeSystem")
    assert system["count"] + relations["count"] == len(small.terms) > 0
    assert not [place for one in made for place in empty(one)]
    assert system["versionAlgorithmCoding"]["code"] == "semver"
