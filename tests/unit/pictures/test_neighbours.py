"""The picture of a term between its neighbours: every one a link, nothing over another."""

from xml.etree import ElementTree as ET

import pytest

from foramen.pictures.neighbours import Neighbour, draw_neighbours

SVG = "{http://www.w3.org/2000/svg}"
LONG = "cervical foraminal narrowing from uncovertebral joint change seen on imaging " * 3


def neighbour(name, relation="may cause", hedged=False):
    return Neighbour(f"https://w3id.org/foramen/{name}", f"label of {name}", relation, hedged)


def drawn(**sides):
    return draw_neighbours("left L4/5 foramen", address=lambda iri: f"/{iri[25:]}", **sides)


def boxes(drawing):
    rects = [one for one in drawing.root.iter("rect") if "p-box" in one.get("class", "")]
    return [tuple(float(one.get(key)) for key in ("x", "y", "width", "height")) for one in rects]


def overlap(one, other):
    (x, y, wide, high), (x2, y2, wide2, high2) = one, other
    return x < x2 + wide2 and x2 < x + wide and y < y2 + high2 and y2 < y + high


def said(link):
    """Give what a reader of screens says of a link."""
    return " ".join("".join(link.itertext()).split())


FULL = {
    "above": [neighbour("A"), neighbour("B")],
    "below": [neighbour("C"), neighbour("D")],
    "left": [neighbour(f"E{number}") for number in range(5)],
    "right": [neighbour(f"F{number}", hedged=number > 2) for number in range(5)],
}


def test_every_neighbour_is_a_link_that_says_how_it_is_tied():
    drawing = drawn(**FULL)
    links = {one.get("href"): said(one) for one in drawing.root.iter("a")}
    assert len(links) == 14
    assert links["/A"] == "may cause label of A"


@pytest.mark.parametrize(
    "sides",
    [FULL, {"left": FULL["left"]}, {"above": FULL["above"]}, {"right": FULL["right"][:1]}, {}],
)
def test_no_box_lies_over_another_or_outside(sides):
    drawing = drawn(**sides)
    found = boxes(drawing)
    assert len(found) == 1 + sum(map(len, sides.values()))
    for place, one in enumerate(found):
        assert one[0] >= 0
        assert one[1] >= 0
        assert one[0] + one[2] <= drawing.width
        assert one[1] + one[3] <= drawing.height
        assert not any(overlap(one, other) for other in found[:place])


def test_a_long_name_is_broken_into_lines_and_seen_to_be_cut():
    drawing = drawn(right=[Neighbour("urn:x", LONG, "is a kind of")])
    lines = [one.text for one in drawing.root.iter("text")]
    assert max(map(len, lines)) <= 32
    assert any(line.endswith("…") for line in lines)
    assert said(drawing.root.find("a")).startswith("is a kind of cervical foraminal narrowing")


def test_a_word_without_spaces_is_broken_too():
    drawing = drawn(right=[Neighbour("urn:x", "x" * 500, "y" * 100)])
    assert max(len(one.text) for one in drawing.root.iter("text")) <= 32


def test_a_hedged_line_is_dashed():
    lines = drawn(**FULL).root.iter("path")
    assert sum(1 for one in lines if one.get("stroke-dasharray")) == 2


def test_hostile_names_stay_text():
    hostile = '"><script>alert(1)</script>'
    drawing = draw_neighbours(
        hostile, right=[Neighbour("urn:x", hostile, hostile)], address=lambda iri: iri
    )
    whole = ET.fromstring(drawing.file("https://example.org"))
    assert whole.find(f".//{SVG}script") is None
    assert "<script>" not in drawing.inline()


def test_as_a_file_it_has_colours_of_its_own_and_whole_addresses():
    root = ET.fromstring(drawn(**FULL).file("https://example.org/"))
    rect = root.find(f".//{SVG}a/{SVG}rect")
    assert rect.get("fill").startswith("#")
    assert all(one.get("href").startswith("https://example.org/") for one in root.iter(f"{SVG}a"))
