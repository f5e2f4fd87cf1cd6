"""Turn SSSOM into ConceptMap and back, in both versions: nothing may be lost, or turned round."""

from __future__ import annotations

import json

import pytest

from foramen.errors import BadRequest
from foramen.fhir.content import as_r4, concept_map, read_concept_map
from foramen.terminology.sssom import MappingSet, mapping_set

# What the specification of each version says of a target as seen from its source:
# R4 wider "the target mapping is wider in meaning than the source concept".
DIRECTIONS = {
    "skos:exactMatch": ("equivalent", "equivalent"),
    "skos:broadMatch": ("source-is-narrower-than-target", "wider"),
    "skos:narrowMatch": ("source-is-broader-than-target", "narrower"),
    "skos:closeMatch": ("related-to", "relatedto"),
    "skos:relatedMatch": ("related-to", "relatedto"),
    "rdfs:subClassOf": ("source-is-narrower-than-target", "wider"),
    "sssom:superClassOf": ("source-is-broader-than-target", "narrower"),
    "owl:equivalentClass": ("equivalent", "equivalent"),
}


def whole(found):
    rows = sorted(json.dumps(dict(row), sort_keys=True) for row in found.rows)
    return dict(found.header), dict(found.prefixes), rows


def targets(resource):
    return {
        (group["target"], target["code"]): target
        for group in resource["group"]
        for element in group["element"]
        for target in element["target"]
    }


