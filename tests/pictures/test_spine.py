"""The figure of the spine: what is on it, where, and where it leads."""

import itertools
import re

import pytest

from foramen.namespaces import FORAMEN
from foramen.pictures.spine import FACING, draw_spine
from foramen.terminology.column import Column

MIDDLE = 160


def drawn(column, **options):
    return draw_spine(column, address=lambda iri: iri.removeprefix(FORAMEN), **options)


@pytest.fixture(scope="module")
def drawing(column):
    return drawn(column)


def links_of(drawing):
    return {link.get("href"): link for link in drawing.root.iter("a")}


def texts_of(element):
    return [text.text for text in element.iter("text")]


def room_of(link):
    [rect] = [one for one in link.iter("rect") if "room" in one.get("class").split()]
    return tuple(float(rect.get(name)) for name in ("x", "y", "width", "height"))


def test_the_46_foramina_and_their_roots_are_those_of_the_table(drawing, foramina):
    found = {
        href: texts_of(link)
        for href, link in links_of(drawing).items()
        if href.startswith("Foramen_")
    }
    assert found == {
        f"Foramen_{row['address']}_{side}": [row["exits"]]
        for row in foramina
        for side in ("left", "right")
    }
    assert len(found) == 46
    assert found["Foramen_C7-T1_left"] == ["C8"]


def test_the_name_of_each_level_stands_beside_its_two_roots(drawing, foramina):
    links = links_of(drawing)
    for row in foramina:
        names = [text for text in drawing.root.findall("text") if text.text == row["level"]]
        assert len(names) == 2
        for name in names:
            side = "left" if float(name.get("x")) > MIDDLE else "right"
            [root] = links[f"Foramen_{row['address']}_{side}"].iter("text")
            assert root.get("y") == name.get("y")


def test_every_foramen_says_its_side_level_and_roots_to_those_who_do_not_see_it(drawing, foramina):
    links = links_of(drawing)
    for row in foramina:
        for side in ("left", "right"):
            words = f"{side.capitalize()} {row['level']} foramen, exiting root {row['exits']}"
            words += f", traversing root {row['passes']}" if row["passes"] else ""
            assert links[f"Foramen_{row['address']}_{side}"].get("aria-label") == words


def test_the_patients_left_is_on_the_viewers_right_and_so_it_is_written(drawing):
    for href, link in links_of(drawing).items():
        x, _, width, _ = room_of(link)
        if href.endswith("_left"):
            assert x > MIDDLE, href
        elif href.endswith("_right"):
            assert x + width < MIDDLE, href
    words = {text.text: text for text in drawing.root.iter("text")}
    assert (
        float(words["Patient's right"].get("x")) < MIDDLE < float(words["Patient's left"].get("x"))
    )
    assert words[FACING].text == "Front view, facing the patient"
    assert FACING in drawing.title


def test_the_levels_follow_one_another_downwards(drawing, foramina):
    links = links_of(drawing)
    for side in ("left", "right"):
        heights = [room_of(links[f"Foramen_{row['address']}_{side}"])[1] for row in foramina]
        assert heights == sorted(heights)


def test_every_target_is_24_pixels_or_more_on_a_phone_and_lies_over_no_other(drawing):
    assert drawing.width <= 328  # a phone of 360 pixels has so many beside its margins
    rooms = {href: room_of(link) for href, link in links_of(drawing).items()}
    assert len(rooms) == 46 + 4 + 8 + 1
    assert all(width >= 24 and height >= 24 for _, _, width, height in rooms.values())
    for (one, (x, y, wide, high)), (other, (u, v, width, height)) in itertools.combinations(
        rooms.items(), 2
    ):
        apart = x + wide <= u or u + width <= x or y + high <= v + 0.01 or v + height <= y + 0.01
        assert apart, (one, other)


def test_the_ways_out_that_are_no_intervertebral_foramen_are_drawn_as_another_kind(drawing):
    links = links_of(drawing)
    for href, roots in {
        "NervePassage_C1_left": ["C1"], "NervePassage_C2_right": ["C2"],
        "AnteriorSacralForamen_S4_left": ["S4"], "SacralHiatus": ["sacral hiatus: S5, Co1"],
    }.items():  # fmt: skip
        assert texts_of(links[href]) == roots
    assert not list(links["NervePassage_C1_left"].iter("ellipse"))
    assert list(links["Foramen_C2-C3_left"].iter("ellipse"))
    assert "at the back: posterior sacral foramen" in texts_of(drawing.root)
    assert "schematic, not to scale" in texts_of(drawing.root)


def test_what_is_chosen_differs_by_line_words_and_attribute_not_by_colour_alone(column):
    chosen = f"{FORAMEN}Foramen_L4-L5_left"
    drawing = drawn(column, chosen=chosen)
    links = links_of(drawing)
    current = [href for href, link in links.items() if link.get("aria-current")]
    assert current == ["Foramen_L4-L5_left"]
    weights = {
        href: [one.get("stroke-width") for one in link.iter("path")]
        for href, link in links.items()
        if href.startswith("Foramen_")
    }
    assert weights.pop("Foramen_L4-L5_left") == ["5"]
    assert set(map(tuple, weights.values())) == {("2.5",)}
    words = texts_of(drawing.root)
    assert "L4 leaves at L4/5" in words
    assert "L5 passes L4/5 and leaves below" in words


def test_nothing_passes_where_the_graph_names_no_traversing_root(column):
    drawing = drawn(column, chosen=f"{FORAMEN}Foramen_C5-C6_right")
    assert "C6 leaves at C5/6" in texts_of(drawing.root)
    assert not [text for text in texts_of(drawing.root) if "passes" in text]
    assert not [one for one in drawing.root.iter("path") if one.get("stroke-dasharray") == "5 4"]


@pytest.mark.parametrize(
    ("lit", "expected"),
    [
        ("Root_C8", ["Foramen_C7-T1_left", "Foramen_C7-T1_right"]),
        ("Root_C8_right", ["Foramen_C7-T1_right"]),
        ("Foramen_T4-T5_left", ["Foramen_T4-T5_left"]),
        ("Root_C1_left", ["NervePassage_C1_left"]),
    ],
)
def test_a_root_lights_the_openings_it_leaves_by(column, lit, expected):
    links = links_of(drawn(column, lit=[f"{FORAMEN}{lit}"]))
    found = [
        href
        for href, link in links.items()
        if any("p-nerve-lit" in one.get("class", "") for one in link.iter("path"))
    ]
    assert sorted(found) == expected


def test_a_sixth_lumbar_vertebra_is_just_drawn(six_lumbar):
    drawing = drawn(six_lumbar)
    links = links_of(drawing)
    assert len(links) == 12
    assert texts_of(links["Foramen_L6-S1_left"])[0] == "L6"
    assert {"L5", "L6", "S1"} <= set(texts_of(drawing.root))


def test_an_empty_column_is_drawn_without_a_fault():
    assert not links_of(drawn(Column()))


def test_the_script_may_follow_the_links_only_where_it_is_told_so(column):
    assert all(link.get("data-swap-link") == "" for link in drawn(column).root.iter("a"))
    still = drawn(column, swap=False)
    assert not [link for link in still.root.iter("a") if "data-swap-link" in link.attrib]


def test_two_figures_on_one_page_share_no_identifier(column):
    found = [
        re.findall(r' id="([^"]+)"', drawn(column, prefix=prefix).inline())
        for prefix in ("one", "two")
    ]
    assert found[0]
    assert not set(found[0]) & set(found[1])
