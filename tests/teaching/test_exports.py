"""Read what the writers of handouts write, with readers that others made."""

import csv
import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

import openpyxl
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportCsvRequest
from jsonschema import Draft202012Validator
from pyld import jsonld
from rdflib import RDF, SDO, Graph, URIRef

from foramen.errors import NotAcceptable
from foramen.handouts import FORMATS, named, offered, write
from foramen.namespaces import FORAMEN
from foramen.teaching.handout import Card, Choice, Handout, Lesson, Outline, Sheet
from foramen.teaching.model import Objective, Prerequisite, Topic
from foramen.terminology.model import Name, Term

FORAMEN_IRI = "https://w3id.org/foramen/"


def term(local, label, definition=""):
    return Term(
        iri=f"{FORAMEN_IRI}{local}", kind="class", label=label, definition=definition,
        names=(Name(label, "label"), Name(f"{label}s", "exact"), Name("kin", "related")),
        topic="", family="", notation="", parents=(), relations={},
    )  # fmt: skip


SPINE = term("Spine", "spine", "The column of vertebrae.")
OPENING = term("Opening", "opening", "A way out of the canal.")
NARROW = term("Narrow", "narrow opening")
TOPICS = (
    Topic("anatomy", "Anatomy", "", 1, "What there is.", "It comes first."),
    Topic("openings", "Openings", "anatomy", 2, "The ways out.", "They are the subject."),
    Topic("narrowing", "Narrowing", "anatomy", 3, "What goes wrong.", "After the normal."),
)
PREREQUISITES = (
    Prerequisite(f"{FORAMEN_IRI}pre1", OPENING.iri, SPINE.iri, "An opening lies in a spine.", ()),
    Prerequisite(f"{FORAMEN_IRI}pre2", NARROW.iri, OPENING.iri, "It is one.", ()),
)
OBJECTIVES = (
    Objective(
        "name-openings", "Name the openings.", "name", "remember", "openings", (OPENING.iri,),
        "Words first.", (),
    ),
    Objective(
        "tell-apart", "Tell a narrow opening from a wide one.", "tell", "analyze", "narrowing",
        (OPENING.iri, NARROW.iri), "It is what matters.", (),
    ),
    Objective("overview", "Recall the topic.", "recall", "remember", "narrowing", (), "Why.", ()),
)  # fmt: skip
OUTLINE = Outline(
    topics=TOPICS,
    concepts=(SPINE, OPENING, NARROW),
    under={SPINE.iri: "openings", OPENING.iri: "openings", NARROW.iri: "narrowing"},
    prerequisites=PREREQUISITES,
    objectives=OBJECTIVES,
)
CARDS = (
    Card(
        "root-of-C7-T1", "Which root leaves at C7/T1?", "C8", "openings", "definite",
        ("INT02", "Rydevik 1992"), "/Foramen_C7-T1", ("two words",),
    ),
    Card("less", "a < b & c?", "<script>x</script>", "narrowing"),
)  # fmt: skip
CHOICE = Choice(
    "q1", "Which?", ("C8",), ("C7", "T1"), "C8 leaves.", "definite", ("INT02",), "SELECT", "rule",
    "openings",
)  # fmt: skip
HANDOUT = Handout(
    stem="teach-all",
    title="All of it",
    lead="What the tests show.",
    address="/teach/path?to=Narrow",
    edition="2026-11-23",
    sheets=(
        Sheet("main", "The main table", ("what", "count"), (("=1+1", 3), ("https://x.org", None))),
        Sheet("a/b:c" * 12, "A name that no spreadsheet takes", ("x" * 100,), ()),
        Sheet("History", "A reserved name", ("x",), (("y" * 40_000,),)),
        Sheet("MAIN", "The same name again", ("x",), (("z",),)),
    ),
    cards=CARDS,
    choices=(CHOICE,),
    outline=OUTLINE,
    picture="<svg xmlns='http://www.w3.org/2000/svg'/>",
    members={"a": 1},
)  # fmt: skip


def written(name, handout=HANDOUT):
    return write(handout, named(name, handout))


def test_every_format_gives_the_same_bytes_each_time():
    forms = offered(HANDOUT)
    assert forms == FORMATS
    assert len(forms) >= 9
    for form in forms:
        assert write(HANDOUT, form) == write(replace(HANDOUT), form), form.name


