"""The page of a term in a browser: copying is told, what is folded opens, the picture is links."""


def test_the_page_of_a_term_with_a_script(open_page):
    page = open_page("/Foramen_L4-L5_left")
    button = page.get_by_role("button", name="Copy short name")
    button.click()
    status = page.locator("#announcements")
    status.filter(has_text="foramen:Foramen_L4-L5_left").wait_for(state="attached")
    fold = page.locator("#relations ~ details").first
    inner = fold.get_by_role("link", name="is bounded by", exact=True)
    assert not inner.is_visible()
    fold.locator("summary").click()
    assert inner.is_visible()
    near = page.get_by_role("region", name="Nearest terms, as a picture")
    near.get_by_role("link", name="transmits root left L4 nerve root").click()
    page.wait_for_url("**/Root_L4_left")


def test_two_terms_are_compared_without_a_script(open_page):
    page = open_page("/compare", script=False)
    page.get_by_label("The one").fill("foraminal stenosis")
    page.get_by_label("The other").fill("central canal stenosis")
    page.get_by_role("button", name="Compare").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Foraminal stenosis and")
    page.get_by_role("link", name="Swap them").click()
    assert page.get_by_label("The one").input_value() == "central canal stenosis"


def test_a_changed_field_compares_at_once(open_page):
    page = open_page("/compare?a=foraminal+stenosis&b=central+canal+stenosis")
    other = page.get_by_label("The other")
    other.fill("patent foramen")
    other.press("Tab")
    page.get_by_role("heading", name="Foraminal stenosis and patent foramen").wait_for()
    assert "patent+foramen" in page.url
