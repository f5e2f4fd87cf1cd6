"""Every operation against the JSON schemas of the specification itself, where a checkout lies.

    FORAMEN_RECONCILIATION_SPECS=<checkout of reconciliation-api/specs> pytest tests/reconcile

Its own examples are sent too: what it calls valid is answered, what it calls invalid is refused.
"""

import json
import os
from pathlib import Path

import pytest

from .operations import answers_0_2, answers_1_0

jsonschema = pytest.importorskip("jsonschema")
referencing = pytest.importorskip("referencing")
SPECS = os.environ.get("FORAMEN_RECONCILIATION_SPECS", "")
pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(not SPECS, reason="FORAMEN_RECONCILIATION_SPECS names no checkout"),
]
VERSIONS = {"0.2": (answers_0_2, 10), "1.0-draft": (answers_1_0, 12)}
# Swagger's own schema, from which that of the manifest takes security schemes; we have none.
NOT_OURS = {"openapi"}


def schemas(version):
    folder = Path(SPECS) / version / "schemas"
    return {
        file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))
    }


def validator(version, name):
    found = schemas(version)
    draft7 = referencing.jsonschema.DRAFT7
    resources = [
        (address, referencing.Resource.from_contents(schema, default_specification=draft7))
        for stem, schema in found.items()
        for address in {schema["$id"], f"{schema['$id'].rpartition('/')[0]}/{stem}.json"}
    ]
    schema = {key: value for key, value in found[name].items() if key != "$schema"}
    return jsonschema.Draft7Validator(
        schema, registry=referencing.Registry().with_resources(resources)
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_every_operation_answers_as_the_schema_says(ask, version, record_property):
    answers, count = VERSIONS[version]
    checked = {}
    complaints = []
    for name, document in answers(ask.client):
        checked[name] = checked.get(name, 0) + 1
        complaints += [
            f"{name}: {error.message[:200]} at {error.json_path}"
            for error in validator(version, name).iter_errors(document)
        ]
    record_property("checked", str(checked))
    assert complaints == []
    assert set(checked) == set(schemas(version)) - NOT_OURS
    assert len(checked) == count


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("verdict", ["valid", "invalid"])
def test_the_examples_of_the_specification_are_judged_as_it_judges_them(ask, version, verdict):
    folder = Path(SPECS) / version / "examples" / "reconciliation-query-batch" / verdict
    files = sorted(folder.glob("*.json"))
    assert len(files) >= 3
    for file in files:
        answer = _sent(ask.client, version, file.read_text("utf-8"))
        assert answer.status_code == (200 if verdict == "valid" else 400), (file.name, answer.text)
        if verdict == "valid":
            results = "reconciliation-result-batch"
            assert validator(version, results).is_valid(answer.json), file.name


def _sent(client, version, text):
    if version == "0.2":
        return client.post("/reconcile", data={"queries": text})
    return client.post("/reconcile/1.0/match", data=text, content_type="application/json")
