"""What a user would notice is derived, marked as derived, and leads down to who said what."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rdflib.namespace import RDF, RDFS

from foramen.compiler.built import local_name
from foramen.compiler.statements import statement_iri
from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from foramen.compiler.built import Built

CASES = list(
    csv.DictReader(
        (Path(__file__).parent / "inferences.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)
_cases = pytest.mark.parametrize("case", CASES, ids=[case["kind"] for case in CASES])
RANK = ["Definite", "May", "Varies"]
Record = dict[str, set[str]]


def fact_of(case: dict[str, str]) -> tuple[str, str, str]:
    relation = RDFS.subClassOf if case["relation"] == "subClassOf" else FORAMEN[case["relation"]]
    return str(FORAMEN[case["subject"]]), str(relation), str(FORAMEN[case["object"]])


@pytest.fixture(scope="session")
def records(built: Built) -> dict[str, Record]:
    """Statements, inferred statements, rules and claims, by IRI and by short property name."""
    found: dict[str, Record] = defaultdict(lambda: defaultdict(set))
    for name in ("statements", "derivations", "sources", "about"):
        for subject, predicate, value in built.triples(name):
            found[subject][_short(predicate)].add(value)
    return found


def _short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def inferred_record(fact: tuple[str, str, str]) -> str:
    return str(statement_iri(*fact)).replace("/st_", "/inf_")


def leaves(node: str, records: dict[str, Record], seen: set[str]) -> None:
    """Walk down from an inferred statement; every step must be recorded."""
    if node in seen:
        return
    seen.add(node)
    record = records[node]
    if str(FORAMEN.Statement) in record["type"]:
        assert record["source"], node
        return
    assert str(FORAMEN.InferredStatement) in record["type"], node
    assert record["wasDerivedFrom"], node
    for premise in record["wasDerivedFrom"]:
        leaves(premise, records, seen)


def test_there_are_more_than_fifteen_kinds() -> None:
    assert len({case["kind"] for case in CASES}) == len(CASES) > 40


@_cases
def test_it_is_inferred_and_not_asserted(built: Built, case: dict[str, str]) -> None:
    fact = fact_of(case)
    assert fact in set(built.triples("inferred"))
    assert fact not in set(built.triples("asserted"))


@_cases
def test_it_has_a_rule_and_leads_down_to_sources(
    records: dict[str, Record], case: dict[str, str]
) -> None:
    fact = fact_of(case)
    node = inferred_record(fact)
    record = records[node]
    parts = (record["subject"], record["predicate"], record["object"])
    assert parts == ({fact[0]}, {fact[1]}, {fact[2]})
    (rule,) = record["rule"]
    assert records[rule]["type"] & {str(FORAMEN.Rule), str(FORAMEN.DefinitionRule)}
    assert records[rule]["label"], rule
    seen: set[str] = set()
    leaves(node, records, seen)
    said = {one for one in seen if str(FORAMEN.Statement) in records[one]["type"]}
    assert said
    assert record["source"] >= {source for one in said for source in records[one]["source"]}


@_cases
def test_its_strength_is_the_weakest_of_what_it_follows_from(
    records: dict[str, Record], case: dict[str, str]
) -> None:
    node = inferred_record(fact_of(case))
    seen: set[str] = set()
    leaves(node, records, seen)
    weakest = 0
    for one in seen:
        record = records[one]
        if str(FORAMEN.Statement) in record["type"]:
            weakest = max(weakest, _rank(record))
        for rule in record["rule"]:
            for source in records[rule]["source"]:
                is_chain = bool(records[rule]["firstStep"])
                weakest = max(weakest, _rank(records[source]) if is_chain else 0)
    (strength,) = records[node]["strength"]
    assert local_name(strength) == RANK[weakest]
    if case["strength"] != "-":
        assert local_name(strength) == case["strength"]


def _rank(record: Record) -> int:
    return max((RANK.index(local_name(one)) for one in record["strength"]), default=0)


# -- what must not follow -------------------------------------------------------------------------

MUST_NOT_FOLLOW = [
    ("ParacentralDiscHerniation_L4-L5_right", "mayCompromise", "Root_L4_right"),
    ("ForaminalDiscHerniation_L4-L5_right", "mayCompromise", "Root_L5_right"),
    ("ForaminalDiscHerniation_L4-L5_right", "mayCompromise", "Root_L4_left"),
    ("ForaminalStenosis_L4-L5_left", "mayWeaken", "KeyMuscle_LongToeExtensors_left"),
    ("ForaminalStenosis_L5-S1_left", "mayDiminish", "Reflex_Achilles_left"),
    ("ForaminalStenosis_L4-L5_left", "subClassOf", "BonyForaminalStenosis"),
    ("OsteophyticForaminalStenosis", "subClassOf", "MixedForaminalStenosis"),
    ("OsteophyticForaminalStenosis", "subClassOf", "SoftTissueForaminalStenosis"),
    ("Foramen_C7-T1", "subClassOf", "ThoracicForamen"),
    ("Foramen_C7-T1", "subClassOf", "ForamenWithUncovertebralJoint"),
    ("ForaminalStenosis_C7-T1", "mayHaveContributor", "UncovertebralJointChange"),
    ("Foraminotomy", "subClassOf", "ProcedureNeedingBleedingRiskReview"),
    ("SpinalFusion", "subClassOf", "ProcedureNeedingInstabilityReview"),
    ("SelectiveNerveRootBlock", "subClassOf", "TherapeuticForamenTargetedProcedure"),
    ("DecompressionWithFusion", "mayBeLessSuitableIn", "SpinalInstability"),
    ("ForaminalStenosis", "subClassOf", "IncidentalFinding"),
]


@pytest.mark.parametrize("fact", MUST_NOT_FOLLOW, ids=" ".join)
def test_it_does_not_follow(built: Built, fact: tuple[str, str, str]) -> None:
    keys = ("subject", "relation", "object")
    assert fact_of(dict(zip(keys, fact, strict=True))) not in set(built.triples("entailed"))


def test_every_class_that_the_examples_name_exists(built: Built) -> None:
    declared = {local_name(s) for s, p, _ in built.triples("asserted") if p == str(RDF.type)}
    named = {name for fact in MUST_NOT_FOLLOW for name in (fact[0], fact[2])}
    assert named <= declared


def test_the_default_graph_never_relates_a_class_to_itself(built: Built) -> None:
    assert [fact for fact in built.triples("inferred") if fact[0] == fact[2]] == []


def test_an_end_is_never_a_broader_class_of_its_subject(built: Built) -> None:
    """To share a root with itself is not to share one with 'a cervical foramen'."""
    broader = defaultdict(set)
    for narrow, relation, wide in built.triples("entailed"):
        if relation == str(RDFS.subClassOf) and narrow != wide:
            broader[narrow].add(wide)
    entailed = set(built.triples("entailed"))
    odd = [
        (local_name(s), local_name(p), local_name(o))
        for s, p, o in built.triples("inferred")
        if p != str(RDFS.subClassOf) and o in broader[s] and (s, p, s) in entailed
    ]
    assert odd == []
