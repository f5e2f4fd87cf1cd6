"""Give one answer of every operation, by the version and the schema that speaks of it."""

import json

QUERIES_0_2 = {
    "plain": {"query": "foraminal stenosis"},
    "full": {
        "query": "foraminal narrowing",
        "type": "ClinicalCondition",
        "type_strict": "should",
        "limit": 3,
        "properties": [
            {"pid": "level", "v": "L4-5"},
            {"pid": "side", "v": ["left", {"id": "LeftSide", "name": "left side"}, True, 5]},
        ],
    },
    "several types": {"query": "L5", "type": ["Radiculopathy", "Dermatome"], "type_strict": "any"},
    "no text": {"properties": [{"pid": "root", "v": {"id": "Root_L5"}}], "limit": 2},
    "nothing": {"query": "quarterly report"},
}
QUERIES_1_0 = {
    "queries": [
        {"conditions": [{"matchType": "name", "propertyValue": "foraminal stenosis"}]},
        {
            "type": "ClinicalCondition",
            "limit": 3,
            "lang": "en",
            "conditions": [
                {"matchType": "name", "propertyValue": "foraminal narrowing"},
                {
                    "matchType": "property",
                    "propertyId": "level",
                    "propertyValue": ["L4-5", {"id": "Level_L4-L5"}],
                    "required": True,
                    "matchQuantifier": "any",
                    "matchQualifier": "ExactMatch",
                },
            ],
        },
        {"conditions": [{"matchType": "id", "propertyValue": "Nerve_C6"}]},
        {"conditions": [{"matchType": "name", "propertyValue": "quarterly report"}]},
    ]
}
EXTENSION = {
    "ids": ["Foramen_L4-L5_left", "Radiculopathy", "nobody"],
    "properties": [
        {"id": "label"},
        {"id": "synonym", "settings": {"limit": "2"}},
        {"id": "level"},
        {"id": "broader"},
        {"id": "transmitsRoot"},
        {"id": "definition"},
    ],
}


def answers_0_2(client):
    """Yield the name of a schema and what it speaks of, sent or answered, for version 0.2."""
    yield "manifest", client.get("/reconcile").json
    yield "reconciliation-query-batch", QUERIES_0_2
    for key, query in QUERIES_0_2.items():
        sent = {"queries": json.dumps({key: query})}
        yield "reconciliation-result-batch", client.post("/reconcile", data=sent).json
        yield "reconciliation-result-batch", client.get("/reconcile", query_string=sent).json
    yield "data-extension-query", EXTENSION
    sent = {"extend": json.dumps(EXTENSION)}
    yield "data-extension-response", client.post("/reconcile", data=sent).json
    yield "data-extension-response", client.get("/reconcile", query_string=sent).json
    yield from _suggested(client, "/reconcile/suggest")
    yield from _proposed(client, "/reconcile/properties")
    for one in client.get("/reconcile/suggest/type?prefix=&limit=100").json["result"]:
        yield "type", one


def answers_1_0(client):
    """Yield the same for the draft of version 1.0."""
    base = "/reconcile/1.0"
    yield "manifest", client.get(base).json
    yield "reconciliation-query-batch", QUERIES_1_0
    yield "reconciliation-result-batch", client.post(f"{base}/match", json=QUERIES_1_0).json
    yield "data-extension-query", EXTENSION
    yield "data-extension-response", client.post(f"{base}/extend", json=EXTENSION).json
    yield from _suggested(client, f"{base}/suggest")
    yield from _proposed(client, f"{base}/extend/propose")
    manifest = client.get(base).json
    yield "lang", manifest["lang"]
    yield "dir", manifest["dir"]
    for one in client.get(f"{base}/suggest/type?prefix=&limit=100").json["result"]:
        yield "type", one


def _suggested(client, base):
    for kind, schema in (("entity", "entities"), ("property", "properties"), ("type", "types")):
        for prefix in ("", "ne", "quarterly report"):
            answer = client.get(f"{base}/{kind}", query_string={"prefix": prefix})
            yield f"suggest-{schema}-response", answer.json


def _proposed(client, path):
    for query in ("?type=IntervertebralForamen", "?type=Radiculopathy&limit=4", "?type=Q5", ""):
        yield "data-extension-property-proposal", client.get(path + query).json
