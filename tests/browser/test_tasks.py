"""Five set tasks, each done in a browser from beginning to end, with every step counted.

A click, a field that is filled, and a key that does not type each count as one step. What was done
elsewhere for the same is told in docs/tasks.md, and a test holds its numbers to these.
"""

import csv
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "tasks.md"
REQUIRES = ROOT / "ontology" / "teaching" / "requires"
# With a script, and without one.
STEPS = {
    "exiting root": (1, 1),
    "mappings": (3, 4),
    "query": (7, None),
    "before radiculopathy": (3, 4),
    "cautions": (3, 4),
}


class Recorder:
    """Do as a person does, and count the steps and the keys that go down."""

    def __init__(self, page):
        self.page = page
        self.steps, self.keys = 0, 0

    def click(self, target):
        """Count one step."""
        self.steps += 1
        target.click()

    def fill(self, target, text):
        """Count one step, and a key a character."""
        self.steps += 1
        self.keys += len(text)
        target.fill(text)

    def press(self, key):
        """Count one step and one key, also where it is a key with another held down."""
        self.steps += 1
        self.keys += 1
        self.page.keyboard.press(key)

    def goes_on_typing(self, text):
        """Count the keys alone: the field that is being filled was counted."""
        self.keys += len(text)
        self.page.keyboard.type(text)

    def file_of(self, link):
        """Count one click; give the text of the file that it brings."""
        with self.page.expect_download() as coming:
            self.click(link)
        return Path(coming.value.path()).read_text("utf-8")


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def script(request):
    return request.param


@pytest.fixture
def recorder(open_page, script):
    return Recorder(open_page("/", script=script))


def to_the_term(recorder, typed, term, *, script):
    """Go from the home page to the page of a term by its name."""
    page = recorder.page
    recorder.fill(page.locator("#home-q"), typed)
    if script:
        recorder.click(page.get_by_role("option").filter(has_text=term).first)
    else:
        recorder.press("Enter")
        recorder.click(page.locator("#found").get_by_role("link", name=term, exact=True).first)
    page.get_by_role("heading", level=1, name=term.capitalize(), exact=True).wait_for()


def text_of(locator):
    return " ".join(locator.inner_text().split())


def test_the_exiting_root_of_a_foramen_is_one_click_from_home(recorder, script):
    page = recorder.page
    recorder.click(page.get_by_role("link", name="Left L4/5 ").first)
    page.get_by_role("heading", level=1, name="Left L4/5 ").wait_for()
    assert "has exiting root L4 nerve root definite" in text_of(page.get_by_role("main"))
    assert recorder.steps == STEPS["exiting root"][not script]


def test_all_mappings_of_a_term_are_a_file_in_three_steps(recorder, script):
    to_the_term(recorder, "radiculopathy", "radiculopathy", script=script)
    text = recorder.file_of(recorder.page.get_by_role("link", name="SSSOM table"))
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    assert {row["subject_label"] for row in rows} == {"radiculopathy"}
    assert {"DOID:4306", "MESH:D011843", "ICD10CM:M54.1"} <= {row["object_id"] for row in rows}
    assert recorder.steps == STEPS["mappings"][not script]


def needed_before(concept):
    """Give the pairs of the tables, and by them all that is needed before a concept."""
    rows = [
        row
        for table in sorted(REQUIRES.glob("*.tsv"))
        for row in csv.DictReader(io.StringIO(table.read_text("utf-8")), delimiter="\t")
    ]
    pairs = {(row["concept"], row["needs"]) for row in rows}
    found = {concept}
    while more := {needs for one, needs in pairs if one in found} - found:
        found |= more
    return pairs, found - {concept}


