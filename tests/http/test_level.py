"""The page of a level and side: what is known of its foramen, by hand from the standards."""

import csv
import html
import io
import re
from itertools import pairwise

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF

F = "https://w3id.org/foramen/"
NS = Namespace(F)
HTML = {"Accept": "text/html"}
# From the International Standards (ISNCSCI 2019) and, of reflexes, from the tables of the sources:
# level, exiting root, key sensory point, key muscle, reflexes.
CHAINS = [
    ("C2-C3", "C3", "supraclavicular fossa, midclavicular line", [], []),
    ("C4-C5", "C5", "lateral (radial) side of the antecubital fossa", ["elbow flexors"],
     ["biceps reflex"]),
    ("C5-C6", "C6", "dorsal surface of the proximal phalanx of the thumb", ["wrist extensors"],
     ["brachioradialis reflex", "biceps reflex"]),
    ("C6-C7", "C7", "dorsal surface of the proximal phalanx of the middle finger",
     ["elbow extensors"], ["triceps reflex"]),
    ("C7-T1", "C8", "dorsal surface of the proximal phalanx of the little finger",
     ["finger flexors"], []),
    ("T1-T2", "T1", "medial (ulnar) side of the antecubital fossa", ["little finger abductors"],
     []),
    ("T10-T11", "T10",
     "tenth intercostal space (level of the umbilicus), midclavicular line", [], []),
    ("T12-L1", "T12", "midpoint of the inguinal ligament", [], []),
    ("L3-L4", "L3", "medial femoral condyle above the knee", ["knee extensors"],
     ["patellar reflex"]),
    ("L4-L5", "L4", "medial malleolus", ["ankle dorsiflexors"], ["patellar reflex"]),
    ("L5-S1", "L5", "dorsum of the foot at the third metatarsophalangeal joint",
     ["long toe extensors"], ["medial hamstring reflex"]),
]  # fmt: skip
# Which root a herniation may compromise, by zone: the exiting one, or the one that traverses.
ZONES = [
    ("C5-C6", {"Foraminal": "C6", "FarLateral": "C6", "Paracentral": "C6"}),
    ("C7-T1", {"Foraminal": "C8", "FarLateral": "C8", "Paracentral": "C8"}),
    ("T12-L1", {"Foraminal": "T12", "FarLateral": "T12"}),
    ("L4-L5", {"Foraminal": "L4", "FarLateral": "L4", "Paracentral": "L5"}),
    ("L5-S1", {"Foraminal": "L5", "FarLateral": "L5", "Paracentral": "S1"}),
]
SIDES = ["left", "right"]


@pytest.fixture(scope="module")
def pages(served):
    known = {}

    def page(level, side="left"):
        if (level, side) not in known:
            answer = served.get(f"/spine/{level}/{side}", headers=HTML)
            assert answer.status_code == 200
            known[level, side] = answer.text
        return known[level, side]

    return page


def words(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def chain_of(page):
    chain = re.search(r'<ol class="chain".*?</ol>', page, re.DOTALL).group()
    steps = re.findall(r'<span class="step-name">(.*?)</span>(.*?)</li>', chain, re.DOTALL)
    return {name: re.findall(r">([^<]+)</a>", step) for name, step in steps}


def rows_of(served, address):
    return list(csv.DictReader(io.StringIO(served.get(address).text)))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("level", "root", "point", "muscles", "reflexes"), CHAINS)
def test_the_chain_tells_what_is_tested_of_the_exiting_root(
    pages, level, root, point, muscles, reflexes, side
):
    assert chain_of(pages(level, side)) == {
        "opening": [],
        "exiting root": [root],
        "key sensory point": [f"{side} {point}"],
        "key muscle": [f"{side} {muscle}" for muscle in muscles],
        "reflex": [f"{side} {reflex}" for reflex in reflexes],
    }


