"""What a script adds to search and browse: suggestions, and trees that filter as one types."""

import re

from axe import faults_of

ACTIVE = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"


def test_a_term_is_reached_from_any_page_by_the_keyboard_alone(open_page):
    page = open_page("/browse/letters")
    field = page.get_by_role("combobox", name="Find a term, synonym or code")
    field.focus()
    # All in one stroke, as by dictation: what is offered for the first letters alone never comes.
    page.keyboard.insert_text("foraminal sten")
    page.wait_for_selector('.find [role=option]:first-child[data-value="foraminal stenosis"]')
    page.locator("#announcements", has_text="suggestion").wait_for(state="attached")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(ACTIVE + ".dataset.value") == "foraminal stenosis"
    assert page.locator(".find [aria-selected=true]").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 1200
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults_of(page) == []
    page.keyboard.press("Escape")
    assert page.locator(".find [role=option]:visible").count() == 0
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "foraminal sten"
    page.keyboard.type("o")
    page.wait_for_selector(".find [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ForaminalStenosis")


def test_results_are_narrowed_in_place_and_said_aloud(open_page):
    page = open_page("/search?q=foraminal+stenosis")
    page.locator("#narrow").get_by_role("link", name="left", exact=True).click()
    page.wait_for_url("**side=left")
    page.locator("#announcements", has_text="24 terms").wait_for(state="attached")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.get_by_role("link", name="Take away: left").click()
    page.wait_for_url(re.compile(r"stenosis$"))
    copy = page.get_by_role("button", name="Copy foramen:ForaminalStenosis", exact=True)
    copy.click()
    page.locator("#announcements", has_text="Copied: foramen:F").wait_for(state="attached")


def test_the_tree_filters_as_one_types_and_comes_back(open_page):
    page = open_page("/browse/")
    tree = page.locator("#tree")
    assert tree.locator("a:visible").count() == 11
    field = page.get_by_label("Filter the tree")
    field.fill("far lateral")
    page.locator("#announcements", has_text="fit").wait_for(state="attached")
    seen = tree.locator("a:visible").all_inner_texts()
    assert "far lateral disc herniation" in seen
    assert "clinical condition" in seen
    assert "anatomical entity" not in seen
    field.fill("left l4/5 foraminal stenosis")
    tree.get_by_text("L4/5 foraminal stenosis").first.wait_for()
    field.fill("qqq")
    page.get_by_text("Nothing here has these words").wait_for()
    assert tree.locator("a:visible").count() == 0
    field.fill("")
    tree.get_by_role("link", name="value", exact=True).wait_for()
    assert tree.locator("a:visible").count() == 11


def test_the_tree_works_without_a_script(open_page):
    page = open_page("/browse/?open=DiscHerniation#here", script=False)
    here = page.locator("#here")
    assert here.inner_text() == "disc herniation"
    top = here.bounding_box()["y"]
    assert 0 <= top < 900
    branch = page.locator("#tree > li").first
    assert branch.locator("a:visible").count() == 1
    branch.locator("summary").first.click()
    assert branch.locator("a:visible").count() > 5
    page.get_by_label("Filter the tree").fill("dermatome")
    page.get_by_role("button", name="Filter").click()
    assert page.locator("#tree").get_by_text("C8 dermatome").first.is_visible()
