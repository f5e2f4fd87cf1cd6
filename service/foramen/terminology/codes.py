"""Read a code of another terminology in any form that people write, and find our terms for it.

Forms: a CURIE (`ICD10CM:M99.73`, also `icd-10-cm:m99.73`), an OBO name (`UBERON_0012337`), an IRI
(of the terminology, of identifiers.org or bioregistry.io), FHIR's `system|code`, an object
identifier with a code (`2.16.840.1.113883.6.90:M99.73`, with or without `urn:oid:`), a bare code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

import curies
from rapidfuzz import fuzz, process

from foramen.errors import UnknownCode
from foramen.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .catalogue import Catalogue
    from .model import Mapped, Terminology

__all__ = ["Codes"]

_LONGEST: Final = 500
_ALIKE: Final = 70  # of 100
_MOST_NEAR: Final = 5
_RESOLVERS: Final = (
    "https://identifiers.org/", "http://identifiers.org/", "https://bioregistry.io/",
)  # fmt: skip
# What people write for a prefix, beside the prefix itself, whatever the capitals.
_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "ICD10CM": ("ICD-10-CM", "ICD10-CM", "ICD10"),
    "ICD10PCS": ("ICD-10-PCS",),
    "SNOMEDCT": ("SCTID", "SNOMED", "SNOMED-CT", "SNOMEDCT_US"),
    "RADLEX": ("RID",),
    "MESH": ("MSH",),
    "NCIT": ("NCI", "NCI_Thesaurus"),
    "LOINC": ("LNC", "LN"),
    "HP": ("HPO",),
    "DOID": ("DO",),
    "FMA": ("FMAID",),
}
_SEPARATED: Final = re.compile(r"\s*[|:]\s*|_|\s+|/")


class Codes:
    """Every code that is mapped, found by any of its forms."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def find(self, text: str) -> tuple[Mapped, ...]:
        """Give the mappings to the code that is meant, nearest first.

        Raises:
            UnknownCode: nothing is mapped to it; the error carries codes that look like it.
        """
        found = self.mapped(text)
        if not found:
            given = _trimmed(text)
            raise UnknownCode(text[:_LONGEST], self._hint(given), self._near(given))
        return found

    def mapped(self, text: str) -> tuple[Mapped, ...]:
        """Give the same, or nothing."""
        for curie in self._read(_trimmed(text)):
            found = self._catalogue.coded(curie)
            if found:
                return tuple(sorted(found, key=_nearness))
        return ()

    def _read(self, given: str) -> Iterator[str]:
        """Yield the CURIEs that a text may mean, the surest first."""
        yield given
        plain = self._without_oid_scheme(given)
        for form in (plain, *_resolver_forms(plain)):
            expanded = self._converter.compress(form)
            if expanded:
                yield expanded
            for prefix, code in _cuts(form):
                known = self._by_name.get(_folded(prefix))
                if known:
                    yield f"{known}:{code}"
        yield from self._bare.get(given.casefold(), ())

    @staticmethod
    def _without_oid_scheme(given: str) -> str:
        return given[8:] if given.casefold().startswith("urn:oid:") else given

    @cached_property
    def _converter(self) -> curies.Converter:
        """Read IRIs; a namespace stands for its prefix, the longest first."""
        spaces: dict[str, str] = {}
        for one in self._catalogue.terminologies.values():
            for space in _spaces(one):
                spaces.setdefault(space, one.prefix)
        by_prefix: dict[str, list[str]] = defaultdict(list)
        for space, prefix in spaces.items():
            by_prefix[prefix].append(space)
        records = [
            curies.Record(prefix=prefix, uri_prefix=first, uri_prefix_synonyms=others)
            for prefix, (first, *others) in by_prefix.items()
        ]
        return curies.Converter(records)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        """Give the prefix for whatever a terminology is called."""
        names: dict[str, str] = {}
        for prefix, one in self._catalogue.terminologies.items():
            called = (prefix, one.name, one.oid, one.fhir_system, one.fhir_system.rstrip("/"))
            for name in (*called, *_CALLED.get(prefix, ())):
                if name:
                    names.setdefault(_folded(name), prefix)
        return names

    @cached_property
    def _bare(self) -> Mapping[str, tuple[str, ...]]:
        """Give the CURIEs of each bare code, with and without its dots."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for mapping in self._catalogue.mappings:
            code = mapping.code.casefold()
            found[code][mapping.object] = None
            if "." in code and any(letter.isalpha() for letter in code):
                found[code.replace(".", "")][mapping.object] = None
        # A number that two terminologies use says nothing by itself.
        return {code: tuple(curies_) for code, curies_ in found.items() if len(curies_) == 1}

    def _hint(self, given: str) -> str:
        parts = next(_cuts(given), None)
        if parts and _folded(parts[0]) in self._by_name:
            return "The terminology is known, and this code of it is mapped to nothing here."
        known = ", ".join(sorted(self._catalogue.terminologies)) or "none"
        return f"Write it as PREFIX:code; the prefixes are {known}."

    def _near(self, given: str) -> tuple[str, ...]:
        """Give codes that look like it: bare where no prefix was given."""
        forms: dict[str, Mapped] = {}
        for mapping in self._catalogue.mappings:
            forms[mapping.object.casefold()] = mapping
            forms.setdefault(mapping.code.casefold(), mapping)
        alike = process.extract(
            given.casefold(), forms.keys(), scorer=fuzz.ratio, limit=20, score_cutoff=_ALIKE
        )
        found = dict.fromkeys(
            f"{forms[form].object} ({_label(forms[form])})" for form, _, _ in alike
        )
        return tuple(found)[:_MOST_NEAR]


def _trimmed(text: str) -> str:
    return text.strip().removeprefix("<").removesuffix(">")[:_LONGEST]


def _label(mapping: Mapped) -> str:
    return mapping.object_label or mapping.subject.rpartition("/")[2]


def _spaces(one: Terminology) -> Iterator[str]:
    """Yield what an IRI of a terminology may begin with."""
    if one.namespace:
        yield one.namespace
        yield one.namespace.replace("http://", "https://", 1)
    if one.prefix in PREFIXES:
        yield PREFIXES[one.prefix]
    for resolver in _RESOLVERS:
        yield f"{resolver}{one.prefix.lower()}:"
        yield f"{resolver}{one.prefix.lower()}/"
        yield f"{resolver}{one.prefix}:"


def _resolver_forms(given: str) -> Iterator[str]:
    for resolver in _RESOLVERS:
        if given.startswith(resolver):
            yield given.removeprefix(resolver)


def _cuts(given: str) -> Iterator[tuple[str, str]]:
    """Cut a text at each place where a prefix may end, the last place first: IRIs have colons."""
    for found in reversed(list(_SEPARATED.finditer(given))):
        prefix, code = given[: found.start()], given[found.end() :]
        if prefix and code:
            yield prefix, code


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold().removesuffix("/")


def _nearness(mapping: Mapped) -> tuple[int, float, str]:
    order = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
    kind = mapping.predicate.rpartition(":")[2]
    place = order.index(kind) if kind in order else len(order)
    return place, -mapping.confidence, mapping.subject