def test_enough_levels_are_known_by_hand():
    assert len(CHAINS) == 11


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(("level", "zones"), ZONES)
def test_the_zone_of_a_herniation_tells_which_root_it_may_compromise(served, level, zones, side):
    rows = rows_of(served, f"/spine/{level}/{side}?format=csv")
    found = {
        row["subject"].removeprefix(F): row["object"].removeprefix(F)
        for row in rows
        if row["property"] == f"{F}mayCompromise" and "Herniation" in row["subject"]
    }
    assert found == {
        f"{zone}DiscHerniation_{level}_{side}": f"Root_{root}_{side}"
        for zone, root in zones.items()
    }


def test_the_page_says_whether_that_root_exits_or_traverses(pages):
    text = words(pages("L4-L5"))
    assert "left L4/5 paracentral disc herniation left L5 nerve root traversing may" in text
    assert "left L4/5 foraminal disc herniation left L4 nerve root exiting may" in text
    assert "No traversing root is stated at this level." in words(pages("C5-C6"))


def test_the_head_names_the_foramen_and_leads_back(pages):
    page = pages("L4-L5")
    assert re.search(r"<h1[^>]*data-focus[^>]*>Left L4/5 intervertebral foramen</h1>", page)
    trail = re.search(r'<nav class="trail".*?</nav>', page, re.DOTALL).group()
    assert 'href="/spine/"' in trail
    assert words(trail).endswith("L4/5")


def test_walls_and_contents_are_of_this_level_and_side(served):
    rows = rows_of(served, "/spine/L4-L5/left?format=csv")
    walls = {
        (row["property"].removeprefix(F), row["object"].removeprefix(F))
        for row in rows
        if row["section"] == "opening" and row["property"].startswith(f"{F}bounded")
    }
    assert walls == {
        ("boundedSuperiorlyBy", "Pedicle_L4_left"),
        ("boundedInferiorlyBy", "Pedicle_L5_left"),
        ("boundedAnteriorlyBy", "Disc_L4-L5"),
        ("boundedAnteriorlyBy", "VertebralBody"),
        ("boundedPosteriorlyBy", "FacetJoint_L4-L5_left"),
        ("boundedPosteriorlyBy", "LigamentumFlavum_L4-L5_left"),
    }


def test_what_is_said_of_every_foramen_is_marked_so(pages):
    page = pages("L4-L5")
    assert 'of every <a href="/IntervertebralForamen">intervertebral foramen</a>' in page
    assert 'of every <a href="/LumbarForaminalStenosis">lumbar foraminal stenosis</a>' in page
    assert 'of every <a href="/CervicalForamen">' not in pages("C5-C6").partition("What narrows")[0]


def test_an_inferred_fact_says_why(pages, served):
    links = re.findall(r'<a class="strength inferred" href="([^"]+)"', pages("L4-L5"))
    assert len(links) > 30
    for link in links[::12]:
        answer = served.get(html.unescape(link), headers=HTML)
        assert answer.status_code == 200


@pytest.mark.parametrize("level", ["C7-T1", "T5-T6", "L5-S1"])
def test_the_query_behind_the_page_gives_exactly_its_facts(pages, served, level):
    queries = re.findall(r"<pre[^>]*><code>(.*?)</code>", pages(level, "right"), re.DOTALL)
    assert len(queries) == 1
    query = html.unescape(queries[0])
    answer = served.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    asked = list(csv.DictReader(io.StringIO(answer.text)))
    shown = rows_of(served, f"/spine/{level}/right?format=csv")
    facts = [row for row in shown if row["section"] != "codes"]
    names = ("section", "subject", "property", "object", "source", "inferred", "note")
    one, other = ({tuple(row[name] for name in names) for row in rows} for rows in (asked, facts))
    assert one == other
    assert len(facts) == len(asked) > 150
    for row in facts:
        assert html.escape(row["objectLabel"], quote=False) in html.unescape(
            pages(level, "right")
        ).replace("&", "&amp;"), row


def test_each_fact_has_its_strength_and_its_sources(served):
    rows = [
        row for row in rows_of(served, "/spine/L4-L5/left?format=csv") if row["section"] != "codes"
    ]
    assert {row["strength"] for row in rows} == {"definite", "may", "varies"}
    assert all(row["source"].startswith((f"{F}claim_", f"{F}source_")) for row in rows)


