"""The search over the whole catalogue: what is found, in which order, and how it is told."""

import pytest

from foramen.namespaces import FORAMEN
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Mapped, Name, Term, Terminology
from foramen.terminology.search import LONGEST_QUERY, MOST_HITS, Search


@pytest.fixture(scope="module")
def search(real_catalogue):
    return Search(real_catalogue)


def ids(results):
    return [hit.term.id for hit in results.hits]


def first(search, text, **options):
    return search.find(text, **options).hits[0]


def term(local, label, *, kind="class", parents=(), names=(), notation="", family="", **others):
    return Term(
        iri=f"{FORAMEN}{local}",
        kind=kind,
        label=label,
        definition="",
        names=(Name(label, "label"), *(Name(text, kind_) for text, kind_ in names)),
        topic=others.pop("topic", "anatomy"),
        family=family,
        notation=notation,
        parents=tuple(f"{FORAMEN}{one}" for one in parents),
        relations={},
        **others,
    )


def mapped(subject, curie, predicate="skos:exactMatch", label=""):
    prefix, _, code = curie.partition(":")
    return Mapped(
        iri=f"{FORAMEN}mapping_{subject}_{code}",
        subject=f"{FORAMEN}{subject}",
        predicate=predicate,
        object=curie,
        object_iri=f"http://example.org/{prefix.lower()}/{code}",
        object_label=label,
        justification="semapv:ManualMappingCuration",
        confidence=0.9,
        source=prefix,
        source_version="1",
    )


@pytest.fixture(scope="module")
def coded():
    """Three terms, two of them mapped to codes of two made-up terminologies."""
    catalogue = Catalogue(
        [
            term("Opening", "opening", names=[("IV", "abbreviation"), ("pore", "exact")]),
            term("Narrowing", "narrowing"),
            term("OldOpening", "hole", deprecated=True, replaced_by=f"{FORAMEN}Opening"),
        ],
        [
            mapped("Opening", "ONE:M12.34"),
            mapped("Narrowing", "ONE:M12.34", "skos:broadMatch"),
            mapped("Narrowing", "ONE:M12.35"),
            mapped("Opening", "TWO:7885"),
        ],
        [
            Terminology("ONE", "One-10 CM", "http://example.org/one/", "http://example.org/fhir/one",
                        "2.999.1", "1", "", "", ""),
            Terminology("TWO", "Two", "http://example.org/two/", "", "", "1", "", "", ""),
        ],
    )  # fmt: skip
    return Search(catalogue)


@pytest.mark.parametrize(
    "written",
    ["Foramen_L4-L5_left", "foramen:Foramen_L4-L5_left", "foramen_Foramen_L4-L5_left",
     "FORAMEN:Foramen_L4-L5_left", "https://w3id.org/foramen/Foramen_L4-L5_left",
     "<https://w3id.org/foramen/Foramen_L4-L5_left>"],
)  # fmt: skip
def test_an_identifier_in_any_form_gives_its_term_first(search, written):
    hit = first(search, written)
    assert (hit.term.id, hit.score, hit.kind) == ("Foramen_L4-L5_left", 1.0, "id")


@pytest.mark.parametrize(
    "written",
    ["ONE:M12.34", "one:m12.34", "M12.34", "m12.34", "One-10 CM M12.34", "ONE M12.34",
     "http://example.org/one/M12.34", "http://example.org/fhir/one|M12.34",
     "urn:oid:2.999.1|M12.34"],
)  # fmt: skip
def test_a_code_in_any_form_gives_what_is_mapped_to_it_the_same_before_the_broader(coded, written):
    found = coded.find(written)
    assert ids(found) == ["Opening", "Narrowing"]
    assert found.hits[0].kind == "code"
    assert found.hits[0].name == "ONE:M12.34"


def test_the_beginning_of_a_code_gives_what_is_mapped_below_it(coded):
    assert set(ids(coded.find("M12.3"))) == {"Opening", "Narrowing"}


def test_a_bare_number_is_a_code(coded):
    assert ids(coded.find("7885")) == ["Opening"]


def test_the_label_comes_before_everything_that_contains_it(search):
    hit = first(search, "foraminal stenosis")
    assert (hit.term.id, hit.score, hit.kind) == ("ForaminalStenosis", 1.0, "label")


def test_capitals_speak_for_an_abbreviation(coded):
    assert first(coded, "IV").score > first(coded, "iv").score


@pytest.mark.parametrize(
    "written",
    ["left L4-5 foraminal stenosis", "L4/5 foraminal stenosis left", "lt L4-L5 foraminal stenoses",
     "foraminal stenosis, left, L4/L5", "L45 left foraminal narrowing", "left L4-5 NFS",
     "LEFT L4-5 NEUROFORAMINAL NARROWING", "left L4-5 NF stenosis"],
)  # fmt: skip
def test_a_finding_at_a_level_and_side_is_found_however_it_is_written(search, written):
    hit = first(search, written)
    assert hit.term.id == "ForaminalStenosis_L4-L5_left"
    assert hit.score > 0.9


def test_general_terms_come_before_those_of_one_level(search):
    found = ids(search.find("ligamentum flavum", limit=70))
    assert found[0] == "LigamentumFlavum"
    sided = [place for place, one in enumerate(found) if one.endswith(("_left", "_right"))]
    level = [place for place, one in enumerate(found) if one.startswith("LigamentumFlavum_")]
    unsided = [place for place in level if place not in sided]
    assert len(unsided) == 23
    assert max(unsided) < min(sided)


