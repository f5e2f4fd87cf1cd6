"""Serve the question library: a list by topic, and a page that asks a question."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, g, render_template, request

from foramen.engine.results import formats_for
from foramen.errors import BadParameter, UnknownQuestion, UnknownTerm

from .negotiation import choose_output, written_response
from .presentation import by_topic, table
from .service import service

if TYPE_CHECKING:
    from foramen.questions import Parameter, Question

__all__ = ["blueprint"]

blueprint: Final = Blueprint("questions", __name__)


@blueprint.get("/questions")
def library() -> str:
    """List every question by topic."""
    return render_template("questions.html", topics=by_topic(service().questions.values()))


@blueprint.get("/questions/<name>")
def question(name: str) -> Response:
    """Ask a question with the given or the default parameters."""
    asked = _find(name)
    text = asked.with_values(_values(asked))
    g.query = text
    engine = service().engine
    checked = engine.guard.check(text)
    formats = formats_for(checked)
    output = choose_output(formats, named=request.args.get("format"), html="first")
    if output.format is not None:
        return written_response(engine.write(checked, output.format.media_type), output, name)
    page = render_template(
        "question.html",
        question=asked,
        query=text,
        fields=[(parameter, _field_values(parameter)) for parameter in asked.parameters],
        formats=formats,
        table=table(engine.answer(checked)),
    )
    return Response(page)


def _find(name: str) -> Question:
    library_ = service().questions
    if name not in library_:
        raise UnknownQuestion(name, get_close_matches(name, library_, n=3))
    return library_[name]


def _values(asked: Question) -> dict[str, list[str]]:
    """Read the parameters; a term may be named in any way, also by its label."""
    values: dict[str, list[str]] = {}
    for name, given in request.args.lists():
        if name == "format":
            continue
        parameter = asked.parameter(name, ", ".join(given))
        chosen = [value for value in given if value.strip()]
        if parameter.accepts == "iri":
            chosen = [_term(asked, name, value) for value in chosen]
        values[name] = chosen
    return values


def _term(asked: Question, name: str, value: str) -> str:
    try:
        return service().concepts.resolve(value)
    except UnknownTerm as unknown:
        near = f" Did you mean {' or '.join(unknown.near)}?" if unknown.near else ""
        raise BadParameter(asked.name, name, value, f"No term is called so.{near}") from None


def _field_values(parameter: Parameter) -> list[str]:
    """Give what the form shows: what was asked for, else the default."""
    given = [value for value in request.args.getlist(parameter.name) if value.strip()]
    if given:
        return given
    if parameter.accepts == "iri":
        return [service().concepts.names.label(str(term)) for term in parameter.default]
    return [str(term) for term in parameter.default]
