"""What a value set holds, and how it is shown."""

import pytest

VS = "http://example.org/vs/"
BONES = "http://example.org/cs/bones"
EVERYTHING = {"bone", "vertebra", "cervical", "lumbar", "rib", "sacrum", "horn"}
WITHOUT_SPINE = {"bone", "rib", "sacrum", "horn"}

HELD = [
    ("all", {}, EVERYTHING),
    ("first", {}, EVERYTHING - {"sacrum"}),
    ("spine", {}, {"vertebra", "cervical", "lumbar"}),
    ("listed", {}, {"rib", "lumbar"}),
    ("imports", {}, {"vertebra", "cervical", "lumbar"}),
    ("both", {}, {"lumbar"}),
    ("without", {}, WITHOUT_SPINE),
    ("active", {}, EVERYTHING - {"horn"}),
    ("all", {"activeOnly": "true"}, EVERYTHING - {"horn"}),
    ("all", {"excludeNotForUI": "true"}, EVERYTHING - {"bone"}),
    ("all", {"exclude_system": BONES}, set()),
    ("two", {"exclude_system": BONES}, {"Wi", "Ri"}),
    ("all", {"filter": "vert"}, {"vertebra", "cervical", "lumbar"}),
    ("all", {"filter": "LUMBAR vert"}, {"lumbar"}),
    ("all", {"filter": "Wirbel"}, {"vertebra"}),
    ("all", {"filter": "Côte"}, {"rib"}),
    ("all", {"filter": "nothing of the kind"}, set()),
    ("listed", {"filter": "a rib"}, {"rib"}),
    ("all", {"system_version": f"{BONES}|1.0.0"}, EVERYTHING - {"sacrum"}),
    ("first", {"system_version": f"{BONES}|2.0.0"}, EVERYTHING - {"sacrum"}),
    ("first", {"force_system_version": f"{BONES}|2.0.0"}, EVERYTHING),
    ("all", {"check_system_version": f"{BONES}|1.x.x"}, EVERYTHING - {"sacrum"}),
    ("sides", {}, {"L", "R"}),
    ("parts", {}, {"arch"}),
]
FILTERS = [
    ("concept", "is-a", "vertebra", {"vertebra", "cervical", "lumbar"}),
    ("concept", "descendent-of", "vertebra", {"cervical", "lumbar"}),
    ("concept", "child-of", "bone", {"vertebra", "rib", "sacrum"}),
    ("concept", "generalizes", "lumbar", {"lumbar", "vertebra", "bone"}),
    ("concept", "descendent-leaf", "bone", {"cervical", "lumbar", "rib", "sacrum"}),
    ("concept", "is-not-a", "vertebra", WITHOUT_SPINE),
    ("concept", "=", "rib", {"rib"}),
    ("concept", "in", "rib, horn", {"rib", "horn"}),
    ("concept", "not-in", "rib,horn", EVERYTHING - {"rib", "horn"}),
    ("code", "regex", "[a-z]*b[a-z]*", {"bone", "vertebra", "lumbar", "rib"}),
    ("code", "regex", "rib|hor", {"rib"}),
    ("region", "=", "back", {"lumbar", "sacrum"}),
    ("region", "in", "neck,chest", {"cervical", "rib"}),
    ("region", "not-in", "neck,chest", EVERYTHING - {"cervical", "rib"}),
    ("region", "exists", "true", {"cervical", "lumbar", "rib", "sacrum"}),
    ("region", "exists", "false", {"bone", "vertebra", "horn"}),
    ("region", "regex", "(ba|ne)ck", {"cervical", "lumbar", "sacrum"}),
    ("parent", "=", "vertebra", {"cervical", "lumbar"}),
    ("child", "exists", "true", {"bone", "vertebra"}),
    ("notSelectable", "=", "true", {"bone"}),
    ("status", "=", "retired", {"horn"}),
    ("inactive", "=", "true", {"horn"}),
    ("display", "regex", ".*vertebra", {"cervical", "lumbar"}),
]


