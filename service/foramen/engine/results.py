"""Write answers: the formats on offer, and SELECT and ASK answers in each of theirs.

Every writer is a generator of text, in the order of the answer, so that a large answer need not
be held twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

import rdflib
from rdflib import URIRef

from foramen.errors import NotAcceptable

from . import comma_separated, graphs, markdown
from .model import Answer, Bindings, Boolean, Graph, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .model import CheckedQuery

__all__ = ["BINDINGS", "GRAPHS", "Format", "formats_for", "write_answer"]


@dataclass(frozen=True)
class Format:
    """One way to write an answer.

    Attributes:
        names: what `format=` calls it, the usual name first.
        media_type: what it is, without parameters.
        aliases: other media types that are asked for and mean it.
        extension: how a file name of it ends.
    """

    names: tuple[str, ...]
    media_type: str
    aliases: tuple[str, ...]
    extension: str


BINDINGS: Final = (
    Format(("json", "srj"), "application/sparql-results+json", ("application/json",), "srj"),
    Format(
        ("xml", "srx"),
        "application/sparql-results+xml",
        ("application/xml", "text/xml"),
        "srx",
    ),
    Format(("csv",), "text/csv", (), "csv"),
    Format(("tsv",), "text/tab-separated-values", (), "tsv"),
    Format(("markdown", "md"), markdown.MARKDOWN, (), "md"),
)
GRAPHS: Final = (
    Format(("turtle", "ttl"), "text/turtle", ("application/x-turtle",), "ttl"),
    Format(("ntriples", "nt"), "application/n-triples", (), "nt"),
    Format(("nquads", "nq"), "application/n-quads", (), "nq"),
    Format(("trig",), "application/trig", (), "trig"),
    Format(("jsonld", "json-ld", "json"), "application/ld+json", ("application/json",), "jsonld"),
    Format(
        ("rdfxml", "rdf", "xml"),
        "application/rdf+xml",
        ("application/xml", "text/xml"),
        "rdf",
    ),
)


def formats_for(query: CheckedQuery) -> tuple[Format, ...]:
    """Give the formats that the answer to a query can have."""
    return GRAPHS if query.gives_graph else BINDINGS


def write_answer(answer: Answer, media_type: str) -> Iterator[str]:
    """Write an answer piece by piece.

    Raises:
        NotAcceptable: an answer of this kind has no such format.
    """
    if isinstance(answer, Graph):
        writer = graphs.WRITERS.get(media_type)
        if writer is None:
            raise NotAcceptable(offer.media_type for offer in GRAPHS)
        return writer(answer.triples)
    if media_type not in _WRITERS:
        raise NotAcceptable(offer.media_type for offer in BINDINGS)
    write_bindings, write_boolean = _WRITERS[media_type]
    if isinstance(answer, Boolean):
        return iter([write_boolean(answer.value)])
    return write_bindings(answer)


def _json(answer: Bindings) -> Iterator[str]:
    yield f'{{"head":{{"vars":{_dumped(list(answer.variables))}}},"results":{{"bindings":['
    for number, row in enumerate(answer.rows):
        bound = {name: _json_term(row[name]) for name in answer.variables if name in row}
        yield ("," if number else "") + _dumped(bound)
    yield "]}}"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if not isinstance(term, rdflib.Literal):
        return {"type": "bnode", "value": str(term)}
    written = {"type": "literal", "value": str(term)}
    if term.language:
        written["xml:lang"] = term.language
    elif term.datatype:
        written["datatype"] = str(term.datatype)
    return written


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_XML_HEAD: Final = (
    '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
)


def _xml(answer: Bindings) -> Iterator[str]:
    yield _XML_HEAD
    for name in answer.variables:
        yield f"<variable name={quoteattr(name)}/>"
    yield "</head><results>"
    for row in answer.rows:
        yield "<result>"
        for name in answer.variables:
            if name in row:
                yield f"<binding name={quoteattr(name)}>{_xml_term(row[name])}</binding>"
        yield "</result>"
    yield "</results></sparql>"


def _xml_term(term: Term) -> str:
    text = escape(str(term), {"\r": "&#13;"})
    if isinstance(term, URIRef):
        return f"<uri>{text}</uri>"
    if not isinstance(term, rdflib.Literal):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    if term.datatype:
        return f"<literal datatype={quoteattr(str(term.datatype))}>{text}</literal>"
    return f"<literal>{text}</literal>"


def _csv(answer: Bindings) -> Iterator[str]:
    yield comma_separated.line(answer.variables)
    for row in answer.rows:
        yield comma_separated.line(_csv_text(row.get(name)) for name in answer.variables)


def _csv_text(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term}" if isinstance(term, rdflib.BNode) else str(term)


def _tsv(answer: Bindings) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in answer.variables) + "\n"
    for row in answer.rows:
        yield "\t".join(_tsv_term(row.get(name)) for name in answer.variables) + "\n"


def _tsv_term(term: Term | None) -> str:
    if term is None:
        return ""
    return graphs.bare(term) or graphs.written(term).replace("\t", "\\t")


def _markdown(answer: Bindings) -> Iterator[str]:
    yield markdown.head(answer.variables)
    for row in answer.rows:
        yield markdown.line(answer.variables, row)


_WRITERS: Final[dict[str, tuple[Callable[[Bindings], Iterator[str]], Callable[[bool], str]]]] = {
    "application/sparql-results+json": (
        _json,
        lambda value: f'{{"head":{{}},"boolean":{_dumped(value)}}}',
    ),
    "application/sparql-results+xml": (
        _xml,
        lambda value: f"{_XML_HEAD}</head><boolean>{_dumped(value)}</boolean></sparql>",
    ),
    comma_separated.CSV: (_csv, _dumped),
    "text/tab-separated-values": (_tsv, _dumped),
    markdown.MARKDOWN: (_markdown, _dumped),
}
