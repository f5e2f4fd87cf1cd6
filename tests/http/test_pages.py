"""The pages: whole without a script, escaped, linked, and negotiated."""

import html
import re
from html.parser import HTMLParser

import pytest

F = "https://w3id.org/foramen/"
PAGES = [
    "/",
    "/questions",
    "/questions/which-root-leaves-by-a-foramen",
    "/questions/what-is-said-with-a-word?word=stenosis&most=2",
    "/sparql",
    "/sparql?query=SELECT+*+{+?s+?p+?o+}&format=html",
    "/sparql?query=ASK+{}&format=html",
    "/sparql?query=CONSTRUCT+WHERE+{+?s+?p+?o+}&format=html",
    "/sparql?query=SELECT",
    "/IntervertebralForamen",
    "/Foramen_L4-L5_left",
    "/statement_1",
    "/claim_INT01",
    "/transmitsRoot",
    "/term?name=owl:Class",
    "/explain",
    "/explain?subject=Foramen_L4-L5_right&predicate=boundedBy&object=Pedicle",
    "/explain?subject=Foramen_L4-L5_left&predicate=a&object=owl:Class",
    "/explain?subject=Foramen_L4-L5_left&predicate=transmitsRoot&object=Root",
    "/explain?subject=Foramen_L4-L5_left&predicate=transmitsRoot&object=Root_L5_left",
    "/sparql?query=CONSTRUCT+WHERE+{+?s+a+?o+}&explain=true&format=html",
    "/Foramen_L4-L5_lef",
    "/graph/asserted/x",
    "/sources/",
    "/sources/BRIT",
    "/sources/BRIT?q=pedicle",
    "/sources/claims",
    "/sources/claims/INT01",
    "/sources/disputes",
    "/about",
    "/about/changes",
    "/search",
    "/search?q=foramen",
    "/search?q=foramen&kind=class",
    "/search?q=xyzzy",
    "/browse/",
    "/browse/?open=Foramen_L4-L5_left",
    "/browse/?filter=foramen",
    "/browse/parts",
    "/browse/topics",
    "/browse/letters",
]


