"""A long syllabus shows how far it is, and what cannot be read is told as without a script."""

WATCH = """() => {
  const bar = document.querySelector("progress");
  window.told = [];
  const watch = new MutationObserver((some) => some.forEach((one) => told.push(one.oldValue)));
  watch.observe(bar, { attributeFilter: ["value"], attributeOldValue: true });
}"""
LINES = [f"Lecture {number}: Neural foramen" for number in range(1, 401)]


def test_a_long_syllabus_shows_how_far_it_is_and_then_the_answer(open_page, tmp_path):
    page = open_page("/teach/coverage")
    assert not page.locator("progress").is_visible()
    file = tmp_path / "syllabus.txt"
    file.write_text("\n".join(LINES), "utf-8")
    page.set_input_files("#syllabus-file", file)
    page.evaluate(WATCH)
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="What the syllabus covers").wait_for()
    assert page.evaluate("window.told") == [None, *(str(done) for done in range(20, 400, 20))]
    assert page.evaluate("document.activeElement.id") == "answer"
    assert page.locator("#line-400").count() == 1
    page.locator("#announcements", has_text="breaks of order").wait_for(state="attached")
    # What was swapped in works like a page that was loaded.
    page.locator("summary", has_text="Change the syllabus").click()
    page.locator("#syllabus").fill("Foraminotomy")
    page.get_by_role("button", name="Check").click()
    page.locator("#line-400").wait_for(state="detached")
    assert page.locator("#line-1").inner_text().count("foraminotomy") == 1


def test_what_cannot_be_read_is_told_on_a_page(open_page):
    page = open_page("/teach/coverage")
    page.locator("#syllabus").fill("x" * 1_001)
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="The request cannot be read").wait_for()
    assert "Line 1 has 1,001 characters" in page.locator("main").inner_text()
