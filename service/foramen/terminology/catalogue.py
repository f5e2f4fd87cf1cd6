"""Read all terms and mappings from the release files, to be looked up at the speed of memory.

It is read once by each process, and asks no engine: the files are the same whatever engine answers
queries. Terms are classes, individuals and relations of the ontology; records are not among them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import rdflib

from foramen.namespaces import (
    DCTERMS,
    FOAF,
    FORAMEN,
    OBOINOWL,
    OWL,
    RDF,
    RDFS,
    SKOS,
    SSSOM,
    compact,
    expand,
)

from .facts import read_facts
from .model import NAME_KINDS, Kind, Mapped, Name, NameKind, Term, Terminology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from foramen.knowledge import Knowledge

    from .facts import Facts

__all__ = ["Catalogue"]

_KINDS: Final[dict[str, Kind]] = {
    str(OWL.Class): "class",
    str(OWL.NamedIndividual): "individual",
    str(OWL.ObjectProperty): "property",
    str(OWL.AnnotationProperty): "property",
}
_NAMING: Final[dict[str, NameKind]] = {
    str(RDFS.label): "label",
    str(FORAMEN.abbreviation): "abbreviation",
    str(SKOS.altLabel): "exact",
    str(OBOINOWL.hasExactSynonym): "exact",
    str(OBOINOWL.hasRelatedSynonym): "related",
    str(OBOINOWL.hasNarrowSynonym): "narrow",
    str(OBOINOWL.hasBroadSynonym): "broad",
}
_TYPE: Final = str(RDF.type)
_PARENT: Final = str(RDFS.subClassOf)
_SUBPROPERTY: Final = str(RDFS.subPropertyOf)
_HELD: Final = ("annotations", "asserted", "inferred")


class Catalogue:
    """Every term by IRI, and every mapping by term and by code."""

    def __init__(
        self,
        terms: Iterable[Term],
        mappings: Iterable[Mapped] = (),
        terminologies: Iterable[Terminology] = (),
    ) -> None:
        self.terms: Mapping[str, Term] = {term.iri: term for term in terms}
        self.mappings = tuple(mappings)
        self.terminologies: Mapping[str, Terminology] = {one.prefix: one for one in terminologies}

    @classmethod
    def read(cls, knowledge: Knowledge) -> Catalogue:
        """Read the release files of a dataset."""
        said = read_facts(knowledge, *_HELD)
        kinds = _kinds(said)
        terms = _nearest(_term(iri, kinds[iri], said[iri]) for iri in sorted(kinds))
        mapped = read_facts(knowledge, "mappings")
        terminologies = sorted(_terminologies(mapped), key=lambda one: one.prefix)
        return cls(terms, sorted(_mappings(mapped), key=_order), terminologies)

    def get(self, name: str) -> Term | None:
        """Give the term with this IRI, local name, `foramen:` or `foramen_` name."""
        given = name.strip().removeprefix("<").removesuffix(">")
        for prefix in ("", "foramen:", "FORAMEN:", "foramen_", "FORAMEN_"):
            if given.startswith(prefix):
                iri = f"{FORAMEN}{given.removeprefix(prefix)}"
                if iri in self.terms:
                    return self.terms[iri]
        return self.terms.get(given) or self.terms.get(expand(given) or "")

    def of(self, iri: str) -> tuple[Mapped, ...]:
        """Give the mappings of a term."""
        return self._by_subject.get(iri, ())

    def coded(self, curie: str) -> tuple[Mapped, ...]:
        """Give the mappings to a code elsewhere, by its CURIE as the mappings write it."""
        return self._by_object.get(curie.casefold(), ())

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Give the IRIs of the nearest narrower terms of each term that has some."""
        below: dict[str, list[str]] = defaultdict(list)
        for term in self.terms.values():
            for parent in term.parents:
                below[parent].append(term.iri)
        return {iri: tuple(narrower) for iri, narrower in below.items()}

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """Give every broader term, nearest first, without the term itself."""
        return _reached(iri, lambda one: self.terms[one].parents if one in self.terms else ())

    def descendants(self, iri: str) -> tuple[str, ...]:
        """Give every narrower term, nearest first, without the term itself."""
        return _reached(iri, lambda one: self.children.get(one, ()))

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[Mapped, ...]]:
        found: dict[str, list[Mapped]] = defaultdict(list)
        for mapping in self.mappings:
            found[mapping.subject].append(mapping)
        return {key: tuple(mappings) for key, mappings in found.items()}

    @cached_property
    def _by_object(self) -> Mapping[str, tuple[Mapped, ...]]:
        found: dict[str, list[Mapped]] = defaultdict(list)
        for mapping in self.mappings:
            found[mapping.object.casefold()].append(mapping)
        return {key: tuple(mappings) for key, mappings in found.items()}