def one_row(**slots):
    row = {
        "subject_id": "foramen:SuperiorNotch",
        "predicate_id": "skos:exactMatch",
        "object_id": "UBERON:1200255",
        "mapping_justification": "semapv:ManualMappingCuration",
        **slots,
    }
    spaces = {
        "UBERON": "http://purl.obolibrary.org/obo/UBERON_",
        "foramen": "https://w3id.org/foramen/",
        "semapv": "https://w3id.org/semapv/vocab/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    }
    return MappingSet({"mapping_set_id": "https://w3id.org/foramen/mappings/one"}, spaces, (row,))


@pytest.mark.parametrize("predicate", DIRECTIONS)
def test_the_direction_is_right_in_both_versions(predicate):
    made = concept_map(one_row(predicate_id=predicate))
    (r5,) = targets(made).values()
    (r4,) = targets(as_r4(made)).values()
    assert (r5["relationship"], r4["equivalence"]) == DIRECTIONS[predicate]


def test_a_sided_foraminal_stenosis_is_narrower_than_its_icd_code(made):
    (target,) = targets(made["ConceptMap", "mappings-icd10cm"]).values()
    assert target["code"] == "M99.73"
    assert target["relationship"] == "source-is-narrower-than-target"
    (target,) = targets(as_r4(made["ConceptMap", "mappings-icd10cm"])).values()
    assert target["equivalence"] == "wider"


def test_a_target_narrower_than_ours_has_the_comment_that_both_versions_require(made):
    resource = made["ConceptMap", "mappings-uberon"]
    for found in (resource, as_r4(resource)):
        said = {code: one.get("comment") for (_, code), one in targets(found).items()}
        wanted = "Narrower: superior vertebral notch of first cervical vertebra."
        assert said["1200255"].endswith(wanted)
        assert said["1200255"].startswith("Broader: superior vertebral notch")
        assert said["0010276"] is None


def test_there_is_a_map_for_each_target_with_every_mapping(catalogue, made):
    maps = [one for (kind, _), one in made.items() if kind == "ConceptMap"]
    assert len(maps) == 4
    assert sum(len(targets(one)) for one in maps) == len(catalogue.mappings) == 6


def test_systems_codes_and_versions_are_those_of_fhir(made):
    keys = {key for (kind, _), one in made.items() if kind == "ConceptMap" for key in targets(one)}
    assert ("http://hl7.org/fhir/sid/icd-10-cm|2026", "M99.73") in keys
    # The codes of HPO carry their prefix; a version with a space cannot stand in a canonical.
    assert ("http://human-phenotype-ontology.org|2026-06-23", "HP:0003416") in keys
    assert ("http://radlex.org", "RID7885") in keys
    assert ("http://purl.obolibrary.org/obo/UBERON_|2026-04-01", "0010276") in keys
    group = made["ConceptMap", "mappings-icd10cm"]["group"][0]
    assert group["source"] == "https://w3id.org/foramen/|2026-11-23"
    group = as_r4(made["ConceptMap", "mappings-icd10cm"])["group"][0]
    assert (group["source"], group["sourceVersion"]) == ("https://w3id.org/foramen/", "2026-11-23")
    assert group["target"] == "http://hl7.org/fhir/sid/icd-10-cm"
    assert group["targetVersion"] == "2026"


def test_confidence_and_justification_are_properties_in_r5_and_extensions_in_r4(made):
    resource = made["ConceptMap", "mappings-icd10cm"]
    (r5,) = targets(resource).values()
    said = {one["code"]: one for one in r5["property"]}
    assert said["confidence"]["valueDecimal"] == 0.9
    justified = said["mapping_justification"]["valueCoding"]
    assert justified["system"] == "https://w3id.org/semapv/vocab/"
    assert justified["code"] == "ManualMappingCuration"
    declared = {one["code"]: one for one in resource["property"]}
    assert declared["confidence"]["uri"] == "https://w3id.org/sssom/confidence"
    (r4,) = targets(as_r4(resource)).values()
    said = {one["url"]: one for one in r4["extension"]}
    assert said["https://w3id.org/sssom/confidence"]["valueDecimal"] == 0.9
    assert "property" not in r4


@pytest.mark.parametrize("version", ["r5", "r4"])
def test_a_set_comes_back_whole_from_a_concept_map(by_hand, terminologies, version):
    assert len(by_hand.rows) >= 5
    made = concept_map(by_hand, terminologies)
    found = made if version == "r5" else as_r4(made)
    read = read_concept_map(json.loads(json.dumps(found)), terminologies)
    assert whole(read) == whole(by_hand)


@pytest.mark.parametrize("version", ["r5", "r4"])
def test_it_comes_back_whole_without_knowing_any_terminology(by_hand, version):
    made = concept_map(by_hand)
    read = read_concept_map(made if version == "r5" else as_r4(made))
    assert whole(read) == whole(by_hand)


def test_a_concept_map_comes_back_whole_from_a_set(made, catalogue):
    maps = [one for (kind, _), one in made.items() if kind == "ConceptMap"]
    terminologies = catalogue.terminologies.values()
    for one in maps:
        again = concept_map(read_concept_map(one, terminologies), terminologies)
        assert sorted_elements(again) == sorted_elements(one)


def test_a_hand_written_set_gives_the_same_concept_map_after_a_turn(by_hand, terminologies):
    once = concept_map(by_hand, terminologies)
    for found in (once, as_r4(once)):
        again = concept_map(read_concept_map(found, terminologies), terminologies)
        assert sorted_elements(again) == sorted_elements(once)


def sorted_elements(resource):
    found = json.loads(json.dumps(resource))
    for group in found["group"]:
        for element in group["element"]:
            element.get("target", []).sort(key=json.dumps)
        group["element"].sort(key=json.dumps)
    return found


def test_a_catalogue_comes_back_whole(catalogue):
    for one in catalogue.terminologies.values():
        found = mapping_set(catalogue, "2026-11-23", "2026-11-23", one)
        for version in (concept_map(found, [one]), as_r4(concept_map(found, [one]))):
            assert whole(read_concept_map(version, [one])) == whole(found)


def test_a_denied_match_cannot_be_read_as_stated():
    made = concept_map(one_row(predicate_modifier="Not"))
    (target,) = targets(made).values()
    assert target["relationship"] == "related-to"
    assert target["modifierExtension"][0]["url"] == "https://w3id.org/sssom/predicate_modifier"
    made = concept_map(one_row(predicate_modifier="Not", predicate_id="skos:relatedMatch"))
    (target,) = targets(made).values()
    assert target["relationship"] == "not-related-to"
    (target,) = targets(as_r4(made)).values()
    assert target["equivalence"] == "disjoint"


def test_a_term_without_match_has_no_target_in_r5_and_an_unmatched_one_in_r4():
    made = concept_map(one_row(object_id="sssom:NoTermFound"))
    (element,) = made["group"][0]["element"]
    assert element["noMap"] is True
    assert "target" not in element
    (element,) = as_r4(made)["group"][0]["element"]
    assert [one["equivalence"] for one in element["target"]] == ["unmatched"]
    assert "noMap" not in element


def test_nothing_cannot_be_mapped_from():
    with pytest.raises(BadRequest, match="from nothing"):
        concept_map(one_row(subject_id="sssom:NoTermFound"))


def test_our_relations_have_a_code_system_of_their_own():
    made = concept_map(one_row(subject_id="foramen:transmitsRoot", subject_type="rdf property"))
    assert made["group"][0]["source"] == "https://w3id.org/foramen/relations"


FOREIGN = {
    "resourceType": "ConceptMap",
    "url": "http://example.org/ConceptMap/theirs",
    "version": "3",
    "status": "active",
    "group": [
        {
            "source": "http://example.org/codes",
            "target": "http://hl7.org/fhir/sid/icd-10-cm",
            "targetVersion": "2026",
            "element": [
                {
                    "code": "a",
                    "display": "narrowed",
                    "target": [
                        {"code": "M99.73", "equivalence": "wider"},
                        {"code": "M48.061", "equivalence": "inexact", "comment": "Not the canal."},
                        {"code": "M54.16", "equivalence": "disjoint"},
                    ],
                }
            ],
        }
    ],
}


def test_a_map_that_others_made_becomes_a_set_with_the_nearest_predicates(terminologies):
    found = read_concept_map(FOREIGN, terminologies)
    assert found.header["mapping_set_id"] == "http://example.org/ConceptMap/theirs"
    assert found.header["mapping_set_version"] == "3"
    said = {
        row["object_id"]: (row["predicate_id"], row.get("predicate_modifier")) for row in found.rows
    }
    assert said == {
        "ICD10CM:M99.73": ("skos:broadMatch", None),
        "ICD10CM:M48.061": ("skos:closeMatch", None),
        "ICD10CM:M54.16": ("skos:relatedMatch", "Not"),
    }
    assert {row["subject_id"] for row in found.rows} == {"ns1:a"}
    assert found.prefixes["ns1"] == "http://example.org/codes/"
    assert {row["object_source_version"] for row in found.rows} == {"2026"}
    assert {row["subject_label"] for row in found.rows} == {"narrowed"}


def test_r4_keeps_of_other_maps_what_it_can_say():
    theirs = {
        "resourceType": "ConceptMap",
        "status": "draft",
        "group": [
            {
                "source": "http://example.org/a",
                "element": [
                    {
                        "code": "1",
                        "target": [
                            {
                                "code": "2",
                                "dependsOn": [{"attribute": "age", "valueInteger": 40}],
                                "product": [
                                    {
                                        "attribute": "side",
                                        "valueCoding": {
                                            "system": "http://example.org/s",
                                            "code": "l",
                                        },
                                    }
                                ],
                            }
                        ],
                    },
                    {"code": "3"},
                ],
                "unmapped": {"mode": "other-map", "otherMap": "http://example.org/other"},
            }
        ],
    }
    (group,) = as_r4(theirs)["group"]
    assert group["unmapped"] == {"mode": "other-map", "url": "http://example.org/other"}
    one, three = group["element"]
    assert three == {"code": "3"}
    (target,) = one["target"]
    assert target["equivalence"] == "relatedto"
    assert target["dependsOn"] == [{"property": "age", "value": "40"}]
    assert target["product"] == [
        {"property": "side", "system": "http://example.org/s", "value": "l"}
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"resourceType": "ValueSet"},
        {},
        {"resourceType": "ConceptMap", "group": [{"element": [{"target": [{"code": "a"}]}]}]},
        {"resourceType": "ConceptMap", "group": ["text"]},
        {"resourceType": "ConceptMap", "extension": [{"valueString": "x"}]},
    ],
)
def test_what_is_no_concept_map_is_refused(wrong):
    with pytest.raises(BadRequest, match="ConceptMap"):
        read_concept_map(wrong)
