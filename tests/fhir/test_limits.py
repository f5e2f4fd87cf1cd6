"""What one request may ask for; whatever goes beyond is refused in words, and soon."""

import pytest

from foramen.fhir import limits

CS = "urn:cs"


def system(*concepts, **more):
    return {"resourceType": "CodeSystem", "url": CS, "status": "active", "content": "complete",
            "concept": list(concepts), **more}  # fmt: skip


def value_set(*include, url="urn:vs"):
    return {"resourceType": "ValueSet", "url": url, "status": "active",
            "compose": {"include": list(include)}}  # fmt: skip


def many(number):
    return [{"code": f"c{index}", "display": f"Code {index}"} for index in range(number)]


def refused(answer, status, word):
    got, outcome = answer
    assert got == status, outcome
    assert outcome["resourceType"] == "OperationOutcome"
    assert word in outcome["issue"][0]["details"]["text"]


def test_a_sent_value_set_is_not_listed_whole_if_it_is_large(post):
    sent = [("tx-resource", system(*many(limits.CODES_OF_OTHERS + 1))),
            ("valueSet", value_set({"system": CS}))]  # fmt: skip
    answer = post("ValueSet/$expand", *sent)
    refused(answer, 422, "too many codes to produce (>1000)")
    assert answer[1]["issue"][0]["code"] == "too-costly"
    status, page = post("ValueSet/$expand", *sent, ("count", "Integer", 10))
    assert status == 200
    assert page["expansion"]["total"] == limits.CODES_OF_OTHERS + 1
    assert len(page["expansion"]["contains"]) == 10


def test_a_count_has_a_limit(post):
    asked = [("valueSet", value_set({"system": CS})), ("count", "Integer", limits.COUNT + 1)]
    refused(post("ValueSet/$expand", *asked), 400, "count may be")


def test_work_has_a_limit(post):
    parts = [
        {"system": CS, "filter": [{"property": "code", "op": "regex", "value": f"(c+)+{index}"}]}
        for index in range(200)
    ]
    answer = post(
        "ValueSet/$expand", ("tx-resource", system(*many(5000))), ("valueSet", value_set(*parts)),
        ("count", "Integer", 5),
    )  # fmt: skip
    refused(answer, 422, "concepts to look at")


def test_imports_have_a_limit(post):
    sent = [
        ("tx-resource",
         value_set(*[{"valueSet": [f"urn:vs{depth + 1}"]}] * 2, url=f"urn:vs{depth}"))
        for depth in range(20)
    ]  # fmt: skip
    end = ("tx-resource", value_set({"system": CS}, url="urn:vs20"))
    answer = post(
        "ValueSet/$expand", *sent, end, ("tx-resource", system(*many(1))),
        ("url", "Uri", "urn:vs0"),
    )  # fmt: skip
    refused(answer, 422, "leads to more than 200 others")


def test_parts_have_a_limit(post):
    parts = [{"system": CS}] * (limits.PARTS + 1)
    refused(post("ValueSet/$expand", ("valueSet", value_set(*parts))), 422, "parts")


def test_sent_resources_have_a_limit(post):
    sent = [("tx-resource", system())] * (limits.RESOURCES + 1)
    refused(post("ValueSet/$expand", *sent), 413, "at most 200 tx-resources")


def test_parameters_have_a_limit(post):
    sent = [("uuid", "String", "x")] * (limits.PARAMETERS + 1)
    refused(post("ValueSet/$expand", *sent), 413, "1,000 parameters")


def test_codings_have_a_limit(post):
    concept = {"coding": [{"system": CS, "code": "a"}] * (limits.CODINGS + 1)}
    given = ("codeableConcept", "CodeableConcept", concept)
    refused(post("CodeSystem/$validate-code", ("url", "Uri", CS), given), 400, "at most 50 codings")


def test_designations_have_a_limit(post):
    names = [{"value": f"name {index}"} for index in range(limits.DESIGNATIONS + 1)]
    sent = system({"code": "a", "designation": names})
    answer = post(
        "CodeSystem/$lookup",
        ("tx-resource", sent),
        ("coding", "Coding", {"system": CS, "code": "a"}),
    )
    refused(answer, 413, "1,000 entries")


