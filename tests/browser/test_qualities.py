"""What holds of every page: no fault that axe finds, little to tab through, no other host."""

import gzip
from pathlib import Path

import pytest
from page_types import PAGES

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "service/foramen/web/static"
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
SIZES = {"wide": {"width": 1200, "height": 900}, "narrow": {"width": 360, "height": 740}}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]

COUNT_STOPS = """() => {
  const main = document.querySelector("main");
  const stops = document.querySelectorAll("a[href], button, input, select, textarea, [tabindex]");
  const isBefore = (one) =>
    one.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING && !one.contains(main);
  return [...stops].filter((one) => one.tabIndex >= 0 && isBefore(one)).length;
}"""


def faults_of(page):
    # A script tag would be refused by the policy of the pages, rightly; this way is not.
    page.evaluate(AXE.read_text("utf-8") + "; undefined")
    found = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS
    )
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault(open_page, name):
    faults = {}
    page = open_page(PAGES[name])
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults[size, scheme] = faults_of(page)
    assert faults == {key: [] for key in faults}
    assert len(faults) == 4


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(open_page, name):
    page = open_page(PAGES[name], size=SIZES["narrow"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", PAGES)
def test_few_tab_stops_come_before_the_content(open_page, name):
    assert open_page(PAGES[name]).evaluate(COUNT_STOPS) < 15


def test_script_and_style_of_every_page_are_small():
    files = ("foramen.js", "foramen-style.css")
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in files) < 15_000


def test_script_and_style_of_the_editor_are_bounded():
    files = ("foramen.js", "foramen-style.css", "editor.js", "editor-style.css")
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in files) < 175_000


def test_every_page_type_is_asked():
    assert len(PAGES) == 28
