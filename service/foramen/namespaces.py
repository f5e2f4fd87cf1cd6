"""Name the vocabularies of the graph; nothing is read at import.

`ontology/prefixes.ttl` states the same prefixes for tables, shapes and readers of the graph, and
a test holds the two lists together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from rdflib import Namespace

if TYPE_CHECKING:
    from collections.abc import Mapping

FORAMEN: Final = Namespace("https://w3id.org/foramen/")
GRAPH: Final = Namespace("https://w3id.org/foramen/graph/")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
OBO: Final = Namespace("http://purl.obolibrary.org/obo/")
BFO: Final = Namespace("http://purl.obolibrary.org/obo/BFO_")
RO: Final = Namespace("http://purl.obolibrary.org/obo/RO_")
BSPO: Final = Namespace("http://purl.obolibrary.org/obo/BSPO_")
ECO: Final = Namespace("http://purl.obolibrary.org/obo/ECO_")
UBERON: Final = Namespace("http://purl.obolibrary.org/obo/UBERON_")
BIOLINK: Final = Namespace("https://w3id.org/biolink/vocab/")
ICD10CM: Final = Namespace("http://purl.bioontology.org/ontology/ICD10CM/")
OBOINOWL: Final = Namespace("http://www.geneontology.org/formats/oboInOwl#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS: Final = Namespace("http://www.w3.org/ns/formats/")
ENTAILMENT: Final = Namespace("http://www.w3.org/ns/entailment/")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
VOID_EXT: Final = Namespace("http://ldf.fi/void-ext#")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
SCHEMA: Final = Namespace("https://schema.org/")
SSSOM: Final = Namespace("https://w3id.org/sssom/")
SEMAPV: Final = Namespace("https://w3id.org/semapv/vocab/")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
VANN: Final = Namespace("http://purl.org/vocab/vann/")

# A cautious part of what SPARQL and Turtle allow, so that the short form can always be pasted.
_LOCAL_NAME: Final = re.compile(r"\w(?:[\w.-]*[\w-])?", re.ASCII)

_IRI: Final = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*""")

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "foramen": str(FORAMEN),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "owl": str(OWL),
        "xsd": str(XSD),
        "skos": str(SKOS),
        "dcterms": str(DCTERMS),
        "prov": str(PROV),
        "sh": str(SH),
        "schema": str(SCHEMA),
        "vann": str(VANN),
        "void": str(VOID),
        "void-ext": str(VOID_EXT),
        "dcat": str(DCAT),
        "sd": str(SD),
        "oboInOwl": str(OBOINOWL),
        "obo": str(OBO),
        "BFO": str(BFO),
        "RO": str(RO),
        "BSPO": str(BSPO),
        "ECO": str(ECO),
        "UBERON": str(UBERON),
        "biolink": str(BIOLINK),
        "ICD10CM": str(ICD10CM),
        "foaf": str(FOAF),
        "sssom": str(SSSOM),
        "semapv": str(SEMAPV),
        # The terminologies that our terms are mapped to.
        "CARO": "http://purl.obolibrary.org/obo/CARO_",
        "CHEBI": "http://purl.obolibrary.org/obo/CHEBI_",
        "DOID": "http://purl.obolibrary.org/obo/DOID_",
        "EFO": "http://www.ebi.ac.uk/efo/EFO_",
        "FMA": "http://purl.org/sig/ont/fma/fma",
        "HP": "http://purl.obolibrary.org/obo/HP_",
        "LOINC": "https://loinc.org/",
        "MAXO": "http://purl.obolibrary.org/obo/MAXO_",
        "MESH": "http://id.nlm.nih.gov/mesh/",
        "MONDO": "http://purl.obolibrary.org/obo/MONDO_",
        "NCIT": "http://purl.obolibrary.org/obo/NCIT_",
        "OBI": "http://purl.obolibrary.org/obo/OBI_",
        "OGMS": "http://purl.obolibrary.org/obo/OGMS_",
        "PATO": "http://purl.obolibrary.org/obo/PATO_",
        "RADLEX": "http://www.radlex.org/RID/",
        "SNOMEDCT": "http://snomed.info/id/",
        "SYMP": "http://purl.obolibrary.org/obo/SYMP_",
    }
)


@lru_cache(maxsize=8192)  # a page names the same few terms again and again
def compact(iri: str) -> str:
    """Shorten an IRI to prefix and local name where a prefix fits, else give it back.

    >>> compact("https://w3id.org/foramen/Foramen_L4-L5_left")
    'foramen:Foramen_L4-L5_left'
    """
    fitting = [(space, prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)]
    if not fitting:
        return iri
    space, prefix = max(fitting, key=lambda pair: len(pair[0]))
    local = iri[len(space) :]
    return f"{prefix}:{local}" if _LOCAL_NAME.fullmatch(local) else iri


def expand(curie: str) -> str | None:
    """Give the IRI of a prefixed name, or None where the prefix is not one of ours.

    >>> expand("foramen:Foramen_L4-L5_left")
    'https://w3id.org/foramen/Foramen_L4-L5_left'
    """
    prefix, colon, local = curie.partition(":")
    space = PREFIXES.get(prefix)
    return f"{space}{local}" if colon and space is not None else None


def is_iri(text: str) -> bool:
    """Tell whether the text can stand between < and > as an absolute IRI.

    >>> is_iri("urn:x"), is_iri("x"), is_iri("urn:x y")
    (True, False, False)
    """
    return _IRI.fullmatch(text) is not None
