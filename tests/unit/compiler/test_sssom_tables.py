"""An SSSOM table compiles as it is; a wrong mapping is named by file, row and column."""

from __future__ import annotations

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from tests.unit.compiler.conftest import TERMS

from foramen.compiler.assemble import assemble
from foramen.compiler.options import optional_tables
from foramen.compiler.pipeline import build
from foramen.compiler.tables import canonical, read_table
from foramen.errors import BadSetting, SourceErrors
from foramen.namespaces import FORAMEN, SEMAPV, SSSOM, UBERON

HOLE = f"{TERMS}Hole\thole\tAnatomicalSpace\tA hole.\tBOOK\t\t\n"
HEAD = "#curie_map:\n#  UBERON: http://purl.obolibrary.org/obo/UBERON_\n#license: none\n"
COLUMNS = (
    "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\t"
    "object_source_version\tcomment\n"
)
GOOD = (
    "foramen:Hole\tskos:broadMatch\tUBERON:0000464\tanatomical space\t"
    "semapv:ManualMappingCuration\t0.9\t2026-04-01\tWider.\n"
)
TERMINOLOGIES = (
    "prefix\tname\tnamespace\tfhir_system\toid\tversion\tlicense\tlicense_note\thomepage\toptional\n"
    "UBERON\tUber-anatomy ontology\thttp://purl.obolibrary.org/obo/UBERON_\t\t\t2026-04-01\t"
    "https://creativecommons.org/licenses/by/3.0/\tFree.\thttp://uberon.org\tno\n"
)


@pytest.fixture
def sources(small_sources):
    def make(rows: str = GOOD, columns: str = COLUMNS, head: str = HEAD, **more: str):
        tables = {"terms/x": HOLE, "mappings/terminologies": TERMINOLOGIES, **more}
        return small_sources(**{"mappings/uberon.sssom": head + columns + rows, **tables})

    return make


def faults_of(root) -> list[str]:
    with pytest.raises(SourceErrors) as caught:
        assemble(root)
    return [str(fault) for fault in caught.value.findings]


def test_a_row_becomes_an_edge_a_record_and_what_is_known_of_the_code(sources):
    graph = assemble(sources()).graphs["mappings"]
    target = UBERON["0000464"]
    assert (FORAMEN.Hole, SKOS.broadMatch, target) in graph
    assert (target, RDFS.label, Literal("anatomical space", lang="en")) in graph
    assert (target, SKOS.notation, Literal("0000464")) in graph
    record = graph.value(predicate=OWL.annotatedTarget, object=target)
    assert set(graph.predicate_objects(record)) == {
        (RDF.type, OWL.Axiom),
        (OWL.annotatedSource, FORAMEN.Hole),
        (OWL.annotatedProperty, SKOS.broadMatch),
        (OWL.annotatedTarget, target),
        (SSSOM.mapping_justification, SEMAPV.ManualMappingCuration),
        (SSSOM.confidence, Literal("0.9", datatype=XSD.decimal)),
        (SSSOM.object_label, Literal("anatomical space")),
        (SSSOM.object_source, FORAMEN.terminology_UBERON),
        (SSSOM.object_source_version, Literal("2026-04-01")),
        (RDFS.comment, Literal("Wider.", lang="en")),
    }


def test_a_code_without_a_label_gets_none(sources):
    graph = assemble(sources(GOOD.replace("anatomical space", ""))).graphs["mappings"]
    assert graph.value(UBERON["0000464"], RDFS.label) is None
    assert graph.value(predicate=SSSOM.object_label) is None
    assert graph.value(UBERON["0000464"], SKOS.notation) == Literal("0000464")