def test_a_handout_is_offered_only_in_the_formats_it_has_the_parts_for():
    bare = Handout("bare", "Bare", "Nothing more.", ())
    assert [form.name for form in offered(bare)] == ["markdown", "jsonld"]
    with pytest.raises(NotAcceptable):
        named("anki", bare)


# -- workbook ----------------------------------------------------------------------------------


def test_a_workbook_has_a_tab_for_each_sheet_and_one_about_all():
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    assert book.sheetnames == [
        "main", ("a b c" * 12)[:31], "History 2", "MAIN 2", "About"
    ]  # fmt: skip
    tab = book["main"]
    assert [[cell.value for cell in row] for row in tab.iter_rows()] == [
        ["what", "count"], ["=1+1", 3], ["https://x.org", None]
    ]  # fmt: skip
    assert tab["A2"].data_type == "s"
    assert tab.freeze_panes == "A2"
    assert tab["A1"].font.bold
    assert not tab["A2"].font.bold
    assert len(book["History 2"]["A2"].value) == 32_767
    said = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert said["Title"] == "All of it"
    assert said["Address"] == f"{FORAMEN_IRI}teach/path?to=Narrow"
    assert said["Version"] == "Foramen 2026-11-23"
    assert said["Licence"].startswith("CC BY 4.0")
    assert "not medical advice" in said["Please note"]
    assert book.properties.created == datetime(2026, 11, 23)


# -- Anki --------------------------------------------------------------------------------------


@pytest.fixture
def collection(tmp_path):
    opened = Collection(str(tmp_path / "learner.anki2"))
    yield opened
    opened.close()


def take_in(collection, content, path):
    path.write_bytes(content)
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(request).log


def notes_of(collection):
    return {note.guid: note for note in map(collection.get_note, collection.find_notes(""))}


def test_a_second_package_renews_the_cards_of_the_first(collection, tmp_path):
    take_in(collection, written("anki"), tmp_path / "one.apkg")
    assert collection.note_count() == len(CARDS) == 2
    take_in(collection, written("anki"), tmp_path / "two.apkg")
    assert collection.note_count() == 2
    assert collection.card_count() == 2
    later = replace(
        HANDOUT,
        edition="2027-01-01",
        cards=(replace(CARDS[0], back="C8, of course"), CARDS[1], Card("new", "New?", "Yes", "")),
    )
    take_in(collection, written("anki", later), tmp_path / "three.apkg")
    notes = notes_of(collection)
    assert sorted(notes) == ["foramen:less", "foramen:new", "foramen:root-of-C7-T1"]
    assert notes["foramen:root-of-C7-T1"]["Back"] == "C8, of course"


def test_a_note_has_what_its_card_says_with_its_text_kept_from_being_markup(collection, tmp_path):
    take_in(collection, written("anki"), tmp_path / "one.apkg")
    notes = notes_of(collection)
    note = notes["foramen:root-of-C7-T1"]
    assert note.fields == [
        "Which root leaves at C7/T1?", "C8", "definite", "INT02, Rydevik 1992",
        f"{FORAMEN_IRI}Foramen_C7-T1",
    ]  # fmt: skip
    assert sorted(note.tags) == ["openings", "two-words"]
    assert [collection.decks.name(card.did) for card in note.cards()] == ["Foramen::Openings"]
    assert "How firmly it is said: definite" in note.cards()[0].answer()
    other = notes["foramen:less"]
    assert other["Front"] == "a &lt; b &amp; c?"
    assert other["Back"] == "&lt;script&gt;x&lt;/script&gt;"
    assert "How firmly" not in other.cards()[0].answer()


def test_the_cards_of_two_handouts_come_beside_one_another(collection, tmp_path):
    take_in(collection, written("anki"), tmp_path / "one.apkg")
    other = replace(HANDOUT, cards=(Card("b1", "B?", "b", "roots"), CARDS[0]))
    take_in(collection, written("anki", other), tmp_path / "two.apkg")
    assert sorted(notes_of(collection)) == [
        "foramen:b1", "foramen:less", "foramen:root-of-C7-T1"
    ]  # fmt: skip


