"""Everything that is answered is read by a FHIR model library of others."""

import pytest

get_fhir_model_class = pytest.importorskip("fhir.resources").get_fhir_model_class
get_r4b_model_class = pytest.importorskip("fhir.resources.R4B").get_fhir_model_class

BONES = "http://example.org/cs/bones"
VS = "http://example.org/vs/"
MODELS = {"r4": get_r4b_model_class, "r5": get_fhir_model_class}
ASKED = [
    ("metadata", {}),
    ("metadata", {"mode": "terminology"}),
    ("CodeSystem", {}),
    ("CodeSystem", {"_summary": "true"}),
    ("ValueSet", {"_elements": "url"}),
    ("ConceptMap", {}),
    ("CodeSystem/bones-2.0.0", {}),
    ("ValueSet/all", {}),
    ("ConceptMap/to-german", {}),
    ("CodeSystem/$lookup", {"system": BONES, "code": "vertebra"}),
    ("CodeSystem/$validate-code", {"url": BONES, "code": "rob"}),
    ("CodeSystem/$subsumes", {"system": BONES, "codeA": "rib", "codeB": "bone"}),
    ("ValueSet/$expand", {"url": f"{VS}all", "property": "region", "includeDesignations": "true"}),
    ("ValueSet/$expand", {"url": f"{VS}parts"}),
    ("ValueSet/$expand", {"url": f"{VS}nowhere"}),
    ("ValueSet/$validate-code", {"url": f"{VS}active", "system": BONES, "code": "horn"}),
    ("ConceptMap/$translate", {"sourceCode": "lumbar", "system": BONES}),
    ("ConceptMap/$translate", {"targetCode": "Wi", "targetSystem": "http://example.org/cs/knochen"}),
    ("$versions", {}),
    ("Patient/1", {}),
]  # fmt: skip


def test_there_are_as_many_cases_as_were_written():
    assert len(ASKED) == 20


@pytest.mark.interop
@pytest.mark.parametrize("name", ["r4", "r5"])
@pytest.mark.parametrize(("path", "query"), ASKED)
def test_an_answer_is_a_resource_of_its_version(fetch, name, path, query):
    _, resource = fetch("GET", path, query, fhir=name)
    model = MODELS[name](resource["resourceType"])
    assert model.model_validate(resource)
