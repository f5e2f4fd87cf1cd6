"""Serve the mappings below `/mappings/`: pages with filters, SSSOM, RDF, and what is missing."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from foramen.distributions import version_label
from foramen.engine.results import GRAPHS, Format, write_answer
from foramen.errors import BadRequest, UnknownTerminology
from foramen.namespaces import FORAMEN, compact
from foramen.terminology.choosing import MATCHES, Wanted, count
from foramen.terminology.coverage import Coverage, coverage, uncovered
from foramen.terminology.sssom import MappingSet, mapping_graph, mapping_set, write_json, write_tsv
from foramen.terminology.topic_names import topic_name

from .linked import term_ref
from .mapping_filters import FILTERS, held, read_target, read_wanted
from .mapping_pages import notices, ordered, rows
from .mapping_requests import requests
from .negotiation import choose_output, written_response
from .paging import PAGING, Page
from .parameters import Parameters
from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.terminology.catalogue import Catalogue

__all__ = ["blueprint"]

blueprint: Final = Blueprint("mappings", __name__)

_TSV: Final = Format(("sssom.tsv", "tsv", "sssom"), "text/tab-separated-values", (), "sssom.tsv")
_JSON: Final = Format(("sssom.json", "json"), "application/json", (), "sssom.json")
_PLAIN_TSV: Final = Format(("tsv",), "text/tab-separated-values", (), "tsv")
_RDF: Final = tuple(
    replace(entry, names=tuple(name for name in entry.names if name != "json"))
    for entry in GRAPHS
    if entry.extension in {"ttl", "nt", "jsonld", "rdf"}
)
FORMATS: Final = (_TSV, _JSON, *_RDF)
_SUFFIXES: Final = ("sssom.tsv", "sssom.json", "tsv", "json", "ttl", "nt", "jsonld", "rdf", "html")
_GROUPS: Final = ("topic", "family")


@blueprint.get("/mappings/")
def everything() -> Response:
    """Show or give all mappings, or those that pass the filters."""
    return _answer("", None)


@blueprint.get("/mappings.<path:suffix>")
def file(suffix: str) -> Response:
    """Give all mappings as a file."""
    if suffix not in _SUFFIXES:
        raise BadRequest(f"There is no file mappings.{suffix}. Ends: {', '.join(_SUFFIXES)}.")
    return _answer("", suffix)


@blueprint.get("/mappings/<name>")
def to_target(name: str) -> Response:
    """Show or give the mappings to one terminology, by suffix as a file."""
    known = {prefix.casefold(): prefix for prefix in count(service().catalogue)}
    for suffix in (None, *_SUFFIXES):
        stem = name if suffix is None else name.removesuffix(f".{suffix}")
        if stem.casefold() in known and (suffix is None or stem != name):
            return _answer(known[stem.casefold()], suffix)
    raise UnknownTerminology(name, known.values())


def _answer(target: str, suffix: str | None) -> Response:
    parameters = Parameters(request.args, (*FILTERS, *PAGING, "format"))
    wanted = read_wanted(parameters, target)
    output = choose_output(FORMATS, named=suffix or parameters.text("format"), html="first")
    chosen = wanted.of(service().catalogue)
    if output.format is None:
        return _page(chosen, wanted, target, Page(parameters))
    terms = [iri.rpartition("/")[2] for iri in wanted.subjects]
    named = terms[0] if len(terms) == 1 else ""
    name = "-".join(filter(None, ("foramen-mappings", target.lower(), named)))
    return written_response(_written(_set(chosen, target), output.media_type), output, name)


def _set(chosen: Catalogue, target: str) -> MappingSet:
    """Give the SSSOM set; what was filtered says so and is no other set's name."""
    knowledge = service().knowledge
    whole = mapping_set(
        chosen,
        knowledge.version,
        version_label(knowledge.version_iri),
        chosen.terminologies.get(target),
    )
    given = [
        (key, value) for key, value in request.args.items(multi=True) if key in FILTERS and value
    ]
    if not given:
        return whole
    said = ", ".join(f"{key} {value}" for key, value in given)
    named = {
        "mapping_set_id": f"{FORAMEN}{request.path[1:]}?{urlencode(given)}",
        "mapping_set_description": f"A part of the mappings of Foramen: {said}.",
    }
    return replace(whole, header={**whole.header, **named})


