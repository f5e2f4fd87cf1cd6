"""The figures as files: whole by themselves, with their licence, and strict about what is asked."""

from xml.etree import ElementTree as ET

import pytest

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{name}" for name in ("path", "rect", "ellipse", "circle", "text")}
FILES = {
    "the spine": ("/spine/picture.svg", "spine.svg"),
    "a foramen": ("/spine/picture.svg?level=L4-L5&side=left", "spine-L4-L5-left.svg"),
    "the body": ("/spine/body.svg", "body.svg"),
    "a root": ("/spine/body.svg?root=Root_L4_left", "body-Root_L4_left.svg"),
    "two roots": ("/spine/body.svg?root=foramen:Root_C8&root=Root_S2_right",
                  "body-Root_C8-Root_S2_right.svg"),
    "a root beside another": ("/spine/body.svg?root=Root_L4_left&passing=Root_L5_left",
                              "body-Root_L4_left.svg"),
}  # fmt: skip


@pytest.fixture(params=FILES)
def figure(request, served):
    return served.get(FILES[request.param][0])


def test_every_shape_has_its_own_colours_and_needs_no_stylesheet(figure):
    root = ET.fromstring(figure.text)
    shapes = [one for one in root.iter() if one.tag in SHAPES]
    assert len(shapes) > 30
    for shape in shapes:
        assert shape.get("fill") == "none" or shape.get("fill", "").startswith("#"), shape.attrib
        stroke = shape.get("stroke")
        assert stroke is None or stroke == "none" or stroke.startswith("#")
        assert shape.get("fill") != "none" or stroke != "none", "nothing would be seen"
        assert shape.get("style") is None
    assert "var(" not in figure.text
    assert not list(root.iter(f"{SVG}style"))
    assert "sans-serif" in root.get("font-family")


def test_a_file_says_what_it_is_not_and_how_it_may_be_used(figure, built):
    root = ET.fromstring(figure.text)
    assert root[0].tag == f"{SVG}title"
    assert root[1].tag == f"{SVG}desc"
    assert "not medical advice" in root[1].text
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert words[-2] == f"Foramen {built.version}, CC BY 4.0"
    assert "not medical advice" in words[-1]


def test_links_of_a_file_lead_to_the_service_and_ask_no_script(figure):
    links = [link.attrib for link in ET.fromstring(figure.text).iter(f"{SVG}a")]
    assert all(link["href"].startswith("http://localhost/") for link in links)
    assert not [link for link in links if "data-swap-link" in link]


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_a_type_and_a_name(served, name):
    path, file_name = FILES[name]
    response = served.get(path)
    assert response.mimetype == "image/svg+xml"
    assert response.headers["Content-Disposition"] == f'inline; filename="{file_name}"'
    assert response.data == served.get(path).data


def test_the_chosen_foramen_leads_to_its_page_and_is_marked(served):
    root = ET.fromstring(served.get(FILES["a foramen"][0]).text)
    [current] = [link for link in root.iter(f"{SVG}a") if link.get("aria-current")]
    assert current.get("href") == "http://localhost/spine/L4-L5/left"
    assert current.get("aria-label") == "Left L4/5 foramen, exiting root L4, traversing root L5"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("picture.svg?level=L5-L6&side=left", "level is one of C2-C3, C3-C4"),
        ("picture.svg?level=L4-L5&side=middle", "side is one of right, left"),
        ("picture.svg?level=L4-L5", "Give level and side together"),
        ("picture.svg?side=left", "Give level and side together"),
        ("picture.svg?levle=L4-L5", "Did you mean level?"),
        ("picture.svg?level=L4-L5&level=L5-S1&side=left", "Give level once"),
        ("picture.svg?level=" + "L" * 5000, "level may have"),
        ("body.svg?root=Foramen_L4-L5", "is no nerve root here"),
        ("body.svg?root=%00", "is no nerve root here"),
        ("body.svg?root=%E2%80%AERoot_L4", "is no nerve root here"),
        ("body.svg?root=<script>", "is no nerve root here"),
        ("body.svg?root=" + "Root_L4," * 20, "Give at most 12 values of root"),
        ("body.svg?passing=Vertebra_L4", "is no nerve root here"),
        ("body.svg?side=left", "There is no parameter &#39;side&#39; here"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(served, query, told):
    response = served.get(f"/spine/{query}", headers={"Accept": "text/html"})
    assert response.status_code == 400
    assert told in response.text
    assert "<script>" not in response.text


def test_roots_are_lit_and_others_dashed(served):
    root = ET.fromstring(served.get(FILES["a root beside another"][0]).text)
    said = [
        "".join(text.text for text in link)
        for link in ([one for one in a if one.tag == f"{SVG}text"] for a in root.iter(f"{SVG}a"))
    ]
    assert [words.partition(":")[0] for words in said] == ["Left L4", "Dashed, left L5"]


def test_a_graph_without_a_spine_has_an_empty_figure(client):
    for path in ("/spine/picture.svg", "/spine/body.svg"):
        assert client.get(path).status_code == 200
    assert client.get("/spine/picture.svg?level=L4-L5&side=left").status_code == 400
