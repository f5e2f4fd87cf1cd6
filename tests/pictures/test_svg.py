"""What figures share: their paints are those of the stylesheet, and can be told apart."""

import re
from pathlib import Path

import pytest

from foramen.pictures.svg import PAINTS, Drawing

STYLES = Path(__file__).parents[2] / "frontend" / "styles"


def tokens():
    """Give the colours of the light and of the dark scheme."""
    light, dark = (STYLES / "tokens.css").read_text("utf-8").split("@media", 1)
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in (light, dark)]
    return {"light": found[0], "dark": {**found[0], **found[1]}}


def rules():
    """Give for each class `p-…` of the stylesheet what it sets, by the names of tokens."""
    found = {}
    for heads, body in re.findall(r"^([^{}\n]+) \{([^}]*)\}", (STYLES / "pictures.css").read_text(),
                                  re.MULTILINE):  # fmt: skip
        for head in re.findall(r"\.p-([\w-]+)(?=,|$)", heads):
            found.setdefault(head, {}).update(re.findall(r"(fill|stroke): var\(--([\w-]+)\)", body))
    return found


def test_each_paint_is_the_light_colour_that_its_class_gives():
    light, said = tokens()["light"], rules()
    assert said.keys() == PAINTS.keys()
    for paint, given in PAINTS.items():
        literal = {
            name: value
            for name, value in given.items()
            if name in {"fill", "stroke"} and value != "none"
        }
        assert literal == {name: light[token] for name, token in said[paint].items()}, paint
    assert len(PAINTS) > 12


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("line", "ground"),
    [
        ("nerve", "ground"), ("nerve", "raised"), ("nerve", "bone"),
        ("nerve-lit", "ground"), ("nerve-lit", "raised"), ("nerve-lit", "bone"),
        ("nerve-lit", "body"), ("faint", "bone"), ("bone-edge", "ground"),
    ],
)  # fmt: skip
def test_lines_that_tell_something_stand_out_by_three_to_one(scheme, line, ground):
    colours = tokens()[scheme]
    assert contrast(colours[line], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "raised", "bone", "body"])
def test_words_stand_out_by_four_and_a_half_to_one(scheme, ground):
    colours = tokens()[scheme]
    assert contrast(colours["text"], colours[ground]) >= 4.5


def test_what_is_given_is_escaped():
    drawing = Drawing(10, 10, "<b>&", prefix="x")
    drawing.add("a", href='/?a=1&b="2"', text="<i>")
    assert "<b>" not in drawing.inline()
    assert 'href="/?a=1&amp;b=&quot;2&quot;"' in drawing.inline()


def test_a_file_has_a_ground_a_foot_and_whole_addresses():
    drawing = Drawing(10, 20, "A figure", prefix="x")
    drawing.add("a", href="/L4")
    drawing.add("a", href="https://example.org/")
    written = drawing.file("https://example.org/base/", described="Not advice", foot=("a", "b"))
    assert 'href="https://example.org/base/L4"' in written
    assert 'href="https://example.org/"' in written
    assert "<desc>Not advice</desc>" in written
    assert 'viewBox="0 0 10 61.6"' in written  # two lines of 16, and a little below
    assert drawing.height == 20
    assert "desc" not in drawing.inline()
