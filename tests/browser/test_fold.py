"""Long sections are folded on a small screen, and opened by whoever is led to one."""

NARROW = {"width": 360, "height": 740}


def folded(page):
    return page.locator("details.fold:not([open])").count()


def test_a_small_screen_folds_all_but_the_first_sections_until_one_is_asked_for(open_page):
    page = open_page("/spine/L4-L5/left", size=NARROW)
    assert folded(page) == 10
    assert page.locator("#roots").is_visible()
    page.locator('.on-page a[href="#causes"]').click()
    page.wait_for_function("document.querySelector('#causes').closest('details').open")
    assert folded(page) == 9

    page.locator('#spine-figure a[href="/spine/C6-C7/left"]').click()
    page.wait_for_url("**/spine/C6-C7/left")
    assert folded(page) == 10


def test_a_wide_picture_is_shown_from_its_middle(open_page):
    page = open_page("/ForaminalStenosis", size=NARROW)
    page.locator("#near").click()
    page.wait_for_function("document.querySelector('.figure').scrollLeft > 0")
    left, spare = page.locator(".figure").evaluate(
        "b => [b.scrollLeft, b.scrollWidth - b.clientWidth]"
    )
    assert abs(left - spare / 2) < 2


def test_all_is_open_on_a_wide_screen_and_without_a_script(open_page):
    assert folded(open_page("/spine/L4-L5/left")) == 0
    assert folded(open_page("/spine/L4-L5/left", size=NARROW, script=False)) == 0
