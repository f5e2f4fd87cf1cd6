"""Write and read SSSOM by ourselves, and have sssom-py read and judge what was written."""

from __future__ import annotations

import io
import json
import logging
import warnings

import pyoxigraph
import pytest
import rdflib

from foramen.errors import BadRequest
from foramen.terminology.sssom import (
    MappingSet,
    mapping_graph,
    mapping_set,
    read_mapped,
    read_tsv,
    write_json,
    write_tsv,
)

SSSOM = "https://w3id.org/sssom/"


def whole(found):
    return dict(found.header), dict(found.prefixes), [dict(row) for row in found.rows]


@pytest.fixture
def everything(catalogue) -> MappingSet:
    return mapping_set(catalogue, "2026-11-23", "2026-11-23")


def test_a_table_comes_back_whole(by_hand):
    assert whole(read_tsv(write_tsv(by_hand))) == whole(by_hand)


def test_a_table_written_twice_is_the_same(by_hand):
    assert write_tsv(read_tsv(write_tsv(by_hand))) == write_tsv(by_hand)


def test_columns_may_come_in_any_order_and_numbers_in_any_spelling():
    text = (
        "#curie_map:\n#  foramen: https://w3id.org/foramen/\n"
        "confidence\tobject_id\tmapping_justification\tsubject_id\tpredicate_id\n"
        "0.90\tUBERON:0000044\tsemapv:ManualMappingCuration\tforamen:A\tskos:exactMatch\n"
    )
    (row,) = read_tsv(text).rows
    assert row["subject_id"] == "foramen:A"
    assert row["confidence"] == "0.9"


def test_the_catalogue_comes_back_from_its_table(catalogue, everything):
    found = read_mapped(read_tsv(write_tsv(everything)))
    assert sorted(found, key=lambda one: one.iri) == sorted(
        catalogue.mappings, key=lambda one: one.iri
    )


def test_a_set_to_one_terminology_says_what_it_maps_to(catalogue, terminologies):
    icd = next(one for one in terminologies if one.prefix == "ICD10CM")
    found = mapping_set(catalogue, "2026-11-23", "2026-11-20", icd)
    assert found.header["mapping_set_id"] == "https://w3id.org/foramen/mappings/icd10cm"
    assert found.header["mapping_set_version"] == "2026-11-23"
    assert found.header["publication_date"] == "2026-11-20"
    assert found.header["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found.header["subject_source"] == "foramen:ontology"
    assert found.header["subject_source_version"] == "2026-11-23"
    assert found.header["object_source"] == "foramen:terminology_ICD10CM"
    assert found.header["object_source_version"] == "2026"
    assert "ICD10CM" in found.prefixes
    (row,) = found.rows
    assert row["subject_id"] == "foramen:ForaminalStenosis_L4-L5_left"
    assert row["subject_type"] == "owl class"
    assert row["object_id"] == "ICD10CM:M99.73"
    assert row["confidence"] == "0.9"
    assert found.get(row, "object_source_version") == "2026"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("subject_id\tpredicate_id\tobject_id\nA\tB\tC\n", "no mapping_justification"),
        ('#license: "never closed\\"\nsubject_id\n', "no SSSOM table"),
        (
            "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
            "A\tB\tC\tD\thigh\n",
            "no SSSOM table",
        ),
    ],
)
def test_a_wrong_table_is_refused_with_the_reason(text, complaint):
    with pytest.raises(BadRequest, match=complaint):
        read_tsv(text)


def test_the_graph_holds_each_mapping_as_record_and_as_triple(everything):
    triples = set(mapping_graph(everything).triples)
    record = rdflib.URIRef(
        "https://w3id.org/foramen/mapping_ForaminalStenosis_L4-L5_left-ICD10CM-M99.73"
    )
    stated = [triple for triple in triples if "M99.73" in triple[2] and "broad" in triple[1]]
    assert [str(part) for part in stated[0]] == [
        "https://w3id.org/foramen/ForaminalStenosis_L4-L5_left",
        "http://www.w3.org/2004/02/skos/core#broadMatch",
        "http://purl.bioontology.org/ontology/ICD10CM/M99.73",
    ]
    said = {str(predicate): str(value) for one, predicate, value in triples if one == record}
    assert said["http://www.w3.org/2002/07/owl#annotatedTarget"].endswith("ICD10CM/M99.73")
    assert said[f"{SSSOM}confidence"] == "0.9"
    whole_set = rdflib.URIRef("https://w3id.org/foramen/mappings")
    assert (whole_set, rdflib.URIRef(f"{SSSOM}mappings"), record) in triples