def test_all_that_comes_before_radiculopathy_is_in_order_in_three_steps(recorder, script):
    to_the_term(recorder, "radiculopathy", "radiculopathy", script=script)
    page = recorder.page
    recorder.click(page.get_by_role("link", name="Path to this"))
    page.get_by_role("heading", level=1, name="Path to radiculopathy").wait_for()
    links = page.locator("ol.route .concept > a:first-child")
    steps = [link.get_attribute("href").strip("/") for link in links.all()]
    pairs, before = needed_before("Radiculopathy")
    assert steps[-1] == "Radiculopathy"
    assert set(steps[:-1]) == before
    assert len(steps) == len(set(steps))
    places = {name: place for place, name in enumerate(steps)}
    assert all(
        places[needs] < places[one] for one, needs in pairs if one in places and needs in places
    )
    told = text_of(page.locator("ol.route > li").last)
    assert "It shows in the parts that the root serves" in told
    assert recorder.steps == STEPS["before radiculopathy"][not script]


def test_the_document_tells_how_many_concepts_come_before_radiculopathy():
    pairs, before = needed_before("Radiculopathy")
    directly = [needs for one, needs in pairs if one == "Radiculopathy"]
    told = DOCUMENT.read_text("utf-8")
    assert re.findall(r"(\d+) concepts in an order", told) == [str(len(before))]
    assert re.findall(r"all (\d+) in order", told) == [str(len(before))]
    assert re.findall(r"The (\d+) concepts that radiculopathy needs", told) == [str(len(directly))]


def test_the_cautions_of_a_procedure_are_a_table_in_three_steps(recorder, script):
    to_the_term(recorder, "epidural injection", "epidural injection", script=script)
    link = recorder.page.get_by_role("link", name="Cautions as a table (CSV)")
    rows = list(csv.DictReader(io.StringIO(recorder.file_of(link))))
    assert len({(row["relation"], row["condition_label"]) for row in rows}) == 11
    assert all(row["strength"] and row["sources"] and row["reason"] for row in rows)
    assert recorder.steps == STEPS["cautions"][not script]


def test_a_query_of_two_triples_is_written_by_completion(open_page):
    recorder = Recorder(open_page("/sparql"))
    page = recorder.page
    page.wait_for_selector(".editor[data-ready]")
    box = page.get_by_role("textbox", name="Query", exact=True)

    def chosen(name):
        """Take what is offered first, by the pointer: a key counts only after a moment."""
        first = page.locator("[role=option]").first
        first.filter(has_text=name).wait_for()
        recorder.click(first)
        first.wait_for(state="detached")

    recorder.click(box)
    recorder.press("Control+A")  # the editor begins with an example
    recorder.steps += 1  # one field to fill
    recorder.goes_on_typing("SELECT * {\n?f subc")
    chosen("rdfs:subClassOf")
    recorder.goes_on_typing("lu")
    chosen("foramen:LumbarForamen")
    recorder.goes_on_typing("; transmits r")
    chosen("foramen:transmitsRoot")
    recorder.goes_on_typing("?root")
    query = page.input_value("#query")
    recorder.press("Control+Enter")
    page.locator("#result-head").wait_for()
    # Five lumbar levels, each with its root; their sides are kinds of these.
    assert "5 rows" in text_of(page.locator("#result"))
    assert "L4 nerve root" in text_of(page.locator("#result"))
    assert recorder.steps == STEPS["query"][0]
    # A choice counts as a key too: Tab makes it as well as the pointer.
    keys = recorder.keys + 3
    assert (keys, len(query) + 2) == keys_told()
    assert "PREFIX foramen: <https://w3id.org/foramen/>" in query


def keys_told():
    """Give the keys that docs/tasks.md names: by completion, and in a plain editor."""
    found = re.search(r"(\d+) keys.*?plain editor takes (\d+)", DOCUMENT.read_text("utf-8"))
    assert found
    return tuple(map(int, found.groups()))


def test_the_document_tells_these_numbers_of_steps():
    rows = re.findall(
        r"^\| \d\. .*?\| (\d+)(?: \((\d+)\))?: ", DOCUMENT.read_text("utf-8"), re.MULTILINE
    )
    told = [(int(most), int(plain) if plain else None) for most, plain in rows]
    assert told == list(STEPS.values())
