"""The map of a path: every step is a box that can be read, no line runs through one."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from foramen.pictures.layers import laid_out
from foramen.pictures.route import Stop, draw_route

SVG = "{http://www.w3.org/2000/svg}"
LONG = "foraminal stenosis beside an uncovertebral joint of the neck"


def stops(*names, wanted=()):
    """Make steps; `body:bone` is the step bone of the band body."""
    pairs = [name.split(":") for name in names]
    return [Stop(key, key, band, f"/{key}", key in wanted) for band, key in pairs]


SHORT = stops("body:bone", "body:hole", "body:nerve", "harm:pain", wanted=("pain",))
SHORT_LINES = [("bone", "hole"), ("hole", "pain"), ("bone", "pain"), ("nerve", "pain")]
MANY = [Stop(f"c{n}", f"{LONG} {n}", f"band {n // 12}", f"/c{n}", n == 59) for n in range(60)]
MANY_LINES = [
    (f"c{first}", f"c{last}")
    for last in range(60)
    for first in {last // 2, last - 7 if last > 6 else 0, last // 3 + 1}
    if first < last
]


def boxes(root):
    """Give for each box its link, its edges and its texts."""
    found = {}
    for link in root.iter(f"{SVG}a"):
        rect = link.find(f"{SVG}rect")
        x, y, w, h = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        found[link.get("href")] = (
            x,
            y,
            x + w,
            y + h,
            [one.text for one in link.iter(f"{SVG}text")],
        )
    return found


def drawn(some, lines):
    return ET.fromstring(draw_route(some, lines, title="A way").file("http://x"))


@pytest.fixture(scope="module", params=["short", "many", "one"])
def root(request):
    some = {"short": (SHORT, SHORT_LINES), "many": (MANY, MANY_LINES), "one": (SHORT[:1], [])}
    return drawn(*some[request.param])


def test_each_step_is_a_box_with_its_number_and_its_whole_label():
    found = boxes(drawn(MANY, MANY_LINES))
    assert len(found) == 60
    for number, stop in enumerate(MANY, 1):
        said = " ".join(found[f"http://x{stop.href}"][4]).partition(" after ")[0]
        assert said == f"{number}. {stop.label}"


def test_what_is_needed_stands_above_what_needs_it():
    for some, lines in ((SHORT, SHORT_LINES), (MANY, MANY_LINES)):
        found = boxes(drawn(some, lines))
        assert all(
            found[f"http://x/{first}"][3] < found[f"http://x/{last}"][1] for first, last in lines
        )


def test_boxes_stand_apart_and_within_the_picture(root):
    found = sorted(boxes(root).values())
    width, height = float(root.get("width")), float(root.get("height"))
    for place, one in enumerate(found):
        assert min(one[:2]) >= 0
        assert one[2] <= width
        assert one[3] <= height
        for two in found[place + 1 :]:
            assert one[2] < two[0] or one[3] < two[1] or two[3] < one[1]


def test_texts_are_large_enough_and_within_their_boxes(root):
    sizes = [float(one.get("font-size")) for one in root.iter(f"{SVG}text")]
    foot = sizes.count(11)
    assert sorted(sizes)[foot] >= 12
    for left, _, right, _, lines in boxes(root).values():
        assert max(map(len, lines)) * 8 <= right - left - 10


def points(path):
    """Give points of a line as it is drawn: straight down, then along its curve."""
    x, start, end, *curve = map(float, re.findall(r"-?[\d.]+", path.get("d")))
    yield from ((x, start + (end - start) * step / 8) for step in range(1, 9))
    a, b, c, d = (x, end), curve[0:2], curve[2:4], curve[4:6]
    for step in range(1, 16):
        t = step / 16
        u = 1 - t
        yield tuple(
            u**3 * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t**3 * d[i] for i in (0, 1)
        )


def test_no_line_runs_through_a_box(root):
    areas = list(boxes(root).values())
    lines = [one for one in root.iter(f"{SVG}path") if "C" in one.get("d")]
    for line in lines:
        for x, y in points(line):
            assert not any(a < x < c and b < y < d for a, b, c, d, _ in areas)


def test_every_line_within_a_band_is_drawn_to_its_end_and_any_other_told_by_its_number():
    found = boxes(drawn(MANY, MANY_LINES))
    root = drawn(MANY, MANY_LINES)
    within = {(a, b) for a, b in MANY_LINES if int(a[1:]) // 12 == int(b[1:]) // 12}
    tips = [
        tuple(map(float, one.get("points").split()[0].split(",")))
        for one in root.iter(f"{SVG}polygon")
    ]
    assert len(tips) == len(within) == 44
    ends = [
        next(key for key, box in found.items() if box[0] < x < box[2] and abs(box[1] - y) < 0.1)
        for x, y in tips
    ]
    assert sorted(ends) == sorted(f"http://x/{last}" for _, last in within)
    told = {key: " ".join(box[4]).partition(" after ")[2] for key, box in found.items()}
    others = {
        (f"c{int(number) - 1}", key.rpartition("/")[2])
        for key, said in told.items()
        for number in said.split(", ")
        if said
    }
    assert others == set(MANY_LINES) - within


def test_every_band_of_a_long_path_begins_below_its_name():
    found = boxes(drawn(MANY, MANY_LINES))
    starts = [min(found[f"http://x/c{n + k}"][0] for k in range(12)) for n in range(0, 60, 12)]
    assert all(12 <= start < 60 for start in starts)  # lines may pass at the left


def test_every_line_of_a_short_path_is_drawn():
    root = drawn(SHORT, SHORT_LINES)
    assert len(list(root.iter(f"{SVG}polygon"))) == len(SHORT_LINES)
    assert not [one for one in root.iter(f"{SVG}text") if one.text.startswith("after")]


@pytest.mark.parametrize(("some", "lines"), [(SHORT, SHORT_LINES), (MANY, MANY_LINES)])
def test_each_strip_of_a_page_holds_its_boxes_and_names_whole(some, lines):
    strips = ET.fromstring(draw_route(some, lines, title="A way").stacked()).findall("svg")
    end, links = 0, []
    for strip in strips:
        _, top, _, height = map(float, strip.get("viewBox").split())
        assert top == end
        assert float(strip.get("height")) == height
        end = top + height
        for rect in strip.iter("rect"):
            y = float(rect.get("y"))
            assert top < y
            assert y + float(rect.get("height")) < end
        assert all(top < float(text.get("y")) < end for text in strip.iter("text"))
        links += [link.get("href") for link in strip.iter("a")]
    assert sorted(links) == sorted(stop.href for stop in some)
    assert len(strips) > 2


def test_a_file_says_above_what_it_is_called():
    whole = draw_route(SHORT, SHORT_LINES, title="A way")
    root = ET.fromstring(whole.file(head=["Path to", "pain"], foot=["Free"]))
    _, top, _, height = map(float, root.get("viewBox").split())
    heads = [one for one in root.iter(f"{SVG}text") if one.get("font-size") == "18"]
    assert [one.text for one in heads] == ["Path to", "pain"]
    assert all(top < float(one.get("y")) - 14 and float(one.get("y")) < 0 for one in heads)
    assert height > whole.height - top


def test_the_file_has_its_colours_and_needs_no_stylesheet(root):
    shapes = [
        one for tag in ("rect", "path", "polygon", "text") for one in root.iter(f"{SVG}{tag}")
    ]
    assert shapes
    assert all(re.fullmatch(r"#[0-9a-f]{6}|none", one.get("fill", "")) for one in shapes)
    assert all(one.get("stroke", "").startswith("#") for one in root.iter(f"{SVG}path"))
    assert root.find(f"{SVG}style") is None
    wanted = [one for one in root.iter(f"{SVG}rect") if "p-box-here" in one.get("class", "")]
    assert all(one.get("fill") == "#0b5c6b" for one in wanted)


def test_bands_are_named_in_the_order_of_their_steps():
    root = drawn(SHORT, SHORT_LINES)
    linked = {text for link in root.iter(f"{SVG}a") for text in link.iter(f"{SVG}text")}
    beside = [one.text for one in root.iter(f"{SVG}text") if one not in linked]
    assert beside == ["body", "harm"]


def test_bands_that_would_turn_a_line_upwards_are_left_out():
    some = stops("two:first", "one:second", "two:third")
    root = drawn(some, [("first", "second"), ("second", "third")])
    assert [one.text for one in root.iter(f"{SVG}text")] == ["1. first", "2. second", "3. third"]


def test_the_same_steps_give_the_same_picture():
    assert (
        draw_route(MANY, MANY_LINES, title="x").inline()
        == draw_route(MANY, MANY_LINES, title="x").inline()
    )


def test_rows_are_turned_so_that_lines_do_not_cross():
    layout = laid_out([["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")], box=10, line=2, gap=4)
    assert [[spot.key for spot in row] for row in layout.rows] in (
        [["a", "b"], ["d", "c"]], [["b", "a"], ["c", "d"]],
    )  # fmt: skip
    assert all(two.x - one.x >= 14 for row in layout.rows for one, two in pairwise(row))
