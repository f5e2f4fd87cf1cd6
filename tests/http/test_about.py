"""The page about the project, and the list of changes: for people and for programs."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from foramen.engine import open_engine
from foramen.knowledge import load_knowledge
from foramen.settings import Settings
from foramen.web import create_app

ROOT = Path(__file__).parents[2]
F = "https://w3id.org/foramen/"


def plain(page):
    """Give what a page says, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_it_says_what_it_is_not_for(served):
    page = plain(served.get("/about").text)
    assert "Not for care. Educational; not medical advice" in page
    assert "No clinician has reviewed the mappings" in page
    assert "That no caution is stated does not make a procedure safe." in page


def test_it_says_what_each_strength_means_as_the_graph_does(served):
    page = plain(served.get("/about").text)
    assert "definite Said without a hedge." in page
    assert "may Said to be possible, or to be so in some or many cases." in page
    assert "varies Said to differ by person, clinician, case, material or place." in page


def test_it_is_cited_with_version_and_version_iri(served, built):
    page = unescape(served.get("/about").text)
    day = built.version_iri.rpartition("/")[2]
    assert (
        f"The Foramen project ({day[:4]}). Foramen: a knowledge graph of the neural foramen, "
        f"version {built.version} [data set]. {built.version_iri}. CC BY 4.0."
    ) in page
    assert f"  url = {{{built.version_iri}}}," in page
    assert f"  version = {{{built.version}}}," in page
    assert f"  date = {{{day}}}," in page


def test_it_says_what_every_terminology_asks_for(served):
    page = plain(served.get("/about").text)
    rows = (ROOT / "ontology/mappings/terminologies.tsv").read_text("utf-8").splitlines()
    named = [row.split("\t")[1] for row in rows[1:]]
    assert len(named) >= 19
    for name in named:
        assert f" {name} " in page
    assert "This material contains content from LOINC" in page


def test_what_the_scripts_contain_of_others_is_one_link_away(served):
    link = re.search(r'href="([^"]*THIRD_PARTY_LICENSES[^"]*)"', served.get("/about").text)[1]
    assert "MIT" in served.get(link).text


def test_changes_tell_the_ontology_from_the_service(served):
    page = served.get("/about/changes").text
    first = page.partition('id="version-0.1.0"')[2]
    assert "<h3>Ontology</h3>" in first
    assert "<h3>Service</h3>" in first
    assert first.index("46 intervertebral foramina") < first.index("<h3>Service</h3>")
    assert "<code>make serve</code> answers SPARQL" in first


def test_every_item_of_the_list_of_changes_is_on_the_page(served):
    items = re.findall(r"^- ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    page = served.get("/about/changes").text
    shown = re.findall(r'<ul class="changes">(.*?)</ul>', page, re.DOTALL)
    assert "".join(shown).count("<li>") == len(items)


@pytest.mark.parametrize("address", ["/about/changes.json", "/about/changes?format=json"])
def test_programs_read_which_names_came_with_which_version(served, address):
    response = served.get(address)
    assert response.mimetype == "application/json"
    (first, *_) = [one for one in response.json["releases"] if one["version"] == "0.1.0"]
    assert set(first["changes"]) == {"Ontology", "Service"}
    rows = (ROOT / "ontology/ids.tsv").read_text("utf-8").splitlines()
    came = {row.split("\t")[0] for row in rows if row.endswith("\t0.1.0")}
    added = {name for names in first["names_added"].values() for name in names}
    assert added == {f"{F}{name}" for name in came}
    assert f"{F}Foramen_L4-L5_left" in first["names_added"]["class"]
    assert response.json["obsolete"] == []


def test_an_obsolete_term_leads_to_what_takes_its_place(tmp_path, knowledge):
    """The list is read from the graph; no term of the real one is obsolete yet."""
    folder = tmp_path / "dataset"
    shutil.copytree(knowledge.directory, folder)
    with (folder / "graphs" / "annotations.nt").open("a", encoding="utf-8") as file:
        file.write(
            f'<{F}NerveHole> <http://www.w3.org/2000/01/rdf-schema#label> "nerve hole"@en .\n'
            f"<{F}NerveHole> <http://www.w3.org/2002/07/owl#deprecated> "
            '"true"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n'
            f"<{F}NerveHole> <http://purl.org/dc/terms/isReplacedBy> <{F}IntervertebralForamen> .\n"
        )
    engine = open_engine(Settings(), load_knowledge(folder))
    try:
        client = create_app(load_knowledge(folder), engine, (), Settings()).test_client()
        page = client.get("/about/changes").text
        assert '<a href="/NerveHole">nerve hole</a>: use <a href="/IntervertebralForamen">' in page
        assert client.get("/about/changes.json").json["obsolete"] == [
            {
                "iri": f"{F}NerveHole",
                "label": "nerve hole",
                "replaced_by": f"{F}IntervertebralForamen",
            }
        ]
    finally:
        engine.close()


@pytest.mark.parametrize(
    "path", ["/about?x=1", "/about/changes?format=pdf", "/about/changes.json?q=1"]
)
def test_what_is_no_parameter_is_refused(served, path):
    response = served.get(path, headers={"Accept": "application/json"})
    assert response.status_code in {400, 406}
