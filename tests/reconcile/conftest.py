"""Give the tests of reconciliation the real dataset, and short ways to ask."""

import json

import pytest


class Asked:
    """A client that speaks both versions."""

    def __init__(self, client):
        self.client = client

    def batch(self, queries, **options):
        return self.client.post("/reconcile", data={"queries": json.dumps(queries)}, **options)

    def candidates(self, text, **members):
        answer = self.batch({"q": {"query": text, **members}})
        assert answer.status_code == 200, answer.text
        return answer.json["q"]["result"]

    def first(self, text, **members):
        found = self.candidates(text, **members)
        return found[0] if found else None

    def match(self, *conditions, **members):
        query = {"conditions": list(conditions), **members}
        answer = self.client.post("/reconcile/1.0/match", json={"queries": [query]})
        assert answer.status_code == 200, answer.text
        return answer.json["results"][0]["candidates"]

    def extend(self, ids, *columns):
        wanted = {
            "ids": ids,
            "properties": [one if isinstance(one, dict) else {"id": one} for one in columns],
        }
        answer = self.client.post("/reconcile", data={"extend": json.dumps(wanted)})
        assert answer.status_code == 200, answer.text
        return answer.json

    def get(self, path, **parameters):
        answer = self.client.get(f"/reconcile{path}", query_string=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json


@pytest.fixture(scope="module")
def ask(served):
    """The application over the real dataset."""
    return Asked(served)
