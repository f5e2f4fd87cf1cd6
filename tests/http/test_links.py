"""No link of a page leads nowhere: neither to another page nor to a place on it."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from page_types import PAGES

FILES = re.compile(r"/(?:fhir|graph)/|\.[a-z0-9]+$|format=")  # tests of their own ask these
HTML = {"Accept": "text/html,*/*;q=0.8"}


class Reader(HTMLParser):
    """Collect links and the places that they can lead to."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids.add(given.get("id"))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])


@pytest.fixture(scope="module")
def known():
    """What has been asked: how often each form of address, and the places of each page."""
    return {"forms": set(), "pages": {}}


def places(served, known, address):
    if address not in known["pages"]:
        with served.get(address, headers=HTML) as response:
            assert response.status_code < 400, address
            is_page = response.mimetype == "text/html"
            known["pages"][address] = Reader(response.text).ids if is_page else None
    return known["pages"][address]


def form_of(address):
    parts = urlsplit(address)
    path = re.sub(r"^/[^/]*[A-Z0-9_].*", "/*", parts.path)
    path = re.sub(r"^(/(?:questions|sources|spine|mappings)/).+", r"\1*", path)
    return path, *sorted(pair.partition("=")[0] for pair in parts.query.split("&"))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_to_something(served, known, name):
    page = served.get(PAGES[name], headers=HTML)
    reader = Reader(page.text)
    for link in dict.fromkeys(reader.links):
        whole = urljoin(f"http://localhost{PAGES[name]}", link)
        address, _, place = whole.removeprefix("http://localhost").partition("#")
        if not whole.startswith("http://localhost/") or FILES.search(address):
            continue
        if address == PAGES[name]:
            assert place in reader.ids | {""}, link
            continue
        form = (form_of(address), place)
        if form in known["forms"]:
            continue  # one of those that differ in their values alone
        known["forms"].add(form)
        found = places(served, known, address)
        assert not place or found is None or place in found, link


def test_links_of_many_forms_were_followed(known):
    assert len(known["forms"]) > 100
