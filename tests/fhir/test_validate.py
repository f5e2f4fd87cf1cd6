"""Whether a code is right, and what is said if it is not."""

import pytest

VS = "http://example.org/vs/"
BONES = "http://example.org/cs/bones"
SIDES = "http://example.org/cs/sides"
PARTS = "http://example.org/cs/parts"

# A code in a value set: whether it is valid, and the kinds of what is said of it.
IN_SETS = [
    ("all", BONES, "rib", {}, True, []),
    ("all", BONES, "rob", {}, False, ["not-in-vs", "invalid-code"]),
    ("all", BONES, "Rib", {}, False, ["not-in-vs", "invalid-code"]),
    ("all", BONES, "horn", {}, True, ["code-comment"]),
    ("all", BONES, "horn", {"activeOnly": "true"}, False,
     ["not-in-vs", "code-rule", "code-comment"]),
    ("active", BONES, "horn", {}, False, ["not-in-vs", "code-rule", "code-comment"]),
    ("all", BONES, "bone", {}, True, []),
    ("all", BONES, "bone", {"abstract": "false"}, False, ["not-in-vs", "code-rule"]),
    ("spine", BONES, "lumbar", {}, True, []),
    ("spine", BONES, "rib", {}, False, ["not-in-vs"]),
    ("listed", BONES, "rib", {}, True, []),
    ("listed", BONES, "sacrum", {}, False, ["not-in-vs"]),
    ("imports", BONES, "lumbar", {}, True, []),
    ("imports", BONES, "rib", {}, False, ["not-in-vs"]),
    ("both", BONES, "lumbar", {}, True, []),
    ("both", BONES, "rib", {}, False, ["not-in-vs"]),
    ("without", BONES, "rib", {}, True, []),
    ("without", BONES, "lumbar", {}, False, ["not-in-vs"]),
    ("first", BONES, "sacrum", {}, False, ["not-in-vs", "invalid-code"]),
    ("all", BONES, "sacrum", {"system-version": f"{BONES}|1.0.0"}, False,
     ["not-in-vs", "invalid-code"]),
    ("all", "http://example.org/cs/no", "rib", {}, False, ["not-in-vs", "not-found"]),
    ("all", "bones", "rib", {}, False, ["not-in-vs", "invalid-data", "not-found"]),
    ("all", f"{VS}all", "rib", {}, False, ["not-in-vs", "invalid-data"]),
    ("all", "http://example.org/cs/bones-fr", "rib", {}, False, ["not-in-vs", "invalid-data"]),
    ("lost", "http://example.org/cs/nowhere", "rib", {}, False, ["not-found"]),
    ("sides", SIDES, "L", {}, True, []),
    ("sides", SIDES, "l", {}, True, ["code-rule"]),
    ("parts", PARTS, "arch", {}, True, []),
    ("parts", PARTS, "keel", {}, True, ["invalid-code"]),
    ("of-draft", BONES, "rib", {}, True, ["status-check"]),
    ("withdrawn", BONES, "rib", {}, True, ["status-check"]),
]  # fmt: skip
# A display of the rib or of the vertebra: languages, whether it will do, and what is said.
DISPLAYS = [
    ("rib", "Rib", "", True, []),
    ("rib", "rib", "", True, []),
    ("rib", " Rib", "", False, ["invalid-display"]),
    ("rib", "Ribs", "", False, ["invalid-display"]),
    ("vertebra", "Vertebra", "", True, []),
    ("vertebra", "Vertebral bone", "", True, []),
    ("vertebra", "Wirbel", "", True, []),
    ("vertebra", "Wirbel", "de", True, []),
    ("vertebra", "Wirbel", "en", False, ["invalid-display"]),
    ("vertebra", "Vertebra", "de", False, ["invalid-display"]),
    ("rib", "Rib", "de", True, ["invalid-display"]),
    ("rib", "Côte", "fr", True, []),
    ("rib", "Costilla", "es", False, ["invalid-display"]),
]


def kinds(parameters):
    """Give the kinds of the issues of an answer."""
    for one in parameters["parameter"]:
        if one["name"] == "issues":
            issues = one["resource"]["issue"]
            return [issue["details"]["coding"][0]["code"] for issue in issues]
    return []


