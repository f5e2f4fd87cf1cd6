"""Answer with a handout: as the page that shows it, as a file, or as JSON for programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from flask import Response, render_template, request

from foramen.distributions import version_label
from foramen.engine.results import Format
from foramen.handouts import (
    absolute,
    embedded,
    json_document,
    named,
    offered,
    other_form,
    write,
)
from foramen.web.negotiation import choose, choose_output, written_response
from foramen.web.service import service

if TYPE_CHECKING:
    from foramen.handouts import HandoutFormat
    from foramen.teaching.handout import Handout
    from foramen.web.parameters import Parameters

__all__ = ["answered", "answered_for_programs", "page_of"]

_JSON: Final = "application/json"


def answered(handout: Handout, given: Parameters, template: str, **shown: object) -> Response:
    """Answer with the page, or with the file that `format=` or the Accept header asks for.

    Args:
        handout: what the page shows; the template has it as `handout`, its formats as `formats`.
        given: the parameters of the request, of which `format` is one.
        template: the page.
        shown: what else the page needs.

    Raises:
        NotAcceptable: the handout has no such format.
    """
    handout = _of_this_edition(handout)
    formats = [_format(form) for form in offered(handout)]
    output = choose_output(formats, named=given.text("format"), html="first")
    if output.format is None:
        return Response(page_of(handout, template, **shown), mimetype="text/html")
    content = write(handout, named(output.format.names[0], handout))
    return written_response(content, output, handout.stem)


def page_of(handout: Handout, template: str, **shown: object) -> str:
    """Give the page alone."""
    handout = _of_this_edition(handout)
    formats = [(form.label, form.name) for form in offered(handout)]
    return render_template(
        template, handout=handout, formats=formats, edition=handout.edition,
        canonical=absolute(handout.address),
        as_data=other_form(handout.address) if handout.address else "",
        embedded=embedded(handout) if handout.address and handout.sheets else "", **shown,
    )  # fmt: skip


def answered_for_programs(handout: Handout) -> Response:
    """Answer with the JSON form alone."""
    choose(request.headers.get("Accept"), (_JSON,))
    return Response(json_document.written(handout), mimetype=_JSON)


def _of_this_edition(handout: Handout) -> Handout:
    return replace(handout, edition=version_label(service().knowledge.version_iri))


def _format(form: HandoutFormat) -> Format:
    names = dict.fromkeys((form.name, form.extension))
    return Format(tuple(names), form.media_type, (), form.extension)
