"""Name the project's own FHIR resources, and give what all of them say of themselves.

The code system is called by the namespace of the terms, `https://w3id.org/foramen/`: FHIR's RDF
makes the IRI of a concept by appending the code to such a stem, so system and code together are
the IRI of the term, and nobody has to know two names. The ontology's own IRI is its identifier.
"""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from foramen.distributions import ONTOLOGY
from foramen.endpoint import DISCLAIMER
from foramen.namespaces import FORAMEN
from foramen.terminology.sssom import LICENSE

__all__ = ["RELATIONS", "SYSTEM", "Resource", "described", "value_set_url"]

Resource: TypeAlias = dict[str, Any]

SYSTEM: Final = str(FORAMEN)
RELATIONS: Final = f"{FORAMEN}relations"
_COPYRIGHT: Final = (
    f"© The Foramen project. Licensed under the Creative Commons Attribution 4.0 "
    f"International licence, {LICENSE}."
)
# FHIR's own code system of ways to tell which of two versions is the later one.
_ALGORITHM: Final = "http://hl7.org/fhir/version-algorithm"
_SEMVER: Final = re.compile(r"\d+\.\d+\.\d+(?:[-+].*)?")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


def value_set_url(name: str) -> str:
    """Give the canonical address of one of our value sets."""
    return f"{FORAMEN}fhir/ValueSet/{name}"


def described(
    kind: str, name: str, url: str, title: str, description: str, version: str, date: str
) -> Resource:
    """Give the elements that every one of our resources begins with, as R5 has them."""
    return {
        "resourceType": kind,
        "id": name,
        "language": "en",
        "text": {"status": "generated", "div": _narrative(title, description)},
        "url": url,
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": ONTOLOGY}] if url == SYSTEM else [],
        "version": version,
        **_algorithm(version),
        "name": _computable(name),
        "title": title,
        "status": "active",
        "experimental": False,
        "date": date,
        "publisher": "The Foramen project",
        "contact": [{"telecom": [{"system": "url", "value": SYSTEM}]}],
        "description": description,
        "purpose": DISCLAIMER,
        "copyright": _COPYRIGHT,
        "copyrightLabel": "CC BY 4.0",
    }


def _narrative(title: str, description: str) -> str:
    return (
        '<div xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">'
        f"<h2>{_escaped(title)}</h2><p>{_escaped(description)}</p><p>{_escaped(DISCLAIMER)}</p></div>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _algorithm(version: str) -> dict[str, Any]:
    found = "date" if _DATE.fullmatch(version) else "semver" if _SEMVER.fullmatch(version) else ""
    return {"versionAlgorithmCoding": {"system": _ALGORITHM, "code": found}} if found else {}


def _computable(name: str) -> str:
    """Give the name that code can be generated from: a capital, then letters, digits and _."""
    words = re.split(r"[^A-Za-z0-9]+", name if name.startswith("foramen") else f"foramen-{name}")
    return "".join(word[:1].upper() + word[1:] for word in words)[:255]