def test_a_level_that_is_named_brings_its_terms_only(search):
    found = ids(search.find("disc herniation C5/6"))
    assert found
    assert all("C5-C6" in one for one in found)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("foraminal sten", "ForaminalStenosis"), ("dorsal root g", "DorsalRootGanglion"),
     ("radic", "Radiculopathy"), ("left C6 n", "Nerve_C6_left"), ("L4 dorsal r", "DorsalRoot_L4")],
)  # fmt: skip
def test_words_may_be_begun_only(search, typed, meant):
    assert first(search, typed).term.id == meant


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("formainal stenosis", "ForaminalStenosis"), ("dorsal root ganglon", "DorsalRootGanglion"),
     ("inter vertebral foramen", "IntervertebralForamen"), ("sciatcia", "LumbarRadiculopathy"),
     ("left L4-5 foramnal stenosis", "ForaminalStenosis_L4-L5_left")],
)  # fmt: skip
def test_slips_of_the_hand_are_forgiven(search, slip, meant):
    hit = first(search, slip)
    assert hit.term.id == meant
    assert hit.score < 1


def test_a_name_that_stands_among_other_words_is_found(search):
    text = "MRI shows severe narrowing, with compression of the exiting left L4 nerve root as was"
    found = ids(search.find(text, limit=5))
    assert "Root_L4_left" in found


def test_a_level_is_never_taken_for_another(search):
    assert search.find("L9-L10", limit=5).total == 0


def test_a_name_that_follows_from_the_family_is_told_apart(search):
    hit = first(search, "left L4-5 NFS")
    assert (hit.kind, hit.follows) == ("abbreviation", True)
    assert not first(search, "left L4/5 foraminal stenosis").follows


def test_exact_means_exact(search):
    assert ids(search.find("Foraminal Stenosis", exact=True)) == ["ForaminalStenosis"]
    assert search.find("foraminal stenoses", exact=True).total == 0
    assert search.find("foraminal sten", exact=True).total == 0
    assert ids(search.find("foramen:Root_L4", exact=True)) == ["Root_L4"]


def test_what_is_no_longer_used_comes_last_among_equals():
    search = Search(
        Catalogue([term("A", "big hole", deprecated=True), term("B", "old hole"), term("C", "x")])
    )
    assert ids(search.find("hole")) == ["B", "A"]


def test_filters_hold_for_hits_total_and_facets(search):
    found = search.find("", families=["Foramen"], sides=["left"], limit=100)
    assert found.total == len(found.hits) == 23
    assert found.facets["side"] == {"left": 23}
    assert found.facets["level"]["L4-L5"] == 1
    assert {hit.term.family for hit in found.hits} == {"Foramen"}


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("kinds", "property", lambda term: term.kind), ("topics", "procedures", lambda t: t.topic)],
)
def test_kind_and_topic_narrow_the_search(search, option, value, said):
    found = search.find("", **{option: [value]}, limit=MOST_HITS)
    assert found.total > 10
    assert {said(hit.term) for hit in found.hits} == {value}


def test_facets_count_every_term_found_the_most_frequent_first(search):
    facets = search.find("foraminal stenosis").facets
    assert facets["family"] == {"ForaminalStenosis": 69}
    assert facets["side"] == {"left": 23, "right": 23}
    counts = list(facets["topic"].values())
    assert counts == sorted(counts, reverse=True)


def test_without_words_everything_is_found(search):
    assert search.find("").total == len(search.catalogue.terms)


def test_pages_are_cut_from_one_order(search):
    whole = ids(search.find("root", limit=30))
    parts = [
        one for start in range(0, 30, 7) for one in ids(search.find("root", limit=7, offset=start))
    ]
    assert parts[:30] == whole
    assert len(set(whole)) == 30


def test_the_same_question_has_the_same_answer_in_another_process(built, search):
    again = Search(Catalogue.read(built))
    for text in ("stenosis", "f", "left", "xyz stenosis", "nerve root compresion"):
        assert search.find(text, limit=50) == again.find(text, limit=50)


def test_the_words_that_were_asked_for_are_marked(search):
    hit = first(search, "L4-5 foraminal narrow")
    assert [hit.name[start:end] for start, end in hit.spans] == ["L4/5", "foraminal", "narrowing"]


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "a " * 5000, "L4-5 " * 1000, "\x00\x01", "(((((", "%", "' OR 1=1 --",
     "🦴" * 300, ":" * 400, "|" * 400, "a:" * 300, "ONE:", ":M12", "http://", "<>", "\u202e" * 50,
     "1" * 5000],
)  # fmt: skip
def test_hostile_text_is_answered_like_any_other(search, coded, text):
    for one in (search, coded):
        found = one.find(text)
        assert all(0 <= hit.score <= 1 for hit in found.hits)
        assert found == one.find(text[:LONGEST_QUERY])


def test_limits_bound_what_is_given(search):
    assert len(search.find("", limit=10**9).hits) == MOST_HITS
    assert search.find("", limit=-5, offset=-5).hits == ()


def test_every_name_of_every_term_finds_it_first(search):
    missed = [
        (name.text, one.id)
        for one in search.catalogue.terms.values()
        for name in one.names
        if first(search, name.text, limit=1).term.iri != one.iri
    ]
    assert len(search.catalogue.terms) > 2000
    assert missed == []
