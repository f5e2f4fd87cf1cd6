"""The spine in a browser: one foramen after another without losing one's place, and on paper."""

import re

WITHOUT_SCRIPT = {"script": False}


def here(page):
    return re.sub(r"^https?://[^/]+", "", page.url)


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def chosen(page):
    """Give the foramen that the figure shows as chosen."""
    return page.locator("#spine-figure a[aria-current=true]").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )


def test_choosing_a_foramen_swaps_figure_panel_and_focus_by_mouse_keyboard_and_back(open_page):
    page = open_page("/spine/")
    page.evaluate("window.sameDocument = true")
    page.locator('#spine-figure a[href="/spine/L4-L5/left"]').click()
    page.wait_for_url("**/spine/L4-L5/left")
    assert page.locator("h1").inner_text() == "Left L4/5 intervertebral foramen"
    assert focused(page) == "Left L4/5 intervertebral foramen"
    assert chosen(page) == ["/spine/L4-L5/left"]
    assert page.locator("#spine-figure .body-figure svg").count() == 1
    assert "Left L4/5" in page.title()
    page.locator("#announcements", has_text="exiting root L4").wait_for(state="attached")

    page.locator('#spine-figure a[href="/spine/C7-T1/right"]').focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/spine/C7-T1/right")
    assert focused(page) == "Right C7/T1 intervertebral foramen"
    assert chosen(page) == ["/spine/C7-T1/right"]
    page.go_back()
    page.locator("h1", has_text="Left L4/5").wait_for()
    assert focused(page).startswith("Left L4/5")  # the heading that had the focus is gone
    page.go_forward()
    page.locator("h1", has_text="Right C7/T1").wait_for()

    page.locator('.on-page a[href="#causes"]').click()
    assert here(page) == "/spine/C7-T1/right#causes"
    assert page.locator("h2#causes").is_visible()
    page.go_back()

    page.go_back()
    page.locator("h1", has_text="Left L4/5").wait_for()
    assert here(page) == "/spine/L4-L5/left"
    assert chosen(page) == ["/spine/L4-L5/left"]
    page.go_back()
    page.locator("h1", has_text="opening by opening").wait_for()
    assert chosen(page) == []
    assert page.evaluate("window.sameDocument"), "a page was loaded anew"


def test_every_opening_is_reached_by_tab_in_the_figure_before_the_table(open_page):
    page = open_page("/spine/")
    reached = []
    page.locator("h1").evaluate("one => { one.tabIndex = -1; one.focus(); }")
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert "/spine/C2-C3/right" in reached
    assert all(reached)


def test_without_a_script_each_foramen_is_a_page(open_page):
    page = open_page("/spine/", **WITHOUT_SCRIPT)
    page.locator('.levels a[href="/spine/L5-S1/left"]').click()
    assert here(page) == "/spine/L5-S1/left"
    assert page.locator("h1").inner_text() == "Left L5/S1 intervertebral foramen"
    page.get_by_role("link", name="the right side").click()
    assert here(page) == "/spine/L5-S1/left?with=L5-S1-right"
    assert page.locator(".lead").inner_text() == "The same is said of both, each on its own side."


def test_the_form_compares_with_any_other_foramen(open_page):
    page = open_page("/spine/L4-L5/left")
    page.get_by_label("Compare with another foramen").select_option("C7-T1-right")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_url("**with=C7-T1-right")
    assert page.locator("h1").inner_text() == "Left L4/5 beside right C7/T1"


def test_on_paper_are_figure_and_facts_and_no_controls(open_page):
    page = open_page("/spine/L4-L5/left")
    page.emulate_media(media="print")
    assert page.locator("#spine-figure svg").first.is_visible()
    # What is folded on the screen is told on paper.
    assert page.get_by_text("Bleeding near the needle can press on the sac").is_visible()
    for hidden in (".on-page", ".compare-form", ".downloads", ".frame-head nav", ".query-behind"):
        assert not page.locator(hidden).first.is_visible(), hidden
