"""What is told of a code, how codes stand to each other, and what they are elsewhere."""

import pytest

BONES = "http://example.org/cs/bones"
KNOCHEN = "http://example.org/cs/knochen"


def properties(answer):
    """Give the properties of a `$lookup`, as pairs."""
    found = []
    for one in answer["parameter"]:
        if one["name"] == "property":
            parts = {part["name"]: part for part in one["part"]}
            value = next(value for key, value in parts["value"].items() if key.startswith("value"))
            found.append((parts["code"]["valueCode"], value))
    return found


def test_everything_is_told_of_a_code(call, said):
    answer = call("CodeSystem/$lookup", system=BONES, code="vertebra")
    assert said(answer, "name") == ["Bones"]
    assert said(answer, "version") == ["2.0.0"]
    assert said(answer, "display") == ["Vertebra"]
    assert said(answer, "definition") == ["One of the bones of the spine."]
    assert said(answer, "abstract") == [False]
    assert properties(answer) == [
        ("inactive", False),
        ("parent", "bone"),
        ("child", "cervical"),
        ("child", "lumbar"),
    ]


def test_only_what_is_wanted_is_told(call, said):
    answer = call("CodeSystem/$lookup", system=BONES, code="lumbar", property="region")
    assert properties(answer) == [("region", "back")]
    assert said(answer, "definition") == []


def test_designations_have_their_language(call):
    answer = call("CodeSystem/$lookup", system=BONES, code="vertebra")
    parts = [one["part"] for one in answer["parameter"] if one["name"] == "designation"]
    german = [{"name": "language", "valueCode": "de"}, {"name": "value", "valueString": "Wirbel"}]
    assert german in parts


def test_the_display_is_in_the_wanted_language(call, said):
    answer = call("CodeSystem/$lookup", system=BONES, code="vertebra", displayLanguage="de")
    assert said(answer, "display") == ["Wirbel"]
    answer = call("CodeSystem/$lookup", system=BONES, code="rib", languages="fr, en;q=0.5")
    assert said(answer, "display") == ["Côte"]


def test_a_supplement_is_used_where_it_is_wanted(call, said):
    name = "http://example.org/cs/bones-nl"
    answer = call("CodeSystem/$lookup", system=BONES, code="rib", useSupplement=name)
    assert said(answer, "used-supplement") == [f"{name}|3"]
    plain = call("CodeSystem/$lookup", system=BONES, code="rib")
    assert said(plain, "used-supplement") == []


def test_a_code_is_looked_up_by_coding_and_on_an_instance(post, call, said):
    _, answer = post("CodeSystem/$lookup", ("coding", "Coding", {"system": BONES, "code": "rib"}))
    assert said(answer, "display") == ["Rib"]
    answer = call("CodeSystem/bones-1.0.0/$lookup", code="rib")
    assert said(answer, "version") == ["1.0.0"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"system": BONES, "code": "rob"}, 404),
        ({"system": "urn:x", "code": "rib"}, 404),
        ({"system": BONES, "version": "9", "code": "rib"}, 404),
        ({"system": BONES}, 400),
        ({"code": "rib"}, 400),
    ],
)
def test_what_cannot_be_looked_up_is_refused(fetch, query, status):
    got, outcome = fetch("GET", "CodeSystem/$lookup", query)
    assert (got, outcome["resourceType"]) == (status, "OperationOutcome")


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("bone", "lumbar", "subsumes"),
        ("lumbar", "bone", "subsumed-by"),
        ("rib", "rib", "equivalent"),
        ("rib", "lumbar", "not-subsumed"),
        ("horn", "bone", "not-subsumed"),
    ],
)
def test_two_codes_stand_so_to_each_other(call, post, said, one, other, outcome):
    answer = call("CodeSystem/$subsumes", system=BONES, codeA=one, codeB=other)
    assert said(answer, "outcome") == [outcome]
    sides = [
        (f"coding{letter}", "Coding", {"system": BONES, "code": code})
        for letter, code in (("A", one), ("B", other))
    ]
    assert said(post("CodeSystem/$subsumes", *sides)[1], "outcome") == [outcome]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"system": BONES, "codeA": "rib"}, 400),
        ({"system": BONES, "codeA": "rib", "codeB": "rob"}, 404),
        ({"codeA": "rib", "codeB": "rib"}, 400),
    ],
)
def test_what_does_not_stand_to_each_other_is_refused(fetch, query, status):
    got, outcome = fetch("GET", "CodeSystem/$subsumes", query)
    assert (got, outcome["resourceType"]) == (status, "OperationOutcome")