def test_nesting_has_a_limit(post):
    one = {"code": "end"}
    for depth in range(limits.NESTING + 5):
        one = {"code": f"c{depth}", "concept": [one]}
    answer = post("ValueSet/$expand", ("tx-resource", system(one)), ("url", "Uri", "urn:x"))
    refused(answer, 400, "nested deeper than 60 levels")


def test_a_deep_tree_made_of_parents_is_shown_flat(post, codes):
    concepts = [
        {"code": f"c{index}", "property": [{"code": "parent", "valueCode": f"c{index - 1}"}]}
        for index in range(900)
    ]
    status, answer = post(
        "ValueSet/$expand", ("tx-resource", system(*concepts)),
        ("valueSet", value_set({"system": CS})),
    )  # fmt: skip
    assert status == 200
    assert len(answer["expansion"]["contains"]) == 900


def test_a_circle_of_parents_ends(post, said):
    concepts = [
        {"code": "a", "property": [{"code": "parent", "valueCode": "b"}]},
        {"code": "b", "property": [{"code": "parent", "valueCode": "a"}]},
    ]
    sent = ("tx-resource", system(*concepts))
    asked = [("system", "Uri", CS), ("codeA", "Code", "a"), ("codeB", "Code", "b")]
    assert post("CodeSystem/$subsumes", sent, *asked)[0] == 200
    only = {"system": CS, "filter": [{"property": "concept", "op": "is-a", "value": "a"}]}
    status, answer = post("ValueSet/$expand", sent, ("valueSet", value_set(only)))
    assert (status, answer["expansion"]["total"]) == (200, 2)


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("(a", "cannot be used"),
        ("a" * (limits.PATTERN_LENGTH + 1), "over 1000 characters"),
        (r"(?=a)", "cannot be used"),
        ("((a{1,100}){1,100}){1,100}", "cannot be used"),
    ],
)
def test_a_regular_expression_that_cannot_be_used_is_refused(post, pattern, word):
    part = {"system": CS, "filter": [{"property": "code", "op": "regex", "value": pattern}]}
    answer = post(
        "ValueSet/$expand", ("tx-resource", system(*many(2))), ("valueSet", value_set(part))
    )
    refused(answer, 422, word)


def test_a_regular_expression_cannot_run_wild(post, codes):
    part = {"system": CS, "filter": [{"property": "code", "op": "regex", "value": "((a+)+)+"}]}
    sent = system({"code": "a" * 5000}, {"code": "a" * 5000 + "!"})
    status, answer = post("ValueSet/$expand", ("tx-resource", sent), ("valueSet", value_set(part)))
    assert status == 200
    assert codes(answer["expansion"]) == ["a" * 5000]


@pytest.mark.parametrize(
    ("resource", "place"),
    [
        ({"resourceType": "CodeSystem", "concept": "x"}, "CodeSystem.concept"),
        ({"resourceType": "CodeSystem", "concept": [{"code": 1}]}, "CodeSystem.concept[0].code"),
        ({"resourceType": "CodeSystem", "caseSensitive": "no"}, "CodeSystem.caseSensitive"),
        ({"resourceType": "ValueSet", "compose": []}, "ValueSet.compose"),
        ({"resourceType": "ValueSet", "compose": {"include": [{"valueSet": "x"}]}},
         "ValueSet.compose.include[0].valueSet"),
        ({"resourceType": "ConceptMap", "group": [{"source": 1}]}, "ConceptMap.group[0].source"),
    ],
)  # fmt: skip
def test_a_resource_of_another_form_is_refused_with_the_place(post, resource, place):
    answer = post("ValueSet/$expand", ("tx-resource", resource), ("url", "Uri", "urn:x"))
    refused(answer, 400, f"{place} must be")
    assert answer[1]["issue"][0]["expression"] == [place]


def test_only_terminology_may_be_sent(post):
    answer = post("ValueSet/$expand", ("tx-resource", {"resourceType": "Patient"}))
    refused(answer, 400, "must be a CodeSystem, ValueSet or ConceptMap, not Patient")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("count", "many"), ("count", "-1"), ("offset", "1.5"), ("activeOnly", "perhaps"),
        ("system-version", "http://example.org/cs/bones"), ("filter", "x" * 501),
        ("displayLanguage", "not a language!"), ("context", "urn:x"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused(fetch, name, value):
    query = {"url": "http://example.org/vs/all", name: value}
    status, outcome = fetch("GET", "ValueSet/$expand", query)
    assert (status, outcome["resourceType"]) == (400, "OperationOutcome")