@pytest.mark.parametrize(
    "name", ["csv", "tsv", "json", "xml", "markdown", "turtle", "jsonld", "rdfxml"]
)
def test_the_page_comes_in_each_format(served, name):
    answer = served.get(f"/spine/L4-L5/left?format={name}")
    assert answer.status_code == 200
    assert "Root_L4_left" in answer.text
    assert 'filename="L4-L5-left.' in answer.headers["Content-Disposition"]


def test_the_graph_holds_triples_and_statements_and_confuses_no_sources(served):
    graph = Graph().parse(data=served.get("/spine/C5-C6/left?format=turtle").text, format="turtle")
    assert (NS["Foramen_C5-C6_left"], NS.boundedSuperiorlyBy, NS.Pedicle_C5_left) in graph
    statements = [
        one
        for one in graph.subjects(RDF.subject, NS.Root_C6)
        if graph.value(one, RDF.object) == NS.Reflex_Biceps
    ]
    assert len(statements) == 1
    # LEX gives the brachioradialis reflex alone: it disputes the statement and is no source of it.
    assert (statements[0], NS.disputedBy, NS.source_LEX) in graph
    assert (statements[0], DCTERMS.source, NS.source_LEX) not in graph


def test_a_dispute_is_shown_with_what_the_other_source_says(pages):
    assert "but LEX gives the brachioradialis reflex alone" in words(pages("C5-C6"))


def test_cautions_name_the_procedures_that_they_bear_on(pages):
    text = words(pages("L4-L5"))
    assert "Epidural injection 5 cautions; bears on transforaminal epidural injection" in text
    assert "does not mean that it is safe" in text


def test_grading_follows_the_region(pages):
    assert "Lee grading of lumbar foraminal stenosis (2010)" in words(pages("L4-L5"))
    assert "Kim grading of cervical foraminal stenosis (2015)" in words(pages("C5-C6"))
    assert "No grading system is stated for this region." in words(pages("T5-T6"))


def test_codes_are_those_of_the_kinds_and_of_the_region(pages):
    text = words(pages("L4-L5"))
    assert "RADLEX:RID7885" in text
    assert "ICD10CM:M99.63 Osseous and subluxation stenosis" in text
    assert "depends: if the cause is a kind of bony contributor" in text
    assert "it is no advice to bill a code" in text


@pytest.mark.parametrize("level", ["C2-C3", "C5-C6", "T5-T6", "L5-S1"])
def test_every_link_of_the_page_leads_somewhere(pages, served, level):
    links = {
        html.unescape(link).partition("#")[0]
        for link in re.findall(r'href="(/[^"]*)"', pages(level).partition("<main")[2])
    }
    names = served.application.extensions["foramen"].concepts.names
    terms = {link for link in links if re.fullmatch(r"/[\w.-]+", link)}
    places = {link for link in links if link.startswith("/spine/") and "?" not in link}
    assert len(terms) > 100
    # A term without a label would be called by its short name.
    known = {link for link in terms if names.label(f"{F}{link[1:]}") != f"foramen:{link[1:]}"}
    pages_of_their_own = {
        "/sparql",
        "/about",
        "/api",
        "/downloads",
        "/prefixes",
        "/annotate",
        "/compare",
    }
    assert terms - known <= pages_of_their_own
    for link in sorted(places):
        assert served.get(link, headers=HTML).status_code == 200, link


def test_the_level_above_and_below_end_with_the_spine(pages):
    assert "the level above" not in pages("C2-C3")
    assert "the level below" not in pages("L5-S1")
    assert "with=C7-T1-left" in pages("T1-T2")


def test_pages_are_well_formed(pages, served):
    compared = served.get("/spine/L4-L5/left?with=C5-C6-right", headers=HTML).text
    for page in (pages("L4-L5"), served.get("/spine/", headers=HTML).text, compared):
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        names = re.findall(r'<nav[^>]*aria-label="([^"]+)"', page)
        assert page.count("<nav") == len(names) == len(set(names))
        assert page.count("<caption") == page.count("<table")
        assert page.count("<th") - page.count("<thead") == page.count('scope="')
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert not re.search(r' (style|on\w+)="', page)


