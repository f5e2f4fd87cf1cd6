"""Say in SPARQL what bears on one intervertebral foramen, section by section.

Each section is one group or more of patterns that begins with `?foramen` and ends with a statement,
so that one section alone, and all of them together, is a query with the same columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import DCTERMS, FORAMEN, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["COLUMNS", "SECTIONS", "WEAKER", "Part", "level_graph_query", "level_query"]

COLUMNS: Final = (
    "section", "subject", "property", "object", "strength", "source", "inferred", "note",
)  # fmt: skip
_PREFIXES: Final = f"""PREFIX foramen: <{FORAMEN}>
PREFIX rdf: <{RDF}>
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
PREFIX dcterms: <{DCTERMS}>
"""
_CONSTRUCT: Final = """CONSTRUCT {
  ?subject ?property ?object .
  ?statement rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ; a ?kind ;
    foramen:strength ?strength ; dcterms:source ?backing ; foramen:disputedBy ?disputing ;
    foramen:reason ?reason .
  ?object skos:definition ?meaning .
} WHERE {"""
# A statement of either kind, looked for from its subject.
_SAID: Final = """
    ?statement rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ; a ?kind ;
      foramen:strength ?strength ; dcterms:source ?backing .
    FILTER(?kind IN (foramen:Statement, foramen:InferredStatement))
    BIND(?kind = foramen:InferredStatement AS ?inferred)"""
# What a source says itself of one property, looked for from the pair: kinds have many heirs.
_SAID_OF_IT: Final = """{{
      ?subject foramen:{name} ?object .
      ?statement rdf:subject ?subject ; rdf:predicate foramen:{name} ; rdf:object ?object ;
        a foramen:Statement ; foramen:strength ?strength ; dcterms:source ?backing .
      BIND(foramen:{name} AS ?property)
      BIND(foramen:Statement AS ?kind) BIND(false AS ?inferred)
    }}"""
_DISPUTED: Final = """
    ?statement rdf:subject ?subject ; foramen:disputedBy ?disputing ; rdf:predicate ?property ;
      rdf:object ?object ; foramen:strength ?strength .
    OPTIONAL {
      ?statement foramen:hasEvidence ?evidence .
      ?evidence dcterms:source ?disputing ; foramen:note ?note
    }
    BIND(foramen:Statement AS ?kind) BIND(false AS ?inferred)"""
_FINDINGS: Final = """
    ?foramen foramen:atLevel ?level ; foramen:hasLaterality ?side .
    ?subject foramen:findingLevel ?level ; foramen:findingSide ?side ."""
_NARROWING_KINDS: Final = """
    ?narrowing foramen:narrows ?foramen ; rdfs:subClassOf* ?object ."""
_SYSTEMS: Final = """
    ?narrowing foramen:narrows ?foramen ; rdfs:subClassOf* ?graded .
    ?subject foramen:grades ?graded ."""
_AIMED: Final = """
    ?foramen (rdfs:subClassOf|foramen:transmitsRoot)* ?target .
    ?aimed foramen:targets|foramen:mayTarget|foramen:enlarges ?target .
    FILTER NOT EXISTS { ?aimed foramen:groupingClass true }"""


# What is left out where the same pair has another property, which is firmer or closer.
WEAKER: Final[Mapping[str, str]] = {
    "mayMediateReflex": "mediatesReflex",
    "mayHaveContributor": "typicallyHasContributor",
    "mayLeadTo": "mayCause",
    "mayTarget": "targets",
}


def _weaker(weak: str) -> str:
    stated = f"EXISTS {{ ?subject foramen:{WEAKER[weak]} ?object }}"
    return f"\n    FILTER(?property != foramen:{weak} || !{stated})"


@dataclass(frozen=True)
class Part:
    """A group of patterns.

    Attributes:
        start: from `?foramen` to the subject, or to the object.
        relations: which properties are wanted, or nothing where `start` says it.
        end: how the statement is found.
        more: what else the row must hold, or may.
        by_object: whether `start` leads to the object, which has many subjects.
    """

    start: str
    relations: str
    end: str = _SAID
    more: str = ""
    by_object: bool = False

    @property
    def names(self) -> list[str]:
        """Give the local names of the wanted properties."""
        return self.relations.split()

    def written(self, section: str) -> str:
        """Write the group for a section; `<FORAMEN>` stands for the foramen."""
        said = self._by_object() if self.by_object else self._by_subject()
        name = f'    BIND("{section}" AS ?section) VALUES ?foramen {{ <FORAMEN> }}'
        return f"  {{\n{name}{self.start}{said}{self.more}\n  }}"

    def _by_subject(self) -> str:
        if not self.relations:
            return self.end
        names = [f"foramen:{name}" for name in self.names]
        pairs = f"\n    ?subject {'|'.join(names)} ?object ."
        return f"{pairs}{self.end}\n    FILTER(?property IN ({', '.join(names)}))"

    def _by_object(self) -> str:
        said = (_SAID_OF_IT.format(name=name) for name in self.names)
        return "\n    " + " UNION ".join(said)


# In the order of the page.
SECTIONS: Final[Mapping[str, tuple[Part, ...]]] = {
    "roots": (
        Part("\n    ?foramen foramen:atLevel ?subject .", "hasExitingRoot hasTraversingRoot"),
        Part(_FINDINGS, "mayCompromise"),
    ),
    "opening": (
        Part(
            "\n    VALUES ?subject { <FORAMEN> }",
            "boundedSuperiorlyBy boundedInferiorlyBy boundedAnteriorlyBy boundedPosteriorlyBy "
            "formedBy transmits mayContain isBottleneckFor distinctFrom mayBeConfusedWith",
            more=_weaker("mayContain", "transmits"),
        ),
    ),
    "root": (
        Part(
            "\n    ?foramen foramen:transmitsRoot ?subject .",
            "suppliesDermatome testedAtKeyPoint suppliesKeyMuscle mediatesReflex mayMediateReflex "
            "formsNerve hasGanglion",
            more=_weaker("mayMediateReflex"),
        ),
    ),
    "causes": (
        Part(
            "\n    ?subject foramen:narrows ?foramen .",
            "typicallyHasContributor mayHaveContributor mayActBy reversibilityMayDependOn",
            more=_weaker("mayHaveContributor"),
        ),
        Part(
            "\n    ?foramen rdfs:subClassOf* ?object .",
            "mayNarrow mayReduceSizeOf mayIncreaseSizeOf",
            by_object=True,
        ),
    ),
    "findings": (
        Part(
            _FINDINGS,
            "mayLeadTo mayCause mayProduceSymptomsIn mayWeaken mayDiminish mayOccurWithout "
            "typicallySymptomaticOn",
            more=_weaker("mayLeadTo"),
        ),
    ),
    "grading": (
        Part(_NARROWING_KINDS, "grades", by_object=True),
        Part(_SYSTEMS, "readOn reportedReaderAgreement"),
        Part(
            _SYSTEMS,
            "hasGrade",
            more="\n    OPTIONAL { ?object skos:definition ?meaning } BIND(?meaning AS ?note)",
        ),
    ),
    "imaging": (
        Part(
            """
    { ?foramen ^foramen:narrows/rdfs:subClassOf* ?object }
    UNION { ?foramen ^foramen:narrows/foramen:mayHaveContributor/rdfs:subClassOf* ?object }
    UNION { ?foramen foramen:transmitsRoot/rdfs:subClassOf* ?object }
    UNION { ?foramen foramen:boundedAnteriorlyBy/rdfs:subClassOf* ?object }""",
            "mayShow mayShowBetter commonlyEvaluates",
            by_object=True,
        ),
    ),
    "procedures": (
        Part(
            _AIMED.replace("?aimed", "?subject"),
            "targets mayTarget enlarges hasIntent mayHaveIntent mayBeUsedWhen",
            more=_weaker("mayTarget"),
        ),
    ),
    "cautions": (
        Part(
            f"{_AIMED}\n    ?aimed rdfs:subClassOf* ?subject .",
            "",
            """
    ?statement rdf:subject ?subject ; a foramen:Caution ; rdf:predicate ?property ;
      rdf:object ?object ; foramen:reason ?reason ; foramen:strength ?strength ;
      dcterms:source ?backing .
    BIND(foramen:Caution AS ?kind) BIND(false AS ?inferred) BIND(?reason AS ?note)""",
        ),
    ),
    "variants": (
        Part("\n    ?foramen foramen:inRegion ?subject .", "narrowingMayBeFeltIn"),
        Part("\n    ?foramen foramen:transmitsRoot/rdfs:subClassOf ?subject .", "", _DISPUTED),
    ),
}


def level_query(foramen: str, sections: Iterable[str] = SECTIONS) -> str:
    """Give the query for a foramen, by its IRI; for all sections, or only some."""
    said = "(COALESCE(?backing, ?disputing) AS ?source)"
    columns = " ".join(said if name == "source" else f"?{name}" for name in COLUMNS)
    order = "ORDER BY ?section ?subject ?property ?object ?source\n"
    head = f"SELECT DISTINCT {columns} WHERE {{"
    return _written(head, foramen, sections) + order


def level_graph_query(foramen: str) -> str:
    """Give the query whose answer holds the same as triples, with their statements."""
    return _written(_CONSTRUCT, foramen, SECTIONS)


def _written(head: str, foramen: str, sections: Iterable[str]) -> str:
    groups = [part.written(name) for name in sections for part in SECTIONS[name]]
    text = f"{_PREFIXES}{head}\n" + " UNION\n".join(groups) + "\n}\n"
    return text.replace("<FORAMEN>", f"<{foramen}>")
