"""Say in words why a search found a term: which of its names fitted, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .model import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .model import Term
    from .search_model import Hit, MatchKind

__all__ = ["Fit", "Piece", "fit"]

_WORDS: Final[Mapping[MatchKind, str]] = {
    "label": "name",
    "exact": "synonym",
    "abbreviation": "abbreviation",
    "related": "related name",
    "narrow": "narrower name",
    "broad": "broader name",
    "id": "identifier",
    "code": "code",
    "all": "",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a name, and whether it was asked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """A term that was found, ready to be shown.

    Attributes:
        label: what it is called, in pieces.
        by: what fitted, in words: `synonym`, `code`; nothing where it is the label.
        name: the name or code that fitted, in pieces; nothing where it is the label.
    """

    term: Term
    label: tuple[Piece, ...]
    by: str
    name: tuple[Piece, ...]


def fit(hit: Hit) -> Fit:
    """Tell what of a term fitted."""
    term = hit.term
    if hit.kind == "all" or hit.name == term.label:
        return Fit(term, _pieces(term.label, hit.spans), "", ())
    by = _WORDS[hit.kind]
    if hit.kind not in NAME_KINDS:  # an identifier or a code is marked whole
        return Fit(term, (Piece(term.label),), by, (Piece(hit.name, marked=True),))
    return Fit(term, (Piece(term.label),), by, _pieces(hit.name, hit.spans))


def _pieces(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[Piece, ...]:
    return tuple(piece for piece in _cut(text, spans) if piece.text)


def _cut(text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[Piece]:
    last = 0
    for start, end in spans:
        yield Piece(text[last:start])
        yield Piece(text[start:end], marked=True)
        last = end
    yield Piece(text[last:])
