"""Find values of a parameter with which a question has an answer, by asking it.

Candidates are terms near the default, and terms that stand where the query has the parameter.
Whatever is offered was tried: the question runs once for all candidates, and those that a row
comes for are kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import current_app
from rdflib import URIRef

from foramen.engine.model import Bindings
from foramen.errors import QueryError
from foramen.lookup.model import Link
from foramen.namespaces import FORAMEN
from foramen.terminology.naming import side_of

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from foramen.questions import Parameter, Question

__all__ = ["answering_near", "examples"]

_HEAD: Final = re.compile(r"\bSELECT\b[^{}]*?\bWHERE\b", re.DOTALL)
_PREFIX: Final = f"PREFIX foramen: <{FORAMEN}>\n"
_ALIKE: Final = """SELECT DISTINCT ?one WHERE {{
  <{iri}> a ?kind .
  FILTER(STRSTARTS(STR(?kind), "https://w3id.org/foramen/"))
  ?one a ?kind .
}}
ORDER BY ?one
LIMIT 60
"""
# A triple of the query that the parameter begins or ends, and what asks who else does.
_PLACES: Final = {
    r"\?{name}\s+(foramen:\w+)": _PREFIX
    + "SELECT DISTINCT ?one WHERE {{ ?one {property} ?x }} ORDER BY ?one LIMIT 500",
    r"(foramen:\w+)\s+\?{name}\b": _PREFIX + "SELECT DISTINCT ?one WHERE {{ ?x {property} ?one}} "
    "ORDER BY ?one LIMIT 500",
}
_CANDIDATES: Final = 60
_TRIED: Final = 12
_SHOWN: Final = 5


def examples(asked: Question, parameter: Parameter) -> tuple[Link, ...]:
    """Give what to ask of instead of the default; found once in each process."""
    kept: dict[tuple[str, str], tuple[Link, ...]]
    kept = current_app.extensions.setdefault("foramen.question_examples", {})
    key = asked.name, parameter.name
    if key not in kept:
        is_term = parameter.accepts == "iri"
        defaults = [str(term) for term in parameter.default]
        near = _unique(near for one in defaults for near in _near(one)) if is_term else []
        placed = _unique(_placed(asked, parameter))
        tried = _unique((*defaults, *_spread(near, _TRIED), *_spread(placed, _TRIED)))
        answered = _answering(asked, parameter, {}, tried)
        like = [one for one in answered if one in {*defaults, *near}]
        others = [one for one in answered if one not in {*defaults, *near}]
        found = _spread(like, _SHOWN) + _spread(others, max(2, _SHOWN - len(like)))
        link = service().concepts.link if is_term else _itself
        kept[key] = tuple(map(link, found[:_SHOWN]))
    return kept[key]


def answering_near(
    asked: Question, parameter: Parameter, values: Mapping[str, Sequence[str]]
) -> tuple[Link, ...]:
    """Give terms near the chosen ones for which there is an answer, the rest as it was asked."""
    chosen = values.get(parameter.name, ())
    if parameter.accepts != "iri" or not chosen:
        return ()
    near = _unique(near for one in chosen for near in _near(one))
    others = {name: given for name, given in values.items() if name != parameter.name}
    found = _answering(asked, parameter, others, near[:_CANDIDATES])
    return tuple(map(service().concepts.link, found[:_SHOWN]))


def _near(iri: str) -> Iterator[str]:
    """Give what is like a term, but for what only gathers others."""
    terms = service().catalogue.terms
    for one in _around(iri):
        if one not in terms or not (terms[one].grouping or terms[one].deprecated):
            yield one


def _around(iri: str) -> Iterator[str]:
    """Give the nearest broader and narrower terms, then those beside a term."""
    catalogue = service().catalogue
    term = catalogue.terms.get(iri)
    if term is None:
        yield from _of_the_same_kind(iri)
        return
    yield from term.parents
    yield from catalogue.children.get(iri, ())
    side = side_of(term)
    beside = [one for parent in term.parents for one in catalogue.children.get(parent, ())]
    yield from (one for one in beside if side_of(catalogue.terms[one]) == side)
    yield from (
        other.iri
        for other in catalogue.terms.values()
        if term.family and other.family == term.family and side_of(other) == side
    )


def _placed(asked: Question, parameter: Parameter) -> Iterator[str]:
    """Give the terms that stand in the graph where a triple of the query has the parameter."""
    sides = {_side(str(term)) for term in parameter.default}
    for pattern, query in _PLACES.items():
        found = re.search(pattern.format(name=parameter.name), asked.text)
        if found:
            ones = (str(row["one"]) for row in _rows(query.format(property=found[1])))
            yield from (one for one in ones if _side(one) in sides)


def _itself(text: str) -> Link:
    return Link(text, text)


def _side(iri: str) -> str:
    term = service().catalogue.terms.get(iri)
    return side_of(term) if term is not None else ""


def _of_the_same_kind(iri: str) -> Iterator[str]:
    yield from (str(row["one"]) for row in _rows(_ALIKE.format(iri=iri)))


def _answering(
    asked: Question,
    parameter: Parameter,
    others: Mapping[str, Sequence[str]],
    candidates: Sequence[str],
) -> list[str]:
    if not candidates:
        return []
    make = URIRef if parameter.accepts == "iri" else str
    values = {**others, parameter.name: [make(one) for one in candidates]}
    text = _HEAD.sub(f"SELECT DISTINCT ?{parameter.name} WHERE", asked.with_values(values), count=1)
    text = text[: text.rindex("}") + 1]
    found = {str(row[parameter.name]) for row in _rows(text) if parameter.name in row}
    return [one for one in candidates if one in found]


def _rows(text: str) -> Iterator[Mapping[str, object]]:
    """Ask; what cannot be answered quickly is no example."""
    engine = service().engine
    try:
        answer = engine.answer(engine.guard.check(text))
    except QueryError:
        return
    if isinstance(answer, Bindings):
        yield from answer.rows


def _spread(found: Sequence[str], most: int) -> list[str]:
    """Choose some from the whole list: neighbours in it are alike."""
    if len(found) <= most:
        return list(found)
    return [found[number * (len(found) - 1) // (most - 1)] for number in range(most)]


def _unique(iris: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(iris))
