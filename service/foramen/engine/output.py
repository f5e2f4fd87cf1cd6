"""Take what an evaluation writes, and stop it where it is more than an answer may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from foramen.errors import AnswerTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .model import Limits

__all__ = ["Output"]

T = TypeVar("T")

_PIECE_BYTES: Final = 65_536
# What begins or ends a row in each format, and cannot stand inside a term: a quotation mark in a
# JSON string is escaped, so is `<` in XML, so is the end of a line in TSV and Markdown.
_MARKS: Final = {
    "application/sparql-results+json": b',{"',
    "application/sparql-results+xml": b"<result>",
    "text/tab-separated-values": b"\n",
    "text/markdown": b"\n",
}
# The first mark of JSON stands before the second row; CSV and TSV have a line of names first,
# Markdown two lines.
_BEFORE: Final = {
    "application/sparql-results+json": 1,
    "text/csv": -1,
    "text/tab-separated-values": -1,
    "text/markdown": -2,
}


class Output:
    """A file to write to; it counts bytes and rows, and hands on pieces of a useful size.

    Rows are counted in the bytes, since the store writes them itself. CSV may have the end of a
    line inside a text, so there only ends outside quotation marks count.
    """

    def __init__(self, hand_on: Callable[[bytes], object], limits: Limits, media_type: str) -> None:
        self._hand_on = hand_on
        self._limits = limits
        self._mark = _MARKS.get(media_type)
        self._counts_lines_of_csv = media_type == "text/csv"
        self._in_quotes = False
        self._tail = b""
        self._held = bytearray()
        self._bytes = 0
        self._rows = _BEFORE.get(media_type, 0)

    def write(self, piece: bytes) -> int:
        """Take a piece.

        Raises:
            AnswerTooLarge: it goes beyond what an answer may have.
        """
        self._bytes += len(piece)
        if self._bytes > self._limits.bytes:
            raise AnswerTooLarge(self._limits.bytes, "bytes")
        self._held += piece
        if len(self._held) >= _PIECE_BYTES:
            self._pass()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: who made this says when all is written."""

    def close(self) -> None:
        """Hand on what is held still."""
        self._pass()

    def _pass(self) -> None:
        piece = bytes(self._held)
        self._held.clear()
        self._count(piece)
        if self._rows > self._limits.rows:
            raise AnswerTooLarge(self._limits.rows, "rows")
        self._hand_on(piece)

    def counted(self, triples: Iterable[T]) -> Iterator[T]:
        """Pass triples on while there are not too many.

        Raises:
            AnswerTooLarge: there are.
        """
        for number, triple in enumerate(triples, start=1):
            if number > self._limits.rows:
                raise AnswerTooLarge(self._limits.rows, "triples")
            yield triple

    def _count(self, piece: bytes) -> None:
        if self._mark is not None:
            seen = self._tail + piece
            self._rows += seen.count(self._mark)
            self._tail = seen[len(seen) - len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        elif self._counts_lines_of_csv:
            for number, part in enumerate(piece.split(b'"')):
                self._in_quotes ^= number > 0
                if not self._in_quotes:
                    self._rows += part.count(b"\n")
