"""The worksheet with a script: the answer follows each change, and the way back restores it."""

import re


def test_the_answer_follows_each_change_without_leaving_the_field(open_page):
    page = open_page("/correlate")
    page.get_by_label("left", exact=True).check()
    muscle = page.get_by_label("ankle dorsiflexors", exact=True)
    muscle.check()
    page.locator(".verdict", has_text="1 root connected; left L4 nerve root first.").wait_for()
    assert muscle.evaluate("one => one === document.activeElement")
    assert "finding=KeyMuscle_AnkleDorsiflexors" in page.url
    said = page.locator("#announcements")
    said.filter(has_text="1 root connected; left L4 nerve root first.").wait_for()

    page.get_by_label("long toe extensors", exact=True).check()
    page.locator(".verdict", has_text="share the first place").wait_for()
    page.go_back()
    page.locator(".verdict", has_text="1 root connected; left L4 nerve root first.").wait_for()
    assert not page.get_by_label("long toe extensors", exact=True).is_checked()
    assert muscle.is_checked()

    page.get_by_label("Type what is found").fill("numb medial malleolus")
    page.get_by_label("Type what is found").blur()
    page.locator(".count", has_text="2 of 2").wait_for()

    page.get_by_role("link", name="Turn the words into ticks").click()
    page.wait_for_url(re.compile("finding=KeyPoint_L4"))
    assert page.get_by_label("medial malleolus", exact=True).is_checked()


def test_the_worksheet_works_without_a_script(open_page):
    page = open_page("/correlate", script=False)
    page.get_by_label("right", exact=True).check()
    page.get_by_label("triceps reflex", exact=True).check()
    page.get_by_label("elbow extensors: normal").or_(
        page.get_by_label("elbow extensors normal")
    ).check()
    page.get_by_role("button", name="Connect").first.click()
    assert "1 root connected; right C7 nerve root first." in page.locator(".verdict").inner_text()
    page.get_by_role("link", name=re.compile("^found ?: right dorsal surface")).click()
    assert "2 of 2" in page.locator(".count").first.inner_text()
