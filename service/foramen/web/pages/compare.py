"""Lay two concepts beside one another, and find how they are connected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request

from foramen.engine.results import Format
from foramen.errors import UnknownTerm
from foramen.namespaces import RDFS
from foramen.web.compared import Compared, compared, way_json, ways
from foramen.web.compared_files import note, table
from foramen.web.linked import term_ref
from foramen.web.negotiation import choose_output, written_response
from foramen.web.parameters import Parameters
from foramen.web.service import service
from foramen.web.term_files import CSV, MARKDOWN

if TYPE_CHECKING:
    from foramen.terminology.model import Term

__all__ = ["blueprint"]

blueprint: Final = Blueprint("compare", __name__)

_JSON: Final = Format(("json",), "application/json", (), "json")
_FORMATS: Final = (CSV, MARKDOWN, _JSON)
_QUERY: Final = f"""PREFIX rdfs: <{RDFS}>
SELECT ?relation ?relationLabel ?other ?otherLabel ?of_a ?of_b WHERE {{{{
  {{{{ SELECT DISTINCT ?relation ?other WHERE {{{{
    VALUES ?term {{{{ <{{a}}> <{{b}}> }}}}
    ?term ?relation ?other .
    FILTER(isIRI(?other))
  }}}} }}}}
  ?relation rdfs:label ?relationLabel .
  ?other rdfs:label ?otherLabel .
  BIND(EXISTS {{{{ <{{a}}> ?relation ?other }}}} AS ?of_a)
  BIND(EXISTS {{{{ <{{b}}> ?relation ?other }}}} AS ?of_b)
}}}}
ORDER BY ?relationLabel ?otherLabel
"""
# Offered while nothing is chosen; what a graph has not is not offered.
_EXAMPLES: Final = (
    ("ForaminalStenosis", "CentralCanalStenosis"),
    ("SelectiveNerveRootBlock", "TransforaminalEpiduralInjection"),
    ("Level_L4-L5", "Level_L5-S1"),
    ("Foramen_L4-L5_left", "Foramen_L4-L5_right"),
    ("DiscHerniation", "Osteophyte"),
    ("DiscHerniation", "Discectomy"),
)


@blueprint.get("/compare")
def compare() -> Response:
    """Compare the terms `a` and `b`, named in any way."""
    parameters = Parameters(request.args, ("a", "b", "format"))
    given = parameters.text("a"), parameters.text("b")
    output = choose_output(_FORMATS, named=parameters.text("format"), html="first")
    if output.format is not None:
        a, b = (
            _term(parameters.needed(name, example))
            for name, example in zip("ab", _EXAMPLES[0], strict=True)
        )
        content = _written(compared(a, b), output.format)
        return written_response(content.encode(), output, f"{a.id}-and-{b.id}")
    terms, problems = [], {}
    for name, text in zip("ab", given, strict=True):
        try:
            terms.append(_term(text) if text else None)
        except UnknownTerm as unknown:
            terms.append(None)
            problems[name] = unknown
    one, other = terms
    page = render_template(
        "compare.html",
        given=dict(zip("ab", given, strict=True)),
        problems=problems,
        compared=compared(one, other) if one and other else None,
        query=_QUERY.format(a=one.iri, b=other.iri) if one and other else "",
        examples=_examples(),
        siblings=_siblings(one or other) if bool(one) != bool(other) else (),
        chosen=one or other,
        formats=(("CSV", "csv"), ("Markdown", "markdown"), ("JSON", "json")),
    )
    return Response(page, 404 if problems else 200)


@blueprint.get("/api/paths")
def paths() -> Response:
    """Give the shortest ways from the term `a` to the term `b`."""
    parameters = Parameters(request.args, ("a", "b"))
    a, b = (
        _term(parameters.needed(name, example))
        for name, example in zip("ab", _EXAMPLES[-1], strict=True)
    )
    found = {
        "a": term_ref(a.iri),
        "b": term_ref(b.iri),
        "paths": [way_json(way) for way in ways(a, b)],
    }
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    return Response(text, mimetype="application/json")


def _term(name: str) -> Term:
    """Give the term of the ontology that is named.

    Raises:
        UnknownTerm: nothing is called so, or it is no term of the ontology.
    """
    iri = service().concepts.resolve(name)
    term = service().catalogue.terms.get(iri)
    if term is None:
        raise UnknownTerm(name, ())
    return term


def _written(one: Compared, form: Format) -> str:
    if form is CSV:
        return table(one)
    if form is MARKDOWN:
        return note(one, request.url)
    return json.dumps(one.as_json(), ensure_ascii=False, indent=1) + "\n"


def _examples() -> list[tuple[Term, Term]]:
    known = service().catalogue
    pairs = [(known.get(one), known.get(other)) for one, other in _EXAMPLES]
    return [(one, other) for one, other in pairs if one and other]


def _siblings(term: Term | None) -> list[Term]:
    """Give terms that are kinds of the same: what one may want to compare with."""
    known = service().catalogue
    beside = [
        sibling
        for parent in (term.parents if term else ())
        for sibling in known.children.get(parent, ())
        if term and sibling != term.iri
    ]
    return [known.terms[one] for one in dict.fromkeys(beside)][:12]