def test_left_and_right_differ_in_their_side_alone(served):
    page = served.get("/spine/L4-L5/left?with=L4-L5-right", headers=HTML).text
    assert "The same is said of both, each on its own side." in page
    rows = rows_of(served, "/spine/L4-L5/left?with=L4-L5-right&format=csv")
    assert {row["standing"] for row in rows} == {"same", "same but for the side"}
    assert ("Root_L4_left", "Root_L4_right") in {
        (row["firstObject"].removeprefix(F), row["secondObject"].removeprefix(F)) for row in rows
    }


def test_two_levels_differ_in_roots_and_walls_and_share_the_rest(served):
    rows = rows_of(served, "/spine/L4-L5/left?with=L5-S1-left&format=csv")
    told = {
        (row["property"].removeprefix(F), row["standing"],
         row["firstObject"].removeprefix(F), row["secondObject"].removeprefix(F))
        for row in rows
    }  # fmt: skip
    assert {
        ("hasExitingRoot", "only first", "Root_L4", ""),
        ("hasExitingRoot", "only second", "", "Root_L5"),
        ("hasTraversingRoot", "only first", "Root_L5", ""),
        ("hasTraversingRoot", "only second", "", "Root_S1"),
        ("boundedInferiorlyBy", "only first", "Pedicle_L5_left", ""),
        ("boundedSuperiorlyBy", "only second", "", "Pedicle_L5_left"),
        ("mayContain", "same", "ForaminalFat", "ForaminalFat"),
        ("formedBy", "same", "Vertebra_L5", "Vertebra_L5"),
    } <= told


def test_a_foramen_beside_itself_is_the_same(served):
    rows = rows_of(served, "/spine/T5-T6/left?with=T5-T6-left&format=csv")
    assert {row["standing"] for row in rows} == {"same"}


def test_terms_of_the_file_are_whole_iris(served):
    for row in rows_of(served, "/spine/L4-L5/left?format=csv"):
        assert all(
            URIRef(row[name]).startswith("http") for name in ("subject", "property", "object")
        )


def test_what_a_foramen_transmits_is_not_said_again_to_be_in_it_perhaps(served):
    rows = rows_of(served, "/spine/C7-T1/right?format=csv")
    ends = {
        (row["property"].removeprefix(F), row["object"].removeprefix(F))
        for row in rows
        if row["property"] in {f"{F}transmits", f"{F}mayContain"}
    }
    assert {("transmits", "Root_C8_right"), ("mayContain", "Ganglion_C8_right")} <= ends
    assert ("mayContain", "Root_C8_right") not in ends
    assert ("mayContain", "SpinalNerve_C8_right") not in ends
    transmitted = {end for name, end in ends if name == "transmits"}
    assert transmitted.isdisjoint(end for name, end in ends if name == "mayContain")


def test_a_narrower_code_is_said_to_be_the_narrower_one(served):
    page = served.get("/spine/L4-L5/left").text
    code = page.index("ICD10CM:M99.63")
    assert "<td>the code is narrower</td>" in page[code - 300 : code]


@pytest.mark.parametrize(
    ("place", "lumbar"), [("T6-T7/right", False), ("C5-C6/left", False), ("L3-L4/right", True)]
)
def test_a_source_on_lumbar_herniations_speaks_of_no_other_region(served, place, lumbar):
    level, _, side = place.partition("/")
    sources = {
        row["source"].removeprefix(F)
        for row in rows_of(served, f"/spine/{place}?format=csv")
        if row["subject"] == f"{F}FarLateralDiscHerniation_{level}_{side}"
        and row["property"] == f"{F}mayCompromise"
    }
    assert "source_BIOINS-EFDH" in sources
    assert ("source_SAUBER" in sources) is lumbar
    assert ("source_NSPC" in sources) is lumbar