class Reader(HTMLParser):
    """Collect what matters of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.labels, self.fields, self.ids = [], [], set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        self.links += [given[name] for name in ("href", "src", "action") if given.get(name)]
        if tag == "label":
            self.labels.add(given["for"])
        if tag in {"input", "textarea"}:
            self.fields.append(given)
        if "id" in given:
            self.ids.append(given["id"])


@pytest.fixture(params=PAGES)
def page(request, client):
    response = client.get(request.param, headers={"Accept": "text/html"})
    assert response.mimetype == "text/html"
    return response


def test_every_page_carries_the_disclaimer(page):
    assert "Educational; not medical advice; does not replace an in-person medical" in page.text


def test_every_page_has_its_landmarks_and_one_heading(page):
    tags = [tag for tag, _ in Reader(page.text).tags]
    for tag in ("header", "main", "footer", "h1"):
        assert tags.count(tag) == 1, tag
    assert page.text.partition("</head>")[0].count("<title>") == 1
    names = [given.get("aria-label") for tag, given in Reader(page.text).tags if tag == "nav"]
    assert len(names) >= 2
    assert len(set(names)) == len(names)
    assert all(names)
    assert ("html", {"lang": "en"}) in Reader(page.text).tags


def test_every_field_has_a_name_and_every_id_is_unique(page):
    reader = Reader(page.text)
    for field in (one for one in reader.fields if one.get("type") != "hidden"):
        assert field.get("id") in reader.labels or field.get("aria-label")
    assert len(reader.ids) == len(set(reader.ids))


def test_every_table_has_a_caption_and_column_headings(page):
    tags = [tag for tag, _ in Reader(page.text).tags]
    assert tags.count("caption") == tags.count("table")
    assert all(given.get("scope") for tag, given in Reader(page.text).tags if tag == "th")


def test_no_page_holds_a_script_or_styles_itself(page):
    for tag, given in Reader(page.text).tags:
        assert tag not in {"style", "iframe"}
        # Only files of ours, never text in the page; a block of data is run by no browser.
        data = given.get("type") == "application/ld+json" and "src" not in given
        assert tag != "script" or data or given["src"].startswith("/static/")
        assert not any(name == "style" or name.startswith("on") for name in given)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def leads_out(tag, given):
    """Tell whether it is a link to a source or a licence: it asks nobody until one follows it."""
    return tag == "a" and {"noreferrer", "external"} <= set(given.get("rel", "").split())


def test_no_page_asks_another_host(page):
    for tag, given in Reader(page.text).tags:
        for name in ("href", "src", "action"):
            elsewhere = given.get(name, "").startswith(("http", "//"))
            assert not elsewhere or leads_out(tag, given), (tag, given)


def test_every_link_leads_somewhere(page, client):
    links = {link.partition("#")[0] for link in Reader(page.text).links}
    for link in links - {"", "/term"}:
        if not link.startswith(("/static/", "http")):
            response = client.get(link, headers={"Accept": "text/html, */*;q=0.5"})
            assert response.status_code in {200, 303}, link


def test_the_home_page_shows_counts_version_graphs_and_three_doors(client):
    text = client.get("/").text
    for word in (
        "For informaticians", "For other systems", "For curriculum designers", "0.0.1",
        "statements</dt><dd>3</dd>", F + "graph/axioms", "Which nerve root leaves",
    ):  # fmt: skip
        assert word in text


def test_a_question_shows_labels_that_link_to_terms(client):
    text = client.get("/questions/which-root-leaves-by-a-foramen").text
    assert '<a href="/Root_L4_left" title="foramen:Root_L4_left">left L4 root</a>' in text
    assert "rootLabel</th>" not in text
    assert "VALUES ?foramen { foramen:Foramen_L4-L5 }" in text


@pytest.mark.parametrize(
    "value",
    ["Foramen_L5-S1_left", "foramen:Foramen_L5-S1", "left+L5-S1+foramen", F + "Foramen_L5-S1"],
)
def test_a_question_is_asked_of_another_term_by_any_name(client, value):
    path = f"/questions/which-root-leaves-by-a-foramen?foramen={value}&format=csv"
    assert client.get(path).text == f"root,rootLabel\r\n{F}Root_L5_left,left L5 root\r\n"


def test_a_question_takes_several_values(client):
    path = "/questions/which-root-leaves-by-a-foramen?foramen=Foramen_L5-S1&foramen=Foramen_L4-L5"
    rows = client.get(path, headers={"Accept": "application/json"}).json["results"]["bindings"]
    assert [row["rootLabel"]["value"] for row in rows] == [
        "left L4 root",
        "left L5 root",
        "right L4 root",
    ]


def test_an_empty_field_asks_the_default(client):
    name = "/questions/which-root-leaves-by-a-foramen"
    assert client.get(f"{name}?foramen=&format=csv").text == client.get(f"{name}?format=csv").text


@pytest.mark.parametrize(
    ("query", "hint"),
    [("foramen=left+L5-S1+foramenn", "Did you mean left L5-S1 foramen"), ("level=x", "foramen")],
)
def test_a_parameter_that_does_not_fit_is_explained(client, query, hint):
    response = client.get(f"/questions/which-root-leaves-by-a-foramen?{query}")
    assert response.status_code == 400
    assert hint in response.json["hint"]


def test_an_unknown_question_offers_the_nearest(client):
    response = client.get("/questions/which-root-leaves-by-the-foramen")
    assert response.status_code == 404
    assert response.json["near"] == ["which-root-leaves-by-a-foramen"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_a_term_resolves_at_its_local_path_in_every_form(client, accept, media_type):
    response = client.get("/Foramen_L4-L5_left", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.mimetype == media_type
    assert "left L4-L5 foramen" in response.text


def test_a_term_page_shows_relations_with_source_and_strength(client):
    text = client.get("/Foramen_L4-L5_left").text
    for word in ("transmits root", "left L4 root", "definite", "Britannica", "/statement_1"):
        assert word in text
    assert "inferred</span>" in client.get("/Foramen_L4-L5_right").text


def test_labels_and_notes_are_escaped(client):
    text = client.get("/ForaminalStenosis").text
    assert "A &lt;b&gt;narrow&lt;/b&gt; opening &amp; &#34;what&#34; it does." in text


def test_an_unknown_term_is_404_with_the_nearest_as_links(client):
    response = client.get("/Foramen_L4-L5_lef", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert '<a href="/term?name=Foramen_L4-L5_left">' in response.text


@pytest.mark.parametrize(
    ("name", "path"),
    [("nerve+hole", "/IntervertebralForamen"), ("foramen:Pedicle", "/Pedicle"), ("IVF", "/Inter")],
)
def test_finding_a_term_leads_to_its_own_address(client, name, path):
    response = client.get(f"/term?name={name}")
    assert response.status_code == 303
    assert response.headers["Location"].startswith(path)


def test_a_long_answer_says_how_much_of_it_is_shown(client):
    query = "SELECT * { ?a ?b ?c . ?d <http://www.w3.org/2000/01/rdf-schema#label> ?f }"
    text = client.get("/sparql", query_string={"query": query, "format": "html"}).text
    assert "of which the first 500 are shown" in text


def test_health_names_version_and_engine(client):
    response = client.get("/healthz")
    assert response.json == {"status": "ok", "version": "0.0.1", "engine": "oxigraph"}
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["foramen-style.css", "foramen.svg"])
def test_static_files_are_served(client, name):
    response = client.get(f"/static/{name}")
    assert response.status_code == 200
    response.close()


def test_every_relation_of_a_term_leads_to_its_why(client):
    page = client.get("/Foramen_L4-L5_left", headers={"Accept": "text/html"}).text
    addresses = re.findall(r'href="(/explain\?[^"]+)">why\?', page)
    assert len(addresses) == 3  # its kind, its wall, its root
    for address in addresses:
        answer = client.get(html.unescape(address), headers={"Accept": "text/html"})
        assert answer.status_code == 200, address
