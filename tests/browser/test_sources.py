"""The lists of sources and claims are narrowed while one types, and without leaving the page."""

import re

import pytest

expect = pytest.importorskip("playwright.sync_api").expect


def files_of(page):
    return page.locator(".downloads a").evaluate_all("all => all.map(one => one.href)")


def test_a_list_is_filtered_while_typing_and_by_choice_without_leaving_the_page(open_page):
    page = open_page("/sources/")
    page.evaluate("window.sameDocument = true")
    shown = page.locator("#sources-list .bibliography > li:visible")
    assert shown.count() == 120

    page.fill("#sources-q", "kappa kim")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("KAPPA2023")

    page.fill("#sources-q", "")
    expect(shown).to_have_count(120)
    page.select_option("#sources-kind", "doi")
    expect(shown).to_have_count(13)
    expect(page).to_have_url(re.compile(r"/sources/\?kind=doi&sort=title$"))
    expect(page.locator("#announcements")).to_have_text("13 sources of 120.")
    assert all("kind=doi" in one for one in files_of(page))
    assert page.evaluate("window.sameDocument")

    page.goto("/sources/EDITORIAL")
    page.select_option("#resting-topic", "upper")
    expect(page.locator("#resting [data-announce]")).to_have_text("10 statements of 81.")
    assert all("topic=upper" in one for one in files_of(page))
    expect(page.locator("#resting-files code")).to_contain_text('foramen:topic "upper"')


def test_a_list_is_filtered_by_its_form_where_there_is_no_script(open_page):
    page = open_page("/sources/claims", script=False)
    page.fill("#claims-q", "bottleneck")
    page.locator("#content").get_by_role("button", name="Filter").click()
    assert page.locator(".claims > li").count() == 1
    assert page.locator(".claims > li summary").text_content() == "carried by 1 statement"
