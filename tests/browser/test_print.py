"""Print the pages for teaching and read what came out with a reader of others."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader


def printed(open_page, path):
    reader = PdfReader(io.BytesIO(open_page(path).pdf(prefer_css_page_size=True)))
    return reader, [page.extract_text() for page in reader.pages]


@pytest.mark.parametrize("path", ["/teach/sheets?sheet=roots", "/teach/cards?topic=narrowing"])
def test_a_printed_page_has_its_content_and_address_and_no_ways_to_go_on(open_page, path):
    _, pages = printed(open_page, path)
    text = " ".join(" ".join(pages).split())
    assert f"https://w3id.org/foramen{path}" in text
    assert "not medical advice" in text
    assert "The sources in full" in text
    for unwanted in ("Coverage", "SPARQL", "The query behind", "JSON-LD", "Needed for", "Prefixes"):
        assert unwanted not in text, unwanted


def test_a_printed_table_lies_across_and_repeats_its_head_on_every_page(open_page):
    reader, pages = printed(open_page, "/teach/sheets?sheet=roots")
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    holding = [text for text in pages if "intercostal" in text or "antecubital" in text]
    assert len(holding) > 1
    assert all("Key sensory point" in text for text in holding)
    assert "C7 and T1" in pages[0]  # the table begins on the first page


def test_cards_are_printed_with_their_backs(open_page):
    _, pages = printed(open_page, "/teach/cards?topic=foramen-contents&kind=meaning")
    text = " ".join(" ".join(pages).split())
    assert "What is meant by" in text
    assert text.count("What is meant by") > 5
    assert "article claim" in text


def test_a_long_table_begins_where_its_heading_stands(open_page):
    _, pages = printed(open_page, "/teach/")
    assert "Causes and variations" in pages[0]


def test_paper_has_no_heading_or_handle_without_what_it_opens(open_page):
    text = " ".join(" ".join(printed(open_page, "/teach/topics/roots")[1]).split())
    for unwanted in ("As data", "Flash cards", "why 2. ", " record "):
        assert unwanted not in text, unwanted
    assert "Expected answer L5 nerve root SEEK" in text
    quiz = " ".join(printed(open_page, "/teach/quiz?topic=roots&number=3")[1])
    assert "Answer and fact" not in quiz


def test_a_printed_map_is_parted_between_its_boxes(open_page):
    _, pages = printed(open_page, "/teach/path?to=CervicalRadiculopathy")
    text = " ".join(" ".join(pages).split())
    text = text.partition("The list above says all")[2].partition(" Table ")[0]
    for number, label in ((1, "laterality"), (22, "neurologic function after 2"), (26, "symptom")):
        assert text.count(f" {number}. {label} ") == 1, label
    assert "42. radiculopathy after 20, 21, 23, 30, 40 43. cervical radiculopathy after 19" in text
    assert "How a root is harmed" in text


def test_objectives_are_printed_as_a_short_list_by_topic(open_page):
    _, pages = printed(open_page, "/teach/objectives?topic=anatomy")
    text = " ".join(" ".join(pages).split())
    assert text.count("Roots, levels and territories") == 1
    assert "State to which part of the root the ganglion belongs. remember. About dorsal" in text
    assert "Why" not in text.split()
    assert len(pages) <= 4  # seven, with a row of five columns for each
