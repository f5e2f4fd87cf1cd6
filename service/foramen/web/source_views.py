"""Put together what the pages of sources show, and what they give away as files."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from foramen.engine.results import BINDINGS, Format
from foramen.errors import UnknownSource
from foramen.lookup.citations import Reference, bibtex, csl_json, reference
from foramen.lookup.source_queries import query_of_statements
from foramen.lookup.sources import Bibliography, alike, tally
from foramen.namespaces import FORAMEN

from .negotiation import Output, written_response
from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flask import Response

    from foramen.lookup.sources_model import Alike, Claim, Said, Source, Tally

    from .parameters import Parameters

__all__ = [
    "FORMATS",
    "Entry",
    "Resting",
    "answer_file",
    "claim_named",
    "entries",
    "fitting",
    "read_resting",
    "source_named",
]

_BIBTEX: Final = Format(("bibtex", "bib"), "application/x-bibtex", (), "bib")
_CSL: Final = Format(("csl",), "application/vnd.citationstyles.csl+json", (), "csl.json")
FORMATS: Final = (*BINDINGS, _BIBTEX, _CSL)
_CITED_AS: Final = {_BIBTEX.media_type: bibtex, _CSL.media_type: csl_json}


@dataclass(frozen=True)
class Entry:
    """A source as the list of sources shows it."""

    source: Source
    reference: Reference
    kind: str
    tally: Tally


@dataclass(frozen=True)
class Resting:
    """What rests on a source, as its page shows it: all of it, or what the filters let through.

    Attributes:
        all: how much there is without a filter.
        topics: what is shown, by topic, with how many statements each has.
        query: gives just what is shown.
    """

    all: Tally
    shown: int
    topics: tuple[tuple[str, int, tuple[Alike, ...]], ...]
    topic: str
    strength: str
    words: str
    query: str


def source_named(name: str) -> Source:
    """Give the source of this key.

    Raises:
        UnknownSource: there is none.
    """
    known = service().bibliography.sources
    if name not in known:
        raise UnknownSource("source", name, _near(name, known, "source_"))
    return known[name]


def claim_named(name: str) -> Claim:
    """Give the claim with this identifier.

    Raises:
        UnknownSource: there is none.
    """
    known = service().bibliography.claims
    if name not in known:
        raise UnknownSource("claim", name, _near(name, known, "claim_"))
    return known[name]


def entries(bibliography: Bibliography) -> list[Entry]:
    """Give every source with what rests on it, in alphabetical order of their titles."""
    found = []
    for source in bibliography.sources.values():
        known = reference(source)
        kind = "article" if bibliography.claims_of(source) else known.reached
        found.append(Entry(source, known, kind, tally(bibliography.resting(source))))
    return sorted(found, key=lambda one: one.source.title.casefold())


def read_resting(parameters: Parameters, source: str, said: Sequence[Said]) -> Resting:
    """Filter what rests on a source as the request says.

    Args:
        parameters: has `topic`, `strength` and `q`.
        source: the IRI of the source.
        said: all that rests on it, in order.
    """
    counted = tally(said)
    strengths = {link.label: link.iri for link, _ in counted.by_strength}
    topics = [topic for topic, _ in counted.by_topic]
    topic = parameters.choice("topic", ["", *topics], "")
    strength = parameters.choice("strength", ["", *strengths], "")
    words = parameters.text("q", most=200)
    shown = [
        one
        for one in said
        if topic in {"", one.topic}
        and (not strength or (one.strength is not None and one.strength.label == strength))
        and fitting(f"{one.sentence} {one.notes.get(source, '')}", words)
    ]
    return Resting(
        all=counted,
        shown=len(shown),
        topics=_by_topic(shown, source),
        topic=topic,
        strength=strength,
        words=words,
        query=query_of_statements(
            source, topic=topic, strength=strengths.get(strength, ""), words=words
        ),
    )


def fitting(text: str, words: str) -> bool:
    """Tell whether a text has every one of some words, whatever their capitals."""
    lower = text.lower()
    return all(word in lower for word in words.lower().split())


def answer_file(output: Output, name: str, query: str, sources: Iterable[Source] = ()) -> Response:
    """Give what a page shows as a file: the sources cited, or the answer to its query."""
    media_type = output.format.media_type if output.format else ""
    if media_type in _CITED_AS:
        return written_response(_CITED_AS[media_type](sources).encode(), output, name)
    engine = service().engine
    return written_response(engine.write(engine.guard.check(query), media_type), output, name)


def _by_topic(said: Sequence[Said], source: str) -> tuple[tuple[str, int, tuple[Alike, ...]], ...]:
    topics: dict[str, list[Said]] = {}
    for one in said:
        topics.setdefault(one.topic, []).append(one)
    return tuple((topic, len(of), alike(of, source)) for topic, of in topics.items())


def _near(name: str, known: Mapping[str, object], prefix: str) -> list[str]:
    """Give the names of the records that are called almost so; the problem page leads to them."""
    plain = name.removeprefix(str(FORAMEN)).removeprefix(prefix).upper()[:100]
    return [f"{prefix}{one}" for one in get_close_matches(plain, known, n=3)]