def test_the_names_that_anki_knows_a_deck_by_never_change(tmp_path):
    with zipfile.ZipFile(io.BytesIO(written("anki"))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        (tmp_path / "db").write_bytes(archive.read("collection.anki2"))
    with sqlite3.connect(tmp_path / "db") as base:
        models, decks = base.execute("SELECT models, decks FROM col").fetchone()
        times = {row[0] for row in base.execute("SELECT mod FROM notes")}
    base.close()
    assert "1764000001" in json.loads(models)
    ours = {deck["name"]: number for number, deck in json.loads(decks).items()}
    # sha256("foramen deck Foramen::Openings"), first 8 bytes, modulo 2^30, from 2^30 on
    assert ours["Foramen::Openings"] == "1265149821"
    assert times == {1795392000}  # 2026-11-23T00:00:00Z


def test_anki_takes_the_text_for_the_same_cards(collection, tmp_path):
    path = tmp_path / "cards.txt"
    path.write_bytes(written("anki-text"))
    metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
    for _ in range(2):
        collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    notes = notes_of(collection)
    assert sorted(notes) == ["foramen:less", "foramen:root-of-C7-T1"]
    note = notes["foramen:root-of-C7-T1"]
    assert note["Front"] == "Which root leaves at C7/T1?"
    assert note["Back"].startswith("C8<br>How firmly it is said: definite<br>Sources: INT02")
    assert sorted(note.tags) == ["openings", "two-words"]
    assert [collection.decks.name(card.did) for card in note.cards()] == ["Foramen::Openings"]


# -- CASE --------------------------------------------------------------------------------------

TEXT = {"type": "string"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
UUID = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
}
URI = {"type": "string", "pattern": r"^(https?://|urn:uuid:)\S+$"}


def record(needed, **more):
    """Say what an object may hold, as the information model of CASE 1.1 lists it."""
    always = {"identifier": UUID, "uri": URI, "lastChangeDateTime": TIME}
    return {
        "type": "object",
        "properties": always | more,
        "required": [*always, *needed],
        "additionalProperties": False,
    }


LINK = {
    "type": "object",
    "properties": {"title": TEXT, "identifier": UUID, "uri": URI},
    "required": ["title", "identifier", "uri"],
    "additionalProperties": False,
}
NODE = LINK | {"properties": LINK["properties"] | {"targetType": {"const": "CASE"}}}
TYPES = (
    "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy",
    "exemplar", "hasSkillLevel", "isTranslationOf",
)  # fmt: skip
CASE = {
    "type": "object",
    "properties": {
        "CFDocument": record(
            ("creator", "title"),
            creator=TEXT, title=TEXT, description=TEXT, notes=TEXT, officialSourceURL=URI,
            caseVersion={"const": "1.1"}, language=TEXT, adoptionStatus=TEXT, licenseURI=LINK,
            version=TEXT,
        ),
        "CFItems": {
            "type": "array",
            "items": record(
                ("fullStatement",),
                fullStatement=TEXT, abbreviatedStatement=TEXT, CFItemType=TEXT,
                CFItemTypeURI=LINK, humanCodingScheme=TEXT, notes=TEXT, language=TEXT,
                conceptKeywords={"type": "array", "items": TEXT}, listEnumeration=TEXT,
                subject={"type": "array", "items": TEXT},
                subjectURI={"type": "array", "items": LINK},
            ),
        },
        "CFAssociations": {
            "type": "array",
            "items": record(
                ("associationType", "originNodeURI", "destinationNodeURI"),
                associationType={"enum": TYPES}, sequenceNumber={"type": "integer"},
                originNodeURI=NODE, destinationNodeURI=NODE, notes=TEXT,
            ),
        },
        "CFDefinitions": {
            "type": "object",
            "properties": {
                "CFItemTypes": {
                    "type": "array",
                    "items": record(
                        ("title", "description", "hierarchyCode"),
                        title=TEXT, description=TEXT, hierarchyCode=TEXT,
                    ),
                },
                "CFSubjects": {
                    "type": "array",
                    "items": record(
                        ("title", "hierarchyCode"), title=TEXT, hierarchyCode=TEXT, description=TEXT
                    ),
                },
                "CFLicenses": {
                    "type": "array",
                    "items": record(("title", "licenseText"), title=TEXT, licenseText=TEXT),
                },
            },
            "additionalProperties": False,
        },
    },
    "required": ["CFDocument"],
    "additionalProperties": False,
}  # fmt: skip


def ends(package, kind):
    return [
        (one["originNodeURI"]["uri"], one["destinationNodeURI"]["uri"])
        for one in package["CFAssociations"]
        if one["associationType"] == kind
    ]


LESSONS = (
    Lesson(1, "Openings", (SPINE.iri, OPENING.iri), ("name-openings",)),
    Lesson(2, "Narrowing", (NARROW.iri,), ("tell-apart", "overview")),
)


@pytest.mark.parametrize("lessons", [(), LESSONS])
def test_a_package_of_case_has_the_form_that_the_specification_asks_for(lessons):
    outline = replace(OUTLINE, lessons=lessons)
    package = json.loads(written("case", replace(HANDOUT, outline=outline)))
    Draft202012Validator(CASE).validate(package)
    assert package["CFDocument"]["lastChangeDateTime"] == "2026-11-23T00:00:00Z"
    identifiers = [one["identifier"] for one in package["CFItems"] + package["CFAssociations"]]
    assert len(set(identifiers)) == len(identifiers)
    pointed = {one[end]["identifier"] for one in package["CFAssociations"]
               for end in ("originNodeURI", "destinationNodeURI")}  # fmt: skip
    known = {one["identifier"] for one in [*package["CFItems"], package["CFDocument"]]}
    assert pointed <= known


def test_a_package_of_case_counts_as_many_of_each_kind_as_the_outline():
    package = json.loads(written("case"))
    kinds = [item["CFItemType"] for item in package["CFItems"]]
    assert kinds.count("Field") == 1
    assert kinds.count("Topic") == 2
    assert kinds.count("Concept") == 3
    assert kinds.count("Learning objective") == 3
    assert ends(package, "precedes") == [(SPINE.iri, OPENING.iri), (OPENING.iri, NARROW.iri)]
    document = f"{FORAMEN_IRI}teach/path?to=Narrow"
    anatomy, openings, narrowing = (topic.iri for topic in TOPICS)
    name, tell, recall = (one.iri for one in OBJECTIVES)
    assert sorted(ends(package, "isChildOf")) == sorted([
        (anatomy, document), (openings, anatomy), (narrowing, anatomy),
        (SPINE.iri, openings), (OPENING.iri, openings), (NARROW.iri, narrowing),
        (name, OPENING.iri), (tell, OPENING.iri), (tell, NARROW.iri), (recall, narrowing),
    ])  # fmt: skip


COUNTS = {
    "Field": "?one a foramen:TeachingTopic FILTER NOT EXISTS { ?one skos:broader ?field }",
    "Topic": "?one a foramen:TeachingTopic ; skos:broader ?field",
    "Concept": "?one foramen:taughtUnder ?topic FILTER NOT EXISTS "
    "{ ?one a foramen:LearningObjective }",
    "Learning objective": "?one a foramen:LearningObjective",
    "precedes": "?one a foramen:Prerequisite",
}


def counted(served, kind):
    query = (
        "PREFIX foramen: <https://w3id.org/foramen/> "
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT (COUNT(DISTINCT ?one) AS ?number) WHERE {{ {COUNTS[kind]} }}"
    )
    answer = served.get(
        "/sparql", query_string={"query": query}, headers={"Accept": "application/json"}
    )
    return int(answer.get_json()["results"]["bindings"][0]["number"]["value"])


def test_the_package_of_everything_counts_what_the_graph_counts(served):
    package = served.get("/teach/?format=case").get_json()
    Draft202012Validator(CASE).validate(package)
    kinds = [item["CFItemType"] for item in package["CFItems"]]
    kinds += [one["associationType"] for one in package["CFAssociations"]]
    found = {kind: kinds.count(kind) for kind in COUNTS}
    assert found == {kind: counted(served, kind) for kind in COUNTS}
    assert found["precedes"] > 120
    about = set(ends(package, "isChildOf"))
    objectives = [one for one in package["CFItems"] if one["CFItemType"] == "Learning objective"]
    assert {one["uri"] for one in objectives} <= {child for child, _ in about}


def test_an_item_of_case_is_named_by_its_iri_in_every_package():
    one, other = (
        json.loads(written("case", replace(HANDOUT, address=address, edition=edition)))
        for address, edition in (("/teach/", "2026-11-23"), ("/teach/path?to=X", ""))
    )
    assert [item["identifier"] for item in one["CFItems"]] == [
        item["identifier"] for item in other["CFItems"]
    ]
    assert one["CFDocument"]["identifier"] != other["CFDocument"]["identifier"]
    assert other["CFDocument"]["lastChangeDateTime"] == "2000-01-01T00:00:00Z"
    spine = next(item for item in one["CFItems"] if item["uri"] == SPINE.iri)
    assert spine["identifier"] == str(uuid5(NAMESPACE_URL, "https://w3id.org/foramen/Spine"))
    assert spine["fullStatement"] == "The column of vertebrae."
    assert spine["humanCodingScheme"] == "Spine"


# -- JSON-LD -----------------------------------------------------------------------------------


def refused(url, _options):
    raise AssertionError(f"{url} would be fetched")


def test_a_json_ld_processor_reads_the_terms_without_fetching_anything():
    document = json.loads(written("jsonld"))
    quads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refused})
    graph = Graph().parse(data=quads, format="nquads")
    same = Graph().parse(data=written("jsonld"), format="json-ld")
    assert len(graph) == len(same)
    resource = URIRef(f"{FORAMEN_IRI}teach/path?to=Narrow")
    assert (resource, RDF.type, SDO.LearningResource) in graph
    assert str(graph.value(resource, SDO.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert {str(iri) for iri in graph.objects(resource, SDO.teaches)} == {
        SPINE.iri, OPENING.iri, NARROW.iri, *(one.iri for one in OBJECTIVES)
    }  # fmt: skip
    opening = URIRef(OPENING.iri)
    assert (opening, RDF.type, SDO.DefinedTerm) in graph
    assert str(graph.value(opening, SDO.name)) == "opening"
    assert [str(one) for one in graph.objects(opening, SDO.alternateName)] == ["openings"]
    assert str(graph.value(opening, SDO.inDefinedTermSet)) == TOPICS[1].iri
    assert str(graph.value(opening, URIRef(FORAMEN.hasPrerequisite))) == SPINE.iri
    levels = {
        str(graph.value(graph.value(URIRef(one.iri), SDO.educationalAlignment), SDO.targetName))
        for one in OBJECTIVES
    }
    assert levels == {"remember", "analyze"}
    questions = list(graph.objects(resource, SDO.hasPart))
    assert len(questions) == 3
    answers = {str(graph.value(one, SDO.text)): one for one in questions}
    right = graph.value(answers["Which root leaves at C7/T1?"], SDO.acceptedAnswer)
    assert str(graph.value(right, SDO.text)) == "C8"


# -- text --------------------------------------------------------------------------------------


def test_markdown_holds_outline_cards_and_questions():
    text = written("markdown").decode()
    assert "- **Anatomy**: What there is.\n  - **Openings**: The ways out.\n    - spine\n" in text
    assert "- Name the openings. (remember)" in text
    assert "- **Which root leaves at C7/T1?** C8 (definite; INT02, Rydevik 1992)" in text
    assert "## Question 1 (draft)\n" in text
    assert "- [ ] C7\n- [x] C8\n- [ ] T1\n" in text
    assert "<script>" not in text
    assert "CC BY 4.0" in text


def test_markdown_gives_cards_as_entries_of_a_line_and_not_as_a_table_too():
    card = replace(CARDS[0], back="C8\n(draft | for review)")
    handout = replace(HANDOUT, cards=(card,), choices=(), lead="1 of *all*.")
    text = written("markdown", handout).decode()
    assert "- **Which root leaves at C7/T1?** C8; (draft \\| for review) (definite; INT02" in text
    assert f"[Read more]({FORAMEN_IRI}Foramen_C7-T1)\n" in text
    assert "The main table" not in text
    assert "1 of \\*all\\*." in text


def test_columns_of_a_workbook_are_as_wide_as_most_cells_and_no_wider_than_a_page_bears():
    rows = (*((n, "of usual length") for n in range(19)), (20, "x" * 300))
    sheet = Sheet("main", "x", ("a number", "text"), rows)
    written_ = written("xlsx", replace(HANDOUT, sheets=(sheet,)))
    tab = openpyxl.load_workbook(io.BytesIO(written_))["main"]
    assert [round(tab.column_dimensions[one].width) for one in "AB"] == [13, 18]
    assert tab["B21"].alignment.wrap_text


def test_markdown_does_not_give_a_question_once_more_as_a_card():
    card = replace(CARDS[0], front=f"{CHOICE.stem}\n- C7\n- C8", back="twice")
    text = written("markdown", replace(HANDOUT, cards=(card, CARDS[1]))).decode()
    assert "twice" not in text
    assert "a < b" in text.replace("&lt;", "<").replace("\\", "")


def test_csv_holds_the_main_table_and_svg_the_picture():
    assert written("csv").startswith(b"\xef\xbb\xbf")  # or Excel takes it for another code
    rows = list(csv.reader(io.StringIO(written("csv").decode("utf-8-sig"))))
    assert rows == [["what", "count"], ["'=1+1", "3"], ["https://x.org", ""]]
    assert written("svg") == f"{HANDOUT.picture}\n".encode()
