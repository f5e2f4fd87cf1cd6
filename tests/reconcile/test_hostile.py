"""Requests that no honest client sends: each is refused in words, and none breaks anything."""

import json

import pytest

DEEP = "[" * 100_000 + "]" * 100_000
QUERY = {"query": "foraminal stenosis"}


def nested(depth):
    value = "x"
    for _ in range(depth):
        value = [value]
    return value


REFUSED = {
    "no JSON": ("{broken", "queries is not JSON"),
    "a list": ("[]", "queries is an object, not a list"),
    "a text": ('"x"', "queries is an object, not a text"),
    "null": ("null", "queries is an object, not null"),
    "a query that is a text": ({"q": "x"}, "the query 'q' is an object, not a text"),
    "a query that is null": ({"q": None}, "the query 'q' is an object, not null"),
    "an empty query": ({"q": {}}, "says neither query nor properties"),
    "an empty text": ({"q": {"query": ""}}, "says neither query nor properties"),
    "a misspelt member": ({"q": {"qeury": "x"}}, "has no member 'qeury'"),
    "a number for a text": (
        {"q": {"query": 5}},
        "query in the query 'q' is a text, not the number 5",
    ),
    "a list for a text": ({"q": {"query": ["x"]}}, "is a text, not a list"),
    "a huge text": ({"q": {"query": "x" * 5000}}, "may have 1,000 characters; this one has 5,000"),
    "a limit of zero": ({"q": {**QUERY, "limit": 0}}, "limit in the query 'q' is a whole number"),
    "a limit below zero": ({"q": {**QUERY, "limit": -3}}, "is a whole number of at least 1"),
    "half a limit": ({"q": {**QUERY, "limit": 1.5}}, "is a whole number of at least 1"),
    "a limit in words": ({"q": {**QUERY, "limit": "five"}}, "is a whole number of at least 1"),
    "a true limit": ({"q": {**QUERY, "limit": True}}, "is a whole number of at least 1"),
    "types in types": ({"q": {**QUERY, "type": [["x"]]}}, "type in the query 'q' is a text"),
    "an object for a type": ({"q": {**QUERY, "type": {"id": "x"}}}, "is a text, not an object"),
    "too many types": ({"q": {**QUERY, "type": ["x"] * 51}}, "may have 50 members; there are 51"),
    "a new strictness": ({"q": {**QUERY, "type_strict": "very"}}, "is one of any, all, should"),
    "properties that are none": (
        {"q": {**QUERY, "properties": {}}},
        "properties in the query 'q' is a list",
    ),
    "a property that is none": (
        {"q": {**QUERY, "properties": ["x"]}},
        "properties[0] is an object",
    ),
    "a property without a name": ({"q": {**QUERY, "properties": [{"v": "x"}]}}, "needs pid"),
    "a property without a value": ({"q": {**QUERY, "properties": [{"pid": "level"}]}}, "needs v"),
    "a value in lists": (
        {"q": {**QUERY, "properties": [{"pid": "level", "v": [["x"]]}]}},
        "is a text, not a list",
    ),
    "a value without identifier": (
        {"q": {**QUERY, "properties": [{"pid": "level", "v": {}}]}},
        "needs id",
    ),
    "too many properties": (
        {"q": {**QUERY, "properties": [{"pid": "level", "v": "x"}] * 21}},
        "may have 20 members",
    ),
    "too many values": (
        {"q": {**QUERY, "properties": [{"pid": "level", "v": ["x"] * 51}]}},
        "may have 50 values",
    ),
    "too deep": ({"q": {**QUERY, "type": nested(40)}}, "may be nested 16 deep"),
    "far too deep": (DEEP, "may be nested 16 deep"),
    "half a character": ('{"q": {"query": "\\ud800"}}', "half a character"),
    "half a character for a key": ('{"\\ud800": {"query": "x"}}', "half a character"),
    "no number": ('{"q": {"query": "x", "limit": NaN}}', "NaN is no number"),
    "an endless number": ('{"q": {"query": "x", "limit": ' + "9" * 5000 + "}}", "is not JSON"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_broken_batch_is_refused_in_words(ask, case):
    sent, complaint = REFUSED[case]
    text = sent if isinstance(sent, str) else json.dumps(sent)
    answer = ask.client.post("/reconcile", data={"queries": text})
    assert answer.status_code == 400, answer.text
    assert answer.mimetype == "application/problem+json"
    assert complaint in answer.json["detail"]


def test_as_many_broken_batches_were_sent_as_are_listed():
    assert len(REFUSED) == 35


@pytest.mark.parametrize("count", [101, 10_000])
def test_a_batch_that_is_too_large_is_refused_with_the_limit(ask, count):
    old = ask.batch({str(n): QUERY for n in range(count)})
    new = ask.client.post(
        "/reconcile/1.0/match",
        json={"queries": [{"conditions": [{"matchType": "name", "propertyValue": "x"}]}] * count},
    )
    for answer in (old, new):
        assert answer.status_code == 413
        assert "100 queries in one batch" in answer.json["detail"]
        assert f"{count:,}" in answer.json["detail"]


def test_a_batch_of_the_very_limit_is_answered(ask):
    assert len(ask.batch({str(n): QUERY for n in range(100)}).json) == 100


DRAFT = {
    "no queries": ({}, "The body is"),
    "queries by key": ({"queries": {"q": QUERY}}, "queries in the body is a list"),
    "the old form": ({"q0": QUERY}, "the body has no member 'q0'"),
    "no conditions": ({"queries": [{"conditions": []}]}, "at least one condition"),
    "old members": ({"queries": [{"query": "x"}]}, "has no member 'query'"),
    "no kind of match": (
        {"queries": [{"conditions": [{"propertyValue": "x"}]}]},
        "needs matchType",
    ),
    "a new kind of match": (
        {"queries": [{"conditions": [{"matchType": "x", "propertyValue": "x"}]}]},
        "is one of name, id, property",
    ),
    "no property": (
        {"queries": [{"conditions": [{"matchType": "property", "propertyValue": "x"}]}]},
        "needs propertyId",
    ),
    "no value": ({"queries": [{"conditions": [{"matchType": "name"}]}]}, "needs propertyValue"),
    "several types": (
        {
            "queries": [
                {"type": ["a", "b"], "conditions": [{"matchType": "name", "propertyValue": "x"}]}
            ]
        },
        "type in",
    ),
    "required in words": (
        {
            "queries": [
                {
                    "conditions": [
                        {
                            "matchType": "property",
                            "propertyId": "level",
                            "propertyValue": "x",
                            "required": "yes",
                        }
                    ]
                }
            ]
        },
        "is true or false",
    ),
    "a new quantifier": (
        {
            "queries": [
                {
                    "conditions": [
                        {
                            "matchType": "property",
                            "propertyId": "level",
                            "propertyValue": "x",
                            "matchQuantifier": "most",
                        }
                    ]
                }
            ]
        },
        "is one of any, all, none",
    ),
}


@pytest.mark.parametrize("case", DRAFT)
def test_a_broken_batch_of_the_draft_is_refused_in_words(ask, case):
    sent, complaint = DRAFT[case]
    answer = ask.client.post("/reconcile/1.0/match", json=sent)
    assert answer.status_code == 400, answer.text
    assert complaint in answer.json["detail"]


EXTENSIONS = {
    "no ids": ({"properties": []}, "ids in extend is a list"),
    "no properties": ({"ids": []}, "properties in extend is a list"),
    "an unknown property": (
        {"ids": ["Nerve_C6"], "properties": [{"id": "levle"}]},
        "Did you mean level",
    ),
    "a property that is a text": (
        {"ids": [], "properties": ["level"]},
        "properties[0] is an object",
    ),
    "too many rows": ({"ids": ["x"] * 1001, "properties": []}, "may have 1,000 members"),
    "too many columns": ({"ids": [], "properties": [{"id": "level"}] * 51}, "may have 50 members"),
    "an identifier that is a number": (
        {"ids": [5], "properties": []},
        "is a text, not the number 5",
    ),
    "an unknown setting": (
        {"ids": [], "properties": [{"id": "level", "settings": {"x": 1}}]},
        "has no member 'x'",
    ),
    "an unknown form": (
        {"ids": [], "properties": [{"id": "level", "settings": {"form": "x"}}]},
        "is one of code",
    ),
    "settings in a list": (
        {"ids": [], "properties": [{"id": "level", "settings": []}]},
        "is an object",
    ),
}


@pytest.mark.parametrize("case", EXTENSIONS)
def test_a_broken_extension_is_refused_in_words(ask, case):
    sent, complaint = EXTENSIONS[case]
    answer = ask.client.post("/reconcile", data={"extend": json.dumps(sent)})
    assert answer.status_code == 400, answer.text
    assert complaint in answer.json["detail"]
    assert ask.client.post("/reconcile/1.0/extend", json=sent).status_code == 400


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("?querys={}", "Did you mean queries"),
        ("?callback=alert", "JSONP is not offered"),
        ("?queries=", "either queries or extend"),
        ("?queries={}&extend={}", "either queries or extend"),
        ("/suggest/entity?prefx=a", "Did you mean prefix"),
        ("/suggest/entity?prefix=a&cursor=-1", "whole number"),
        ("/suggest/entity?prefix=a&limit=101", "between 1 and 100"),
        ("/suggest/entity?prefix=a&prefix=b", "once"),
        ("/suggest/entity?offset=1", "offset"),
        ("/1.0/suggest/entity?cursor=1", "cursor"),
        ("/preview", "Say id"),
        ("/properties?type=a&limit=x", "whole number"),
        ("/1.0?x=1", "'x'"),
    ],
)
def test_a_parameter_that_means_nothing_is_refused(ask, path, complaint):
    answer = ask.client.get(f"/reconcile{path}")
    assert answer.status_code == 400, answer.text
    assert complaint in answer.json["detail"]


