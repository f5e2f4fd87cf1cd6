"""Mappings are chosen by target, match, topic, family, confidence and words."""

from __future__ import annotations

import csv

import pytest

ALL = {
    "UBERON:0000001", "UBERON:0000002", "UBERON:0000003", "ICD10CM:M99.7", "ICD10CM:M99.73",
    "LOCAL:N1",
}  # fmt: skip


def codes(client, address):
    """Give the codes of an SSSOM table."""
    separator = "&" if "?" in address else "?"
    response = client.get(f"{address}{separator}format=tsv")
    assert response.status_code == 200, response.text
    lines = [line for line in response.text.splitlines() if not line.startswith("#")]
    return {row["object_id"] for row in csv.DictReader(lines, delimiter="\t")}


CASES = [
    ("", ALL),
    ("subject=Foramen_B", {"UBERON:0000002"}),
    ("subject=foramen:Foramen_B&q=nothing", set()),
    ("target=uberon", {"UBERON:0000001", "UBERON:0000002", "UBERON:0000003"}),
    ("target=LOCAL,icd10cm", {"LOCAL:N1", "ICD10CM:M99.7", "ICD10CM:M99.73"}),
    ("target=LOCAL&target=ICD10CM", {"LOCAL:N1", "ICD10CM:M99.7", "ICD10CM:M99.73"}),
    ("predicate=exact", {"UBERON:0000001", "LOCAL:N1"}),
    ("predicate=close,narrow", {"UBERON:0000002", "ICD10CM:M99.73"}),
    ("predicate=skos:broadMatch", {"ICD10CM:M99.7"}),
    ("predicate=related", {"UBERON:0000003"}),
    ("topic=anatomy", {"UBERON:0000001", "UBERON:0000002"}),
    ("topic=anatomy,procedures", {"UBERON:0000001", "UBERON:0000002"}),
    ("family=Foramen", {"UBERON:0000002"}),
    ("confidence=0.9", {"UBERON:0000001", "ICD10CM:M99.7", "LOCAL:N1"}),
    ("confidence=1", {"LOCAL:N1"}),
    ("q=stenosis", {"ICD10CM:M99.7", "ICD10CM:M99.73"}),
    ("q=LUMBAR+stenosis", {"ICD10CM:M99.73"}),
    ("q=m99.73", {"ICD10CM:M99.73"}),
    ("q=opening+two", {"UBERON:0000002"}),
    ("q=Foramen_B", {"UBERON:0000002"}),
    ("q=nothing+of+the+kind", set()),
    ("q=narrowing&predicate=exact&confidence=0.9", {"LOCAL:N1"}),
    ("q=&target=&predicate=&topic=&family=&confidence=", ALL),
]


def test_there_is_a_case_for_each_filter():
    filters = {pair.partition("=")[0] for query, _ in CASES for pair in query.split("&") if query}
    assert filters == {"subject", "target", "predicate", "topic", "family", "confidence", "q"}
    assert len(CASES) == 23


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_what_passes_a_filter_is_given(small, query, expected):
    assert codes(small, f"/mappings/?{query}") == expected


def test_the_page_shows_what_the_file_holds(small):
    page = small.get("/mappings/?predicate=close,narrow").text
    shown = {code for code in ALL if f">{code}<" in page}
    assert shown == {"UBERON:0000002", "ICD10CM:M99.73"}


def test_a_terminology_has_an_address_of_its_own_whatever_its_capitals(small):
    expected = {"UBERON:0000001", "UBERON:0000002", "UBERON:0000003"}
    assert codes(small, "/mappings/uberon") == codes(small, "/mappings/UBERON") == expected
    assert codes(small, "/mappings/uberon?confidence=0.9") == {"UBERON:0000001"}


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        (f"subject={'0' * 30_000}", "this name has 30,000 characters"),
        (f"subject={','.join(['Foramen_B'] * 21)}", "Give at most 20 values of subject."),
        ("target=snomed", "target is one of ICD10CM, LOCAL, UBERON, not 'snomed'."),
        ("predicate=same", "predicate is one of exact, close, narrow, broad, related, not 'same'."),
        ("topic=cooking", "topic is one of anatomy, pathology, procedures, not 'cooking'."),
        ("family=Foramina", "family is one of Foramen, not 'Foramina'."),
        ("confidence=high", "confidence is a number from 0 to 1, such as 0.9, not 'high'."),
        ("confidence=1.5", "confidence is a number from 0 to 1, such as 0.9, not '1.5'."),
        ("confidence=nan", "confidence is a number from 0 to 1, such as 0.9, not 'nan'."),
        ("confidense=0.9", "Did you mean confidence?"),
        ("limit=0", "limit lies between 1 and 1,000."),
        ("q=" + "x" * 201, "q may have 200 characters; this one has 201."),
        ("q=a&q=b", "Give q once."),
    ],
)
def test_what_does_not_fit_is_refused_in_words(small, query, detail):
    response = small.get(f"/mappings/?{query}")
    assert response.status_code == 400
    assert detail in response.get_json()["detail"]


def test_an_unknown_terminology_is_told_which_there_are(small):
    response = small.get("/mappings/snomed")
    assert response.status_code == 404
    problem = response.get_json()
    assert problem["title"] == "Nothing is mapped to this terminology"
    assert problem["type"] == "urn:foramen:problem:unknown-terminology"
    assert problem["detail"] == (
        "Nothing is mapped to a terminology called 'snomed'. Mapped are: ICD10CM, LOCAL, UBERON."
    )
