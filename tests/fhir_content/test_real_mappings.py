"""Turn the mappings that are served into every form and back: nothing of theirs may be lost."""

from __future__ import annotations

import importlib
import json
import warnings

import pytest

from foramen.fhir.content import as_r4, concept_map, read_concept_map, resources
from foramen.resources import sources_root
from foramen.terminology.sssom import mapping_set, read_mapped, read_tsv, write_tsv

DATE = "2026-11-23"


@pytest.fixture(scope="module")
def real(real_catalogue):
    if not (sources_root() / "ontology" / "mappings").exists():
        pytest.skip("this checkout has no tables of mappings")
    return real_catalogue


@pytest.fixture(scope="module")
def sets(real):
    """A mapping set for each terminology that has mappings, with its terminology."""
    used = {one.source for one in real.mappings}
    return [
        (one, mapping_set(real, "0.1.0", DATE, one))
        for one in real.terminologies.values()
        if one.prefix in used
    ]


def whole(found):
    rows = sorted(json.dumps(dict(row), sort_keys=True) for row in found.rows)
    return dict(found.header), dict(found.prefixes), rows


def test_every_mapping_is_in_one_set(real, sets):
    assert len(sets) >= 15
    assert sum(len(found.rows) for _, found in sets) == len(real.mappings) >= 500


def test_every_set_comes_back_whole_from_its_table_and_both_kinds_of_concept_map(sets):
    for one, found in sets:
        made = concept_map(found, [one])
        assert whole(read_tsv(write_tsv(found))) == whole(found)
        assert whole(read_concept_map(made, [one])) == whole(found)
        assert whole(read_concept_map(as_r4(made), [one])) == whole(found)


def test_the_catalogue_comes_back_from_the_concept_maps(real, sets):
    found = {
        mapped
        for one, made in sets
        for mapped in read_mapped(read_concept_map(as_r4(concept_map(made, [one])), [one]))
    }
    assert found == set(real.mappings)


def test_every_mapping_begins_at_a_concept_of_ours(real):
    made = resources(real, "0.1.0", DATE)
    codes = {
        one["url"]: {concept["code"] for concept in one["concept"]}
        for one in made
        if one["resourceType"] == "CodeSystem"
    }
    for one in made:
        for group in one.get("group", ()):
            known = codes[group["source"].partition("|")[0]]
            assert {element["code"] for element in group["element"]} <= known


@pytest.mark.interop
@pytest.mark.parametrize("version", ["r5", "r4"])
def test_every_concept_map_is_valid(real, version):
    package = {"r5": "fhir.resources", "r4": "fhir.resources.R4B"}[version]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = importlib.import_module(f"{package}.conceptmap").ConceptMap
    maps = [one for one in resources(real, "0.1.0", DATE) if one["resourceType"] == "ConceptMap"]
    assert len(maps) >= 15
    for one in maps:
        model.model_validate(one if version == "r5" else as_r4(one))
