"""The figure of the body: where each territory and key point is, and on which side."""

from itertools import pairwise

import pytest

from foramen.namespaces import FORAMEN
from foramen.pictures.body import SCHEMATIC, draw_body
from foramen.pictures.body_table import read_shapes

CENTRES = {"front": 80, "back": 240}


def shapes(kind):
    return [shape for shape in read_shapes() if shape.kind == kind]


POINTS = {shape.root: shape for shape in shapes("point")}


def drawn(column, *lit, **options):
    return draw_body(
        column,
        address=lambda iri: iri.removeprefix(FORAMEN),
        lit=[f"{FORAMEN}{one}" for one in lit],
        **options,
    )


def is_within(point, corners):
    """Count how often a ray from the point crosses the edges."""
    x, y = point
    crossed = 0
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossed += 1
    return crossed % 2 == 1


def lit_of(drawing):
    """Give for each view the sides of the page on which something is lit: -1 left, 1 right."""
    found = {}
    views = [one for one in drawing.root.findall("g") if one.get("transform")]
    for view, figure in zip(("front", "back"), views, strict=True):
        starts = [
            float(path.get("d")[1:].split(" ")[0])
            for path in figure.iter("path")
            if "p-lit" in path.get("class", "") and not path.get("stroke-dasharray")
        ]
        found[view] = {1 if start > 0 else -1 for start in starts if start}
    return found


def test_each_key_point_is_where_the_table_says_and_on_that_view(key_points):
    for row in key_points:
        shape = POINTS[row["root"]]
        [(x, y)] = shape.points
        assert shape.view == row["view"], row["root"]
        assert float(row["x_from"]) <= x <= float(row["x_to"]), row["root"]
        assert float(row["y_from"]) <= y <= float(row["y_to"]), row["root"]
    assert len(key_points) == 29
    assert POINTS.keys() == {row["root"] for row in key_points}


def test_each_key_point_stands_for_the_words_of_the_graph(column, key_points):
    told = {root.name: root.tested_at for root in column.roots}
    for row in key_points:
        assert POINTS[row["root"]].key_point == told[row["root"]]
        assert row["words"] in told[row["root"]]
    assert {name for name, words in told.items() if words} == POINTS.keys()


def test_each_key_point_lies_in_its_own_territory_and_in_no_other():
    for root, point in POINTS.items():
        within = {
            shape.root
            for shape in shapes("territory")
            if shape.view == point.view and is_within(point.points[0], shape.points)
        }
        assert within == {root}


def test_each_key_point_lies_on_the_body():
    [outline] = [shape.points for shape in shapes("outline") if shape.view == "front"]
    whole = (*outline, *((-x, y) for x, y in reversed(outline)))
    for root, point in POINTS.items():
        assert is_within(point.points[0], whole), root


def test_every_dermatome_of_the_graph_has_a_territory(column):
    graph = {root.name for root in column.roots if root.dermatome}
    assert {shape.root for shape in shapes("territory")} == graph
    assert len(graph) == 29


def test_the_left_is_on_the_viewers_right_from_the_front_and_on_his_left_from_the_back(column):
    assert lit_of(drawn(column, "Root_L5_left")) == {"front": {1}, "back": {-1}}
    assert lit_of(drawn(column, "Root_L5_right")) == {"front": {-1}, "back": {1}}
    assert lit_of(drawn(column, "Root_L5")) == {"front": {1, -1}, "back": {1, -1}}
    assert lit_of(drawn(column)) == {"front": set(), "back": set()}


def test_sides_can_be_narrowed_of_a_root_without_a_side(column):
    assert lit_of(drawn(column, "Root_C6", sides=["right"])) == {"front": {-1}, "back": {1}}


def test_both_views_say_which_side_is_which_and_that_maps_differ(column):
    drawing = drawn(column)
    words = [(text.text, float(text.get("x"))) for text in drawing.root.iter("text")]
    assert [x for text, x in words if text == "right"] == [80 - 52, 240 + 52]
    assert [x for text, x in words if text == "left"] == [80 + 52, 240 - 52]
    said = {text for text, _ in words}
    assert {"Front view", "facing the patient", "Back view", "from behind the patient"} <= said
    assert SCHEMATIC in said
    assert SCHEMATIC in drawing.title


def test_what_is_lit_is_said_in_words_that_lead_to_the_root(column):
    links = {
        link.get("href"): "".join(text.text for text in link.iter("text")).strip()
        for link in drawn(column, "Root_L4_left", "Root_C1_left", "Root_S2").root.iter("a")
    }
    assert links == {
        "Root_L4_left": "Left L4: medial malleolus",
        "Root_C1_left": "Left C1: no skin of its own is stated",
        "Root_S2_left": "Left and right S2: midpoint of the popliteal fossa",
    }


def test_a_lit_root_has_its_name_on_the_body(column):
    names = [text.text for text in drawn(column, "Root_L4_left").root.iter("text")]
    assert names.count("L4") == 1


def names_of(drawing):
    """Give the room that each name of a root takes on the page: left, right, top and bottom."""
    rooms = []
    views = [one for one in drawing.root.findall("g") if one.get("transform")]
    for view, figure in zip(("front", "back"), views, strict=True):
        for text in figure.iter("text"):
            x, y = CENTRES[view] + float(text.get("x")), float(text.get("y"))
            wide = 9 * len(text.text)  # what a bold letter of this size takes
            left = x if text.get("text_anchor", text.get("text-anchor")) == "start" else x - wide
            rooms.append((text.text, left, left + wide, y - 8, y))
    return rooms


@pytest.mark.parametrize(
    "roots", [*pairwise(POINTS), ("C5", "C6", "C7", "C8", "T1"), ("S3", "S4", "S5")]
)
def test_names_of_neighbours_stand_on_the_page_and_beside_one_another(column, roots):
    rooms = names_of(drawn(column, *(f"Root_{one}" for one in roots)))
    assert len(rooms) == 2 * len(roots)
    for at, (name, left, right, top, bottom) in enumerate(rooms):
        assert left >= 0, name
        assert right <= 320, name
        for other, left_, right_, top_, bottom_ in rooms[at + 1 :]:
            apart = right <= left_ or right_ <= left or bottom <= top_ or bottom_ <= top
            assert apart, (name, other)


def test_a_root_that_passes_is_drawn_around_in_dashes_and_so_it_is_said(column):
    drawing = drawn(column, "Root_L4_left", passing=[f"{FORAMEN}Root_L5", f"{FORAMEN}Root_L4"],
                    sides=["left"])  # fmt: skip
    dashed = [one for one in drawing.root.iter("path") if one.get("stroke-dasharray")]
    assert len(dashed) == 2  # the front and the back
    assert lit_of(drawing) == lit_of(drawn(column, "Root_L4_left"))
    said = ["".join(text.text for text in link.iter("text")) for link in drawing.root.iter("a")]
    assert [words.partition(":")[0] for words in said] == ["Left L4", "Dashed, left L5"]


@pytest.mark.parametrize("view", ["front", "back"])
def test_no_territory_names_a_root_twice_on_one_view(view):
    names = [shape.root for shape in shapes("territory") if shape.view == view]
    assert len(names) == len(set(names))
    assert {"C4", "T4", "T12", "L3", "S1"} <= set(names)
