"""The home page of the real dataset: from there to each of the 46 foramina in one step."""

import csv
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

TABLE = Path(__file__).parents[1] / "data" / "pictures" / "foramina.tsv"


@pytest.fixture(scope="module")
def text(served):
    return served.get("/").text


@pytest.fixture(scope="module")
def links(text):
    [picture] = re.findall(r"<svg .*</svg>", text, re.DOTALL)
    return {link.get("href"): link for link in ET.fromstring(picture).iter("a")}


def test_each_foramen_is_one_link_to_its_level_and_side(links):
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    expected = {
        f"/spine/{row['address']}/{side}": row["exits"]
        for row in rows
        for side in ("left", "right")
    }
    found = {
        href: next(link.iter("text")).text
        for href, link in links.items()
        if href.startswith("/spine/")
    }
    assert found == expected
    assert len(found) == 46


def test_the_other_ways_out_lead_to_their_terms(links, served):
    others = [href for href in links if not href.startswith("/spine/")]
    assert len(others) == 13
    for href in others:
        assert served.get(href, headers={"Accept": "text/html"}).status_code == 200, href


def test_it_says_for_whom_it_is_and_that_it_is_no_advice_before_the_spine(text):
    before, _, after = text.partition('<section class="home-spine"')
    assert "not medical advice" in before
    assert '<input id="home-q"' in before
    for word in ("curriculum designers", "clinicians in training", "informaticians", "systems"):
        assert word in after
    assert "46 intervertebral foramina" in after


def test_every_search_to_try_finds_something(text, served):
    tried = [unescape(one) for one in re.findall(r'href="/search\?q=[^"]+">([^<]+)<', text)]
    assert len(tried) == 4
    for words in tried:
        assert served.get("/api/search", query_string={"q": words}).json["total"], words


def test_the_spine_is_left_out_where_the_graph_has_none(client):
    text = client.get("/").text
    assert "<svg" not in text
    assert 'id="graphs"' in text
