"""The spine: every level and side once, by figure and by table, and hostile addresses."""

import csv
import io
import re

import pytest

F = "https://w3id.org/foramen/"
# By hand: in the neck the root of the lower vertebra leaves, C8 below C7, further down the upper.
EXITING = {
    "C2-C3": "C3", "C3-C4": "C4", "C4-C5": "C5", "C5-C6": "C6", "C6-C7": "C7", "C7-T1": "C8",
    "T1-T2": "T1", "T2-T3": "T2", "T3-T4": "T3", "T4-T5": "T4", "T5-T6": "T5", "T6-T7": "T6",
    "T7-T8": "T7", "T8-T9": "T8", "T9-T10": "T9", "T10-T11": "T10", "T11-T12": "T11",
    "T12-L1": "T12", "L1-L2": "L1", "L2-L3": "L2", "L3-L4": "L3", "L4-L5": "L4", "L5-S1": "L5",
}  # fmt: skip
TRAVERSING = {"L1-L2": "L2", "L2-L3": "L3", "L3-L4": "L4", "L4-L5": "L5", "L5-S1": "S1"}
OTHERS = (
    [(f"NervePassage_{root}", root) for root in ("C1", "C2")]
    + [(f"AnteriorSacralForamen_S{n}", f"S{n}") for n in (1, 2, 3, 4)]
    + [(f"PosteriorSacralForamen_S{n}", f"S{n}") for n in (1, 2, 3, 4)]
)
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def page(served):
    return served.get("/spine/", headers=HTML).text


def rows_of(served, address):
    return list(csv.DictReader(io.StringIO(served.get(address).text)))


def test_the_table_and_the_figure_lead_to_each_foramen(page):
    assert len(EXITING) == 23
    figure, _, table = page.partition("</aside>")
    for level in EXITING:
        for side in ("left", "right"):
            link = f'href="/spine/{level}/{side}"'
            assert figure.count(link) == 1, link
            assert table.count(link) == 1, link


def test_the_table_names_the_roots_that_exit_and_traverse(page):
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    named = {name: re.findall(r'href="/Root_(\w+)"', cells) for name, cells in rows}
    expected = {
        "C2/3": ["C3"], "C4/5": ["C5"], "C7/T1": ["C8"], "T1/2": ["T1"], "T12/L1": ["T12"],
        "L1/2": ["L1", "L2"], "L4/5": ["L4", "L5"], "L5/S1": ["L5", "S1"],
    }  # fmt: skip
    assert {name: named[name] for name in expected} == expected
    assert len(named) == 23


def test_openings_of_another_kind_lead_to_their_terms(page):
    for name, _ in OTHERS:
        for side in ("left", "right"):
            assert f'href="/{name}_{side}"' in page.partition("</aside>")[2], name
    assert 'href="/SacralHiatus"' in page


