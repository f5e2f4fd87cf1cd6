"""Write the triples of a graph as Turtle, N-Triples, JSON-LD or RDF/XML, the same every time.

The text is ours to order and the digits of a literal stay as they are, which rdflib's writers do
not promise. Triples are expected sorted, as `model.make_graph` leaves them.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

import rdflib
from rdflib import URIRef

from foramen.errors import NotAcceptable
from foramen.namespaces import PREFIXES, RDF, XSD, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .model import Term, Triple

__all__ = ["WRITERS", "bare", "written"]

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_RDFXML: Final = "application/rdf+xml"
_TYPE: Final = str(RDF.type)
_XML_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*$", re.ASCII)


# Where the bare form of Turtle means the same literal, digit for digit.
_BARE: Final = {
    URIRef(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    URIRef(XSD.decimal): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    URIRef(XSD.double): re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
    URIRef(XSD.boolean): re.compile(r"true|false"),
}


def bare(term: Term) -> str | None:
    """Write a number or a boolean without quotes, or give None where that is not exact."""
    if not isinstance(term, rdflib.Literal) or term.datatype not in _BARE:
        return None
    return str(term) if _BARE[term.datatype].fullmatch(str(term)) else None


def written(term: Term) -> str:
    """Write a term as N-Triples does.

    >>> written(rdflib.Literal("4.0", datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal")))
    '"4.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if isinstance(term, URIRef):
        return f"<{term}>"
    if not isinstance(term, rdflib.Literal):
        return f"_:{term}"
    text = '"' + re.sub(r'["\\\n\r]', lambda found: _ESCAPES[found[0]], str(term)) + '"'
    if term.language:
        return f"{text}@{term.language}"
    return f"{text}^^<{term.datatype}>" if term.datatype else text


def _ntriples(triples: Sequence[Triple]) -> Iterator[str]:
    for subject, predicate, object_ in triples:
        yield f"{written(subject)} {written(predicate)} {written(object_)} .\n"


def _turtle(triples: Sequence[Triple]) -> Iterator[str]:
    names = {compact(iri) for triple in triples for iri in _iris(triple)}
    used = {name.partition(":")[0] for name in names if "/" not in name}
    for prefix, namespace in PREFIXES.items():
        if prefix in used:
            yield f"@prefix {prefix}: <{namespace}> .\n"
    for subject, of_subject in groupby(triples, key=lambda triple: triple[0]):
        types_first = sorted(of_subject, key=lambda triple: str(triple[1]) != _TYPE)
        lines = [
            f"{'a' if str(predicate) == _TYPE else _short(predicate)} "
            + " , ".join(_short(object_) for _, _, object_ in of_predicate)
            for predicate, of_predicate in groupby(types_first, key=lambda triple: triple[1])
        ]
        yield f"\n{_short(subject)} " + " ;\n    ".join(lines) + " .\n"


def _iris(triple: Triple) -> Iterator[str]:
    """Give the IRIs that Turtle writes out, so neither rdf:type nor what a bare number implies."""
    for term in triple:
        if isinstance(term, rdflib.Literal):
            if term.datatype and bare(term) is None:
                yield str(term.datatype)
        elif str(term) != _TYPE:
            yield str(term)


def _short(term: Term) -> str:
    if (number := bare(term)) is not None:
        return number
    if isinstance(term, rdflib.Literal) and term.datatype and not term.language:
        short = compact(str(term.datatype))
        if short != str(term.datatype):
            return written(rdflib.Literal(str(term))) + f"^^{short}"
    if isinstance(term, URIRef):
        short = compact(str(term))
        return short if short != str(term) else written(term)
    return written(term)


def _jsonld(triples: Sequence[Triple]) -> Iterator[str]:
    """Write expanded JSON-LD: no context, so nothing to fetch."""
    yield "["
    separator = "\n"
    for subject, of_subject in groupby(triples, key=lambda triple: triple[0]):
        node: dict[str, Any] = {"@id": _jsonld_id(subject)}
        for predicate, of_predicate in groupby(of_subject, key=lambda triple: triple[1]):
            objects = [object_ for _, _, object_ in of_predicate]
            if str(predicate) == _TYPE and not any(
                isinstance(object_, rdflib.Literal) for object_ in objects
            ):
                node["@type"] = [_jsonld_id(object_) for object_ in objects]
            else:
                node[str(predicate)] = [_jsonld_value(object_) for object_ in objects]
        yield separator + json.dumps(node, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n"


def _jsonld_id(term: Term) -> str:
    return str(term) if isinstance(term, URIRef) else f"_:{term}"


def _jsonld_value(term: Term) -> dict[str, str]:
    if not isinstance(term, rdflib.Literal):
        return {"@id": _jsonld_id(term)}
    value = {"@value": str(term)}
    if term.language:
        value["@language"] = term.language
    elif term.datatype:
        value["@type"] = str(term.datatype)
    return value


def _rdfxml(triples: Sequence[Triple]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    spaces = {_split(predicate)[0] for _, predicate, _ in triples}
    names = {space: prefix for prefix, space in PREFIXES.items() if space in spaces}
    names[str(RDF)] = "rdf"
    for number, space in enumerate(sorted(spaces - names.keys())):
        names[space] = f"ns{number}"
    for space, name in sorted(names.items(), key=lambda item: item[1]):
        yield f"\n  xmlns:{name}={quoteattr(space)}"
    yield ">\n"
    for subject, of_subject in groupby(triples, key=lambda triple: triple[0]):
        about = "rdf:about" if isinstance(subject, URIRef) else "rdf:nodeID"
        yield f"  <rdf:Description {about}={quoteattr(str(subject))}>\n"
        for _, predicate, object_ in of_subject:
            space, local = _split(predicate)
            yield f"    {_rdfxml_property(f'{names[space]}:{local}', object_)}\n"
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _split(predicate: Term) -> tuple[str, str]:
    """Cut a predicate before the longest XML name that it ends with."""
    found = _XML_NAME.search(str(predicate))
    if found is None:
        raise NotAcceptable(media_type for media_type in WRITERS if media_type != _RDFXML)
    return str(predicate)[: found.start()], found[0]


def _rdfxml_property(name: str, term: Term) -> str:
    if not isinstance(term, rdflib.Literal):
        kind = "rdf:resource" if isinstance(term, URIRef) else "rdf:nodeID"
        return f"<{name} {kind}={quoteattr(str(term))}/>"
    attribute = ""
    if term.language:
        attribute = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype:
        attribute = f" rdf:datatype={quoteattr(str(term.datatype))}"
    return f"<{name}{attribute}>{escape(str(term), {chr(13): '&#13;'})}</{name}>"


WRITERS: Final[dict[str, Callable[[Sequence[Triple]], Iterator[str]]]] = {
    "text/turtle": _turtle,
    "application/n-triples": _ntriples,
    "application/n-quads": _ntriples,  # the answer is one graph without a name
    "application/trig": _turtle,
    "application/ld+json": _jsonld,
    _RDFXML: _rdfxml,
}
