"""Serve the question library: a list to narrow, and a page that asks a question."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, g, render_template, request, url_for

from foramen.engine.model import Bindings
from foramen.engine.results import BINDINGS, Format, formats_for, write_answer
from foramen.errors import UnknownQuestion

from . import question_library
from .negotiation import choose_output, written_response
from .parameters import Parameters
from .problems import wants_page
from .question_answer import shown
from .question_examples import answering_near, examples
from .question_form import OTHERS, Form, default_values, read_form
from .question_library import READERS, Wanted
from .question_sources import statements_behind
from .service import service
from .snippets import snippets_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from foramen.questions import Question

__all__ = ["blueprint"]

blueprint: Final = Blueprint("questions", __name__)

_LABELS: Final = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML", "markdown": "Markdown"}


@blueprint.get("/questions")
def library() -> Response:
    """List the questions by topic, all or those that fit."""
    parameters = Parameters(request.args, ("topic", "audience", "filter", "format"))
    wanted = Wanted(
        topic=parameters.text("topic", most=100),
        audience=parameters.text("audience", most=100),
        words=parameters.text("filter", most=200),
    )
    found = question_library.narrowed(service().questions.values(), wanted)
    output = choose_output(BINDINGS, named=parameters.text("format") or None, html="first")
    if output.format is not None:
        answer = question_library.as_answer(found.questions)
        content = "".join(write_answer(answer, output.format.media_type)).encode()
        return written_response(content, output, "questions")
    page = render_template(
        "questions.html",
        library=found,
        wanted=wanted,
        words_of=question_library.words_of,
        formats=_named(BINDINGS),
    )
    return Response(page)


@blueprint.get("/questions/<name>")
def question(name: str) -> Response:
    """Ask a question with the given or the default parameters."""
    asked = _find(name)
    form = read_form(asked, request.args)
    if form.problem is not None:
        if not wants_page():
            raise form.problem
        return Response(render_template("question.html", **_about(asked, form)), 400)
    text = asked.with_values(form.values)
    g.query = text
    engine = service().engine
    checked = engine.guard.check(text)
    formats = formats_for(checked)
    extras = Parameters(
        request.args, {*OTHERS, *(parameter.name for parameter in asked.parameters)}
    )
    output = choose_output(formats, named=extras.text("format") or None, html="first")
    if output.format is not None:
        return written_response(engine.write(checked, output.format.media_type), output, name)
    answer = engine.answer(checked)
    parts = _about(asked, form)
    is_empty = isinstance(answer, Bindings) and not answer.rows
    address = url_for("questions.question", name=name, _external=True)
    first = next((one for one in formats if one.extension == "csv"), formats[0])
    page = render_template(
        "question.html",
        **parts,
        query=text,
        answer=shown(answer),
        formats=_named(formats),
        permalink=url_for("questions.question", name=name, _external=True, **form.args()),
        snippets=snippets_for(address, form.pairs(), first),
        near=_near(asked, form) if is_empty else (),
        behind=statements_behind(asked, text, form.values, answer)
        if extras.flag("sources")
        else None,
    )
    return Response(page)


def _about(asked: Question, form: Form) -> dict[str, Any]:
    """Give what the page shows before there is an answer."""
    return {
        "question": asked,
        "form": form,
        "examples": {one.name: examples(asked, one) for one in asked.parameters},
        "defaults": {one.name: default_values(one) for one in asked.parameters},
        "related": question_library.related(asked, service().questions.values()),
        "readers": READERS,
    }


def _near(asked: Question, form: Form) -> list[tuple[str, Any]]:
    """Give for each parameter that was chosen what would have an answer in its place."""
    found = [
        (one.name, answering_near(asked, one, form.values) or examples(asked, one))
        for one in asked.parameters
        if form.values.get(one.name)
    ]
    return [(name, links) for name, links in found if links]


def _find(name: str) -> Question:
    library_ = service().questions
    if name not in library_:
        raise UnknownQuestion(name, get_close_matches(name, library_, n=3))
    return library_[name]


def _named(formats: Sequence[Format]) -> list[tuple[str, str]]:
    names = [entry.names[0] for entry in formats]
    return sorted(
        ((_LABELS.get(name, name), name) for name in names),
        key=lambda pair: (list(_LABELS).index(pair[1]) if pair[1] in _LABELS else 99, pair[0]),
    )
