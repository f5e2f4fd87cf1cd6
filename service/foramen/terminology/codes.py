"""Find our terms by an identifier: theirs in any form, or a code of another terminology."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .catalogue import Catalogue
    from .model import Mapped, Term

__all__ = ["Codes"]

_CODE: Final = re.compile(r"(?=[^\s]*\d)[^\s:|]{3,40}")
_PREFIXED: Final = re.compile(r"([A-Za-z][\w.+ -]{0,40}?)\s*[: ]\s*([^\s:|]{2,60})")
_SIGNS: Final = re.compile(r"[^a-z0-9]")
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


class Codes:
    """The identifiers of terms, and the codes that they are mapped to."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        bare: dict[str, list[Mapped]] = defaultdict(list)
        self._iris: dict[str, list[Mapped]] = defaultdict(list)
        for mapping in catalogue.mappings:
            bare[mapping.code.casefold()].append(mapping)
            self._iris[mapping.object_iri].append(mapping)
        self._bare: Mapping[str, list[Mapped]] = bare
        self._sorted: list[str] = sorted(bare)
        self._prefixes = {
            _SIGNS.sub("", name.casefold()): one.prefix
            for one in catalogue.terminologies.values()
            for name in (one.name, one.fhir_system, f"urn:oid:{one.oid}", one.prefix)
            if name
        }

    def term(self, text: str) -> Term | None:
        """Give the term that a text identifies: IRI, CURIE, local name or `foramen_` name."""
        found = self._catalogue.get(text)
        if found is not None or ":" not in text:
            return found
        prefix, _, local = text.partition(":")
        return self._catalogue.get(local.strip()) if prefix.casefold() == "foramen" else None

    def mapped(self, text: str) -> list[tuple[Mapped, float]]:
        """Give the mappings to the code that a text names, and how far each speaks for its term.

        A CURIE, an IRI, `system|code`, `ICD-10-CM M99.73` and the bare code all name it; so does
        the beginning of a code, where nothing else does.
        """
        exact = self._exact(text)
        if exact:
            return [(one, _WORTH.get(one.predicate, _LEAST)) for one in exact]
        return [(one, _BEGUN) for one in self._begun(text)]

    def _exact(self, text: str) -> Iterable[Mapped]:
        direct = self._catalogue.coded(text) or self._iris.get(text)
        if direct:
            return direct
        system, bar, code = text.rpartition("|")
        if not bar:
            found = _PREFIXED.fullmatch(text)
            if found is None:
                return self._bare.get(text.casefold(), ())
            system, code = found[1], found[2]
        prefix = self._prefixes.get(_SIGNS.sub("", system.casefold()))
        return self._catalogue.coded(f"{prefix}:{code.strip()}") if prefix else ()

    def _begun(self, text: str) -> Iterable[Mapped]:
        if not _CODE.fullmatch(text):
            return
        start = text.casefold()
        low = bisect_left(self._sorted, start)
        for code in self._sorted[low : low + _MOST_BEGUN]:
            if not code.startswith(start):
                return
            yield from self._bare[code]
