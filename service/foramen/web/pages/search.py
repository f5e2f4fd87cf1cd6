"""Search the terms, and suggest them while a name is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, url_for

from foramen.engine.results import BINDINGS, write_answer
from foramen.terminology.asked import questions_about
from foramen.terminology.facets import FACETS
from foramen.terminology.fitting import fit
from foramen.terminology.search import LONGEST_QUERY
from foramen.web.found import as_bindings, corrected, facets, find, only_one, query_of, shown
from foramen.web.negotiation import choose_output, written_response
from foramen.web.parameters import Parameters
from foramen.web.presentation import address
from foramen.web.service import service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from foramen.web.found import Found

__all__ = ["blueprint"]

blueprint: Final = Blueprint("search", __name__)

_PAGE: Final = 25
_MOST_PAGES: Final = 1000
_SUGGESTED: Final = 8
_KINDS: Final[Mapping[str, str]] = {
    "class": "class",
    "individual": "individual",
    "property": "relation",
}
_FILES: Final = (("CSV", "csv"), ("TSV", "tsv"), ("JSON", "json"))


@blueprint.get("/search")
def search() -> ResponseReturnValue:
    """Show what a search finds, and let it be narrowed; `go=1` leads to the one exact hit."""
    parameters = Parameters(request.args, ("q", "page", "go", "format", *FACETS))
    text = _printable(parameters.text("q", most=LONGEST_QUERY))
    known = facets()
    chosen = {
        facet: parameters.choice(facet, ("", *sorted(known.known(facet))), "") for facet in FACETS
    }
    page = parameters.number("page", 1, least=1, most=_MOST_PAGES)
    output = choose_output(BINDINGS, named=parameters.text("format"), html="first")
    one = only_one(text)
    if one is not None and parameters.flag("go"):
        return redirect(address(one.iri), 303)
    found = find(text, chosen)
    if output.format is not None:
        meant = corrected(text, found.slips)
        content = "".join(write_answer(as_bindings(found.hits, meant), output.media_type)).encode()
        return written_response(content, output, "search")
    return Response(_page(text, {key: chosen[key] for key in FACETS if chosen[key]}, page, found))


def _page(text: str, chosen: Mapping[str, str], number: int, found: Found) -> str:
    parts = service()
    start = (number - 1) * _PAGE
    hits = shown(found.hits[start : start + _PAGE], corrected(text, found.slips))
    given = {"q": text, **chosen}
    known = facets()

    def other(**changes: str) -> str:
        """Give the address of this search with some choices changed, or taken away."""
        choices = {key: value for key, value in {**given, **changes}.items() if value}
        return f"{url_for('.search')}?{urlencode(choices)}"

    return render_template(
        "search.html",
        text=text,
        given=given,
        chosen=[(facet, known.words(facet, value)) for facet, value in chosen.items()],
        found=found,
        hits=hits,
        start=start,
        page=number,
        more=start + _PAGE < len(found.hits),
        one=only_one(text),
        other=other,
        kinds=_KINDS,
        near=[] if found.total or not text else parts.concepts.names.near(text),
        asked=questions_about(text, parts.questions.values()),
        query=query_of(hit.term for hit in hits),
        files=_FILES,
    )


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """Give the options of a list, as HTML for the script of the pages."""
    parameters = Parameters(request.args, ("q", "kind", "topic"))
    text = parameters.text("q")
    kind = parameters.choice("kind", ("", *_KINDS), "")
    topic = parameters.choice("topic", ("", *sorted(facets().known("topic"))), "")
    if not text:
        return Response("", mimetype="text/html")
    found = service().search.find(
        text,
        limit=_SUGGESTED,
        kinds=(kind,) if kind else (),
        topics=(topic,) if topic else (),
    )
    fits = [fit(hit) for hit in found.hits]
    return Response(render_template("search/_suggestions.html", fits=fits, kinds=_KINDS))


def _printable(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