def test_there_are_as_many_cases_as_were_written():
    assert len(IN_SETS) == 31
    assert len(DISPLAYS) == 13


@pytest.mark.parametrize(("name", "system", "code", "asked", "valid", "found"), IN_SETS)
def test_a_code_is_checked_against_a_value_set(
    fetch, said, name, system, code, asked, valid, found
):
    query = {"url": f"{VS}{name}", "system": system, "code": code, **asked}
    status, answer = fetch("GET", "ValueSet/$validate-code", query)
    assert status == 200
    assert said(answer, "result") == [valid]
    assert sorted(kinds(answer)) == sorted(found)
    assert bool(said(answer, "message")) is bool(
        set(found) - {"code-rule", "status-check"} and (not valid or "code-comment" in found)
    )


@pytest.mark.parametrize(("code", "display", "languages", "valid", "found"), DISPLAYS)
def test_a_display_is_checked_by_language(fetch, said, code, display, languages, valid, found):
    query = {"url": BONES, "code": code, "display": display}
    if languages:
        query["displayLanguage"] = languages
    status, answer = fetch("GET", "CodeSystem/$validate-code", query)
    assert status == 200
    assert said(answer, "result") == [valid]
    assert kinds(answer) == found


def test_a_wrong_display_can_be_only_a_warning(call, said):
    asked = {"url": BONES, "code": "rib", "display": "Ribs", "lenient_display_validation": "true"}
    answer = call("CodeSystem/$validate-code", **asked)
    assert said(answer, "result") == [True]
    assert said(answer, "issues")[0]["issue"][0]["severity"] == "warning"
    assert "'Rib' (en)" in said(answer, "message")[0]


def test_the_header_names_the_language(call, said):
    asked = {"url": BONES, "code": "vertebra", "display": "Wirbel"}
    german = call("CodeSystem/$validate-code", languages="de", **asked)
    assert said(german, "display") == ["Wirbel"]
    english = call("CodeSystem/$validate-code", languages="en", **asked)
    assert said(english, "result") == [False]


def test_a_header_that_cannot_be_read_does_no_harm(call, said):
    answer = call("CodeSystem/$validate-code", languages="???;q=x", url=BONES, code="rib")
    assert said(answer, "result") == [True]


def test_the_answer_names_code_system_version_and_display(call, said):
    answer = call("ValueSet/$validate-code", url=f"{VS}first", system=BONES, code="rib")
    assert said(answer, "code") == ["rib"]
    assert said(answer, "system") == [BONES]
    assert said(answer, "version") == ["1.0.0"]
    assert said(answer, "display") == ["Rib"]


def test_the_right_case_is_given_back(call, said):
    answer = call("CodeSystem/$validate-code", url=SIDES, code="r")
    assert said(answer, "normalized-code") == ["R"]


def test_a_code_without_a_system_can_be_placed(call, said):
    answer = call("ValueSet/$validate-code", url=f"{VS}two", code="Wi", inferSystem="true")
    assert said(answer, "result") == [True]
    assert said(answer, "system") == ["http://example.org/cs/knochen"]


def test_a_code_that_has_no_place_says_so(call, said):
    answer = call("ValueSet/$validate-code", url=f"{VS}two", code="Xx", inferSystem="true")
    assert said(answer, "result") == [False]
    assert "cannot-infer" in kinds(answer)


def test_places_are_named_for_each_way_to_give_a_code(post):
    coding = {"system": BONES, "code": "rob"}
    for given, place in (
        (("coding", "Coding", coding), "Coding.code"),
        (("codeableConcept", "CodeableConcept", {"coding": [coding]}),
         "CodeableConcept.coding[0].code"),
    ):  # fmt: skip
        _, answer = post("ValueSet/$validate-code", ("url", "Uri", f"{VS}all"), given)
        issues = next(one for one in answer["parameter"] if one["name"] == "issues")
        places = [one.get("expression") for one in issues["resource"]["issue"]]
        assert [place] in places