def test_a_body_in_another_form_is_refused_with_the_one_that_is_read(ask):
    old = ask.client.post("/reconcile", json={"q": QUERY})
    new = ask.client.post("/reconcile/1.0/match", data={"queries": "{}"})
    assert (old.status_code, new.status_code) == (415, 415)
    assert "application/x-www-form-urlencoded" in old.json["detail"]
    assert "application/json" in new.json["detail"]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"", b"null", b"{", b"[[[["])
def test_a_body_that_is_no_json_is_refused(ask, body):
    answer = ask.client.post("/reconcile/1.0/match", data=body, content_type="application/json")
    assert answer.status_code == 400


def test_a_body_beyond_the_limit_is_refused(ask):
    answer = ask.client.post("/reconcile", data={"queries": "x" * 5_000_000})
    assert answer.status_code == 413


def test_suggestions_of_what_there_is_not_are_not_found(ask):
    for path in ("/suggest/x", "/1.0/suggest/x", "/flyout/x?id=x"):
        answer = ask.client.get(f"/reconcile{path}")
        assert answer.status_code == 404
        assert "only for entity, type, property" in answer.json["detail"]


def test_methods_that_mean_nothing_are_refused(ask):
    assert ask.client.put("/reconcile").status_code == 405
    assert ask.client.get("/reconcile/1.0/match").status_code in {404, 405}


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x>', "\x00", "../../etc/passwd", "{{id}}", "%s%n"],
)
def test_text_is_only_text(ask, text):
    assert ask.batch({text: {"query": text}}).status_code == 200
    for path in ("/suggest/entity", "/suggest/type", "/suggest/property", "/1.0/suggest/entity"):
        assert ask.client.get(f"/reconcile{path}", query_string={"prefix": text}).status_code == 200
    answer = ask.client.get(
        "/reconcile/preview", query_string={"id": text}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
