"""The ICD-10-CM codes beside a narrowed foramen are those that /api/codes gives for the sentence.

Expected by hand from the tabular list of 2026: M51.1 is a disc disorder with radiculopathy, whose
note leaves M54.1 for radiculopathy without one; M99.7 names disc and connective tissue, M99.6 bone,
as what narrows the foramen; the fifth sign says the region (1 cervical, 3 lumbar).
"""

from __future__ import annotations

import pytest

SENTENCE = "Left L4-5 foraminal stenosis from a disc herniation with L4 radiculopathy."


def annotated(client, text):
    return client.get("/api/annotate", query_string={"text": text}).json["annotations"]


def icd(annotations):
    return {
        code["code"].removeprefix("ICD10CM:"): code
        for one in annotations
        for code in one["codes"]
        if code["code"].startswith("ICD10CM:") and code["relation"] in {"applies", "depends"}
    }


def test_cause_and_presentation_of_the_sentence_choose_the_codes(real_client):
    found = annotated(real_client, SENTENCE)
    codes = icd(found)
    assert codes.keys() == {"M51.16", "M99.73"}
    assert {code["relation"] for code in codes.values()} == {"applies"}
    assert codes["M51.16"]["label"] == (
        "Intervertebral disc disorders with radiculopathy, lumbar region"
    )


def test_a_code_that_a_note_excludes_stands_nowhere_in_the_sentence(real_client):
    found = annotated(real_client, SENTENCE)
    given = {code["code"] for one in found for code in one["codes"]}
    assert not given & {"ICD10CM:M54.16", "ICD10CM:M54.1", "ICD10CM:M54.32"}


def test_the_same_codes_stand_at_their_own_interface(real_client):
    answer = real_client.get(
        "/api/codes",
        query_string={
            "foramen": "Foramen_L4-L5_left", "cause": "DiscHerniation", "with": "Radiculopathy",
        },
    ).json  # fmt: skip
    standing = {
        code["code"].removeprefix("ICD10CM:")
        for code in answer["codes"]
        if code["standing"] != "excluded"
    }
    assert standing == icd(annotated(real_client, SENTENCE)).keys()


def test_what_is_denied_has_no_codes(real_client):
    found = annotated(
        real_client, "No left L4-5 foraminal stenosis, disc herniation or L4 radiculopathy."
    )
    assert len(found) == 3
    assert [one["codes"] for one in found] == [[], [], []]


def test_what_is_not_told_is_said_as_a_condition(real_client):
    codes = icd(annotated(real_client, "Right C5-6 foraminal stenosis."))
    assert codes.keys() == {"M99.61", "M99.71"}
    assert codes["M99.61"]["relation"] == "depends"
    assert codes["M99.61"]["comment"].startswith("Only if the cause is a kind of bony contributor.")


@pytest.mark.parametrize(
    "text",
    [
        "Possible left L4-5 foraminal stenosis.",
        "Left foraminal stenosis.",
        "L4-5 disc herniation.",
    ],
)
def test_codes_of_a_foramen_need_a_narrowing_that_is_there_and_its_level(real_client, text):
    found = annotated(real_client, text)
    assert found
    assert icd(found) == {}


def test_the_codes_come_in_order_of_their_worth(real_client):
    order = ["skos:exactMatch", "skos:closeMatch", "applies", "depends", "skos:broadMatch"]
    found = [code["relation"] for code in annotated(real_client, SENTENCE)[0]["codes"]]
    assert found == sorted(found, key=order.index)
    assert "skos:exactMatch" in found
