"""Answer what a term is: by words, by its name, by a code of another terminology."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, SKOS, compact

from .answers import (
    DescribeAnswer,
    Hit,
    MappingFound,
    Related,
    ResolveAnswer,
    SearchAnswer,
    TermNamed,
)
from .citing import cited, named, short_strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foramen.lookup.model import Concept, Link, Relation, RelationGroup, Statement
    from foramen.terminology.model import Mapped

    from .arguments import DescribeArguments, ResolveArguments, SearchArguments
    from .parts import Parts

__all__ = ["describe", "resolve", "search"]

_MOST_OF_A_RELATION: Final = 25
_MOST_RELATIONS: Final = 150
_MOST_CHILDREN: Final = 50
_MATCHES: Final = {
    str(SKOS[name])
    for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
}
# Properties about records and files, which say nothing of the term itself.
_BESIDE: Final = (str(FORAMEN.defines), str(FORAMEN.definedBy), "http://purl.org/dc/terms/source")


def search(parts: Parts, given: SearchArguments) -> SearchAnswer:
    """Give the terms that some words lead to."""
    found = parts.terms.search.find(given.words, limit=given.limit)
    hits = [
        Hit(
            id=one.term.curie, iri=one.term.iri, label=one.term.label, matched=one.name,
            definition=one.term.definition, by=one.kind, score=round(one.score, 3),
        )
        for one in found.hits
    ]  # fmt: skip
    notes = []
    if not hits:
        notes.append("No term is called so. Try fewer words, or another name for it.")
    if truncated := found.total > len(hits):
        notes.append(f"TRUNCATED: the best {len(hits)} of {found.total:,} are given.")
    return SearchAnswer(words=given.words, terms=hits, truncated=truncated, notes=notes)


def describe(parts: Parts, given: DescribeArguments) -> DescribeAnswer:
    """Tell what the graph says of a term.

    Raises:
        UnknownTerm: nothing is called so; the error carries near matches.
    """
    concept = parts.concepts.describe(given.term)
    groups = [group for group in (*concept.outgoing, *concept.incoming) if _is_about(group)]
    relations = [
        _related(parts, group, one)
        for group in groups
        for one in group.relations[:_MOST_OF_A_RELATION]
    ]
    statements = [
        statement
        for group in groups
        for one in group.relations[:_MOST_OF_A_RELATION]
        for statement in one.statements
    ]
    own = (link.iri for group in concept.outgoing for link in _targets(group.relations))
    return DescribeAnswer(
        term=named(parts, concept.iri),
        definition=concept.definition,
        synonyms=list(dict.fromkeys(text for _, text in concept.synonyms)),
        remarks=[f"{note.label}: {text}" for note, text in concept.notes],
        parents=[_link(link) for link in _targets(concept.parents)],
        children=[_link(link) for link in _targets(concept.children)][:_MOST_CHILDREN],
        relations=relations[:_MOST_RELATIONS],
        mappings=[_mapping(parts, one) for one in parts.terms.search.catalogue.of(concept.iri)],
        notes=list(_left_out(concept, groups, len(relations))),
        sources=cited(parts, [*own, *_sources(statements)]),
    )


def resolve(parts: Parts, given: ResolveArguments) -> ResolveAnswer:
    """Give the terms that a code elsewhere leads to.

    Raises:
        UnknownCode: no mapping leads there; the error carries near matches.
    """
    found = parts.terms.codes.find(given.code)
    return ResolveAnswer(
        code=given.code,
        mappings=[_mapping(parts, mapping) for mapping in found],
        notes=[
            "Read the relation from our term to the code: broadMatch means that the code is "
            "broader than the term and holds less detail, narrowMatch that it is narrower."
        ],
    )


def _is_about(group: RelationGroup) -> bool:
    name = group.property.iri
    return name not in _MATCHES and name not in _BESIDE and name.startswith(str(FORAMEN))


def _related(parts: Parts, group: RelationGroup, one: Relation) -> Related:
    other = _link(one.target) if one.target else TermNamed(id=one.value, iri="", label=one.value)
    strengths = {short_strength(parts, s.strength.iri) for s in one.statements if s.strength}
    return Related(
        relation=_link(group.property),
        other=other,
        incoming=group.incoming,
        inferred=one.inferred,
        strength=", ".join(sorted(strengths)) or None,
        sources=[compact(iri) for iri in _sources(one.statements)],
    )


def _sources(statements: Iterable[Statement]) -> list[str]:
    return list(dict.fromkeys(source.iri for one in statements for source in one.sources))


def _targets(relations: Iterable[Relation]) -> Iterator[Link]:
    return (one.target for one in relations if one.target is not None)


def _link(link: Link) -> TermNamed:
    return TermNamed(id=compact(link.iri), iri=link.iri, label=link.label)


def _left_out(concept: Concept, groups: Sequence[RelationGroup], shown: int) -> Iterator[str]:
    for group in groups:
        if (more := len(group.relations) - _MOST_OF_A_RELATION) > 0:
            yield f"TRUNCATED: {more:,} more of '{group.property.label}'; ask with sparql."
    for link, number in concept.left_out:
        yield f"TRUNCATED: {number:,} more of '{link.label}'; ask with sparql."
    if shown > _MOST_RELATIONS:
        yield f"TRUNCATED: {shown - _MOST_RELATIONS:,} more relations; ask with sparql."
    if (more := len(concept.children) - _MOST_CHILDREN) > 0:
        yield f"TRUNCATED: {more:,} more kinds of it; ask with sparql."


def _mapping(parts: Parts, mapping: Mapped) -> MappingFound:
    return MappingFound(
        term=named(parts, mapping.subject),
        relation=mapping.predicate,
        code=mapping.object,
        code_label=mapping.object_label or None,
        code_iri=mapping.object_iri,
        confidence=None if math.isnan(mapping.confidence) else mapping.confidence,
        justification=mapping.justification or None,
        version=mapping.source_version or None,
        comment=mapping.comment or None,
    )