def test_json_is_linked_data_that_says_the_same_of_a_mapping(everything):
    graph = rdflib.Graph()
    graph.parse(data=write_json(everything), format="json-ld")
    ours = {
        triple
        for triple in mapping_graph(everything).triples
        if str(triple[1]).startswith("http://www.w3.org/2002/07/owl#annotated")
    }
    assert len(ours) == 18
    assert ours <= set(graph)


def test_a_denied_mapping_is_recorded_but_not_stated():
    text = (
        "#curie_map:\n#  foramen: https://w3id.org/foramen/\n"
        "#  UBERON: http://purl.obolibrary.org/obo/UBERON_\n"
        "#  semapv: https://w3id.org/semapv/vocab/\n"
        "#  skos: http://www.w3.org/2004/02/skos/core#\n"
        "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\n"
        "foramen:A\tskos:exactMatch\t{}\tUBERON:0000044\tsemapv:ManualMappingCuration\n"
    )
    for modifier, count in (("Not", 0), ("", 1)):
        triples = mapping_graph(read_tsv(text.format(modifier))).triples
        records = [one for one in triples if str(one[1]).endswith("annotatedTarget")]
        stated = [one for one in triples if str(one[1]).endswith("exactMatch")]
        assert (len(records), len(stated)) == (1, count)


# -- sssom-py ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sssom():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("sssom")


def judged(caplog, text):
    """Have sssom-py parse and validate a table; give it as sssom-py has it."""
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    caplog.set_level(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = parse_sssom_table(io.StringIO(text))
        reports = validate(found)
    assert reports
    assert not any(report.results for report in reports.values() if report is not None)
    return found


@pytest.mark.interop
@pytest.mark.slow
def test_sssom_py_finds_no_fault_in_our_tables(sssom, everything, catalogue, caplog):
    found = judged(caplog, write_tsv(everything))
    assert len(found.df) == 6
    for one in catalogue.terminologies.values():
        table = write_tsv(mapping_set(catalogue, "2026-11-23", "2026-11-23", one))
        found = judged(caplog, table)
        assert found.metadata["license"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.interop
@pytest.mark.slow
def test_sssom_py_reads_the_same_cells(sssom, caplog, by_hand):
    found = judged(caplog, write_tsv(by_hand))
    slots = ("subject_id", "predicate_id", "object_id", "object_label", "comment")
    read = {
        tuple(str(row[slot]) if row[slot] == row[slot] else "" for slot in slots)  # not a NaN
        for row in found.df.to_dict("records")
    }
    assert read == {tuple(row.get(slot, "") for slot in slots) for row in by_hand.rows}


@pytest.mark.interop
@pytest.mark.slow
def test_sssom_py_reads_our_json_and_our_rdf(sssom, everything):
    from sssom.parsers import from_sssom_json, from_sssom_rdf

    document = json.loads(write_json(everything))
    graph = rdflib.Graph()
    for triple in mapping_graph(everything).triples:
        graph.add(triple)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        by_json = from_sssom_json(document, prefix_map=dict(everything.prefixes))
        by_rdf = from_sssom_rdf(graph, prefix_map=dict(everything.prefixes))
    ours = {(row["subject_id"], row["object_id"]) for row in everything.rows}
    for found in (by_json, by_rdf):
        assert set(zip(found.df["subject_id"], found.df["object_id"], strict=True)) == ours


@pytest.mark.interop
def test_a_strict_reader_takes_our_json_ld(everything):
    found = list(pyoxigraph.parse(write_json(everything), pyoxigraph.RdfFormat.JSON_LD))
    assert len(found) > 50
