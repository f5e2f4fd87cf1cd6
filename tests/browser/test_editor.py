"""The SPARQL editor in a browser: completion, the place of an error, running, and leaving it."""

import pytest
from axe import faults_of

CLASS = "SELECT * {{ ?f rdfs:subClassOf{} foramen:IntervertebralForamen ; "
# By ontology/families/claims.tsv; test_editing.py holds the whole list to the tables.
MOST_USED = ["foramen:mayContain", "foramen:boundedBy"]


class Editor:
    """The editor as a person uses it: by the keyboard."""

    def __init__(self, page):
        self.page = page
        page.wait_for_selector(".editor[data-ready]")
        self.box = page.get_by_role("textbox", name="Query", exact=True)
        self.list = page.get_by_role("option")

    def write(self, text):
        self.box.focus()
        for key in ("Escape", "Control+A", "Delete"):
            self.page.keyboard.press(key)
        self.page.keyboard.type(text)

    def offers(self, expected=None):
        """Give the names on offer, as soon as the one expected is among them."""
        first = self.list.filter(has_text=expected) if expected else self.list
        first.first.wait_for()
        return self.page.locator("[role=option] .cm-completionLabel").all_inner_texts()

    def choose(self, words):
        """Choose what is on offer, by the pointer: a key counts only after a moment."""
        self.list.filter(has_text=words).first.click()
        self.list.first.wait_for(state="detached")

    @property
    def text(self):
        return self.page.input_value("#query")

    def state(self, words):
        """Give what is said below the editor, when it says this."""
        self.page.locator("#query-state", has_text=words).wait_for()
        return self.page.inner_text("#query-state")


@pytest.fixture
def editor(open_page):
    return Editor(open_page("/sparql"))


def test_completion_knows_the_class_of_the_subject_behind_a_semicolon(editor):
    editor.write(CLASS.format(""))
    offered = editor.offers("foramen:mayContain")
    assert offered[:2] == MOST_USED
    assert {"foramen:transmitsRoot", "foramen:boundedPosteriorlyBy"} <= set(offered)
    assert not {"foramen:exitsThrough", "foramen:narrows", "foramen:strength"} & set(offered)

    editor.write(CLASS.format("+") + "foramen:transmitsRoot ?r ; ")
    assert "foramen:exitsThrough" not in editor.offers("foramen:mayContain")

    editor.write("SELECT * { foramen:Root_L4_left foramen:exits")
    assert editor.offers("foramen:exitsThrough") == ["foramen:exitsThrough"]

    editor.write("SELECT * { VALUES ?r { foramen:Root_L4_left } ?r ")
    offered = editor.offers("foramen:exitsThrough")
    assert "foramen:narrows" not in offered

    editor.write("SELECT * { ?x a ")
    assert editor.offers("foramen:Statement")[0] == "foramen:InferredStatement"

    editor.write("SELECT * { GRAPH ")
    offered = editor.offers("graph/entailed")
    assert offered
    assert all(one.startswith("<https://w3id.org/foramen/graph/") for one in offered)


def test_a_label_becomes_a_name_with_its_prefix_and_a_prefix_its_line(editor):
    page = editor.page
    editor.write("SELECT * { ?x ?p lateral recess")
    editor.choose("foramen:SubarticularZone")
    assert editor.text == (
        "PREFIX foramen: <https://w3id.org/foramen/>\nSELECT * { ?x ?p foramen:SubarticularZone }"
    )
    editor.write("SELECT * { ?x skos:")
    assert editor.offers("add its PREFIX line")[0] == "skos:"
    editor.choose("add its PREFIX line")
    assert editor.text.startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nSELECT")

    editor.write("SELECT * {\n?x rdfs:label ?y ")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add PREFIX rdfs:").click()
    assert editor.text.startswith("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nSELECT")


def test_an_error_is_marked_at_its_place_while_typing_and_axe_finds_no_fault(editor):
    page = editor.page
    editor.write("SELECT * {\n?s ?p ?o\n?t ?p ?o ")
    page.keyboard.press("Escape")
    assert editor.state("A dot").startswith("Line 3, column 1 A dot is probably missing before ?t")
    assert page.locator(".cm-lintRange-error").all_inner_texts() == ["?t"]
    page.locator("#announcements", has_text="Line 3, column 1: A dot").wait_for(state="attached")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults_of(page) == []
    editor.write(CLASS.format(""))
    editor.offers("foramen:mayContain")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults_of(page) == []


def test_a_query_runs_without_leaving_the_page_and_its_answer_is_read_out(editor):
    page = editor.page
    editor.write("SELECT * { ?s ?p ?o } LIMIT 3")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    page.keyboard.press("Enter")
    page.locator("#announcements", has_text="3 rows, answered in").wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == "result-head"
    assert "query=SELECT" in page.url
    assert page.locator("#result tbody tr").count() == 3
    assert page.get_by_role("button", name="Copy the link to this answer").is_visible()

    editor.write("SELECT * { ?s ?p ?o ")
    page.keyboard.press("Delete")  # the bracket that was closed at once
    page.keyboard.press("Control+Enter")
    page.locator("#result h2", has_text="The query does not parse").wait_for()
    assert page.locator("#result mark").count() == 1

    page.get_by_role("link", name="What passes through a foramen?").click()
    page.locator("#announcements", has_text="In the editor").wait_for(state="attached")
    assert "foramen:transmits" in editor.text
    assert page.url.endswith("/sparql?example=what-passes-through-a-foramen")
    page.go_back()
    page.locator("h1", has_text="The query does not parse").wait_for()


def test_without_a_script_the_form_asks_and_an_example_is_a_link(open_page):
    page = open_page("/sparql", script=False)
    page.get_by_role("link", name="What passes through a foramen?").click()
    assert "foramen:transmits" in page.input_value("#query")
    page.fill("#query", "SELECT * { ?s ?p ?o } LIMIT 3")
    page.get_by_role("button", name="Run").click()
    assert page.locator("#result tbody tr").count() == 3
    page.fill("#query", "SELECT * {")
    page.get_by_role("button", name="Run").click()
    assert page.locator("h1").inner_text() == "The query does not parse"