def _written(found: MappingSet, media_type: str) -> bytes:
    if media_type == _TSV.media_type:
        return write_tsv(found).encode()
    if media_type == _JSON.media_type:
        return write_json(found).encode()
    return "".join(write_answer(mapping_graph(found), media_type)).encode()


def _page(chosen: Catalogue, wanted: Wanted, target: str, page: Page) -> Response:
    catalogue = service().catalogue
    shown = page.of(ordered(chosen.mappings))
    content = render_template(
        "mappings.html",
        target=catalogue.terminologies.get(target),
        prefix=target,
        wanted=wanted,
        subjects=[service().concepts.link(iri) for iri in sorted(wanted.subjects)],
        filtered=wanted != Wanted(targets=frozenset({target} if target else ())),
        rows=rows(shown),
        paging=page.members(len(chosen.mappings)),
        counts=count(chosen),
        every=count(catalogue),
        matches=MATCHES.values(),
        match_pairs=[(match.name, match.words) for match in MATCHES.values()],
        pairs=_pairs,
        topics=[(one, topic_name(one)) for one in held("topic")],
        families=held("family"),
        notices=notices(shown),
        formats=FORMATS,
    )
    return Response(content, mimetype="text/html")


def _pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


@blueprint.get("/mappings/gaps")
def gaps() -> Response:
    """Tell what has no code, by group and terminology; with a group or target, which terms."""
    parameters = Parameters(request.args, ("by", "group", "target", "format", *PAGING))
    by = parameters.choice("by", _GROUPS, "topic")
    group = parameters.text("group")
    if group and group not in held(by):
        raise BadRequest(f"group is one of {', '.join(held(by))}, not {group!r}.")
    target = parameters.text("target")
    target = read_target(target) if target else ""
    output = choose_output((_JSON,), named=parameters.text("format"), html="first")
    page = Page(parameters)
    terms = uncovered(service().catalogue, target, by, group) if group or target else []
    members = page.members(len(terms))
    if output.format is not None:
        content = {
            "by": by,
            "counts": [
                {**asdict(one), "missing": one.missing} for one in coverage(service().catalogue, by)
            ],
            **members,
            "terms": [
                {**term_ref(term.iri), "through": through} for term, through in page.of(terms)
            ],
        }
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        return Response(text, mimetype="application/json")
    body = render_template(
        "mapping_gaps.html",
        table=_by_group(coverage(service().catalogue, by)),
        targets=["", *count(service().catalogue)],
        by=by,
        group=group,
        target=target,
        terms=page.of(terms),
        paging=members,
    )
    return Response(body, mimetype="text/html")


@blueprint.get("/mappings/requests")
def missing_elsewhere() -> Response:
    """List the terms that other terminologies lack."""
    parameters = Parameters(request.args, ("format",))
    output = choose_output((_PLAIN_TSV, _JSON), named=parameters.text("format"), html="first")
    found = requests()
    if output.format is None:
        label = service().concepts.names.label
        page = render_template("mapping_requests.html", requests=found, label=label)
        return Response(page, mimetype="text/html")
    rows_ = [{**asdict(one), "term": compact(one.term)} for one in found]
    if output.format is _JSON:
        text = json.dumps({"requests": rows_}, ensure_ascii=False, indent=1) + "\n"
    else:
        columns = ("term", "target", "label", "definition", "parent", "reason")
        lines = ["\t".join(columns), *("\t".join(row[name] for name in columns) for row in rows_)]
        text = "\n".join(lines) + "\n"
    return written_response(text.encode(), output, "foramen-requests")


def _by_group(found: list[Coverage]) -> dict[str, dict[str, Coverage]]:
    table: dict[str, dict[str, Coverage]] = {}
    for one in found:
        table.setdefault(one.group, {})[one.target] = one
    return table
