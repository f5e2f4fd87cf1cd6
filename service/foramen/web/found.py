"""Prepare what a search found for its page: the hits in words, what narrows them, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import rdflib
from rdflib import URIRef

from foramen.engine.model import Bindings
from foramen.terminology.choosing import match_of
from foramen.terminology.facets import Facets
from foramen.terminology.fitting import fit
from foramen.terminology.spelling import forgiven
from foramen.terminology.words import content, fold

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.facets import Choice
    from foramen.terminology.fitting import Fit
    from foramen.terminology.model import Term
    from foramen.terminology.search_model import Hit

__all__ = [
    "Found",
    "Shown",
    "as_bindings",
    "corrected",
    "facets",
    "find",
    "only_one",
    "query_of",
    "shown",
]

_KINDS: Final = ("class", "individual", "property")
_EVERYTHING: Final = 10_000
_QUERY: Final = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foramen: <https://w3id.org/foramen/>
SELECT ?term ?termLabel ?topic ?definition WHERE {{
  VALUES ?term {{
    {terms}
  }}
  ?term rdfs:label ?termLabel .
  OPTIONAL {{ ?term foramen:topic ?topic }}
  OPTIONAL {{ ?term skos:definition ?definition }}
}}
"""
_EXACT: Final = 0.95


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        hits: what is left after narrowing, best first.
        total: how many there were before.
        slips: each word that no name has, with what it was taken for.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[Choice, ...]]
    slips: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the page shows it.

    Attributes:
        how: how well it fits, in words.
        nearness: where it was found by a code, how the code stands to it.
    """

    fit: Fit
    how: str
    nearness: str

    @property
    def term(self) -> Term:
        """Give the term that was found."""
        return self.fit.term


@lru_cache(maxsize=2)
def _facets(catalogue: Catalogue) -> Facets:
    return Facets(catalogue)


def facets() -> Facets:
    """Give what terms can be narrowed by."""
    return _facets(service().catalogue)


def find(text: str, chosen: Mapping[str, str]) -> Found:
    """Search, and narrow what was found by what was chosen of each facet."""
    search = service().search
    hits = search.best(text, kinds=_KINDS, limit=_EVERYTHING) if text else ()
    narrowed = facets().narrow(hits, chosen)
    slips = forgiven(search, text, hits[0]) if hits else ()
    return Found(narrowed.hits, len(hits), narrowed.facets, slips)


def only_one(text: str) -> Term | None:
    """Give the one term that has exactly this name, identifier or code."""
    if not text:
        return None
    found = service().search.find(text, exact=True, limit=2)
    return found.hits[0].term if found.total == 1 else None


def corrected(text: str, slips: Iterable[tuple[str, str]]) -> str:
    """Give a query with what each slip was taken for."""
    for typed, meant in slips:
        text = text.replace(typed, meant)
    return text


def shown(hits: Iterable[Hit], text: str) -> list[Shown]:
    """Say of each hit what fitted, and how well."""
    words = content(fold(text))
    marked = service().search.marked(hits, text)
    return [Shown(fit(hit), _how(hit, words), _nearness(hit)) for hit in marked]


def query_of(terms: Iterable[Term]) -> str:
    """Give the query whose answer is what the page says of these terms."""
    return _QUERY.format(terms="\n    ".join(_name(term) for term in terms))


def as_bindings(hits: Sequence[Hit], text: str) -> Bindings:
    """Give hits as the rows of an answer, best first."""
    columns = ("term", "termLabel", "kind", "topic", "foundBy", "found", "fits", "definition")
    words = content(fold(text))
    rows = []
    for hit in hits:
        told = fit(hit)
        name = "".join(piece.text for piece in told.name) or hit.term.label
        texts = (
            hit.term.label, hit.term.kind, hit.term.topic, told.by or "name", name,
            _how(hit, words) or _nearness(hit),
            hit.term.definition,
        )  # fmt: skip
        row: dict[str, URIRef | rdflib.Literal] = {"term": URIRef(hit.term.iri)}
        row.update(
            {
                column: rdflib.Literal(value)
                for column, value in zip(columns[1:], texts, strict=True)
                if value
            }
        )
        rows.append(row)
    return Bindings(columns, tuple(rows))


def _how(hit: Hit, words: Sequence[str]) -> str:
    """Say how well a hit fits; of a code, its mapping says more."""
    if hit.kind == "code":
        return ""
    if hit.score >= _EXACT:
        return "fits exactly"
    named = fold(hit.name)
    whole = all(any(one.startswith(word) for one in named) for word in words)
    return "has every word" if whole else "comes near"


def _nearness(hit: Hit) -> str:
    if hit.kind != "code":
        return ""
    mappings = service().catalogue.of(hit.term.iri)
    return next((match_of(one).words for one in mappings if one.object == hit.name), "")


def _name(term: Term) -> str:
    return term.curie if term.curie != term.iri else f"<{term.iri}>"