def test_one_right_coding_is_enough(post, said):
    codings = [{"system": BONES, "code": "rob"}, {"system": BONES, "code": "rib"}]
    concept = ("codeableConcept", "CodeableConcept", {"coding": codings})
    _, answer = post("ValueSet/$validate-code", ("url", "Uri", f"{VS}listed"), concept)
    assert said(answer, "code") == ["rib"]
    # The other coding is unknown in its own code system, which is an error in any case.
    assert said(answer, "result") == [False]
    assert "this-code-not-in-vs" in kinds(answer)
    good = [{"system": BONES, "code": "sacrum"}, {"system": BONES, "code": "rib"}]
    concept = ("codeableConcept", "CodeableConcept", {"coding": good})
    _, answer = post("ValueSet/$validate-code", ("url", "Uri", f"{VS}listed"), concept)
    assert said(answer, "result") == [True]


def test_a_version_that_is_not_there_names_those_that_are(call, said):
    answer = call("CodeSystem/$validate-code", url=BONES, version="7.0.0", code="rib")
    assert said(answer, "result") == [False]
    assert "Valid versions: 1.0.0 or 2.0.0" in said(answer, "message")[0]
    assert said(answer, "x-caused-by-unknown-system") == [f"{BONES}|7.0.0"]


def test_a_version_other_than_that_of_the_value_set_is_wrong(post, said):
    coding = {"system": BONES, "version": "2.0.0", "code": "rib"}
    _, answer = post(
        "ValueSet/$validate-code", ("url", "Uri", f"{VS}first"), ("coding", "Coding", coding)
    )
    assert said(answer, "result") == [False]
    assert kinds(answer) == ["vs-invalid"]


def test_a_value_set_that_leads_nowhere_is_an_answer(fetch, said):
    query = {"url": f"{VS}dangling", "system": BONES, "code": "rib"}
    status, answer = fetch("GET", "ValueSet/$validate-code", query)
    assert status == 200
    assert said(answer, "result") == [False]
    assert "missing" in said(answer, "message")[0]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("ValueSet/$validate-code", {"url": f"{VS}no", "system": BONES, "code": "rib"}, 422),
        ("ValueSet/$validate-code", {"system": BONES, "code": "rib"}, 400),
        ("ValueSet/$validate-code", {"url": f"{VS}all", "code": "rib"}, 400),
        ("ValueSet/$validate-code", {"url": f"{VS}all"}, 400),
        ("ValueSet/$validate-code", {"url": f"{VS}circle", "system": BONES, "code": "rib"}, 422),
        ("CodeSystem/$validate-code", {"url": BONES}, 400),
        ("CodeSystem/$validate-code", {"url": BONES, "code": "rib", "useSupplement": "urn:x"}, 422),
        ("CodeSystem/$validate-code", {"url": BONES, "code": "rib", "displayLanguage": "!"}, 400),
    ],
)
def test_what_cannot_be_checked_is_refused(fetch, path, query, status):
    got, outcome = fetch("GET", path, query)
    assert (got, outcome["resourceType"]) == (status, "OperationOutcome")


def test_many_codes_are_checked_at_once(post, said):
    def ask(code):
        one = {"name": "coding", "valueCoding": {"system": BONES, "code": code}}
        return ("validation", {"resourceType": "Parameters", "parameter": [one]})

    nothing = ("validation", {"resourceType": "Parameters", "parameter": []})
    _, answer = post(
        "ValueSet/$batch-validate-code", ("url", "Uri", f"{VS}spine"), ask("lumbar"), ask("rib"),
        nothing,
    )  # fmt: skip
    first, second, third = said(answer, "validation")
    assert said(first, "result") == [True]
    assert said(second, "result") == [False]
    assert third["resourceType"] == "OperationOutcome"


def test_a_batch_shares_the_resources_that_came_with_it(post, said):
    sent = {"resourceType": "CodeSystem", "url": "urn:cs", "content": "complete",
            "status": "active", "concept": [{"code": "a"}]}  # fmt: skip
    one = [{"name": "coding", "valueCoding": {"system": "urn:cs", "code": "a"}}]
    asked = ("validation", {"resourceType": "Parameters", "parameter": one})
    _, answer = post("CodeSystem/$batch-validate-code", ("tx-resource", sent), asked)
    assert said(said(answer, "validation")[0], "result") == [True]
