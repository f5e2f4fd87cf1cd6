"""The pages of sources: what rests on each, and which statements carry each claim of the article.

What is expected of a claim was read by hand from the tables that cite it: `ontology/claims`,
`ontology/cautions`, and the parents of `ontology/terms` and `ontology/parents`.
"""

import csv
import io
import json
import re
import shutil
from html import unescape

import pytest

from foramen.engine import open_engine
from foramen.knowledge import load_knowledge
from foramen.settings import Settings
from foramen.web import create_app

F = "https://w3id.org/foramen/"
CLAIMS = {
    "PUR01": {
        "intervertebral foramen distinct from medical device",
        "intervertebral foramen distinct from management option",
        "medical device is a kind of material entity",
    },
    "PUR02": {"intervertebral foramen is bottleneck for spinal nerve"},
    "FAQ05": {
        "foraminal stenosis may not require procedure",
        "option without needles and surgery may lead to improving symptoms",
    },
    "CON02": {
        "foramen-targeted procedure attribution argued against by "
        "non-foraminal cause of similar symptoms",
        "over-attribution to foraminal findings may miss non-foraminal cause of similar symptoms",
        "non-foraminal cause of similar symptoms is a kind of disorder",
    },
    "CON05": {
        "foramen-targeted procedure attribution argued against by vascular cause",
        "vascular cause may mimic radiculopathy",
        "vascular cause may mimic foraminal stenosis",
        "vascular cause is a kind of non-foraminal cause of similar symptoms",
    },
    "CON06": {
        "foramen-targeted procedure attribution argued against by systemic neurologic disease",
        "systemic neurologic disease may mimic radiculopathy",
        "systemic neurologic disease may mimic foraminal stenosis",
        "systemic neurologic disease is a kind of non-foraminal cause of similar symptoms",
    },
    "ALT04": {
        "observation / monitoring avoids procedural risk",
        "observation / monitoring avoids needle-based procedure",
        "observation / monitoring avoids surgical procedure",
        "procedural risk is a kind of clinical condition",
    },
    "ALT10": {
        "activity modification and ergonomics may be insufficient for "
        "significant nerve compression",
        "significant nerve compression is a kind of nerve root compression",
        "significant nerve compression is a kind of clinical situation",
    },
    "ALT12": {
        "injections may lead to short-term improvement after an injection",
        "injections may lead to response to an injection",
        "response to an injection depends on technique of a procedure",
        "technique of a procedure is a kind of factor",
    },
    "ALT14": {
        "surgery may help foraminal stenosis",
        "surgery carries recovery time",
        "surgery carries procedural risk",
        "recovery time is a kind of outcome",
    },
    "AFT03": {
        "duration of symptoms may influence recovery pattern",
        "neurologic status may influence recovery pattern",
        "recovery pattern depends on underlying cause",
        "recovery pattern is a kind of outcome",
        "duration of symptoms is a kind of factor that influences outcome",
    },
    "FAQ01": {
        "intervertebral foramen distinct from vertebral canal",
        "vertebral canal contains spinal cord",
        "vertebral canal contains spinal nerve root",
        "vertebral canal is a kind of anatomical space",
        "frequent question is a kind of information record",
    },
}


