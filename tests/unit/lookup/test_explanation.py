"""Why a triple is in the graph: its statements, or how it follows from them, and never a guess."""

from dataclasses import replace

import pytest
from rdflib import BNode, Literal, URIRef

from foramen.engine import ask
from foramen.errors import NotStated, UnknownTerm
from foramen.lookup import explanation_reader
from foramen.lookup.concepts import Concepts
from foramen.lookup.explanation import Explainer
from foramen.lookup.explanation_model import Record, Rule, Source
from foramen.lookup.explanation_outline import hedges, outline, reckon
from foramen.lookup.explanation_texts import as_text

F = "https://w3id.org/foramen/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def triple(subject, predicate, object_):
    return tuple(
        URIRef(term if ":" in term else F + term) for term in (subject, predicate, object_)
    )


def local(iri):
    return iri.removeprefix(F)


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine):
        self.engine, self.guard, self.asked = engine, engine.guard, 0

    def answer(self, query):
        self.asked += 1
        return self.engine.answer(query)


# -- the small dataset, on each engine ---------------------------------------------------------


@pytest.fixture(scope="module")
def explainer(knowledge, engine):
    return Explainer(knowledge, engine, Concepts(knowledge, engine))


def test_a_stated_triple_names_its_statement_strength_and_sources(explainer):
    found = explainer.explain(triple("Foramen_L4-L5_left", "boundedBy", "Pedicle"))
    assert found.standing == "stated"
    (step,) = found.steps
    assert local(step.record.iri) == "statement_2"
    assert local(found.strength) == "Definite"
    assert [source.label for source in step.record.sources] == ["Britannica", "claim INT01"]
    assert found.graphs == (f"{F}graph/asserted",)


def test_an_inferred_triple_leads_down_to_what_is_stated(explainer):
    found = explainer.explain(triple("Foramen_L4-L5_right", "boundedBy", "Pedicle"))
    assert found.standing == "inferred"
    (step,) = found.steps
    assert local(step.record.rule.iri) == "rule_sides"
    assert [local(premise.record.iri) for premise in step.premises] == ["statement_2"]
    assert local(found.strength) == local(found.reckoned) == "Definite"


def test_what_follows_without_a_record_is_put_together_from_the_nearest(explainer):
    found = explainer.explain(triple("Foramen_L4-L5_left", "transmitsRoot", "Root"))
    assert found.standing == "follows"
    (step,) = found.steps
    assert step.record.iri == ""
    nearest, kind = step.premises
    assert local(nearest.record.iri) == "statement_1"
    assert kind.record.triple == triple("Root_L4_left", f"{RDFS}subClassOf", "Root")
    assert not kind.record.inferred


def test_a_kind_of_a_kind_follows_link_by_link(explainer):
    found = explainer.explain(
        triple("Foramen_L4-L5_left", f"{RDFS}subClassOf", "IntervertebralForamen")
    )
    said = [local(premise.record.triple[0]) for premise in found.steps[0].premises]
    assert said == ["Foramen_L4-L5_left", "Foramen_L4-L5"]


def test_what_is_inferred_without_a_derivation_is_said_to_follow_and_no_more(explainer):
    found = explainer.explain(triple("Foramen_L5-S1_left", "boundedBy", "Pedicle"))
    assert (found.standing, found.steps) == ("follows", ())


def test_a_label_is_part_of_the_description(explainer):
    named = explainer.triple("Root_L4_left", "rdfs:label", "left L4 root")
    assert named[2] == URIRef(F + "Root_L4_left")  # a name leads to its term ...
    label = (named[0], named[1], Literal("left L4 root", "en"))
    assert explainer.explain(label).standing == "described"
    german = explainer.triple("Foramen_L4-L5_left", "foramen:ordinal", "21")
    assert german[2] == Literal(21)  # ... and a text that names none is taken as it is


def test_the_ways_to_name_a_relation(explainer):
    for words in ("is a kind of", "subClassOf", "rdfs:subClassOf", f"{RDFS}subClassOf"):
        named = explainer.triple("Root_L4_left", words, "spinal nerve root")
        assert named == triple("Root_L4_left", f"{RDFS}subClassOf", "Root")


