"""Say how the graph is made, what it may be used for, how to cite it, and what changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request

from foramen.engine.results import Format
from foramen.lookup.changes import OBSOLETE, spans
from foramen.lookup.citations import reference
from foramen.lookup.citing import citing
from foramen.web.negotiation import Output, choose_output, written_response
from foramen.web.parameters import Parameters
from foramen.web.service import service

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

__all__ = ["blueprint"]

blueprint: Final = Blueprint("about", __name__)

_JSON: Final = Format(("json",), "application/json", (), "json")


@blueprint.get("/about")
def about() -> str:
    """Say how the graph is made, what it may be used for, and how to cite it."""
    Parameters(request.args, ())
    parts = service()
    bibliography = parts.bibliography
    return render_template(
        "about.html",
        cite=citing(parts.knowledge, parts.engine),
        strengths=bibliography.strengths,
        sources=len(bibliography.sources),
        papers=sum(
            reference(one).reached in {"doi", "pubmed"} for one in bibliography.sources.values()
        ),
        claims=len(bibliography.claims),
        terminologies=parts.catalogue.terminologies.values(),
    )


@blueprint.get("/about/changes")
def changes() -> ResponseReturnValue:
    """List what changed in each version, the ontology and the service told apart."""
    parameters = Parameters(request.args, ("format",))
    output = choose_output((_JSON,), named=parameters.text("format"), html="first")
    if output.format is not None:
        return _changes_file(output)
    changed = service().changes
    page = render_template("about/changes.html", changes=changed, spans=spans, query=OBSOLETE)
    return Response(page)


@blueprint.get("/about/changes.json")
def changes_file() -> Response:
    """Give the same for programs, with every name that came with each version."""
    Parameters(request.args, ())
    return _changes_file(Output(_JSON.media_type, _JSON))


def _changes_file(output: Output) -> Response:
    content = json.dumps(service().changes.members(), ensure_ascii=False, indent=1) + "\n"
    return written_response(content.encode(), output, "foramen-changes")
