"""Make the page of a term: what it is, where it stands, how it is related, by whose word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import render_template

from foramen.lookup.concepts import description_query
from foramen.lookup.names import SYNONYMS
from foramen.lookup.records import StatementRecords
from foramen.namespaces import DCTERMS, FORAMEN, OWL, RDFS, SKOS
from foramen.terminology.neighbourhood import natural

from .mapping_pages import notices, ordered, rows
from .service import service
from .term_figures import figures
from .term_relations import arrange
from .term_teaching import onward, step_of, taught
from .term_uses import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from foramen.lookup.model import Concept, Link
    from foramen.terminology.model import Term

    from .term_model import Relations

__all__ = ["DOWNLOADS", "Told", "tell", "term_page"]

DOWNLOADS: Final = (
    ("Turtle", "turtle"),
    ("JSON-LD", "jsonld"),
    ("N-Triples", "ntriples"),
    ("RDF/XML", "rdfxml"),
    ("CSV", "csv"),
    ("Markdown", "markdown"),
    ("Picture (SVG)", "svg"),
)
_KINDS: Final = {"class": "Class", "individual": "Individual", "property": "Relation"}
_MOST_CHILDREN: Final = 150
_REMARKS: Final = {
    str(SKOS[name])
    for name in ("editorialNote", "scopeNote", "note", "example", "historyNote", "changeNote")
}
# The question whose answer is the cautions of a procedure as a table, where the library has it.
_CAUTIONS: Final = "which-cautions-bear-on-a-procedure"
_HIDDEN: Final = {str(OWL.deprecated), str(FORAMEN.startsFrom)}


@dataclass(frozen=True)
class Told:
    """What is told of a term, in any form.

    Attributes:
        term: the same from the catalogue, where it is one of the ontology.
        names: pairs of a kind of name and the names of that kind.
        replacement: what to use instead of a deprecated term.
        sources: what its definition rests on.
    """

    concept: Concept
    term: Term | None
    kind: str
    is_deprecated: bool
    replacement: Link | None
    names: tuple[tuple[str, tuple[str, ...]], ...]
    remarks: tuple[str, ...]
    sources: tuple[Link, ...]
    relations: Relations


def tell(iri: str, *, whole: bool) -> Told:
    """Collect what is told of a term; `whole` leaves nothing out for want of room."""
    parts = service()
    term = parts.catalogue.terms.get(iri)
    concept = parts.concepts.about(iri, incoming=term is None)
    said = {link.iri: text for link, text in concept.notes}
    replaced = _one(concept, str(DCTERMS.isReplacedBy))
    return Told(
        concept=concept,
        term=term,
        kind=_KINDS[term.kind] if term else "",
        is_deprecated=said.get(str(OWL.deprecated)) == "true",
        replacement=replaced,
        names=_names(concept),
        remarks=tuple(text for link, text in concept.notes if link.iri in _REMARKS),
        sources=_all(concept, str(DCTERMS.source)),
        relations=arrange(concept, whole=whole),
    )


def term_page(iri: str) -> str:
    """Write the page of a term."""
    parts = service()
    told = tell(iri, whole=False)
    records = StatementRecords(parts.knowledge, parts.engine, parts.concepts)
    record = None if told.term else records.read(iri)
    mapped = ordered(parts.catalogue.of(iri))
    return render_template(
        "term.html",
        **vars(told),
        record=record,
        notes=[
            (link, text) for link, text in told.concept.notes if link.iri not in _REMARKS | _HIDDEN
        ],
        place=_place(told.term, told.concept) if told.term else None,
        uses=uses_of(told.term) if told.term and told.term.kind == "property" else None,
        figures=figures(told.term, told.relations),
        questions=parts.asked.about(told.term) if told.term else (),
        cautions_asked=_CAUTIONS if _CAUTIONS in parts.questions else "",
        taught=taught(told.term) if told.term else (),
        step=None if told.term else step_of(iri),
        onward=None if told.term else onward(iri),
        curriculum=parts.curriculum,
        mapped=rows(mapped),
        notices=notices(mapped),
        query=description_query(iri),
        downloads_=DOWNLOADS if told.term and told.kind != "Relation" else DOWNLOADS[:-1],
    )


def _names(concept: Concept) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Group names by kind; an abbreviation is also called a synonym, and stands once."""
    found: dict[str, list[str]] = {kind: [] for kind in SYNONYMS.values()}
    short = {text for kind, text in concept.synonyms if kind == "abbreviation"}
    for kind, text in concept.synonyms:
        if text not in found[kind] and (kind == "abbreviation" or text not in short):
            found[kind].append(text)
    return tuple(
        (kind, tuple(sorted(texts, key=str.casefold))) for kind, texts in found.items() if texts
    )


def _all(concept: Concept, property_: str) -> tuple[Link, ...]:
    return tuple(
        relation.target
        for group in concept.outgoing
        if group.property.iri == property_
        for relation in group.relations
        if relation.target is not None
    )


def _one(concept: Concept, property_: str) -> Link | None:
    return next(iter(_all(concept, property_)), None)


def _place(term: Term, concept: Concept) -> dict[str, Any]:
    """Give where a term stands: what it is a kind of and a part of, and the other way round."""
    parts = service()
    near = parts.neighbourhood
    children = _sorted(parts.catalogue.children.get(term.iri, ()))
    shown = children[:_MOST_CHILDREN]
    return {
        "paths": [_links(path) for path in near.paths(term.iri) if len(path) > 1],
        "foreign": [
            one.target
            for one in concept.parents
            if one.target and one.target.iri not in parts.catalogue.terms
        ],
        "relation": str(RDFS.subClassOf),
        "nearest": [
            one for one in concept.parents if one.target and one.target.iri in term.parents
        ],
        "gatherings": _links(near.gatherings(term.iri)),
        "children": [(link, len(parts.catalogue.descendants(link.iri))) for link in _links(shown)],
        "more_children": len(children) - len(shown),
        "wholes": _wholes(term.iri),
        "parts": [(link, _links(near.parts(link.iri))) for link in _links(near.parts(term.iri))],
    }


def _wholes(iri: str) -> list[list[Link]]:
    """Give for each whole the way to it from the largest."""
    near = service().neighbourhood
    ways = []
    for whole in near.wholes(iri):
        way = [whole]
        while (more := near.wholes(way[0])) and more[0] not in way:
            way.insert(0, more[0])
        ways.append(_links(way))
    return ways


def _links(iris: Iterable[str]) -> list[Link]:
    return [service().concepts.link(iri) for iri in iris]


def _sorted(iris: Iterable[str]) -> Sequence[str]:
    label = service().concepts.names.label
    return sorted(iris, key=lambda iri: natural(label(iri)))
