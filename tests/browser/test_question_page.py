"""The page of a question with its script: suggestions fill a field, and lists are narrowed."""

from __future__ import annotations

import re

import pytest

expect = pytest.importorskip("playwright.sync_api").expect

OPTIONS = """
<li role="option" data-value="left C7/T1 intervertebral foramen" data-href="/x">left C7/T1</li>
"""


def test_a_suggestion_fills_a_field_and_is_asked(open_page):
    page = open_page("/questions/which-root-exits-through-a-foramen")
    page.route("**/search/suggest*", lambda route: route.fulfill(body=OPTIONS))
    field = page.get_by_label("Foramen", exact=True)
    field.fill("c7")
    page.get_by_role("option").click()
    assert field.input_value() == "left C7/T1 intervertebral foramen"
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_url("**foramen=left*")
    assert page.get_by_role("cell", name="left C8 nerve root").is_visible()
    page.get_by_text("Ask this from a program").click()
    page.get_by_role("button", name="Copy the code").first.click()
    expect(page.locator("#announcements")).to_contain_text("Copied")


def test_typing_narrows_the_library_and_hides_empty_topics(open_page):
    page = open_page("/questions")
    page.get_by_label("Find a question").fill("allerg")
    expect(page.locator("#questions li:visible")).to_have_count(1)
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["Cautions"]
    count = page.locator("[role=status].found")
    expect(count).to_have_text("1 fit of those here")
    page.get_by_label("Find a question").fill("")
    expect(count).to_have_text(re.compile("^All [0-9]+ questions$"))


def test_typing_narrows_the_operations(open_page):
    page = open_page("/api")
    page.get_by_label("Find an operation").fill("translate")
    expect(page.locator("#operations li:visible")).to_have_count(2)
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["FHIR"]
