"""Study sheets and flash cards of the real dataset, held to tables that were written by hand."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from click.testing import CliRunner

from foramen.cli import commands
from foramen.cli.parts import Parts

ROOTS = Path(__file__).parent / "roots.tsv"
SHEETS = (
    "sheet=roots",
    "sheet=cautions",
    "sheet=cautions&topic=conditions-that-bear",
    "sheet=compare",
    "sheet=compare&a=MRI&b=CT",
    "sheet=glossary&topic=foramen-borders",
)
HOSTILE = (
    "topic=nope", "topic=roots&topic=narrowing", "to=nothing+is+called+so", "to=" + "x" * 1001,
    "to=%00", "known=%E2%80%AE%D7%A9", "colour=red", "format=docx", "topic=%3Cscript%3E",
)  # fmt: skip


def told(served, address):
    answer = served.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def words(entries):
    return "; ".join(
        one["text"] + (f" ({one['strength']})" if one["strength"] != "definite" else "")
        for one in entries
    )


# -- sheets ------------------------------------------------------------------------------------


def test_the_table_of_roots_is_that_of_the_anatomists(served):
    with ROOTS.open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file, delimiter="\t"))
    rows = told(served, "/api/teach/sheets?sheet=roots")["rows"]
    assert len(rows) == len(expected) == 23
    for row, right in zip(rows, expected, strict=True):
        where = right["foramen"]
        assert words(row["Exiting root"]) == right["root"], where
        assert row["Foramen"][0]["text"] == row["Disc"][0]["text"] == where
        assert row["Region"][0]["text"] == right["region"], where
        assert words(row["Traversing root"]) == right["traversing"], where
        assert right["key_point"] in words(row["Key sensory point"]), where
        assert words(row["Key muscles"]) == right["muscle"], where
        assert words(row["Reflex"]) == right["reflex"], where
        assert all(one["sources"] for one in row["Exiting root"] + row["Key sensory point"])


def test_the_query_behind_the_table_of_roots_gives_its_roots(served):
    page = served.get("/teach/sheets").text
    query = unescape(re.search(r'aria-label="Query"><code>(.*?)</code>', page, re.DOTALL)[1])
    answer = served.get(
        "/sparql", query_string={"query": query}, headers={"Accept": "application/json"}
    )
    found = {
        (row["foramen"]["value"], row["rootLabel"]["value"].removesuffix(" nerve root"))
        for row in answer.get_json()["results"]["bindings"]
    }
    rows = told(served, "/api/teach/sheets")["rows"]
    assert found == {(row["iri"], row["Exiting root"][0]["text"]) for row in rows}


@pytest.mark.parametrize(
    ("condition", "procedure", "kind", "strength", "sources", "instead"),
    [
        ("active infection", "invasive procedure", "may be delayed by", "may", ["CON08"], ""),
        (
            "bleeding risk", "needle-based procedure", "may need alternative for", "varies",
            ["CON10"], "",
        ),
        (
            "bleeding risk", "epidural injection", "may be delayed by", "may",
            ["INSIDERAD-ESI", "SPINEHEALTH-ESI"], "planned pause of blood thinners",
        ),
        (
            "spinal instability", "decompression", "may be less suitable in", "varies",
            ["CON12", "FAQ09"], "decompression with fusion",
        ),
        (
            "severe allergy to procedural medication", "transforaminal epidural injection",
            "may need alternative for", "may", ["PACS-TFESI"],
            "use of another procedural material",
        ),
    ],
)  # fmt: skip
def test_a_caution_stands_with_reason_strength_sources_and_what_to_consider(
    served, condition, procedure, kind, strength, sources, instead
):
    rows = told(served, "/api/teach/sheets?sheet=cautions")["rows"]
    found = [
        row
        for row in rows
        if row["Condition"][0]["text"] == condition
        and procedure in [one["text"] for one in row["Procedures"]]
        and row["Kind"][0]["text"] == kind
    ]
    assert len(found) == 1
    said = found[0]["Kind"][0]
    assert (said["strength"], said["sources"]) == (strength, sources)
    assert found[0]["Reason"][0]["text"].endswith(".")
    assert "; ".join(one["text"] for one in found[0]["Consider instead"]) == instead


def test_a_caution_that_a_source_disputes_says_who_says_otherwise(served):
    rows = told(served, "/api/teach/sheets?sheet=cautions")["rows"]
    disputed = {
        (row["Condition"][0]["text"], row["Procedures"][0]["text"]): row["Kind"][0]["disputed_by"]
        for row in rows
        if row["Kind"][0].get("disputed_by")
    }
    assert disputed == {  # by hand from ontology/disputes/care.tsv
        ("severe allergy to procedural medication", "epidural injection"): ["SPINEHEALTH-ESI"],
        ("bleeding risk", "epidural injection"): ["CON10"],
    }
    page = served.get("/teach/sheets?sheet=cautions").text
    assert page.count("otherwise") >= len(disputed)
    asked = told(served, "/api/teach/cards?topic=conditions-that-bear&kind=caution")["cards"]
    told_so = {card["key"] for card in asked if "says otherwise" in card["back"]}
    start = "caution.EpiduralInjection.mayBeContraindicatedBy."
    assert told_so == {f"{start}SevereProceduralMedicationAllergy", f"{start}BleedingRisk"}


def test_every_row_of_the_tables_of_cautions_is_a_caution(served):
    rows = told(served, "/api/teach/sheets?sheet=cautions")["rows"]
    table = Path(__file__).parents[2] / "ontology" / "cautions" / "cautions.tsv"
    with table.open(encoding="utf-8") as file:
        kinds = {
            (row["procedure"], row["condition"], row["kind"], row["reason"])
            for row in csv.DictReader(file, delimiter="\t")
        }
    assert len(kinds) > 20
    assert sum(len(row["Procedures"]) for row in rows) == len(kinds)


def test_what_two_concepts_share_stands_once_and_what_one_has_alone_stands_under_it(served):
    rows = told(served, "/api/teach/sheets?sheet=compare&a=MRI&b=CT")["rows"]
    by_words = {row["Relation"][0]["text"]: row for row in rows}
    kind = by_words["is a kind of"]
    assert words(kind["Both"]) == "imaging examination"
    assert kind["magnetic resonance imaging"] == kind["computed tomography"] == []
    better = by_words["may show better"]
    assert "osteophyte (may)" in words(better["computed tomography"])
    assert better["Both"] == better["magnetic resonance imaging"] == []
    other = told(served, "/api/teach/sheets?sheet=compare&a=MRI&b=CT&c=Radiography")
    assert other["columns"] == [
        "Relation", "All", "magnetic resonance imaging", "computed tomography", "radiography"
    ]  # fmt: skip


def test_a_glossary_holds_the_terms_of_its_topic_and_no_others(served):
    curriculum = served.application.extensions["foramen"].curriculum
    members = curriculum.members["foramen-borders"]
    rows = told(served, "/api/teach/sheets?sheet=glossary&topic=foramen-borders")["rows"]
    assert len(rows) == len(members) > 5
    assert {row["iri"] for row in rows} == {term.iri for term in members}
    opening = next(row for row in rows if row["iri"].endswith("/IntervertebralForamen"))
    assert "neural foramen" in [one["text"] for one in opening["Also called"]]


@pytest.mark.parametrize(
    ("asked", "sheet"),
    [("", "roots"), ("to=Radiculopathy", "glossary"), ("topic=roots", "glossary"),
     ("a=MRI&b=CT", "compare")],
)  # fmt: skip
def test_the_sheet_that_is_meant_need_not_be_named(served, asked, sheet):
    assert told(served, f"/api/teach/sheets?{asked}")["sheet"] == sheet


@pytest.mark.parametrize("asked", SHEETS)
def test_a_sheet_as_a_file_holds_what_its_page_shows(served, asked):
    page = unescape(served.get(f"/teach/sheets?{asked}").text)
    if "format=xlsx" not in page:
        assert asked == "sheet=compare"
        return
    book = openpyxl.load_workbook(
        io.BytesIO(served.get(f"/teach/sheets?{asked}&format=xlsx").data), read_only=True
    )
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    rows = list(
        csv.reader(
            io.StringIO(served.get(f"/teach/sheets?{asked}&format=csv").data.decode("utf-8-sig"))
        )
    )
    assert [[cell or "" for cell in line] for line in lines] == rows
    assert page.count("<tr>") == len(rows)
    assert all(row[0] in page for row in rows[1:])


# -- cards -------------------------------------------------------------------------------------


def test_every_level_and_root_has_its_cards(served):
    """23 foramina, 5 traversing roots, 29 key points, 10 key muscles, 8 reflexes."""
    cards = told(served, "/api/teach/cards?topic=roots&kind=level")["cards"]
    kinds = [card["key"].split(".")[2] for card in cards]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "transmitsRoot": 23, "hasTraversingRoot": 5, "testedAtKeyPoint": 29,
        "suppliesKeyMuscle": 10, "mediatesReflex": 5, "mayMediateReflex": 3,
    }  # fmt: skip
    by_front = {card["front"]: card for card in cards}
    assert len(by_front) == len(cards)
    leaving = by_front["Which nerve root leaves by the C7/T1 intervertebral foramen?"]
    assert (leaving["back"], leaving["strength"]) == ("C8 nerve root", "definite")
    assert leaving["sources"] == ["BRIT", "CGATE"]
    muscles = by_front["By which key muscles is the L5 nerve root tested?"]
    assert muscles["back"] == "long toe extensors"
    hedged = by_front["Which reflex may the L5 nerve root mediate?"]
    assert hedged["strength"] == "may"
    assert hedged["back"] == "medial hamstring reflex (HARR says otherwise)"


def test_a_card_is_the_same_whichever_choice_brings_it(served):
    everything = told(served, "/api/teach/cards")["cards"]
    by_key = {card["key"]: card for card in everything}
    assert len(by_key) == len(everything) > 1000
    topics = served.application.extensions["foramen"].curriculum.topics.values()
    narrow = [topic.key for topic in topics if topic.broader]
    seen = set()
    for key in narrow:
        for card in told(served, f"/api/teach/cards?topic={key}")["cards"]:
            assert card == by_key[card["key"]]
            seen.add(card["key"])
    assert len(narrow) > 12
    assert seen == set(by_key)
    assert all(card["sources"] for card in everything)
    assert all(card["strength"] for card in everything if card["kind"] != "meaning")
    assert not [card for card in everything if card["front"] == card["back"]]


def test_a_caution_asks_for_its_reason_and_keeps_its_hedge(served):
    cards = told(served, "/api/teach/cards?topic=conditions-that-bear&kind=caution")["cards"]
    by_key = {card["key"]: card for card in cards}
    card = by_key["caution.EpiduralInjection.mayBeDelayedBy.BleedingRisk"]
    assert card["back"] == (
        "An epidural injection may be delayed by bleeding risk. Medicines that hold back clotting "
        "may be stopped for a time before an epidural injection. Consider instead: planned pause "
        "of blood thinners."
    )
    assert (card["strength"], card["sources"]) == ("may", ["INSIDERAD-ESI", "SPINEHEALTH-ESI"])


def test_the_cards_of_a_path_are_about_its_steps_and_no_others(served):
    steps = told(served, "/api/teach/path?to=Radiculopathy&known=Vertebra")["steps"]
    cards = told(served, "/api/teach/cards?to=Radiculopathy&known=Vertebra&kind=meaning")["cards"]
    assert [card["key"] for card in cards] == [
        f"meaning.{step['concept']['id']}" for step in steps
    ]  # fmt: skip


def test_anki_takes_the_deck_that_the_page_offers_twice(served, tmp_path):
    cards = told(served, "/api/teach/cards?topic=roots")["cards"]
    assert "format=anki" in served.get("/teach/cards?topic=roots").text
    path = tmp_path / "deck.apkg"
    path.write_bytes(served.get("/teach/cards?topic=roots&format=anki").data)
    collection = Collection(str(tmp_path / "learner.anki2"))
    try:
        for _ in range(2):
            collection.import_anki_package(
                ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
            )
            assert collection.note_count() == len(cards)
    finally:
        collection.close()


# -- all of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["cards", "sheets"])
@pytest.mark.parametrize("asked", HOSTILE)
def test_what_does_not_fit_is_told_in_words(served, page, asked):
    answer = served.get(f"/teach/{page}?{asked}", headers={"Accept": "text/html"})
    assert answer.status_code in {400, 404, 406}
    assert "<h1>" in answer.text
    assert "<script>" not in answer.text.replace('<script type="module"', "")


@pytest.mark.parametrize("page", ["cards", "sheets", "sheets?sheet=cautions"])
def test_a_dataset_without_topics_has_pages_too(client, page):
    assert client.get(f"/teach/{page}").status_code == 200


@pytest.fixture
def command(served, monkeypatch):
    """Run a command with what the service has read already."""
    service = served.application.extensions["foramen"]
    made = Parts()
    for name in ("knowledge", "catalogue", "curriculum"):
        made.__dict__[name] = getattr(service, name)
    monkeypatch.setattr("foramen.cli.Parts", lambda: made)
    monkeypatch.setattr("foramen.teaching.study.Study.read", lambda *_: service.study)
    return lambda *given: CliRunner().invoke(commands, ["teach", *given])


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (["cards", "--topic", "narrowing"], "cards?topic=narrowing"),
        (["sheets"], "sheets"),
        (
            ["sheets", "--compare", "MRI", "--compare", "CT"],
            "sheets?sheet=compare&a=MRI&b=CT",
        ),
        (
            ["sheets", "--sheet", "glossary", "--topic", "roots"],
            "sheets?sheet=glossary&topic=roots",
        ),
    ],
)
def test_the_command_says_what_the_interface_says(served, command, given, asked):
    ran = command(*given, "--format", "json")
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.stdout) == told(served, f"/api/teach/{asked}")


def test_the_command_writes_the_deck_that_the_page_gives(served, command, tmp_path):
    path = tmp_path / "roots.apkg"
    ran = command("cards", "--topic", "roots", "--format", "anki", "--output", str(path))
    assert ran.exit_code == 0, ran.output
    assert path.read_bytes() == served.get("/teach/cards?topic=roots&format=anki").data


def test_a_deck_is_not_poured_into_a_terminal(command, monkeypatch):
    monkeypatch.setattr("foramen.cli.teach.output.shown_on_terminal", lambda: True)
    ran = command("cards", "--topic", "roots", "--format", "anki")
    assert ran.exit_code != 0
    assert "cards-roots.apkg" in str(ran.exception) + ran.output