def test_there_are_as_many_cases_as_were_written():
    assert len(HELD) == 24
    assert len(FILTERS) == 23


@pytest.mark.parametrize(("name", "asked", "held"), HELD)
def test_a_value_set_holds_these_codes(expand, codes, name, asked, held):
    expansion = expand(name, **asked)
    assert sorted(codes(expansion)) == sorted(held)
    assert expansion["total"] == len(held)


@pytest.mark.parametrize(("prop", "operator", "value", "held"), FILTERS)
def test_a_filter_lets_these_codes_pass(post, codes, prop, operator, value, held):
    one = {"property": prop, "op": operator, "value": value}
    compose = {"include": [{"system": BONES, "filter": [one]}]}
    sent = {"resourceType": "ValueSet", "status": "active", "compose": compose}
    status, answer = post("ValueSet/$expand", ("valueSet", sent))
    assert status == 200
    assert set(codes(answer["expansion"])) == held


def test_two_filters_must_both_pass(post, codes):
    filters = [
        {"property": "concept", "op": "is-a", "value": "vertebra"},
        {"property": "region", "op": "=", "value": "back"},
    ]
    compose = {"include": [{"system": BONES, "filter": filters}]}
    sent = {"resourceType": "ValueSet", "status": "active", "compose": compose}
    assert codes(post("ValueSet/$expand", ("valueSet", sent))[1]["expansion"]) == ["lumbar"]


def test_a_whole_code_system_is_shown_as_a_tree(expand):
    bone, horn = expand("all")["contains"]
    assert [one["code"] for one in bone["contains"]] == ["vertebra", "rib", "sacrum"]
    assert bone["abstract"] is True
    assert horn["inactive"] is True
    assert horn["property"] == [{"code": "status", "valueCode": "retired"}]


def test_a_tree_is_flat_where_that_is_wanted(expand):
    expansion = expand("all", excludeNested="true")
    assert len(expansion["contains"]) == 7
    assert {"name": "excludeNested", "valueBoolean": True} in expansion["parameter"]


def test_pages_follow_each_other(expand, codes):
    first = expand("all", count=3)
    second = expand("all", count=3, offset=3)
    third = expand("all", count=3, offset=6)
    assert [len(codes(page)) for page in (first, second, third)] == [3, 3, 1]
    assert codes(first) + codes(second) + codes(third) == codes(expand("all", excludeNested="true"))
    assert {page["total"] for page in (first, second, third)} == {7}
    assert second["offset"] == 3


def test_a_count_of_zero_only_counts(expand):
    expansion = expand("all", count=0)
    assert expansion["total"] == 7
    assert "contains" not in expansion


def test_the_best_match_comes_first(expand, codes):
    assert codes(expand("all", filter="vertebra"))[0] == "vertebra"


def test_the_display_of_the_value_set_wins_in_it(expand):
    shown = {one["code"]: one["display"] for one in expand("listed")["contains"]}
    assert shown == {"rib": "A rib", "lumbar": "Lumbar vertebra"}


def test_designations_are_given_where_they_are_wanted(expand):
    whole = expand("spine", includeDesignations="true", excludeNested="true")
    vertebra = next(one for one in whole["contains"] if one["code"] == "vertebra")
    assert [one["value"] for one in vertebra["designation"]] == ["Wirbel", "Vertebral bone"]
    only = expand("spine", includeDesignations="true", designation="urn:ietf:bcp:47|de")
    assert [one["value"] for one in only["contains"][0]["designation"]] == ["Wirbel"]


def test_properties_are_given_where_they_are_wanted(expand):
    expansion = expand("spine", property="region", excludeNested="true")
    assert {"code": "region", "uri": "http://example.org/region"} in expansion["property"]
    lumbar = next(one for one in expansion["contains"] if one["code"] == "lumbar")
    assert lumbar["property"] == [{"code": "region", "valueCode": "back"}]


