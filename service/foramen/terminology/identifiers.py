"""Find our terms by an identifier: theirs in any form, or a code of another terminology."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from .codes import Codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .catalogue import Catalogue
    from .model import Mapped, Term

__all__ = ["Identifiers"]

_CODE: Final = re.compile(r"(?=[^\s]*\d)[^\s:|]{3,40}")
# How far a mapping of each kind speaks for our term.
_WORTH: Final = {
    "skos:exactMatch": 1.0,
    "skos:closeMatch": 0.96,
    "skos:narrowMatch": 0.92,
    "skos:broadMatch": 0.9,
    "skos:relatedMatch": 0.86,
}
_LEAST: Final = 0.86
_BEGUN: Final = 0.8
_MOST_BEGUN: Final = 200


class Identifiers:
    """The identifiers of terms, and the codes that they are mapped to."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._codes = Codes(catalogue)
        self._bare: dict[str, list[Mapped]] = defaultdict(list)
        for mapping in catalogue.mappings:
            self._bare[mapping.code.casefold()].append(mapping)
        self._sorted = sorted(self._bare)

    def term(self, text: str) -> Term | None:
        """Give the term that a text identifies: IRI, CURIE, local name or `foramen_` name."""
        found = self._catalogue.get(text)
        if found is not None or ":" not in text:
            return found
        prefix, _, local = text.partition(":")
        return self._catalogue.get(local.strip()) if prefix.casefold() == "foramen" else None

    def mapped(self, text: str) -> list[tuple[Mapped, float]]:
        """Give the mappings to the code that a text names, and how far each speaks for its term.

        What `Codes` reads names one; so does the beginning of a code, where nothing else does.
        """
        exact = self._codes.mapped(text)
        if exact:
            return [(one, _WORTH.get(one.predicate, _LEAST)) for one in exact]
        return [(one, _BEGUN) for one in self._begun(text)]

    def _begun(self, text: str) -> Iterable[Mapped]:
        if not _CODE.fullmatch(text):
            return
        start = text.casefold()
        low = bisect_left(self._sorted, start)
        for code in self._sorted[low : low + _MOST_BEGUN]:
            if not code.startswith(start):
                return
            yield from self._bare[code]