def plain(page):
    """Give what a page says, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def answer(client, address):
    """Give the rows of a file."""
    text = client.get(address).text
    return list(csv.DictReader(io.StringIO(text)))


def test_a_dozen_claims_were_read_by_hand():
    assert len(CLAIMS) == 12


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_shows_the_statements_that_carry_it(served, name):
    page = served.get(f"/sources/claims/{name}").text
    shown = re.findall(
        r'<li data-text=".*?">(.*?)<span class="(?:strength|source)', page, re.DOTALL
    )
    assert {plain(one) for one in shown} == CLAIMS[name]


@pytest.mark.parametrize("name", CLAIMS)
def test_the_file_of_a_claim_holds_what_its_page_shows(served, name):
    rows = answer(served, f"/sources/claims/{name}?format=csv")
    labels = ("subjectLabel", "predicateLabel", "objectLabel")
    assert {" ".join(row[label] for label in labels) for row in rows} == CLAIMS[name]


def test_a_note_of_a_source_stands_beside_its_statement(served):
    page = plain(served.get("/sources/claims/CON05").text)
    assert (
        "vascular cause may mimic foraminal stenosis definite its symptoms, not its image" in page
    )


def test_all_130_claims_are_listed_in_13_sections(served):
    page = served.get("/sources/claims").text
    names = re.findall(r'<a class="title" href="/sources/claims/(\w+)">', page)
    assert len(names) == len(set(names)) == 130
    assert len(re.findall(r'<h2 id="section-', page)) == 13
    assert "None is left without one." in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        # Counted in ontology/sources/article-claims.tsv.
        ("section=contraindications", 13),
        ("section=introduction", 6),
        ("section=faq", 12),
        ("stated=no", 0),
        ("stated=yes", 130),
        ("q=DRIVING", 1),
        ("section=purpose&q=bottleneck", 1),
    ],
)
def test_claims_are_filtered(served, query, count):
    page = served.get(f"/sources/claims?{query}").text
    assert len(re.findall(r'<a class="title" href="/sources/claims/', page)) == count
    assert len(answer(served, f"/sources/claims?{query}&format=csv")) == count


def test_a_claim_names_the_question_that_it_answers(served):
    page = plain(served.get("/sources/claims/FAQ12").text)
    assert "Does it matter whether the right or the left foramen is narrowed? yes" in page


def test_a_claim_leads_to_the_claims_beside_it(served):
    page = served.get("/sources/claims/PUR03").text
    assert '<a rel="prev" href="/sources/claims/PUR02">' in page
    assert '<a rel="next" href="/sources/claims/PUR04">' in page


def test_the_list_of_sources_has_every_row_of_the_tables_of_citations(served):
    page = served.get("/sources/").text
    keys = re.findall(r'<a class="title" href="/sources/([^"]+)">', page)
    assert len(keys) == len(set(keys)) == 120  # rows of ontology/sources/citations*.tsv
    assert "120 sources, one of them an article whose 130 claims" in plain(page)


def test_a_source_shows_what_it_says_of_each_side_once(served):
    """KENH has seven rows of ontology/families/root-serves.tsv, each said of all and both sides."""
    page = served.get("/sources/KENH").text
    assert "21 statements." in plain(page)
    rows = answer(served, "/sources/KENH?format=csv")
    assert len(rows) == 21
    assert {row["subject"].removeprefix(f"{F}Dermatome_") for row in rows} == {
        f"{root}{side}"
        for root in ("L1", "L2", "L3", "L4", "S1", "S2", "S3")
        for side in ("", "_left", "_right")
    }
    assert {row["strength"] for row in rows} == {f"{F}Definite"}
    assert "midway between the T12 and L2 points (upper anterior thigh)" in plain(page)
    assert "also <a " in page  # ISNCSCI2019 says the same


def test_a_page_of_a_source_is_filtered_as_its_query_is(served):
    address = "/sources/WIKI-IVF?q=foramen+KIND&strength=definite"
    page = served.get(address).text
    shown = int(re.search(r"<span data-announce>([\d,]+) statements", page)[1].replace(",", ""))
    rows = answer(served, f"{address}&format=csv")
    assert 0 < shown < 384
    assert len({row["statement"] for row in rows}) == shown


def test_the_query_behind_each_page_gives_what_the_page_counts(served):
    for address, column in [
        ("/sources/", "source"),
        ("/sources/?kind=doi", "source"),
        ("/sources/claims?section=pros", "claim"),
        ("/sources/KAPPA2023", "statement"),
        ("/sources/disputes", "statement"),
    ]:
        page = served.get(address).text
        query = unescape(re.search(r'aria-label="Query"><code>(.*?)</code>', page, re.DOTALL)[1])
        asked = served.get("/sparql", query_string={"query": query, "format": "csv"}).text
        rows = list(csv.DictReader(io.StringIO(asked)))
        joint = "&" if "?" in address else "?"
        assert rows == answer(served, f"{address}{joint}format=csv")
        assert rows
        assert column in rows[0]


def test_the_counts_of_the_list_are_those_of_its_query(served):
    counted = {
        row["source"].removeprefix(f"{F}source_"): int(row["statements"])
        for row in answer(served, "/sources/?format=csv")
    }
    page = served.get("/sources/").text
    for key, entry in re.findall(
        r'<a class="title" href="/sources/([^"]+)">(.*?)</li>', page, re.DOTALL
    ):
        said = re.search(r"([\d,]+) statements?:", plain(entry))
        assert counted[key] == (int(said[1].replace(",", "")) if said else 0), key
    assert counted["KENH"] == 21


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        # Their addresses or titles in the tables name a DOI.
        (
            "kind=doi",
            {
                *("AJNR-LF2010", "KAPPA2023", "MEAC", "MKIM", "SPR-9035", "TOKGOZ2014"),
                *("BOTTCHER2004", "CHANG2004", "IVERSEN2013", "RUBINSTEIN2007", "WJO2026-STAB"),
                *("FRENCH2014", "PORTER2014"),
            },
        ),
        ("kind=article", {"ARTICLE"}),
        ("kind=none", {"ISNCSCI2019", "KITAGAWA2004", "PECKHAM2017"}),
        ("kind=ours", {"EDITORIAL", "TEACHING"}),
        ("q=kappa+KIM", {"KAPPA2023"}),
        ("q=nothing+like+this", set()),
    ],
)
def test_sources_are_filtered_by_words_and_kind(served, query, keys):
    page = served.get(f"/sources/?{query}").text
    assert set(re.findall(r'<a class="title" href="/sources/([^"]+)">', page)) == keys
    found = {item["id"] for item in json.loads(served.get(f"/sources/?{query}&format=csl").text)}
    assert found == keys
    bibtex = served.get(f"/sources/?{query}&format=bibtex")
    assert set(re.findall(r"^@misc\{([^,]+),$", bibtex.text, re.MULTILINE)) == keys
    assert bibtex.mimetype == "application/x-bibtex"


def test_sources_can_be_had_with_the_most_used_first(served):
    page = served.get("/sources/?sort=statements").text
    keys = re.findall(r'<a class="title" href="/sources/([^"]+)">', page)
    assert keys[0] == "ARTICLE"


def test_a_source_links_out_to_where_it_is_read(served):
    page = served.get("/sources/MEAC").text
    assert (
        '<a href="https://doi.org/10.1007/s00234-020-02596-5" rel="noreferrer external">'
        "doi:10.1007/s00234-020-02596-5</a>" in page
    )


def test_the_article_leads_to_its_claims_by_section(served):
    page = served.get("/sources/ARTICLE").text
    assert '<a href="/sources/claims?section=contraindications">' in page
    assert "130 claims" in page
    rows = answer(served, "/sources/ARTICLE?format=csv")
    number = len({row["statement"] for row in rows})
    assert f"{number:,} statements rest on its" in plain(page)


def test_sources_differ_in_the_eight_places_of_the_tables(served):
    page = served.get("/sources/disputes").text
    words = plain(page)
    assert page.count('class="differs"') == 8  # rows of ontology/disputes/*.tsv
    assert "C6 nerve root may mediate reflex biceps reflex may" in words
    assert "Lex Medicus: radiculopathy differs: gives the brachioradialis reflex alone." in words
    assert "Kenhub: dermatomes differs: lists the perianal point under S5 alone." in words


def test_a_disputed_statement_says_so_on_the_page_of_its_source(served):
    page = plain(served.get("/sources/MAGEE?q=patellar+L3").text)
    assert re.search(
        r"L3 nerve root may mediate reflex patellar reflex may .*disputed by HARR", page
    )


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/sources/source_KENH", "/sources/KENH"),
        ("/sources/foramen:source_KENH", "/sources/KENH"),
        ("/sources/claim_PUR03", "/sources/claims/PUR03"),
        ("/sources/claims/claim_PUR03", "/sources/claims/PUR03"),
    ],
)
def test_the_local_name_of_a_record_leads_to_its_page(served, path, target):
    response = served.get(path)
    assert response.status_code == 301
    assert response.headers["Location"] == target


@pytest.mark.parametrize(
    "name",
    ["KENX", "kenh", "%00", "..", "%2e%2e", "A" * 5000, "%E2%80%AEKENH", "KENH'", "<b>", "source_"],
)
@pytest.mark.parametrize("folder", ["/sources/", "/sources/claims/"])
def test_what_is_no_source_is_not_found_whatever_it_is(served, folder, name):
    response = served.get(f"{folder}{name}", headers={"Accept": "text/html"}, follow_redirects=True)
    assert response.status_code == 404 or response.request.path in {"/", "/sources/"}
    assert "<b>" not in response.text


def test_an_unknown_source_names_the_nearest(served):
    problem = served.get("/sources/KENG", headers={"Accept": "application/json"}).json
    assert problem["status"] == 404
    assert problem["detail"].startswith("There is no source 'KENG'. Did you mean")
    assert "source_KENH" in problem["near"]


@pytest.mark.parametrize(
    "query",
    [
        "kind=book", "sort=up", "words=x", "q=a&q=b", "q=" + "x" * 201, "format=pdf",
    ],
)  # fmt: skip
def test_what_no_source_can_be_asked_for_is_refused_in_words(served, query):
    response = served.get(f"/sources/?{query}", headers={"Accept": "application/json"})
    assert response.status_code in {400, 406}
    assert len(response.json["detail"]) > 10


@pytest.mark.parametrize("value", ["%00", "%22%5C%27", "%E2%80%AE", "}", "%0A", "%F0%9F%A6%B4"])
def test_hostile_words_find_nothing_and_break_nothing(served, value):
    for path in ("/sources/", "/sources/claims", "/sources/KENH"):
        assert served.get(f"{path}?q={value}").status_code == 200
    assert served.get(f"/sources/KENH?q={value}&format=csv").status_code == 200


def test_a_claim_that_no_statement_carries_says_why(tmp_path, knowledge):
    """Every claim of the real article is carried; this one is added to the mini dataset."""
    folder = tmp_path / "dataset"
    shutil.copytree(knowledge.directory, folder)
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    note = "<http://www.w3.org/2004/02/skos/core#editorialNote>"
    with (folder / "graphs" / "sources.nt").open("a", encoding="utf-8") as file:
        file.write(
            f"<{F}claim_ZZZ01> {kind} <{F}ArticleClaim> .\n"
            f'<{F}claim_ZZZ01> {note} "Not modelled: it <tells> of no part of the field."@en .\n'
        )
    engine = open_engine(Settings(), load_knowledge(folder))
    try:
        client = create_app(load_knowledge(folder), engine, (), Settings()).test_client()
        page = client.get("/sources/claims?stated=no").text
        assert re.findall(r'href="/sources/claims/(\w+)"', page) == ["ZZZ01"]
        assert "Carried by no statement: it &lt;tells&gt; of no part of the field." in page
        assert "1 claim is carried by none" in plain(page)
        assert "No statement rests on it." in client.get("/sources/claims/ZZZ01").text
    finally:
        engine.close()


def test_a_dataset_without_sections_and_addresses_is_shown_too(client):
    page = plain(client.get("/sources/").text)
    assert "Britannica" in page
    assert "2 statements" in page
    page = plain(client.get("/sources/claims/INT01").text)
    assert "left L4-L5 foramen bounded by pedicle definite also BRIT" in page
    assert "foraminal stenosis may compress spinal nerve root may" in page
    assert "7 places" not in plain(client.get("/sources/disputes").text)
