"""The pages of mappings say how near a code is, where it comes from, and what is missing."""

from __future__ import annotations

import re
from html import unescape

import pytest


def text(page):
    """Give what a page says, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def row(page, code):
    """Give the row of a table that shows a code."""
    (found,) = [one for one in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if f">{code}<" in one]
    return found


def test_a_row_says_in_words_how_near_a_code_is(small):
    found = row(small.get("/mappings/").text, "ICD10CM:M99.7")
    assert text(found) == (
        "narrowing the code is broader ICD10CM:M99.7 Stenosis <of> foramina 0.90 "
        "judged by a curator 2026-04-01"
    )
    assert 'href="/Narrowing"' in found
    assert 'href="https://bioregistry.io/ICD10CM:M99.7"' in found


def test_a_code_without_a_known_page_is_no_link(small):
    found = row(small.get("/mappings/").text, "LOCAL:N1")
    assert "bioregistry" not in found
    assert "means the same" in text(found)


def test_what_to_know_before_relying_on_a_code_is_said(small):
    assert "The set of them." in text(row(small.get("/mappings/").text, "UBERON:0000002"))


def test_rows_are_in_the_order_of_our_terms_the_nearest_code_first(small):
    page = small.get("/mappings/").text
    assert re.findall(r">((?:UBERON|ICD10CM|LOCAL):[^<]+)<", page) == [
        "UBERON:0000002", "LOCAL:N1", "ICD10CM:M99.73", "ICD10CM:M99.7", "UBERON:0000003",
        "UBERON:0000001",
    ]  # fmt: skip


def test_the_licence_of_each_terminology_that_is_shown_is_shown(small):
    page = text(small.get("/mappings/icd10cm").text)
    assert "A work of the US government." in page
    assert "Free with attribution." not in page
    assert "Free with attribution." in text(small.get("/mappings/?q=hole").text)


def test_counts_by_terminology_and_match_are_shown(small):
    page = small.get("/mappings/").text
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    found = [text(one) for one in rows if 'href="/mappings/uberon"' in one]
    assert found == ["UBERON 1 1 0 0 1 3"]


def test_a_filter_stays_chosen_in_the_form(small):
    page = small.get("/mappings/?target=icd10cm&predicate=broad&q=stenosis").text
    assert '<option value="ICD10CM" selected>' in page
    assert '<option value="broad" selected>' in page
    assert 'value="stenosis"' in page


def test_pages_follow_each_other_and_keep_the_filters(small):
    page = small.get("/mappings/?q=narrow&limit=2").text
    (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
    page = small.get(unescape(following)).text
    assert "4 mappings, of which 3 to 4 are shown" in text(page)
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page


def test_a_filter_that_nothing_passes_says_so(small):
    assert "Nothing is mapped so" in small.get("/mappings/?q=zebra").text


def test_a_dataset_without_mappings_says_so(client):
    assert "This dataset holds no mappings." in client.get("/mappings/").text


def test_the_page_needs_no_script_and_no_style_of_its_own(small):
    page = small.get("/mappings/").text
    assert re.findall(r"<script(?! type=.module. src=)|\sstyle=|\son\w+=|<style", page) == []


def test_gaps_are_counted_with_what_a_broader_term_has(small):
    counts = small.get("/mappings/gaps?format=json").get_json()["counts"]
    found = {(one["group"], one["target"]): one for one in counts}
    assert found["anatomy", ""] == {
        "group": "anatomy", "target": "", "terms": 3, "mapped": 2, "through": 1, "missing": 0,
    }  # fmt: skip
    assert found["anatomy", "ICD10CM"]["missing"] == 3
    assert found["pathology", "UBERON"]["mapped"] == 1
    assert found["procedures", ""]["missing"] == 1
    assert len(found) == 3 * 4


def test_gaps_by_family_list_the_terms(small):
    found = small.get("/mappings/gaps?by=family&group=Foramen&format=json").get_json()
    assert [(one["id"], one["through"]) for one in found["terms"]] == [("Foramen_A", True)]
    page = text(small.get("/mappings/gaps?by=family&group=Foramen").text)
    assert "1 term of Foramen without a code of its own" in page
    assert "A foramen a broader term has one" in page


def test_what_is_only_related_covers_nothing_below_it(small):
    found = small.get("/mappings/gaps?target=uberon&format=json").get_json()
    assert {one["id"] for one in found["terms"]} == {"Surgery", "Foramen_A"}


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("by=level", "by is one of topic, family, not 'level'."),
        ("group=cooking", "group is one of anatomy, pathology, procedures, not 'cooking'."),
        ("target=snomed", "target is one of ICD10CM, LOCAL, UBERON, not 'snomed'."),
    ],
)
def test_gaps_of_nothing_are_refused_in_words(small, query, detail):
    response = small.get(f"/mappings/gaps?{query}")
    assert response.status_code == 400
    assert detail in response.get_json()["detail"]


def test_the_page_of_a_term_shows_its_codes(served):
    page = served.get("/CaudaEquina").text
    found = text(row(page, "UBERON:0012337"))
    assert found.startswith("means the same UBERON:0012337 cauda equina 0.9")
    assert "Uber-anatomy ontology" in page
    assert "skos:exactMatch" not in page
    assert "owl:annotatedSource" not in page


def test_a_term_without_codes_has_no_such_part(served):
    assert "In other terminologies" not in served.get("/Foramen_L4-L5_left").text


def test_requests_to_other_terminologies_can_be_read_and_taken(served):
    requests = served.get("/mappings/requests?format=json").get_json()["requests"]
    (foramen,) = [one for one in requests if one["term"] == "foramen:IntervertebralForamen"]
    assert (foramen["target"], foramen["parent"]) == ("UBERON", "UBERON:0010276")
    lines = served.get("/mappings/requests?format=tsv").text.splitlines()
    assert lines[0] == "term\ttarget\tlabel\tdefinition\tparent\treason"
    assert len(lines) == len(requests) + 1 >= 10
    assert "intervertebral foramen" in served.get("/mappings/requests").text


@pytest.mark.parametrize("path", ["/", "/downloads", "/ForaminalStenosis"])
def test_every_page_leads_to_the_mappings_and_the_interfaces(served, path):
    page = served.get(path).text
    assert 'href="/mappings/"' in page
    assert 'href="/api"' in page


@pytest.mark.interop
def test_every_resolver_name_is_one_that_the_bioregistry_knows():
    from importlib.resources import files

    from foramen.web.mapping_pages import _KNOWN

    table = (files("prefixmaps") / "data" / "bioregistry.csv").read_text("utf-8")
    known = set(re.findall(r"https://bioregistry\.io/([^:,]+):", table))
    assert len(_KNOWN) >= 20
    assert [name for name in _KNOWN.values() if name not in known] == []
