"""What holds of every page: no fault that axe finds, little to tab through, no other host."""

import gzip
from pathlib import Path

import pytest
from axe import COLOURS, faults_of
from page_types import PAGES

STATIC = Path(__file__).parents[2] / "service/foramen/web/static"
SIZES = {"wide": {"width": 1200, "height": 900}, "narrow": {"width": 360, "height": 740}}
SCHEMES = {"light": None, "dark": COLOURS}

COUNT_STOPS = """() => {
  const main = document.querySelector("main");
  const stops = document.querySelectorAll("a[href], button, input, select, textarea, [tabindex]");
  const isBefore = (one) =>
    one.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_FOLLOWING && !one.contains(main);
  return [...stops].filter((one) => one.tabIndex >= 0 && isBefore(one)).length;
}"""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_used_by_everyone_on_any_screen(open_page, name):
    page = open_page(PAGES[name])
    assert page.evaluate(COUNT_STOPS) < 15
    faults = {}
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            faults[size, scheme] = faults_of(page, rules)
    assert faults == {(size, scheme): [] for size in SIZES for scheme in SCHEMES}
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["narrow"]["width"]


def test_every_page_type_is_asked():
    assert len(PAGES) == 64


def test_script_and_style_of_every_page_are_small():
    files = ("foramen.js", "foramen-style.css")
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in files) < 15_000


def test_script_and_style_of_the_editor_are_bounded():
    files = ("foramen.js", "foramen-style.css", "editor.js", "editor-style.css")
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in files) < 175_000