def test_an_unknown_term_offers_the_nearest(explainer):
    with pytest.raises(UnknownTerm) as caught:
        explainer.triple("Foramen_L4-L5_left", "transmitsRoot", "left L4 rooot")
    assert caught.value.near[0] == "left L4 root"


def test_an_absent_triple_is_left_open_and_what_is_held_is_shown(explainer):
    with pytest.raises(NotStated) as caught:
        explainer.explain(triple("Foramen_L4-L5_left", "transmitsRoot", "Root_L5_left"))
    near = [one["sentence"] for one in caught.value.nearby]
    assert near[0] == "left L4-L5 foramen transmits root left L4 root"
    assert "left L5-S1 foramen transmits root left L5 root" in near
    assert "does not make it false" in str(caught.value)


def test_an_absent_triple_shows_what_is_held_of_something_narrower(explainer):
    with pytest.raises(NotStated) as caught:
        explainer.explain(triple("Foramen_L4-L5", "boundedBy", "Pedicle"))
    assert caught.value.nearby[0]["sentence"] == "left L4-L5 foramen bounded by pedicle"


def test_several_triples_keep_their_order_and_none_is_dropped(explainer):
    asked = [
        triple("Foramen_L4-L5_left", "transmitsRoot", "Root_L5_left"),
        (BNode(), *triple("x", "transmitsRoot", "Root_L5_left")[1:]),
        triple("ForaminalStenosis", "mayCompress", "Root"),
        (Literal("no subject"), *triple("x", "transmitsRoot", "Root")[1:]),
    ]
    found = explainer.explain_all([*asked, asked[0]])
    assert [one.triple for one in found] == asked
    assert [one.standing for one in found] == ["absent", "unnamed", "stated", "absent"]


def test_the_graph_holds_the_records_with_the_names_of_their_terms(explainer):
    found = explainer.explain(triple("Foramen_L4-L5_right", "boundedBy", "Pedicle"))
    triples = set(explainer.graph([found]).triples)
    assert found.triple in triples
    assert (
        triple("inferred_1", "http://www.w3.org/ns/prov#wasDerivedFrom", "statement_2") in triples
    )
    assert triple("statement_2", "http://purl.org/dc/terms/source", "source_BRIT") in triples
    for name, label in (("source_BRIT", "Britannica"), ("Pedicle", "pedicle")):
        assert (URIRef(F + name), URIRef(f"{RDFS}label"), Literal(label, "en")) in triples


def test_what_is_too_much_is_counted_and_not_judged(explainer, monkeypatch):
    monkeypatch.setattr(explanation_reader, "MOST_RECORDS", 1)
    found = explainer.explain(triple("Foramen_L4-L5_right", "boundedBy", "Pedicle"))
    assert found.left_out == 1
    assert found.reckoned is None
    assert "too large: 1 premises" in as_text([found], str)
    notes = [str(value) for _, name, value in explainer.graph([found]).triples if "comment" in name]
    assert notes == ["1 premises of its derivation are left out."]


# -- the tree ------------------------------------------------------------------------------------


def record(name, *premises, strength="Definite", rule_strength=""):
    rule = Rule(f"rule of {name}", "So it is.", F + rule_strength if rule_strength else "")
    return Record(
        iri=name,
        triple=triple(name, "is", "so"),
        inferred=bool(premises),
        strength=F + strength,
        sources=(Source("s", "a source"),),
        rule=rule if premises else None,
        premises=premises,
    )


def book(*records):
    return {one.iri: one for one in records}


def test_what_is_needed_twice_is_shown_once():
    (tree,) = outline(
        ["a"], book(record("a", "b", "c"), record("b", "d"), record("c", "d"), record("d"))
    )
    first, second = (premise.premises[0] for premise in tree.premises)
    assert (first.number, first.repeated) == (3, False)
    assert (second.number, second.repeated) == (3, True)
    assert [step.record.iri for step in tree.walk()] == ["a", "b", "d", "c"]


def test_a_circle_ends():
    (tree,) = outline(["a"], book(record("a", "b"), record("b", "a")))
    assert tree.premises[0].premises[0].repeated


