"""Write out the sources that an answer names, so that each is cited with its words and address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, RDF, RDFS, SCHEMA, SKOS, compact

from .answers import SourceGiven, TermNamed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .parts import Parts

__all__ = ["cited", "named", "short_strength"]

_KINDS: Final = {str(FORAMEN.ArticleClaim), str(FORAMEN.Citation)}
_OWN: Final = (str(FORAMEN.claim_), str(FORAMEN.source_))
_MOST: Final = 100


def named(parts: Parts, iri: str) -> TermNamed:
    """Give a term with its label."""
    return TermNamed(id=compact(iri), iri=iri, label=parts.concepts.names.label(iri))


def short_strength(parts: Parts, iri: str) -> str:
    """Give a strength by its label: definite, may, varies."""
    return parts.concepts.names.label(iri)


def cited(parts: Parts, iris: Iterable[str]) -> list[SourceGiven]:
    """Give each source among some IRIs once, in their order; what is no source is passed over."""
    own = [iri for iri in dict.fromkeys(iris) if iri.startswith(_OWN)]
    found = (_source(parts, iri) for iri in own[:_MOST])
    return [source for source in found if source is not None]


def _source(parts: Parts, iri: str) -> SourceGiven | None:
    said = {str(name): str(value) for _, name, value in parts.released.about(iri)}
    if said.get(str(RDF.type)) not in _KINDS:
        return None
    strength = said.get(str(FORAMEN.strength))
    return SourceGiven(
        id=compact(iri),
        label=said.get(str(RDFS.label), compact(iri)),
        text=said.get(str(SKOS.definition), ""),
        url=said.get(str(SCHEMA.url)),
        strength=short_strength(parts, strength) if strength else None,
    )
