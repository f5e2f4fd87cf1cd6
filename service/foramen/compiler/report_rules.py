"""Look over all terms at once for what a shape of one term cannot see, as `robot report` does.

The rules are those of ROBOT's report that concern several terms, or the form of a text; the
names are its names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from foramen.compiler.built import Built, local_name
from foramen.compiler.findings import INFO, VIOLATION, WARNING, Finding
from foramen.namespaces import FORAMEN, OBO

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["RULES", "report"]

ONTOLOGY = FORAMEN.ontology
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
_REPLACED_BY, _CONSIDER = (
    OBO.IAO_0100001,
    URIRef("http://www.geneontology.org/formats/oboInOwl#consider"),
)


@dataclass(frozen=True)
class Terms:
    """The terms of the ontology and what is said of them, in the graphs of the dataset."""

    axioms: Graph
    annotations: Graph
    about: Graph

    @cached_property
    def ours(self) -> tuple[URIRef, ...]:
        """Give every term of ours, in the order of the alphabet."""
        kinds = (OWL.Class, OWL.ObjectProperty, OWL.NamedIndividual, OWL.AnnotationProperty)
        found = {one for kind in kinds for one in self.axioms.subjects(RDF.type, kind)}
        return tuple(sorted(URIRef(str(one)) for one in found if str(one).startswith(str(FORAMEN))))

    @cached_property
    def texts(self) -> list[tuple[str, str, str]]:
        """Give every text that is said of a term, in order."""
        return sorted(
            (str(term), str(predicate), str(text))
            for term, predicate, text in self.annotations
            if isinstance(text, Literal) and text.datatype is None
        )

    def label(self, term: Node) -> str:
        """Give the label of a term, or an empty text."""
        return str(self.annotations.value(term, RDFS.label) or "")

    @cached_property
    def deprecated(self) -> set[Node]:
        """Give the terms that are no longer to be used."""
        marks = self.annotations.subject_objects(OWL.deprecated)
        return {term for term, mark in marks if str(mark) == "true"}

    def by_text(self, predicate: URIRef) -> dict[str, set[URIRef]]:
        """Group our terms by a text said of them; case and space do not count."""
        groups: dict[str, set[URIRef]] = defaultdict(set)
        for term in self.ours:
            for text in self.annotations.objects(term, predicate):
                groups[_folded(text)].add(term)
        return groups


def report(built: Built) -> Iterator[Finding]:
    """Run every rule over the terms of a dataset."""
    terms = Terms(*(built.graph(name) for name in ("axioms", "annotations", "about")))
    for name, severity, rule in RULES:
        for focus, path, message in rule(terms):
            yield Finding(severity, str(focus), str(path), message=message, source=name)


_Found = Iterator[tuple[object, object, str]]


def _duplicate_label(terms: Terms) -> _Found:
    yield from _shared(terms.by_text(RDFS.label), RDFS.label, "label")


def _duplicate_definition(terms: Terms) -> _Found:
    individuals = set(terms.axioms.subjects(RDF.type, OWL.NamedIndividual))
    groups = terms.by_text(SKOS.definition).items()  # two grading systems may word a grade alike
    yield from _shared({k: v - individuals for k, v in groups}, SKOS.definition, "definition")


def _duplicate_exact_synonym(terms: Terms) -> _Found:
    yield from _shared(terms.by_text(SKOS.altLabel), SKOS.altLabel, "exact synonym")


def _shared(groups: dict[str, set[URIRef]], path: URIRef, what: str) -> _Found:
    for text, sharing in sorted(groups.items()):
        if len(sharing) > 1:
            first, *others = sorted(sharing)
            names = ", ".join(map(local_name, others))
            yield first, path, f"The {what} '{text}' is also that of {names}. Tell them apart."


def _label_is_synonym_of_another(terms: Terms) -> _Found:
    synonyms = terms.by_text(SKOS.altLabel)
    for text, labelled in sorted(terms.by_text(RDFS.label).items()):
        for other in sorted(synonyms.get(text, set()) - labelled):
            name = ", ".join(map(local_name, sorted(labelled)))
            yield other, SKOS.altLabel, f"Its synonym '{text}' is the label of {name}. Remove it."


def _label_synonym(terms: Terms) -> _Found:
    for term in terms.ours:
        labels = {_folded(text) for text in terms.annotations.objects(term, RDFS.label)}
        for text in terms.annotations.objects(term, SKOS.altLabel):
            if _folded(text) in labels:
                yield term, SKOS.altLabel, f"The synonym '{text}' is its label. Remove the row."


def _annotation_whitespace(terms: Terms) -> _Found:
    for term, predicate, text in terms.texts:
        if " ".join(text.split()) != text:
            yield term, predicate, f"'{text}' has a stray space or line break. Remove it."


def _unfilled_template(terms: Terms) -> _Found:
    for term, predicate, text in terms.texts:
        if re.search(r"[{}|]", text):
            yield term, predicate, f"'{text}' has a place that a template left unfilled."


def _definition_form(terms: Terms) -> _Found:
    for term in terms.ours:
        for text in terms.annotations.objects(term, SKOS.definition):
            if not str(text)[:1].isupper() or not str(text).endswith("."):
                yield term, SKOS.definition, f"'{text}' is no sentence: a capital, a full stop."


def _multiple_definitions_of_a_class(terms: Terms) -> _Found:
    for name in sorted(set(terms.axioms.subjects(OWL.equivalentClass)), key=str):
        number = len(set(terms.axioms.objects(name, OWL.equivalentClass)))
        if number > 1:
            yield name, OWL.equivalentClass, f"It has {number} definitions. Keep one row of them."


def _definition_without_genus(terms: Terms) -> _Found:
    for name, whole in sorted(terms.axioms.subject_objects(OWL.equivalentClass), key=str):
        cell = terms.axioms.value(whole, OWL.intersectionOf)
        parts = terms.axioms.items(cell) if cell is not None else [whole]
        if all(isinstance(part, BNode) for part in parts):
            yield name, OWL.equivalentClass, "Its definition names no class that it is a kind of."


def _deprecated_reference(terms: Terms) -> _Found:
    for subject, predicate, value in sorted(terms.axioms, key=str):
        declares = predicate == RDF.type and isinstance(value, URIRef)
        if value in terms.deprecated or (subject in terms.deprecated and not declares):
            yield subject, predicate, "An axiom uses a deprecated term. Use what took its place."


def _deprecated_without_successor(terms: Terms) -> _Found:
    for term in sorted(terms.deprecated, key=str):
        if not terms.label(term).startswith("obsolete "):
            yield term, RDFS.label, "The label of a deprecated term begins with 'obsolete '."
        if not any((term, p, None) in terms.annotations for p in (_REPLACED_BY, _CONSIDER)):
            yield term, _REPLACED_BY, "A deprecated term names the term that takes its place."


def _misused_obsolete_mark(terms: Terms) -> _Found:
    for term in terms.ours:
        marked = (
            terms.label(term).startswith("obsolete ")
            or (term, _REPLACED_BY, None) in terms.annotations
        )
        if marked and term not in terms.deprecated:
            yield term, RDFS.label, "It is marked as obsolete, but not deprecated."


def _deprecated_value(terms: Terms) -> _Found:
    for term, value in sorted(terms.annotations.subject_objects(OWL.deprecated), key=str):
        if not (isinstance(value, Literal) and value.datatype == XSD.boolean):
            yield term, OWL.deprecated, "Deprecation is true or false, of type xsd:boolean."


def _missing_superclass(terms: Terms) -> _Found:
    tops = set(terms.annotations.subjects(FORAMEN.topic, Literal("upper")))
    for name in terms.ours:
        if (name, RDF.type, OWL.Class) not in terms.axioms or name in tops:
            continue
        if (name, RDFS.subClassOf, None) not in terms.axioms:
            yield name, RDFS.subClassOf, "It is a kind of nothing. Give it a parent."


def _invalid_local_name(terms: Terms) -> _Found:
    for term in terms.ours:
        if not _LOCAL.fullmatch(local_name(term)):
            yield term, "", "Its local name holds more than letters, digits, '-' and '_'."
        kinds = set(terms.axioms.objects(term, RDF.type))
        is_property = bool(kinds & {OWL.ObjectProperty, OWL.AnnotationProperty})
        if local_name(term)[:1].islower() != is_property:
            yield term, "", "A property begins with a small letter, all else with a capital one."


def _built_in_vocabulary(terms: Terms) -> _Found:
    spaces = tuple(str(one) for one in (OWL, RDF, RDFS, XSD))
    for term in sorted({s for s in terms.axioms.subjects() if isinstance(s, URIRef)}):
        annotation = (term, RDF.type, OWL.AnnotationProperty) in terms.axioms
        if str(term).startswith(spaces) and not annotation:
            yield term, "", "An axiom changes a word of OWL or RDF itself."


def _ontology_header(terms: Terms) -> _Found:
    wanted = (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, OWL.versionIRI)
    for predicate in wanted:
        if (ONTOLOGY, predicate, None) not in terms.about:
            yield ONTOLOGY, predicate, "The header of the ontology lacks it. See schema.ttl."


def _folded(text: Node) -> str:
    return " ".join(str(text).casefold().split())


RULES: tuple[tuple[str, str, Callable[[Terms], _Found]], ...] = (
    ("duplicate_label", VIOLATION, _duplicate_label),
    ("duplicate_definition", VIOLATION, _duplicate_definition),
    ("duplicate_exact_synonym", WARNING, _duplicate_exact_synonym),
    ("duplicate_label_synonym", WARNING, _label_is_synonym_of_another),
    ("label_synonym", WARNING, _label_synonym),
    ("annotation_whitespace", VIOLATION, _annotation_whitespace),
    ("unfilled_template", VIOLATION, _unfilled_template),
    ("definition_form", INFO, _definition_form),
    ("multiple_equivalent_class_definitions", VIOLATION, _multiple_definitions_of_a_class),
    ("equivalent_class_axiom_no_genus", VIOLATION, _definition_without_genus),
    ("deprecated_class_reference", VIOLATION, _deprecated_reference),
    ("deprecated_without_successor", VIOLATION, _deprecated_without_successor),
    ("misused_obsolete_label", VIOLATION, _misused_obsolete_mark),
    ("deprecated_boolean_datatype", VIOLATION, _deprecated_value),
    ("missing_superclass", VIOLATION, _missing_superclass),
    ("invalid_entity_uri", VIOLATION, _invalid_local_name),
    ("illegal_use_of_built_in_vocabulary", VIOLATION, _built_in_vocabulary),
    ("missing_ontology_header", VIOLATION, _ontology_header),
)