def test_a_terminology_is_told_whole(sources):
    graph = assemble(sources()).graphs["mappings"]
    node = FORAMEN.terminology_UBERON
    assert graph.value(node, RDF.type) == FORAMEN.Terminology
    assert graph.value(node, OWL.versionInfo) == Literal("2026-04-01")
    assert graph.value(node, FORAMEN.isOptional) == Literal(False)
    assert graph.value(node, FORAMEN.fhirSystem) is None
    license_ = URIRef("https://creativecommons.org/licenses/by/3.0/")
    assert (node, None, license_) in graph


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ("broadMatch", "broaderMatch", "row 5, column predicate_id: 'skos:broaderMatch' is not"),
        ("foramen:Hole", "foramen:Hol", "row 5, column subject_id: 'foramen:Hol' is declared no"),
        ("foramen:Hole", "hole of it", "row 5, column subject_id: 'hole of it' is no local name"),
        ("UBERON:0000464", "UBRN:0000464", "row 5, column object_id: the prefix 'UBRN' is not"),
        ("UBERON:0000464", "0000464", "row 5, column object_id: '0000464' is no CURIE"),
        ("UBERON:0000464", "HP:0000464", "row 5: nothing follows from the row; see its columns in"),
        ("\t0.9\t", "\t1.2\t", "row 5, column confidence: '1.2' is no number from 0 to 1"),
        ("\t0.9\t", "\t-0.1\t", "row 5, column confidence: '-0.1' is no number from 0 to 1"),
        ("\t0.9\t", "\t\t", "row 5, column confidence: the cell is empty"),
        ("semapv:Manual", "semapv:", "row 5, column mapping_justification: 'semapv:Mapping"),
    ],
)
def test_a_wrong_cell_is_named_by_its_line_in_the_file(sources, wrong, right, fault):
    (found,) = faults_of(sources(GOOD.replace(wrong, right)))
    assert f"ontology/mappings/uberon.sssom.tsv, {fault}" in found


def test_two_predicates_for_one_pair_are_a_fault(sources):
    (found,) = faults_of(sources(GOOD + GOOD.replace("broad", "close")))
    assert found.startswith(
        "ontology/mappings/uberon.sssom.tsv, row 6, column subject_id: foramen:Hole UBERON:0000464 "
        "stands already in ontology/mappings/uberon.sssom.tsv, row 5"
    )


def test_another_column_is_a_fault_of_the_line_with_the_names(sources):
    (found, *_) = faults_of(sources(columns=COLUMNS.replace("comment", "remark")))
    assert "ontology/mappings/uberon.sssom.tsv, row 4: the columns are" in found


def test_a_missing_head_is_no_fault_and_shifts_no_row(sources):
    root = sources(GOOD.replace("\t0.9\t", "\t2\t"), head="")
    assert "uberon.sssom.tsv, row 2, column confidence" in faults_of(root)[0]


def test_lines_of_comment_are_a_head_in_sssom_tables_alone(tmp_path):
    for name in ("a.sssom.tsv", "a.tsv"):
        (tmp_path / name).write_text("#x: 1\na\tb\n1\t2\n", "utf-8")
    assert read_table(tmp_path / "a.sssom.tsv", tmp_path).columns == ("a", "b")
    assert read_table(tmp_path / "a.tsv", tmp_path).columns == ("#x: 1",)


def test_a_table_of_comment_lines_alone_is_read_without_a_crash(tmp_path):
    (tmp_path / "a.sssom.tsv").write_text("#x: 1\n#y: 2\n", "utf-8")
    assert read_table(tmp_path / "a.sssom.tsv", tmp_path).columns == ("#y: 2",)


def test_the_canonical_form_keeps_the_head():
    text = HEAD + COLUMNS + GOOD
    assert canonical(text) == text


# -- optional tables ------------------------------------------------------------------------------


@pytest.fixture
def licensed(sources):
    """Sources with one optional table."""
    root = sources("")
    folder = root / "ontology" / "mappings" / "optional"
    folder.mkdir()
    (folder / "private.sssom.tsv").write_text(HEAD + COLUMNS + GOOD, "utf-8")
    return root


def test_an_optional_table_is_read_only_when_asked_for(licensed):
    assert list(optional_tables(licensed)) == ["private"]
    edge = (FORAMEN.Hole, SKOS.broadMatch, UBERON["0000464"])
    assert edge not in assemble(licensed).graphs["mappings"]
    assert edge in assemble(licensed, ["private"]).graphs["mappings"]


def test_an_unknown_optional_table_is_refused_with_one_that_is_near(licensed):
    with pytest.raises(BadSetting, match="did you mean private"):
        assemble(licensed, ["privat"])
    with pytest.raises(BadSetting, match="choose of private"):
        assemble(licensed, ["xyz"])


def test_a_dataset_says_what_it_was_built_with(licensed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("datasets")
    plain = build(licensed, folder / "plain")
    asked = build(licensed, folder / "asked", optional=["private", "private"])
    assert (plain.optional, asked.optional) == ((), ("private",))
    assert (plain.counts["mappings"], asked.counts["mappings"]) == (0, 1)
    assert plain.sources_digest == asked.sources_digest
    said = f'<{FORAMEN.builtWith}> "private"'
    graphs = [one.directory / "graphs" / "about.nt" for one in (plain, asked)]
    assert [said in graph.read_text("utf-8") for graph in graphs] == [False, True]
