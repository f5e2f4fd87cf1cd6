"""Answer a search in the form of the Ontology Lookup Service (OLS4, `/api/search`).

Field names, their defaults and the parameters are those of OLS4; what makes no sense for one small
ontology (`groupField`, `local`) is taken and changes nothing. `exact` is stricter than there: a
whole label, synonym, identifier or code.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from foramen.errors import BadRequest
from foramen.namespaces import FORAMEN
from foramen.terminology.search import MOST_HITS

from .parameters import Parameters
from .service import service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from werkzeug.datastructures import MultiDict

    from foramen.terminology.search_model import Hit

__all__ = ["PARAMETERS", "answer"]

PARAMETERS: Final = (
    "q", "ontology", "type", "slim", "fieldList", "queryFields", "exact", "groupField",
    "obsoletes", "local", "childrenOf", "allChildrenOf", "inclusive", "isLeaf", "rows", "start",
    "format", "lang",
)  # fmt: skip
_ONTOLOGY: Final = "foramen"
_TYPES: Final = ("class", "property", "individual", "ontology")
_MOST_ROWS: Final = 1000
_MOST_NAMED: Final = 20
_FARTHEST: Final = 1_000_000
_SYNONYMS: Final = frozenset({"exact", "abbreviation", "related", "narrow", "broad"})
# Which hits count as found in a field.
_SEARCHED: Final[Mapping[str, frozenset[str]]] = {
    "label": frozenset({"label"}),
    "synonym": _SYNONYMS,
    "short_form": frozenset({"id"}),
    "obo_id": frozenset({"id"}),
    "iri": frozenset({"id"}),
    "annotations": frozenset({"code"}),
}
_FIELDS: Final[Mapping[str, Callable[[Hit], object]]] = {
    "id": lambda hit: f"{_ONTOLOGY}:{hit.term.kind}:{hit.term.iri}",
    "iri": lambda hit: hit.term.iri,
    "ontology_name": lambda _: _ONTOLOGY,
    "label": lambda hit: hit.term.label,
    "description": lambda hit: [hit.term.definition] if hit.term.definition else [],
    "short_form": lambda hit: hit.term.id,
    "obo_id": lambda hit: hit.term.curie,
    "type": lambda hit: hit.term.kind,
    "ontology_prefix": lambda _: _ONTOLOGY,
    "is_defining_ontology": lambda _: True,
    "is_obsolete": lambda hit: hit.term.deprecated,
    "ontology_iri": lambda _: str(FORAMEN.ontology),
    "subset": lambda hit: [hit.term.topic] if hit.term.topic else [],
    "synonym": lambda hit: [name.text for name in hit.term.names if name.kind != "label"],
    "score": lambda hit: round(hit.score, 4),
}
_DEFAULT: Final = (
    "id", "iri", "ontology_name", "label", "description", "short_form", "obo_id", "type",
    "ontology_prefix",
)  # fmt: skip


def answer(given: MultiDict[str, str]) -> dict[str, Any]:
    """Give the whole answer to a search.

    Raises:
        BadRequest: a parameter is unknown or does not fit.
    """
    parameters = Parameters(given, PARAMETERS)
    rows = parameters.number("rows", 10, most=_MOST_ROWS)
    start = parameters.number("start", 0, most=_FARTHEST)
    # A field that we do not have is left out, as OLS does.
    fields = [name for name in parameters.texts("fieldList") if name in _FIELDS] or _DEFAULT
    for name, only in (("format", "json"), ("lang", "en")):
        parameters.choice(name, (only,), only)
    fits = _filter(parameters)
    found = [hit for hit in _hits(parameters) if fits(hit)]
    return {
        "responseHeader": {"status": 0, "QTime": 0},
        "response": {
            "numFound": len(found),
            "start": start,
            "docs": [
                {name: _FIELDS[name](hit) for name in fields} for hit in found[start : start + rows]
            ],
        },
        "facet_counts": {"facet_fields": _facets(found)},
    }


def _hits(parameters: Parameters) -> Iterator[Hit]:
    """Give every hit, best first."""
    text = parameters.needed("q", "foraminal+stenosis", most=500)
    exact = parameters.flag("exact")
    start, total = 0, 1
    while start < total:
        results = service().search.find(
            "" if text == "*" else text, limit=MOST_HITS, offset=start, exact=exact
        )
        yield from results.hits
        start, total = start + MOST_HITS, results.total


def _filter(parameters: Parameters) -> Callable[[Hit], bool]:
    """Make the test that a hit must pass."""
    ontologies = {name.lower() for name in parameters.texts("ontology")}
    types = parameters.texts("type")
    for name in types:
        if name not in _TYPES:
            raise BadRequest(f"type is one of {', '.join(_TYPES)}, not {name!r}.")
    slims = parameters.texts("slim")
    below = _below(parameters)
    kinds = [_SEARCHED.get(name, frozenset()) for name in parameters.texts("queryFields")]
    searched = frozenset[str]().union(*kinds) | {"all"}
    obsoletes = parameters.flag("obsoletes")
    leaves = parameters.flag("isLeaf")
    parameters.flag("local")
    parameters.text("groupField")
    children = service().catalogue.children

    def fits(hit: Hit) -> bool:
        term = hit.term
        wanted = (
            not ontologies or _ONTOLOGY in ontologies,
            not types or term.kind in types,
            not slims or term.topic in slims,
            below is None or term.iri in below,
            not kinds or hit.kind in searched,
            obsoletes or not term.deprecated,
            not leaves or term.iri not in children,
        )
        return all(wanted)

    return fits


def _below(parameters: Parameters) -> set[str] | None:
    """Give what lies below the terms that are named, or None where none is."""
    tops = [
        iri
        for name in ("childrenOf", "allChildrenOf")
        for iri in parameters.texts(name, most=_MOST_NAMED)
    ]
    if not tops:
        return None
    inclusive = parameters.flag("inclusive")
    catalogue = service().catalogue
    found = {one for top in tops for one in catalogue.descendants(top)}
    return found | set(tops) if inclusive else found


def _facets(found: list[Hit]) -> dict[str, list[str]]:
    """Count as Solr does: value, number, value, number."""
    counted: dict[str, Counter[str]] = {
        "ontologyId": Counter([_ONTOLOGY] * len(found)),
        "ontologyIri": Counter([str(FORAMEN.ontology)] * len(found)),
        "ontologyPreferredPrefix": Counter([_ONTOLOGY] * len(found)),
        "type": Counter(hit.term.kind for hit in found),
        "isDefiningOntology": Counter(["true"] * len(found)),
        "isObsolete": Counter(str(hit.term.deprecated).lower() for hit in found),
    }
    return {
        name: [text for value, number in sorted(counts.items()) for text in (value, str(number))]
        for name, counts in counted.items()
    }
