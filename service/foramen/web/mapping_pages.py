"""Prepare mappings for pages: codes as links, justifications in words, notices of terminologies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from foramen.terminology.choosing import MATCHES, Match, match_of

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.terminology.model import Mapped, Terminology

__all__ = ["Row", "code_address", "notices", "ordered", "rows"]

# Where the Bioregistry leads from a code to its page; it knows the prefixes by these names.
_RESOLVER: Final = "https://bioregistry.io/"
_KNOWN: Final[Mapping[str, str]] = {
    "BFO": "BFO",
    "CARO": "CARO",
    "CHEBI": "CHEBI",
    "DOID": "DOID",
    "EFO": "EFO",
    "FMA": "FMA",
    "HP": "HP",
    "ICD10CM": "ICD10CM",
    "LOINC": "loinc",
    "MAXO": "MAXO",
    "MESH": "MESH",
    "MONDO": "MONDO",
    "NCIT": "NCIT",
    "OBI": "OBI",
    "OGMS": "OGMS",
    "PATO": "PATO",
    "RADLEX": "radlex",
    "SNOMEDCT": "SNOMEDCT",
    "SYMP": "SYMP",
    "UBERON": "UBERON",
    "UMLS": "UMLS",
}
_FOUND: Final[Mapping[str, str]] = {
    "semapv:ManualMappingCuration": "judged by a curator",
    "semapv:MappingChaining": "by way of another ontology",
}
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Row:
    """A mapping as a page shows it.

    Attributes:
        label: what our term is called.
        address: where the code has a page, or nothing.
        confidence: as a text, or nothing where none is known.
        justification: how the mapping was found, in words.
        version: the release of the terminology.
    """

    subject: str
    label: str
    match: Match
    code: str
    address: str
    object_label: str
    source: str
    confidence: str
    justification: str
    version: str
    comment: str


def rows(mappings: Iterable[Mapped]) -> list[Row]:
    """Give mappings as pages show them."""
    return [_row(one) for one in mappings]


def ordered(mappings: Iterable[Mapped]) -> list[Mapped]:
    """Put mappings in the order of a page: by our term, the nearest code first."""
    terms = service().catalogue.terms
    return sorted(
        mappings,
        key=lambda one: (terms[one.subject].label.casefold(), _nearness(one), one.object),
    )


def _nearness(mapping: Mapped) -> int:
    order = list(MATCHES)
    return order.index(mapping.predicate) if mapping.predicate in order else len(order)


def _row(mapping: Mapped) -> Row:
    catalogue = service().catalogue
    known = not isnan(mapping.confidence)
    terminology = catalogue.terminologies.get(mapping.source)
    return Row(
        subject=mapping.subject,
        label=catalogue.terms[mapping.subject].label,
        match=match_of(mapping),
        code=mapping.object,
        address=code_address(mapping),
        object_label=mapping.object_label,
        source=mapping.source,
        confidence=f"{mapping.confidence:.2f}" if known else "",
        justification=_words(mapping.justification),
        version=mapping.source_version or (terminology.version if terminology else ""),
        comment=mapping.comment,
    )


def code_address(mapping: Mapped) -> str:
    """Give where a code is described, or nothing where no lasting address is known."""
    name = _KNOWN.get(mapping.source)
    return f"{_RESOLVER}{name}:{quote(mapping.code)}" if name else ""


def notices(mappings: Iterable[Mapped]) -> list[Terminology]:
    """Give the terminologies whose codes are shown: each wants its licence shown with them."""
    used = {one.source for one in mappings}
    held = service().catalogue.terminologies
    return [held[prefix] for prefix in sorted(used & held.keys())]


def _words(justification: str) -> str:
    """Say how a mapping was found; `semapv:LexicalMatching` is 'lexical matching'."""
    if justification in _FOUND:
        return _FOUND[justification]
    return " ".join(_WORD.findall(justification.partition(":")[2])).lower() or justification