def test_a_very_deep_tree_is_cut_and_says_so():
    chain = [record(f"n{number}", f"n{number + 1}") for number in range(150)]
    (tree,) = outline(["n0"], book(*chain, record("n150")))
    steps = list(tree.walk())
    assert len(steps) == 101
    assert steps[-1].left_out == 1
    assert reckon(tree) is None


@pytest.mark.parametrize(
    ("strengths", "rule", "weakest", "hedged_by"),
    [
        (("Definite", "Definite"), "", "Definite", []),
        (("Definite", "May"), "", "May", ["c"]),
        (("May", "Varies"), "May", "Varies", ["c"]),
        (("Definite", "Definite"), "May", "May", ["rule of a"]),
        (("May", "May"), "May", "May", ["rule of a", "b", "c"]),
    ],
)
def test_a_derived_triple_is_as_firm_as_the_weakest_it_rests_on(
    strengths, rule, weakest, hedged_by
):
    grounds = [record(name, strength=one) for name, one in zip("bc", strengths, strict=True)]
    (tree,) = outline(["a"], book(record("a", "b", "c", rule_strength=rule), *grounds))
    assert reckon(tree) == F + weakest
    assert [hedge.iri for hedge in hedges(tree, F + weakest)] == hedged_by


def test_a_source_that_says_otherwise_is_named():
    disputed = replace(record("a"), disputed_by=(Source("t", "another source"),))
    (tree,) = outline(["a"], book(disputed))
    assert tree.record.disputed_by[0].label == "another source"


# -- the real dataset, by hand from the tables ---------------------------------------------------


@pytest.fixture(scope="module")
def real_engine(whole):
    return whole


@pytest.fixture(scope="module")
def real(built, real_engine):
    return Explainer(built, real_engine, Concepts(built, real_engine))


def said(step):
    return " ".join(local(str(term)) for term in step.record.triple)


def test_why_a_right_paracentral_herniation_at_l4_5_may_compromise_the_right_l5_root(real):
    """families.tsv: it encroaches on the subarticular zone (NSPC); families/claims.tsv: that zone
    transmits the traversing root (NSPC, SEEK), which axes/levels.tsv gives as L5; chains.tsv joins
    the two after PUR03, which article-claims.tsv hedges with may."""
    found = real.explain(
        triple("ParacentralDiscHerniation_L4-L5_right", "mayCompromise", "Root_L5_right")
    )
    (step,) = found.steps
    assert found.standing == "inferred"
    assert step.record.rule.label == (
        "Whatever encroaches on a space can compromise the root that passes that space."
    )
    assert [local(source.iri) for source in step.record.rule.sources] == ["claim_PUR03"]
    assert [said(premise) for premise in step.premises] == [
        "ParacentralDiscHerniation_L4-L5_right encroachesOn SubarticularZone_L4-L5_right",
        "SubarticularZone_L4-L5_right transmitsRoot Root_L5_right",
    ]
    assert [{local(s.iri) for s in premise.record.sources} for premise in step.premises] == [
        {"source_NSPC"},
        {"source_NSPC", "source_SEEK"},
    ]
    assert {local(premise.record.strength) for premise in step.premises} == {"Definite"}
    assert local(found.strength) == local(found.reckoned) == "May"
    assert [local(one.iri) for one in found.hedged_by] == [
        "rule_mayCompromise-encroachesOn-transmitsRoot"
    ]
    assert step.record.axiom == (
        "SubObjectPropertyOf(ObjectPropertyChain(foramen:encroachesOn foramen:transmitsRoot) "
        "foramen:mayCompromise)"
    )
    assert [premise.record.axiom for premise in step.premises] == [
        "SubClassOf(foramen:ParacentralDiscHerniation_L4-L5_right "
        "ObjectSomeValuesFrom(foramen:encroachesOn foramen:SubarticularZone_L4-L5_right))",
        "SubClassOf(foramen:SubarticularZone_L4-L5_right "
        "ObjectSomeValuesFrom(foramen:transmitsRoot foramen:Root_L5_right))",
    ]
    assert [premise.record.in_definition for premise in step.premises] == [True, False]


