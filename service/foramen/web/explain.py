"""Serve `/explain`: why a triple is in the graph, and the same for the answer to a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request
from rdflib import URIRef

from foramen.engine.model import Bindings, Boolean
from foramen.engine.results import GRAPHS, Format, write_answer
from foramen.errors import BadRequest
from foramen.lookup.explanation import Explainer
from foramen.lookup.explanation_json import as_json
from foramen.lookup.explanation_model import Rule
from foramen.lookup.explanation_texts import as_text
from foramen.lookup.explanation_words import (
    account,
    name_of,
    phrase,
    rule_account,
    sentence,
    strength_account,
)
from foramen.lookup.model import Link

from .description import DISCLAIMER
from .negotiation import choose_output, written_response
from .service import service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foramen.engine.model import CheckedQuery, Triple
    from foramen.lookup.explanation_model import Explanation

    from .negotiation import Output

__all__ = ["FORMATS", "blueprint", "explained_answer"]

blueprint: Final = Blueprint("explain", __name__)

JSON: Final = Format(("json",), "application/json", (), "json")
TEXT: Final = Format(("text", "txt"), "text/plain", (), "txt")
FORMATS: Final = (JSON, TEXT, *GRAPHS)

_PARTS: Final = ("subject", "predicate", "object")
_SHORT: Final = {"s", "p", "o"}
_MOST_TRIPLES: Final = 100
_HOW: Final = (
    "explain=true explains triples: ask with CONSTRUCT or DESCRIBE, or with SELECT ?subject "
    "?predicate ?object."
)


@blueprint.get("/explain")
def explain() -> Response:
    """Explain the triple that is named, or ask which one."""
    output = choose_output(FORMATS, named=request.args.get("format"), html="first")
    given = [request.args.get(name, "").strip() for name in _PARTS]
    if output.format is None and not any(given):
        return Response(_page([]))
    if not all(given):
        lacking = " and ".join(name for name, value in zip(_PARTS, given, strict=True) if not value)
        raise BadRequest(
            f"Say which triple; {lacking} is lacking. For example: /explain?"
            "subject=Foramen_L4-L5_left&predicate=transmitsRoot&object=Root_L4_left"
        )
    explainer = _explainer()
    triple = explainer.triple(given[0], given[1], given[2])
    return _response(explainer, [explainer.explain(triple)], output)


def explained_answer(query: CheckedQuery, named: str | None) -> Response:
    """Explain every triple of the answer to a query.

    Raises:
        BadRequest: the answer holds no triples, or too many to explain.
    """
    output = choose_output(FORMATS, named=named, html="last")
    explainer = _explainer()
    return _response(explainer, explainer.explain_all(_triples(query)), output)


def _explainer() -> Explainer:
    parts = service()
    return Explainer(parts.knowledge, parts.engine, parts.concepts)


def _triples(query: CheckedQuery) -> list[Triple]:
    if query.form == "ASK":
        raise BadRequest(_HOW)
    answer = service().engine.answer(query)
    if isinstance(answer, Boolean):
        raise BadRequest(_HOW)
    triples = _rows_as_triples(answer) if isinstance(answer, Bindings) else [*answer.triples]
    triples = list(dict.fromkeys(triples))
    if len(triples) > _MOST_TRIPLES:
        raise BadRequest(
            f"The answer has {len(triples):,} triples, and at most {_MOST_TRIPLES} are explained "
            f"at a time: add LIMIT {_MOST_TRIPLES}, or bind more of the query to known terms."
        )
    return triples


def _rows_as_triples(answer: Bindings) -> list[Triple]:
    if set(_PARTS) <= set(answer.variables):
        names: tuple[str, ...] = _PARTS
    elif set(answer.variables) == _SHORT:
        names = ("s", "p", "o")
    else:
        raise BadRequest(
            f"{_HOW} This one gives {', '.join(f'?{name}' for name in answer.variables)}."
        )
    for number, row in enumerate(answer.rows, 1):
        if missing := [f"?{name}" for name in names if name not in row]:
            raise BadRequest(
                f"Row {number} has no value for {' and '.join(missing)}, so it is no triple."
            )
    return [(row[names[0]], row[names[1]], row[names[2]]) for row in answer.rows]


def _response(
    explainer: Explainer, explanations: Sequence[Explanation], output: Output
) -> Response:
    label = service().concepts.names.label
    if output.format is None:
        return Response(_page(explanations))
    if output.format is JSON:
        content = as_json(explanations, label, DISCLAIMER)
    elif output.format is TEXT:
        content = as_text(explanations, label, DISCLAIMER)
    else:
        content = "".join(write_answer(explainer.graph(explanations), output.format.media_type))
    return written_response(content.encode(), output, "explanation")


def _page(explanations: Sequence[Explanation]) -> str:
    label = service().concepts.names.label
    asked = {name: request.args.get(name, "") for name in _PARTS}
    return render_template(
        "explain.html",
        explanations=explanations,
        formats=FORMATS,
        asked=asked,
        parts=_links,
        is_rule=lambda hedge: isinstance(hedge, Rule),
        label=label,
        account=account,
        rule_account=lambda rule: rule_account(rule, label),
        sentence=lambda triple: sentence(triple, label),
        strength_account=lambda one: strength_account(one, label),
    )


def _links(triple: Triple) -> list[Link]:
    """Give a triple as links to its terms, so named that they read as a sentence."""
    label = service().concepts.names.label
    names = [name_of(triple[0], label), phrase(triple[1], label), name_of(triple[2], label)]
    return [
        Link(str(term) if isinstance(term, URIRef) else "", name)
        for term, name in zip(triple, names, strict=True)
    ]