def matches(answer):
    """Give the matches of a `$translate`, each as a dictionary."""
    return [
        {
            part["name"]: next(value for key, value in part.items() if key.startswith("value"))
            for part in one["part"]
        }
        for one in answer["parameter"]
        if one["name"] == "match"
    ]


def test_a_code_is_translated_in_r5(call, said):
    answer = call("ConceptMap/$translate", sourceCode="lumbar", system=BONES)
    assert said(answer, "result") == [True]
    assert matches(answer) == [
        {
            "relationship": "source-is-narrower-than-target",
            "concept": {"system": KNOCHEN, "code": "Wi"},
            "originMap": "http://example.org/cm/de|1",
            "message": "German has one word here.",
        }
    ]


def test_a_code_is_translated_in_r4(call, said):
    answer = call("ConceptMap/$translate", fhir="r4", code="lumbar", system=BONES)
    assert said(answer, "result") == [True]
    (match,) = matches(answer)
    assert match["equivalence"] == "wider"
    assert match["source"] == "http://example.org/cm/de|1"


def test_a_concept_map_of_r4_says_the_same_read_found_or_asked_for_in_a_batch(call, fetch):
    read = call("ConceptMap/to-german", fhir="r4")
    (found,) = call("ConceptMap", fhir="r4", url="http://example.org/cm/de")["entry"]
    asked = [{"request": {"method": "GET", "url": "ConceptMap/to-german"}}]
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": asked}
    _, batch = fetch("POST", "", body=bundle, fhir="r4")
    for written in (read, found["resource"], batch["entry"][0]["resource"]):
        said = {one["code"]: one["target"] for one in written["group"][0]["element"]}
        assert said["vertebra"][0]["equivalence"] == "equivalent"
        assert said["lumbar"][0]["equivalence"] == "wider"
        assert said["horn"][0]["equivalence"] == "disjoint"


def test_a_code_is_translated_back(call):
    answer = call("ConceptMap/$translate", targetCode="Wi", targetSystem=KNOCHEN)
    assert [one["source"]["code"] for one in matches(answer)] == ["vertebra", "lumbar"]
    answer = call("ConceptMap/$translate", fhir="r4", code="Wi", system=KNOCHEN, reverse="true")
    assert [(one["concept"]["code"], one["equivalence"]) for one in matches(answer)] == [
        ("vertebra", "equivalent"),
        ("lumbar", "narrower"),
    ]


@pytest.mark.parametrize("code", ["bone", "rib", "horn", "rob"])
def test_what_has_no_translation_says_so(call, said, code):
    answer = call("ConceptMap/$translate", sourceCode=code, system=BONES)
    assert said(answer, "result") == [False]
    assert said(answer, "message") == ["No translation was found."]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"url": "http://example.org/cm/de"}, True),
        ({"url": "http://example.org/cm/de|1"}, True),
        ({"targetSystem": KNOCHEN}, True),
        ({"targetSystem": "urn:x"}, False),
        ({"sourceScope": "http://example.org/vs/all"}, True),
        ({"sourceScope": "http://example.org/vs/spine"}, False),
    ],
)
def test_a_map_is_chosen_by_what_is_named(call, said, query, found):
    answer = call("ConceptMap/$translate", sourceCode="vertebra", system=BONES, **query)
    assert said(answer, "result") == [found]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"mode": "fixed", "code": "Kn"}, "Kn"),
        ({"mode": "use-source-code"}, "rib"),
        ({"mode": "other-map", "otherMap": "urn:other"}, "Rippe"),
    ],
)
def test_codes_without_an_entry_follow_the_rule_for_them(post, rule, code):
    group = {"source": BONES, "target": KNOCHEN, "element": []}
    one = {"resourceType": "ConceptMap", "url": "urn:one", "status": "active",
           "group": [{**group, "unmapped": rule}]}  # fmt: skip
    element = {"code": "rib", "target": [{"code": "Rippe", "equivalence": "equal"}]}
    other = {"resourceType": "ConceptMap", "url": "urn:other", "status": "active",
             "group": [{**group, "element": [element]}]}  # fmt: skip
    _, answer = post(
        "ConceptMap/$translate", ("tx-resource", one), ("tx-resource", other),
        ("url", "Uri", "urn:one"), ("sourceCoding", "Coding", {"system": BONES, "code": "rib"}),
    )  # fmt: skip
    assert [match["concept"]["code"] for match in matches(answer)] == [code]


@pytest.mark.parametrize(
    ("query", "status"),
    [({}, 400), ({"url": "urn:no", "sourceCode": "rib", "system": BONES}, 404)],
)
def test_what_cannot_be_translated_is_refused(fetch, query, status):
    got, outcome = fetch("GET", "ConceptMap/$translate", query)
    assert (got, outcome["resourceType"]) == (status, "OperationOutcome")