def test_a_definition_is_a_property_too(expand):
    first = expand("spine", property="definition")["contains"][0]
    said = {"code": "definition", "valueString": "One of the bones of the spine."}
    assert said in first["property"]


def test_the_definition_of_the_value_set_is_left_out_unless_wanted(call):
    assert "compose" not in call("ValueSet/$expand", url=f"{VS}all")
    assert "compose" in call("ValueSet/$expand", url=f"{VS}all", includeDefinition="true")


def test_what_was_used_is_told(expand):
    parameters = expand("imports")["parameter"]
    assert {"name": "used-codesystem", "valueUri": f"{BONES}|2.0.0"} in parameters
    assert {"name": "used-valueset", "valueUri": f"{VS}spine|1.0"} in parameters


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("of-draft", {"name": "warning-draft", "valueUri": f"{VS}draft|1.0"}),
        ("withdrawn", {"name": "warning-withdrawn", "valueUri": f"{VS}withdrawn|1.0"}),
    ],
)
def test_what_should_not_be_used_is_told(expand, name, warning):
    assert warning in expand(name)["parameter"]


def test_a_draft_need_not_warn_of_itself(expand):
    assert not [one for one in expand("draft")["parameter"] if "warning" in one["name"]]


def test_a_fragment_leaves_the_expansion_open(expand):
    expansion = expand("parts")
    assert expansion["extension"][0]["valueBoolean"] is True
    assert expansion["extension"][0]["url"].endswith("valueset-unclosed")


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("missing", 422, "could not be found"),
        ("lost", 422, "nowhere' could not be found, so the value set cannot be expanded"),
        ("dangling", 422, "Unable to find included value set"),
        ("circle", 422, "Found a circularity"),
    ],
)
def test_what_cannot_be_expanded_says_why(fetch, name, status, said):
    got, outcome = fetch("GET", "ValueSet/$expand", {"url": f"{VS}{name}"})
    assert got == status
    assert outcome["resourceType"] == "OperationOutcome"
    assert said in outcome["issue"][0]["details"]["text"]


def test_a_version_that_must_not_be_is_refused(fetch):
    query = {"url": f"{VS}first", "check-system-version": f"{BONES}|2.0.0"}
    status, outcome = fetch("GET", "ValueSet/$expand", query)
    assert status == 400
    assert outcome["issue"][0]["details"]["coding"][0]["code"] == "version-error"


def test_an_expansion_stays_the_same(expand):
    assert expand("all") == expand("all")
    assert expand("all")["identifier"] != expand("all", count=3)["identifier"]


def test_codes_of_sent_resources_count_before_the_servers(post, codes):
    sent = {
        "resourceType": "CodeSystem", "url": BONES, "version": "9", "status": "active",
        "content": "complete", "concept": [{"code": "only"}],
    }  # fmt: skip
    status, answer = post("ValueSet/$expand", ("url", "Uri", f"{VS}all"), ("tx-resource", sent))
    assert status == 200
    assert codes(answer["expansion"]) == ["only"]


def test_a_stored_expansion_is_all_that_some_value_sets_have(post, codes):
    stored = {
        "contains": [
            {"system": BONES, "code": "rib", "contains": [{"system": BONES, "code": "tip"}]}
        ]
    }
    sent = {"resourceType": "ValueSet", "status": "active", "expansion": stored}
    assert codes(post("ValueSet/$expand", ("valueSet", sent))[1]["expansion"]) == ["rib", "tip"]


def test_a_value_set_can_hold_another_inside(post, codes):
    inner = {"resourceType": "ValueSet", "id": "in", "status": "active",
             "compose": {"include": [{"system": BONES, "concept": [{"code": "rib"}]}]}}  # fmt: skip
    sent = {"resourceType": "ValueSet", "status": "active", "contained": [inner],
            "compose": {"include": [{"valueSet": ["#in"]}]}}  # fmt: skip
    assert codes(post("ValueSet/$expand", ("valueSet", sent))[1]["expansion"]) == ["rib"]