def test_the_file_holds_exactly_what_the_table_shows(served):
    rows = rows_of(served, "/spine/?format=csv")
    found = {(row["opening"], row["exiting"], row["traversing"]) for row in rows}
    expected = {
        (
            f"{F}Foramen_{level}_{side}",
            f"{F}Root_{root}_{side}",
            f"{F}Root_{TRAVERSING[level]}_{side}" if level in TRAVERSING else "",
        )
        for level, root in EXITING.items()
        for side in ("left", "right")
    }
    expected |= {
        (f"{F}{name}_{side}", f"{F}Root_{root}_{side}", "")
        for name, root in OTHERS
        for side in ("left", "right")
    }
    expected |= {
        (f"{F}SacralHiatus", f"{F}Root_{root}_{side}", "")
        for root in ("S5", "Co1")
        for side in ("left", "right")
    }
    assert found == expected
    assert len(rows) == 46 + 20 + 4


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml", "markdown"])
def test_the_table_comes_in_each_format(served, name):
    answer = served.get(f"/spine/?format={name}")
    assert answer.status_code == 200
    assert "Foramen_C7-T1_left" in answer.text
    assert answer.headers["Content-Disposition"].startswith('inline; filename="spine.')


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("/spine/l4-l5/left", "/spine/L4-L5/left"),
        ("/spine/L4-5/left", "/spine/L4-L5/left"),
        ("/spine/L4-L5/Left", "/spine/L4-L5/left"),
        ("/spine/l4%E2%80%935/R", "/spine/L4-L5/right"),
        ("/spine/c7-t1/l", "/spine/C7-T1/left"),
        ("/spine/L5-s1/right?format=csv", "/spine/L5-S1/right?format=csv"),
        ("/spine/L4-5/left?with=L5-S1-left", "/spine/L4-L5/left?with=L5-S1-left"),
    ],
)
def test_other_ways_to_write_a_place_lead_to_its_one_address(served, given, canonical):
    answer = served.get(given, headers=HTML)
    assert (answer.status_code, answer.headers["Location"]) == (301, canonical)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("/spine/L4-L6/left", "/spine/L4-L5/left"),
        ("/spine/L4-L5/middle", "/spine/L4-L5/right"),
        ("/spine/C1-C2/right", "/spine/C2-C3/right"),
        ("/spine/T12-L2/left", "/spine/T12-L1/left"),
    ],
)
def test_an_unknown_place_names_those_that_are_near(served, given, near):
    answer = served.get(given, headers=HTML)
    assert answer.status_code == 404
    assert "There is no intervertebral foramen at" in answer.text
    assert f'href="{near}"' in answer.text
    for link in re.findall(r'<li><a href="(/spine/[^"]+)"', answer.text):
        assert served.get(link, headers=HTML).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/spine/%00/left",
        "/spine/L4-L5/%00",
        "/spine/%E2%80%AEL4-L5/left",
        "/spine/%D9%A4/left",
        f"/spine/{'L' * 3000}/left",
        f"/spine/L4-L5/{'x' * 3000}",
        "/spine/%3Cscript%3E/left",
        "/spine/-/-",
        "/spine/L4-L5/left%22%3E",
        "/spine/L4-L5/left?with=%00",
        "/spine/L4-L5/left?with=-",
        "/spine/L4-L5/left?with=L4-L5",
        "/spine/L4-L5/left?with=<script>alert(1)</script>",
        "/spine/compare?a=L4-L5-left&b=L4-L6-left",
    ],
)
def test_a_place_that_is_none_is_not_found_and_never_a_fault(served, address):
    answer = served.get(address, headers=HTML)
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/spine/?side=left",
        "/spine/L4-L5/left?level=L4",
        "/spine/L4-L5/left?with=L5-S1-left&with=L3-L4-left",
        f"/spine/L4-L5/left?with={'x' * 2000}",
        "/spine/compare",
        "/spine/compare?a=L4-L5-left",
        "/spine/compare?a=&b=L4-L5-left",
    ],
)
def test_a_parameter_that_does_not_fit_is_refused_in_words(served, address):
    answer = served.get(address, headers=HTML)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "address", ["/spine/", "/spine/L4-L5/left", "/spine/L4-L5/left?with=T5-T6-left"]
)
def test_a_format_that_is_none_is_named_with_those_on_offer(served, address):
    joint = "&" if "?" in address else "?"
    answer = served.get(f"{address}{joint}format=docx")
    assert answer.status_code == 406
    assert "csv" in answer.text


def test_a_comparison_has_one_address(served):
    answer = served.get("/spine/compare?a=l4-5-left&b=L5-S1-left")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/spine/L4-L5/left?with=L5-S1-left"


def test_a_dataset_without_levels_has_a_page_that_says_so(client):
    answer = client.get("/spine/", headers=HTML)
    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_from_the_home_page_each_foramen_and_its_symptoms_are_one_click_away(served):
    home = served.get("/", headers=HTML).text
    links = set(re.findall(r'href="(/spine/[A-Z][^"]*)"', home))
    assert links == {f"/spine/{level}/{side}" for level in EXITING for side in ("left", "right")}
    page = served.get("/spine/L5-S1/right", headers=HTML).text
    assert 'href="/Dermatome_L5_right"' in page
    assert 'href="/Numbness"' in page
