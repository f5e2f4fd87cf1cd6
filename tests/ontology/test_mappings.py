"""The mappings are SSSOM for the tools of others, say what their sources say, and claim no more."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from mapping_tables import FOLDER, ROWS, SHIPPED, TABLES, head_of, name_of, rows_of, terminologies

from foramen.compiler.assemble import assemble
from foramen.namespaces import FORAMEN, PREFIXES, expand
from foramen.terminology.catalogue import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from foramen.knowledge import Knowledge

# sssom-py uses what pandas has deprecated.
old_pandas = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PREDICATES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
# target: at least so many rows, and at least so many exact ones
LEAST = {
    "caro": (1, 0), "chebi": (9, 0), "doid": (21, 3), "efo": (13, 1), "fma": (130, 100),
    "hp": (48, 7), "icd10cm": (176, 1), "loinc": (31, 0), "maxo": (22, 2), "mesh": (100, 25),
    "mondo": (33, 3), "ncit": (92, 40), "obi": (5, 2), "ogms": (10, 1), "pato": (5, 0),
    "radlex": (263, 200), "snomedct": (203, 58), "symp": (9, 2), "uberon": (148, 103),
}  # fmt: skip


def predicate(term: str, code: str) -> str:
    row = SHIPPED.get((f"foramen:{term}", code))
    return row["predicate_id"].removeprefix("skos:") if row else ""


@pytest.fixture(scope="module")
def catalogue(knowledge: Knowledge) -> Catalogue:
    return Catalogue.read(knowledge)


# -- as tables ------------------------------------------------------------------------------------


@pytest.mark.interop
@old_pandas
@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_sssom_py_reads_each_table_and_finds_nothing_wrong(path: Path) -> None:
    from sssom.constants import DEFAULT_VALIDATION_TYPES
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    read = parse_sssom_table(path)
    assert len(read.df) == len(rows_of(path))
    reports = validate(read, validation_types=DEFAULT_VALIDATION_TYPES, fail_on_error=False)
    assert len(reports) == 3
    assert [result for report in reports.values() for result in report.results] == []


@pytest.mark.interop
@old_pandas
def test_sssom_py_finds_a_predicate_that_is_no_curie(tmp_path: Path) -> None:
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    text = (FOLDER / "caro.sssom.tsv").read_text("utf-8")
    broken = tmp_path / "caro.sssom.tsv"
    broken.write_text(text.replace("semapv:ManualMappingCuration", "nowhere:Found"), "utf-8")
    reports = validate(parse_sssom_table(broken), fail_on_error=False)
    assert [result for report in reports.values() for result in report.results] != []


def test_there_are_tables_for_nineteen_terminologies_and_one_is_optional() -> None:
    assert {name_of(path) for path in TABLES} == LEAST.keys()
    assert [name_of(path) for path in TABLES if path.parent.name == "optional"] == ["snomedct"]
    assert sum(len(rows) for name, rows in ROWS.items() if name != "snomedct") >= 1_100


@pytest.mark.parametrize("table", LEAST)
def test_a_table_has_at_least_as_many_mappings_as_once(table: str) -> None:
    counts = Counter(row["predicate_id"] for row in ROWS[table])
    assert counts.keys() <= {f"skos:{name}" for name in PREDICATES}
    least, least_exact = LEAST[table]
    assert counts.total() >= least
    assert counts["skos:exactMatch"] >= least_exact


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_a_table_says_what_it_is_and_agrees_with_the_one_of_terminologies(path: Path) -> None:
    head = head_of(path)
    prefix = name_of(path).upper()
    about = terminologies()[prefix]
    assert head["mapping_set_id"] == f"https://w3id.org/foramen/mappings/{name_of(path)}"
    assert head["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert head["object_source"] == f"foramen:terminology_{prefix}"
    assert about["license_note"] in head["mapping_set_description"]
    assert head["curie_map"][prefix] == about["namespace"] == PREFIXES[prefix]
    assert about["optional"] == ("yes" if path.parent.name == "optional" else "no")
    assert {row["object_id"].partition(":")[0] for row in ROWS[name_of(path)]} == {prefix}
    releases = {row["object_source_version"] for row in ROWS[name_of(path)]}
    assert releases == {about["version"]} or about["version"] == "see each mapping"


def test_a_confidence_follows_the_rule_of_the_manual() -> None:
    sure = {"ManualMappingCuration": {0.95, 0.9}, "MappingChaining": {0.85, 0.75}}
    less = {"exact": 0, "broad": 0.05, "narrow": 0.05, "close": 0.1, "related": 0.1}
    odd = []
    for pair, row in SHIPPED.items():
        step = less[row["predicate_id"].removeprefix("skos:").removesuffix("Match")]
        base = round(float(row["confidence"]) + step, 2)
        unknown_level = "the one above or below" in row["comment"] and row["confidence"] == "0.5"
        if base not in sure[row["mapping_justification"].partition(":")[2]] and not unknown_level:
            odd.append((pair, row["confidence"]))
    assert odd == []


def test_no_label_of_snomed_ct_is_shipped() -> None:
    assert {row["object_label"] for row in ROWS["snomedct"]} == {""}


def test_nothing_of_a_terminology_that_may_not_be_passed_on_is_there() -> None:
    text = "".join(path.read_text("utf-8") for path in FOLDER.rglob("*.tsv"))
    assert re.findall(r"(?:UMLS|ICD11|ICD10WHO|GAMUTS|OIFM):\w+", text) == []


# -- what they say --------------------------------------------------------------------------------

# Typed from the sources that the rows name.
SAID = """
IntervertebralForamen exact RADLEX:RID7885
IntervertebralForamen broad UBERON:0010276
IntervertebralForamen broad CARO:0000005
CervicalForamen close RADLEX:RID28725
Nerve_L4_left exact RADLEX:RID19613
Nerve_L4_right exact RADLEX:RID19612
Nerve_L4 exact RADLEX:RID19611
Nerve_S1_left exact RADLEX:RID18260
Nerve_C1 exact RADLEX:RID18273
VentralRoot_L4 exact RADLEX:RID18680
DorsalRoot_L4 exact RADLEX:RID18770
DorsalRoot_C1 exact RADLEX:RID18711
Vertebra_C1 exact UBERON:0001092
Vertebra_C1 exact FMA:12519
Vertebra_C1 exact RADLEX:RID7745
Vertebra_C1 exact NCIT:C32239
Vertebra_L4 exact UBERON:0004620
Vertebra_L4 exact FMA:13075
Vertebra_L4 exact RADLEX:RID29196
Vertebra_L4 exact NCIT:C32902
Vertebra_L4 exact SNOMEDCT:11994002
Vertebra_S5 exact RADLEX:RID29192
Vertebra_T8 exact RADLEX:RID31704
Vertebra_T8 close RADLEX:RID29205
Ganglion_C1 exact UBERON:0002838
Ganglion_L4 exact UBERON:0003943
Ganglion_L4 exact FMA:6338
Disc_C4-C5 exact UBERON:0007261
Disc_C4-C5 exact FMA:13897
Disc_L4-L5 exact FMA:16036
Disc_L4-L5 exact SNOMEDCT:84020006
Disc_L5-S1 exact SNOMEDCT:715056000
Foramen_C6-C7 exact SNOMEDCT:281875002
Pedicle_C2 exact UBERON:1200169
FacetJoint exact MESH:D021801
LigamentumFlavum exact UBERON:0003673
ForaminalStenosis exact RADLEX:RID5034
ForaminalStenosis related HP:0003416
ForaminalStenosis narrow ICD10CM:M99.6
ForaminalStenosis narrow ICD10CM:M99.7
CervicalForaminalStenosis narrow ICD10CM:M99.61
LumbarForaminalStenosis narrow ICD10CM:M99.63
LumbarForaminalStenosis narrow ICD10CM:M99.73
CentralCanalStenosis exact HP:0003416
CentralCanalStenosis broad RADLEX:RID5028
Radiculopathy exact MONDO:0002959
Radiculopathy exact DOID:4306
Radiculopathy exact MESH:D011843
CervicalRadiculopathy close ICD10CM:M54.12
CervicalRadiculopathy broad MONDO:0002959
Radiculopathy_C6 narrow ICD10CM:M50.122
SpinalInstability exact HP:0005881
DiscHerniation close HP:0008441
DiscBulge exact RADLEX:RID5089
CarpalTunnelSyndrome exact MONDO:0007275
MuscleWeakness exact HP:0001324
MRI exact MAXO:0000424
MRI exact OBI:0002985
FlexionExtensionRadiography narrow LOINC:24945-8
Foraminotomy exact MESH:D059526
Foraminotomy related MAXO:0000946
Radiography broad MAXO:0000595
PeripheralNerveEntrapment close HP:0012181
ActiveInfection narrow ICD10CM:M46.3
ActiveInfection related ICD10CM:M46.4
CervicalRadiculopathy narrow ICD10CM:M50.13
Spondylolisthesis narrow HP:0003302
Spondylolisthesis close MONDO:0008475
Spondylolisthesis exact RADLEX:RID4780
Spondylolisthesis close ICD10CM:M43.1
Spondylolisthesis narrow ICD10CM:M43.17
Observation exact MESH:D057832
"""
TRIPLES = [tuple(line.split()) for line in SAID.split("\n") if line]


def test_the_spot_checks_are_at_least_sixty() -> None:
    assert len(TRIPLES) >= 60


@pytest.mark.parametrize(("term", "near", "code"), TRIPLES)
def test_a_mapping_is_what_its_source_says(term: str, near: str, code: str) -> None:
    assert predicate(term, code) == f"{near}Match"


# Each would mislead as an exact match, and the reason.
NOT_EXACT = [
    ("IntervertebralForamen", "UBERON:4200105", "is made of matter"),
    ("IntervertebralForamen", "UBERON:0005744", "lies within one bone"),
    ("IntervertebralForamen", "UBERON:0018267", "is the opening in the atlas"),
    ("IntervertebralForamen", "UBERON:0004111", "is made of matter"),
    ("SacralForamen", "UBERON:0008431", "stands under vertebral foramen there"),
    ("AnteriorSacralForamen", "UBERON:1200011", "means all of them"),
    ("CervicalForamen", "RADLEX:RID28725", "means the set"),
    ("Foramen_L5-S1", "RADLEX:RID28572", "does not say above or below"),
    ("Foramen_L2-L3", "SNOMEDCT:8695008", "does not say above or below"),
    ("Dermatome", "UBERON:0004016", "is the dermatome of the embryo"),
    ("KeyMuscle", "UBERON:0003082", "is the myotome of the embryo"),
    ("Disc_C2-C3", "UBERON:0007266", "is a disc of the atlas, which people lack"),
    ("Vertebra", "SNOMEDCT:51282000", "is the bone structure of the spine"),
    ("Disc_L5-S1", "SNOMEDCT:75782005", "is the second code of one disc"),
    ("Level_C4-C5", "SNOMEDCT:243904008", "is a plane through the disc"),
    ("ForaminalStenosis", "HP:0003416", "is of the canal"),
    ("ForaminalStenosis", "MONDO:0005965", "is of the canal"),
    ("ForaminalStenosis", "DOID:6725", "is of the canal"),
    ("ForaminalStenosis", "MESH:D013130", "is of the canal"),
    ("ForaminalStenosis", "ICD10CM:M48.0", "is of the canal"),
    ("ForaminalStenosis", "ICD10CM:M99.6", "is by bone alone"),
    ("BonyForaminalStenosis", "ICD10CM:M99.6", "takes in subluxation"),
    ("LumbarForaminalStenosis", "ICD10CM:M99.73", "is by disc or connective tissue alone"),
    ("Radiculopathy", "ICD10CM:M54.1", "leaves out disc disorders and spondylosis"),
    ("LumbarRadiculopathy", "HP:0011868", "is sciatica"),
    ("LumbarRadiculopathy", "MONDO:0024333", "is sciatica"),
    ("CervicalRadiculopathy", "ICD10CM:M50.1", "is by a disc alone"),
    ("Radiculopathy_C6", "ICD10CM:M50.122", "is by a disc alone"),
    ("CervicalRadiculopathy", "MONDO:0002959", "is of any region"),
    ("CentralCanalStenosis", "RADLEX:RID5028", "takes in the foramen"),
    ("DiscHerniation", "MONDO:0100202", "is a susceptibility"),
    ("DiscHerniation", "ICD10CM:M50.2", "is of the neck alone"),
    ("Osteophyte", "ICD10CM:M25.7", "is of any joint"),
    ("RadiatingPain", "HP:6000684", "may radiate from anywhere"),
    ("Tingling", "HP:0003401", "takes in numbness"),
    ("NerveRootCompression", "ICD10CM:G55", "leaves out what narrows a foramen"),
    ("FacetArthropathy", "ICD10CM:M47", "is of the whole spine"),
    ("MRI", "LOINC:24968-0", "is of the lumbar spine alone"),
    ("SelectiveNerveRootBlock", "MESH:D009407", "is of any nerve"),
    ("TransforaminalEpiduralInjection", "MESH:D007268", "goes by any way"),
    ("SpinalDeformity", "MONDO:0005392", "is scoliosis alone"),
    ("SevereContrastAllergy", "ICD10CM:Z91.041", "is of any severity"),
]


@pytest.mark.parametrize(("term", "code", "because"), NOT_EXACT)
def test_what_means_another_thing_is_not_exact(term: str, code: str, because: str) -> None:
    assert predicate(term, code) != "exactMatch", because


def test_no_region_code_is_exact_for_one_level_root_or_side() -> None:
    member = re.compile(r"foramen:\w+_[CTLS]\d")
    exact = {code for (term, code), row in SHIPPED.items() if member.match(term)
             and row["predicate_id"] == "skos:exactMatch"}  # fmt: skip
    assert {code.partition(":")[0] for code in exact} <= {
        "UBERON", "FMA", "NCIT", "RADLEX", "SNOMEDCT",
    }  # fmt: skip


def test_left_and_right_never_share_a_code() -> None:
    left = {code for term, code in SHIPPED if term.endswith("_left")}
    right = {code for term, code in SHIPPED if term.endswith("_right")}
    assert len(left) == len(right) == 30
    assert left & right == set()


def test_a_left_term_has_no_label_of_the_right() -> None:
    sided = [(term, row["object_label"]) for (term, _), row in SHIPPED.items() if "_left" in term]
    assert [one for one in sided if "right" in one[1] or "left" not in one[1]] == []


# -- as a graph -----------------------------------------------------------------------------------


def test_the_catalogue_holds_every_mapping_that_is_not_optional(catalogue: Catalogue) -> None:
    held = {(one.subject, one.object) for one in catalogue.mappings}
    told = {
        (expand(row["subject_id"]), row["object_id"])
        for name, rows in ROWS.items()
        for row in rows
        if name != "snomedct"
    }
    assert held == told
    assert catalogue.terminologies.keys() == terminologies().keys()


def test_the_catalogue_tells_all_of_a_mapping(catalogue: Catalogue) -> None:
    (one,) = [m for m in catalogue.coded("ICD10CM:M54.12") if m.predicate == "skos:closeMatch"]
    assert one.subject == str(FORAMEN.CervicalRadiculopathy)
    assert one.object_iri == "http://purl.bioontology.org/ontology/ICD10CM/M54.12"
    assert one.code == "M54.12"
    assert one.object_label == "Radiculopathy, cervical region"
    assert one.justification == "semapv:ManualMappingCuration"
    assert one.confidence == 0.85
    assert one.source == "ICD10CM"
    assert one.source_version == "FY2026, update of April 1 2026"
    assert "M50.1-" in one.comment
    about = catalogue.terminologies["ICD10CM"]
    assert about.fhir_system == "http://hl7.org/fhir/sid/icd-10-cm"
    assert about.oid == "2.16.840.1.113883.6.90"
    assert catalogue.terminologies["SNOMEDCT"].optional


def test_every_code_is_a_curie_that_leads_back_to_its_iri(catalogue: Catalogue) -> None:
    assert [m.object for m in catalogue.mappings if expand(m.object) != m.object_iri] == []


def test_a_name_of_a_mapping_follows_from_its_ends_and_predicate(catalogue: Catalogue) -> None:
    (one,) = catalogue.coded("RADLEX:RID19613")
    assert one.iri == "https://w3id.org/foramen/mapping_d5962a7ac784"


@pytest.mark.slow
def test_snomed_ct_is_in_the_graph_only_where_it_is_asked_for(
    knowledge: Knowledge, sources: Path
) -> None:
    assert knowledge.optional == ()
    assert "<http://snomed.info/id/" not in knowledge.graph_file("graph/mappings").read_text(
        "utf-8"
    )
    asked = assemble(sources, ["snomedct"])
    assert asked.optional == ("snomedct",)
    targets = {str(target) for target in asked.graphs["mappings"].objects()}
    assert "http://snomed.info/id/11994002" in targets


def test_terms_that_others_lack_are_ready_to_be_requested() -> None:
    requests = rows_of(FOLDER / "requests.tsv")
    assert len(requests) >= 20
    assert {row["target"] for row in requests} >= {"UBERON", "HP", "MONDO", "MAXO"}
    found = {(row["term"], row["target"]) for row in requests}
    exact = {
        (term.removeprefix("foramen:"), code.partition(":")[0])
        for (term, code), row in SHIPPED.items()
        if row["predicate_id"] == "skos:exactMatch" and not code.endswith(":RID19611")
    }
    assert found & exact == set()
