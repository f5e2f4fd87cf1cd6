"""Find what FHIR calls the code system of a CURIE, and how it writes the code, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import PREFIXES

from .canonical import RELATIONS, SYSTEM, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.terminology.model import Terminology

__all__ = ["Systems", "canonical", "split_canonical"]

# In these, the prefix is a part of every code: `HP:0003416`.
_WITH_PREFIX: Final = frozenset(
    {"http://human-phenotype-ontology.org", "http://purl.obolibrary.org/obo/mondo.owl"}
)
_OWN: Final = "foramen"


class Systems:
    """The code systems that some prefixes stand for."""

    def __init__(self, spaces: Mapping[str, str], terminologies: Iterable[Terminology]) -> None:
        named = {one.prefix: one.fhir_system for one in terminologies if one.fhir_system}
        self.spaces = dict(spaces)
        self._systems = {**self.spaces, **{_OWN: SYSTEM}, **named}
        self._prefixes = {system: prefix for prefix, system in sorted(self._systems.items())}
        self._prefixes |= {RELATIONS: _OWN, SYSTEM: _OWN}

    def coded(self, curie: str, kind: str = "") -> tuple[str, str, str]:
        """Give prefix, system and code of a CURIE; what is no CURIE is all code.

        Args:
            curie: such as `UBERON:0003673`.
            kind: the SSSOM type of the entity; our relations have a code system of their own.
        """
        prefix, _, local = curie.partition(":")
        if prefix not in self._systems:
            return "", "", curie
        if prefix == _OWN and kind.endswith("property"):
            return prefix, RELATIONS, local
        system = self._systems[prefix]
        return prefix, system, curie if system in _WITH_PREFIX else local

    def curie(self, prefix: str, code: str) -> str:
        """Give the CURIE of a code."""
        return code if not prefix or code.startswith(f"{prefix}:") else f"{prefix}:{code}"

    def prefix(self, system: str) -> str:
        """Give the prefix of a system; one that has none is given one (`ns1`)."""
        if system and system not in self._prefixes:
            prefix = f"ns{sum(one.startswith('ns') for one in self._systems) + 1}"
            self._systems[prefix] = self._prefixes[system] = ""
            self._systems[prefix], self._prefixes[system] = system, prefix
            self.spaces[prefix] = system if system[-1] in "/#_:=" else f"{system}/"
        return self._prefixes.get(system, "")

    def as_coding(self, curie: str) -> Resource:
        """Give a Coding of a CURIE such as `skos:exactMatch`."""
        prefix, _, local = curie.partition(":")
        spaces = {**PREFIXES, **self.spaces}
        coding = {"system": spaces[prefix], "code": local} if prefix in spaces else {"code": curie}
        return coding if self.from_coding(coding) == curie else {"code": curie}

    def from_coding(self, coding: Mapping[str, str]) -> str:
        """Give the CURIE back."""
        spaces = {**PREFIXES, **self.spaces}
        system = coding.get("system", "")
        prefix = next((one for one, space in sorted(spaces.items()) if space == system), "")
        return f"{prefix}:{coding['code']}" if prefix else coding["code"]


def canonical(system: str, version: str) -> str:
    """Give a canonical with its version, where the version can stand in one."""
    fits = version and not any(sign.isspace() or sign in "|#" for sign in version)
    return f"{system}|{version}" if system and fits else system


def split_canonical(address: str) -> tuple[str, str]:
    """Give address and version."""
    system, _, version = address.partition("|")
    return system, version
