"""Show each source with what rests on it, and each claim with the statements that carry it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, redirect, render_template, request, url_for

from foramen.engine.results import BINDINGS
from foramen.lookup.citations import REACHED, bibtex, reference
from foramen.lookup.source_queries import (
    DIFFERING,
    query_of_claims,
    query_of_sources,
    query_of_statements,
)
from foramen.lookup.sources import STRENGTHS, alike
from foramen.namespaces import FORAMEN
from foramen.web.negotiation import choose_output
from foramen.web.parameters import Parameters
from foramen.web.service import service
from foramen.web.source_views import (
    FORMATS,
    answer_file,
    claim_named,
    entries,
    fitting,
    read_resting,
    source_named,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from foramen.engine.results import Format
    from foramen.lookup.sources_model import Claim, Source

__all__ = ["blueprint", "source_page", "source_title"]

blueprint: Final = Blueprint("sources", __name__)

_KINDS: Final = {"article": "the article", **REACHED}
_ORDERS: Final = {"title": "title", "statements": "most statements first"}
_CLAIM: Final = "claim_"
_SOURCE: Final = "source_"


@blueprint.app_template_filter()
def source_page(iri: str) -> str:
    """Give the address of the page to read about a source or claim, or nothing for other terms."""
    local = iri.removeprefix(str(FORAMEN))
    if local.startswith(_CLAIM):
        return url_for("sources.claim", name=local.removeprefix(_CLAIM))
    if local.startswith(_SOURCE):
        return url_for("sources.source", name=local.removeprefix(_SOURCE))
    return ""


@blueprint.app_template_filter()
def source_title(iri: str) -> str:
    """Give what a source or claim is called in full."""
    return service().concepts.names.label(iri)


@blueprint.get("/sources/")
def sources() -> Response:
    """List the sources with how much rests on each."""
    parameters = Parameters(request.args, ("q", "kind", "sort", "format"))
    words = parameters.text("q", most=200)
    kind = parameters.choice("kind", ["", *_KINDS], "")
    order = parameters.choice("sort", _ORDERS, "title")
    bibliography = service().bibliography
    every = entries(bibliography)
    shown = [
        one
        for one in every
        if kind in {"", one.kind}
        and fitting(f"{one.source.key} {one.source.title} {one.source.used}", words)
    ]
    if order == "statements":
        shown.sort(key=lambda one: -one.tally.total)
    query = query_of_sources(None if shown == every else [one.source.iri for one in shown])
    output = choose_output(FORMATS, named=parameters.text("format"), html="first")
    if output.format is not None:
        return answer_file(output, "foramen-sources", query, [one.source for one in shown])
    page = render_template(
        "sources/list.html",
        every=every,
        shown=shown,
        claims=len(bibliography.claims),
        disputes=len(bibliography.disputes),
        kinds=[
            (name, text, Counter(one.kind for one in every)[name]) for name, text in _KINDS.items()
        ],
        orders=_ORDERS,
        chosen={"q": words, "kind": kind, "sort": "" if order == "title" else order},
        query=query,
        formats=_named(FORMATS),
    )
    return Response(page)


@blueprint.get("/sources/<name>")
def source(name: str) -> ResponseReturnValue:
    """Show a source and all that rests on it; the article by its claims."""
    plain = name.removeprefix("foramen:")
    if plain.startswith((_CLAIM, _SOURCE)):
        return redirect(source_page(f"{FORAMEN}{plain}"), 301)
    shown = source_named(name)
    claims = service().bibliography.claims_of(shown)
    return _article(shown, claims) if claims else _source(shown)


def _source(shown: Source) -> Response:
    parameters = Parameters(request.args, ("topic", "strength", "q", "format"))
    bibliography = service().bibliography
    resting = read_resting(parameters, shown.iri, bibliography.said_by(shown.iri))
    output = choose_output(FORMATS, named=parameters.text("format"), html="first")
    if output.format is not None:
        return answer_file(output, f"foramen-{shown.key}", resting.query, [shown])
    page = render_template(
        "sources/source.html",
        source=shown,
        reference=reference(shown),
        resting=resting,
        besides=bibliography.besides(shown.iri),
        inferred=bibliography.inferred(shown.iri),
        bibtex=bibtex([shown]),
        formats=_named(FORMATS),
    )
    return Response(page)


def _article(shown: Source, claims: Sequence[Claim]) -> Response:
    parameters = Parameters(request.args, ("format",))
    bibliography = service().bibliography
    query = query_of_statements(shown.iri, whole=True)
    output = choose_output(FORMATS, named=parameters.text("format"), html="first")
    if output.format is not None:
        return answer_file(output, f"foramen-{shown.key}", query, [shown])
    page = render_template(
        "sources/article.html",
        source=shown,
        reference=reference(shown),
        total=len(bibliography.resting(shown)),
        claims=claims,
        sections=[
            (section, number, len(bibliography.said_by(*_of_section(claims, section))))
            for section, number in Counter(one.section for one in claims).items()
        ],
        bibtex=bibtex([shown]),
        query=query,
        formats=_named(FORMATS),
    )
    return Response(page)


def _of_section(claims: Sequence[Claim], section: str) -> list[str]:
    return [one.iri for one in claims if one.section == section]


@blueprint.get("/sources/claims")
def claims() -> Response:
    """List the claims of the article by section, each with the statements that carry it."""
    parameters = Parameters(request.args, ("section", "strength", "stated", "q", "format"))
    bibliography = service().bibliography
    every = tuple(bibliography.claims.values())
    sections = Counter(one.section for one in every)
    chosen = {
        "section": parameters.choice("section", ["", *sections], ""),
        "strength": parameters.choice("strength", ["", *map(str.lower, STRENGTHS)], ""),
        "stated": parameters.choice("stated", ("", "yes", "no"), ""),
        "q": parameters.text("q", most=200),
    }
    shown = [one for one in every if _is_wanted(one, chosen)]
    query = query_of_claims(None if len(shown) == len(every) else [one.iri for one in shown])
    output = choose_output(BINDINGS, named=parameters.text("format"), html="first")
    if output.format is not None:
        return answer_file(output, "foramen-claims", query)
    page = render_template(
        "sources/claims.html",
        every=every,
        shown=[
            (one, bibliography.said_by(one.iri), bibliography.answered(one.iri)) for one in shown
        ],
        unstated=sum(not bibliography.said_by(one.iri) for one in every),
        sections=sections,
        strengths=Counter(one.strength.label for one in every if one.strength),
        chosen=chosen,
        alike=alike,
        query=query,
        formats=_named(BINDINGS),
    )
    return Response(page)


def _is_wanted(claim: Claim, chosen: dict[str, str]) -> bool:
    """Tell whether a claim passes every filter."""
    strength = claim.strength.label if claim.strength else ""
    if chosen["section"] not in {"", claim.section} or chosen["strength"] not in {"", strength}:
        return False
    if not fitting(f"{claim.id} {claim.text}", chosen["q"]):
        return False
    stated = "yes" if service().bibliography.said_by(claim.iri) else "no"
    return chosen["stated"] in {"", stated}


@blueprint.get("/sources/claims/<name>")
def claim(name: str) -> ResponseReturnValue:
    """Show a claim of the article, the statements that carry it, and the questions it answers."""
    plain = name.removeprefix("foramen:").removeprefix(_CLAIM)
    if plain != name:
        return redirect(url_for("sources.claim", name=plain), 301)
    shown = claim_named(name)
    parameters = Parameters(request.args, ("topic", "strength", "q", "format"))
    bibliography = service().bibliography
    resting = read_resting(parameters, shown.iri, bibliography.said_by(shown.iri))
    output = choose_output(BINDINGS, named=parameters.text("format"), html="first")
    if output.format is not None:
        return answer_file(output, f"foramen-claim-{shown.id}", resting.query)
    names = list(bibliography.claims)
    place = names.index(shown.id)
    page = render_template(
        "sources/claim.html",
        claim=shown,
        resting=resting,
        besides=bibliography.besides(shown.iri),
        inferred=bibliography.inferred(shown.iri),
        answered=bibliography.answered(shown.iri),
        before=names[place - 1] if place else "",
        after=names[place + 1] if place + 1 < len(names) else "",
        formats=_named(BINDINGS),
    )
    return Response(page)


@blueprint.get("/sources/disputes")
def disputes() -> Response:
    """List the statements that another source disputes, with what it says instead."""
    parameters = Parameters(request.args, ("format",))
    output = choose_output(BINDINGS, named=parameters.text("format"), html="first")
    if output.format is not None:
        return answer_file(output, "foramen-disputes", DIFFERING)
    page = render_template(
        "sources/disputes.html",
        disputes=service().bibliography.disputes,
        query=DIFFERING,
        formats=_named(BINDINGS),
    )
    return Response(page)


def _named(formats: Sequence[Format]) -> list[tuple[str, str]]:
    """Give what a link says, and what `format=` says, of each format."""
    words = {"bibtex": "BibTeX", "csl": "CSL-JSON", "markdown": "Markdown"}
    return [(words.get(name, name.upper()), name) for name in (one.names[0] for one in formats)]
