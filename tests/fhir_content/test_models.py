"""Have the models of `fhir.resources` judge every resource: R5's own, and R4B's for R4.

R4B changed nothing in CodeSystem, ValueSet and ConceptMap; the library has no R4 (4.0.1).
"""

from __future__ import annotations

import importlib
import warnings

import pytest

from foramen.fhir.content import as_r4, concept_map

pytestmark = pytest.mark.interop
KINDS = ("CodeSystem", "ValueSet", "ConceptMap")


@pytest.fixture(scope="module")
def models():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            (version, kind): getattr(importlib.import_module(f"{package}.{kind.lower()}"), kind)
            for version, package in (("r5", "fhir.resources"), ("r4", "fhir.resources.R4B"))
            for kind in KINDS
        }


@pytest.mark.parametrize("version", ["r5", "r4"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_resource_is_valid(models, made, version, kind):
    found = [one for (its_kind, _), one in made.items() if its_kind == kind]
    assert len(found) == {"CodeSystem": 2, "ValueSet": 87, "ConceptMap": 4}[kind]
    for one in found:
        resource = one if version == "r5" else as_r4(one)
        model = models[version, kind].model_validate(resource)
        assert model.url == one["url"]


@pytest.mark.parametrize("version", ["r5", "r4"])
def test_a_map_with_every_predicate_and_every_slot_is_valid(models, by_hand, version):
    made = concept_map(by_hand)
    models[version, "ConceptMap"].model_validate(made if version == "r5" else as_r4(made))


def test_the_models_do_refuse_what_belongs_to_the_other_version(models, made):
    resource = made["ConceptMap", "mappings-uberon"]
    with pytest.raises(ValueError, match="relationship"):
        models["r4", "ConceptMap"].model_validate(resource)
    with pytest.raises(ValueError, match="equivalence"):
        models["r5", "ConceptMap"].model_validate(as_r4(resource))
