"""How often the search gives first what was meant, on a list it was tuned on and on another."""

from pathlib import Path

import pytest
from recall import KINDS, LEAST, SURE, read_list, recall

from foramen.terminology.search import Search

LISTS = Path(__file__).parents[2] / "data" / "search"


@pytest.fixture(scope="module")
def search(real_catalogue):
    return Search(real_catalogue)


def measured(search, name, record_property):
    rows = read_list(LISTS / name)

    def first(text):
        hits = search.find(text, limit=1).hits
        return hits[0].term.id if hits else None

    shares, report = recall(rows, first)
    record_property("recall", report)
    print(report)  # noqa: T201  # pytest shows it where the test fails, or with -s
    return rows, shares, report


def test_the_list_that_the_ranking_was_tuned_on_is_found(search, record_property):
    rows, shares, report = measured(search, "development.tsv", record_property)
    assert len(rows) == 141
    assert set(shares) == set(KINDS)
    assert all(share >= LEAST for share in shares.values()), report


def test_names_abbreviations_and_capitals_are_found_in_a_list_that_nothing_was_tuned_on(
    search, record_property
):
    rows, shares, report = measured(search, "held_out.tsv", record_property)
    assert len(rows) == 76
    assert set(SURE) <= set(shares)
    assert all(shares[kind] >= LEAST for kind in SURE), report
