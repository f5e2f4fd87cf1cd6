"""Each page for teaching says in itself what it is, and leads to the whole as linked data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from foramen.handouts import embedded
from foramen.teaching.handout import Handout, Sheet

# What a page is called in it; nothing for a page that holds no more than a form.
PAGES = {
    "/teach/": "Topics to teach",
    "/teach/topics/roots": "Roots, levels and territories",
    "/teach/objectives?topic=roots": "Learning objectives",
    "/teach/path": "",
    "/teach/path?to=SpinalCord&known=Vertebra": "Path to spinal cord",
    "/teach/plan": "",
    "/teach/plan?target=SpinalCord&units=3": "Plan of lessons",
    "/teach/coverage": "",
    "/teach/coverage?text=Laminectomy": "Coverage of a syllabus",
    "/teach/quiz?topic=roots&number=2": "Quiz drafts",
    "/teach/cards?topic=roots": "Flash cards: Roots, levels and territories",
    "/teach/sheets?sheet=roots": "Levels and roots",
}
LINK = re.compile(r'<link rel="alternate" type="application/ld\+json" href="([^"]+)">')
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_to_its_whole_content_as_linked_data(served, address):
    page = served.get(address, headers={"Accept": "text/html"}).text
    (link,) = map(unescape, LINK.findall(page))
    whole = served.get(link)
    assert whole.mimetype == "application/ld+json"
    same = served.get(f"{address}{'&' if '?' in address else '?'}format=jsonld")
    assert whole.data == same.data
    blocks = [json.loads(text) for text in BLOCK.findall(page)]
    assert [one["name"] for one in blocks] == [PAGES[address]] * bool(PAGES[address])
    for block in blocks:
        resource = whole.json["@graph"][0]
        assert block["@context"] == "https://schema.org"
        assert block["encoding"]["contentUrl"].endswith(link)
        for name in ("@id", "@type", "name", "description", "license", "version"):
            assert block[name] == resource[name]
        if "teaches" in block:
            named = [one["@id"] for one in block["teaches"]]
            assert named == [one["@id"] for one in resource["teaches"]]
    assert len("".join(BLOCK.findall(page))) < 20_000


def test_a_page_names_in_itself_what_it_teaches(served):
    (text,) = BLOCK.findall(served.get("/teach/path?to=SpinalCord").text)
    taught = json.loads(text)["teaches"]
    assert {"@type": "DefinedTerm", "@id": "https://w3id.org/foramen/SpinalCord",
            "name": "spinal cord", "termCode": "SpinalCord"} in taught  # fmt: skip


def test_a_page_of_a_name_that_means_nothing_leads_to_no_data(served):
    for address in ("/teach/path?to=gristle", "/teach/plan?target=gristle"):
        page = served.get(address, headers={"Accept": "text/html"}).text
        assert "application/ld+json" not in page.partition("</head>")[0]


def test_no_text_ends_the_block_that_holds_it():
    evil = "</script><script>alert(1)</script><!--"
    handout = Handout("x", evil, evil, (Sheet("x", "x", ("x",), ()),), f"/x?{evil}")
    for one in (handout, replace(handout, title="x & y")):
        text = embedded(one)
        assert "<" not in text
        assert json.loads(text)["name"] == one.title
