"""How often the first candidate is what was meant, on a list that nothing was tuned on."""

import json
from pathlib import Path

from recall import LEAST, SURE, read_list, recall

LISTS = Path(__file__).parents[1] / "data"


def measured(ask, file, record_property):
    rows = read_list(file)
    found = {}
    for start in range(0, len(rows), 100):
        part = {
            row["query"]: {"query": row["query"], "limit": 1} for row in rows[start : start + 100]
        }
        answer = ask.client.post("/reconcile", data={"queries": json.dumps(part)})
        assert answer.status_code == 200, answer.text
        found |= answer.json

    def first(text):
        candidates = found[text]["result"]
        return candidates[0]["id"] if candidates else None

    shares, report = recall(rows, first)
    record_property("recall", report)
    return shares, report


def test_the_list_that_the_ranking_was_tuned_on_is_reconciled(ask, record_property):
    shares, report = measured(ask, LISTS / "search" / "development.tsv", record_property)
    # The one relation of that list is no entity.
    assert all(
        share >= (14 / 15 if kind == "label" else LEAST) for kind, share in shares.items()
    ), report


def test_names_abbreviations_and_capitals_come_first_in_a_list_that_nothing_was_tuned_on(
    ask, record_property
):
    held_out = LISTS / "reconciliation" / "held_out.tsv"
    assert len(held_out.read_text("utf-8").splitlines()) == 1 + 184
    shares, report = measured(ask, held_out, record_property)
    assert set(SURE) <= set(shares)
    assert all(shares[kind] >= LEAST for kind in SURE), report