def _reached(start: str, step: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Walk breadth first; what was met is not met again."""
    met = {start: None}
    ring = [start]
    while ring:
        ring = [found for one in ring for found in step(one) if found not in met]
        met.update(dict.fromkeys(ring))
        ring = list(dict.fromkeys(ring))
    return tuple(met)[1:]


def _kinds(said: Mapping[str, Facts]) -> dict[str, Kind]:
    """Give the kind of each term of ours that the ontology declares."""
    found: dict[str, Kind] = {}
    for iri, values in said.items():
        kinds = [_KINDS[str(value)] for value in values.get(_TYPE, ()) if str(value) in _KINDS]
        if kinds and iri.startswith(str(FORAMEN)):
            found[iri] = kinds[0]
    return found


def _term(iri: str, kind: Kind, said: Facts) -> Term:
    names = _names(said)
    up = {"class": _PARENT, "individual": _TYPE, "property": _SUBPROPERTY}[kind]
    links = {
        predicate: tuple(sorted(str(value) for value in values if isinstance(value, rdflib.URIRef)))
        for predicate, values in sorted(said.items())
    }
    relations = {
        predicate: values
        for predicate, values in links.items()
        if values and predicate.startswith(str(FORAMEN))
    }
    local = iri.removeprefix(str(FORAMEN))
    return Term(
        iri=iri,
        kind=kind,
        label=next((name.text for name in names if name.kind == "label"), local),
        definition=_text(said, str(SKOS.definition)),
        names=names or (Name(local, "label"),),
        topic=_text(said, str(FORAMEN.topic)),
        family=_text(said, str(FORAMEN.family)),
        notation=_text(said, str(SKOS.notation)),
        parents=tuple(one for one in links.get(up, ()) if one.startswith(str(FORAMEN))),
        relations=relations,
        deprecated=_text(said, str(OWL.deprecated)) == "true",
        replaced_by=_text(said, str(DCTERMS.isReplacedBy)) or None,
        grouping=_text(said, str(FORAMEN.groupingClass)) == "true",
        sources=links.get(str(DCTERMS.source), ()),
        ordinal=_number(said, str(FORAMEN.ordinal)),
    )


def _nearest(terms: Iterable[Term]) -> list[Term]:
    """Leave out parents that another parent leads to: what was asserted may have been refined."""
    known = {term.iri: term for term in terms}

    def above(iri: str) -> tuple[str, ...]:
        return _reached(iri, lambda one: known[one].parents if one in known else ())

    return [
        replace(term, parents=tuple(one for one in term.parents if one not in beyond))
        for term in known.values()
        for beyond in [{far for near in term.parents for far in above(near)}]
    ]


def _names(said: Facts) -> tuple[Name, ...]:
    """Give every name once; an abbreviation is also an altLabel, and is called the former."""
    found: dict[str, NameKind] = {}
    for predicate, kind in _NAMING.items():
        for value in said.get(predicate, ()):
            found.setdefault(str(value), kind)
    names = [Name(text, kind) for text, kind in found.items()]
    return tuple(sorted(names, key=lambda name: (NAME_KINDS.index(name.kind), name.text)))


def _text(said: Facts, predicate: str) -> str:
    return str(next(iter(said.get(predicate, ())), ""))


def _number(said: Facts, predicate: str) -> int | None:
    text = _text(said, predicate)
    return int(text) if text.isdecimal() else None


def _terminologies(said: Mapping[str, Facts]) -> Iterable[Terminology]:
    for values in said.values():
        if str(FORAMEN.Terminology) not in map(str, values.get(_TYPE, ())):
            continue
        yield Terminology(
            prefix=_text(values, str(SKOS.notation)),
            name=_text(values, str(RDFS.label)),
            namespace=_text(values, str(FORAMEN.codeNamespace)),
            fhir_system=_text(values, str(FORAMEN.fhirSystem)),
            oid=_text(values, str(FORAMEN.oid)),
            version=_text(values, str(OWL.versionInfo)),
            license=_text(values, str(DCTERMS.license)),
            license_note=_text(values, str(DCTERMS.rights)),
            homepage=_text(values, str(FOAF.homepage)),
            optional=_text(values, str(FORAMEN.isOptional)) == "true",
        )


def _mappings(said: Mapping[str, Facts]) -> Iterable[Mapped]:
    for iri, values in said.items():
        subject = _text(values, str(OWL.annotatedSource))
        if not subject:
            continue
        target = _text(values, str(OWL.annotatedTarget))
        source = _text(said.get(_text(values, str(SSSOM.object_source)), {}), str(SKOS.notation))
        yield Mapped(
            iri=iri,
            subject=subject,
            predicate=compact(_text(values, str(OWL.annotatedProperty))),
            object=compact(target),
            object_iri=target,
            object_label=_text(values, str(SSSOM.object_label)),
            justification=compact(_text(values, str(SSSOM.mapping_justification))),
            confidence=float(_text(values, str(SSSOM.confidence)) or "nan"),
            source=source,
            source_version=_text(values, str(SSSOM.object_source_version)),
            comment=_text(values, str(RDFS.comment)),
        )


def _order(mapping: Mapped) -> tuple[str, str, str]:
    return mapping.subject, mapping.predicate, mapping.object