def test_why_the_left_c7_t1_foramen_transmits_the_c8_root(real):
    """families/root-exits.tsv: the way of C8 is said by BRIT and CGATE, both with confidence high;
    axes/roots.tsv puts it at C7-T1."""
    found = real.explain(real.triple("Foramen_C7-T1_left", "transmits root", "Root_C8_left"))
    (step,) = found.steps
    assert found.standing == "stated"
    assert {local(source.iri) for source in step.record.sources} == {"source_BRIT", "source_CGATE"}
    assert {remark.confidence for remark in step.record.remarks} == {"high"}
    assert local(found.strength) == "Definite"
    assert found.hedged_by == ()


def test_a_caution_tells_its_reason_and_who_says_otherwise(real):
    """cautions.tsv rows of MEDSCAPE-ESI and INSIDERAD-ESI; disputes/care.tsv row of
    SPINEHEALTH-ESI."""
    found = real.explain(
        triple("EpiduralInjection", "mayBeContraindicatedBy", "SevereProceduralMedicationAllergy")
    )
    caution = found.steps[0].record
    assert caution.reason == "An allergy to what is injected may rule an epidural injection out."
    assert [local(source.iri) for source in caution.disputed_by] == ["source_SPINEHEALTH-ESI"]
    assert local(found.strength) == "May"
    text = as_text([found], str)
    assert "Another source says otherwise: Spine-health" in text
    assert "adds: calls it absolute: significant reaction to contrast" in text


def test_a_caution_of_a_wider_procedure_is_inherited_with_its_hedge(real):
    """cautions.tsv: CON13 says it of SingleForamenTreatment, with varies."""
    found = real.explain(
        triple("TransforaminalEpiduralInjection", "hasCaution", "MultilevelDegeneration")
    )
    assert local(found.strength) == local(found.reckoned) == "Varies"
    (hedge,) = found.hedged_by
    assert [local(str(term)) for term in hedge.triple] == [
        "SingleForamenTreatment", "mayBeLessSuitableIn", "MultilevelDegeneration",
    ]  # fmt: skip
    assert [local(source.iri) for source in hedge.sources] == ["claim_CON13"]
    first = found.steps[0].record
    assert first.axiom == "SubObjectPropertyOf(foramen:mayBeLessSuitableIn foramen:hasCaution)"


def test_what_only_follows_beyond_the_default_graph_is_explained_too(real):
    found = real.explain(triple("Foramen_C7-T1_left", "transmitsRoot", "SpinalNerveRoot"))
    assert found.standing == "follows"
    assert [said(premise).split()[0] for premise in found.steps[0].premises] == [
        "Foramen_C7-T1_left", "Root_C8_left", "Root_C8", "CervicalNerveRoot",
    ]  # fmt: skip
    assert local(found.strength) == "Definite"


def test_every_fiftieth_derivation_is_whole_and_as_firm_as_it_says(real, real_engine):
    rows = ask(
        real_engine,
        f"PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> SELECT ?s ?p ?o {{ "
        f"?i a <{F}InferredStatement> ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }} "
        "ORDER BY ?i",
    ).rows[::50]
    assert len(rows) > 300
    for found in real.explain_all([(row["s"], row["p"], row["o"]) for row in rows]):
        assert found.reckoned == found.strength, found.triple
        assert found.left_out == 0
        leaves = [step for step in found.all_steps if not step.premises and not step.repeated]
        assert all(step.record.sources and step.record.axiom for step in leaves), found.triple


def test_the_number_of_queries_does_not_grow_with_that_of_triples(built, real_engine):
    counting = Counting(real_engine)
    explainer = Explainer(built, counting, Concepts(built, counting))
    deep = triple("ForaminalStenosis_C5-C6_left", "mayHaveContributor", "UncovertebralJointChange")
    (one,) = explainer.explain_all([deep])
    assert len(one.all_steps) > 15
    alone = counting.asked
    assert alone < 20
    rows = ask(real_engine, f"SELECT ?s ?o {{ ?s <{F}mayCompromise> ?o }} LIMIT 99").rows
    both = [deep, *((row["s"], URIRef(F + "mayCompromise"), row["o"]) for row in rows)]
    counting.asked = 0
    assert len(explainer.explain_all(both)) == 100
    assert counting.asked < 2 * alone
