"""Write sources as BibTeX and CSL-JSON, with the identifiers that their titles and addresses name.

A title is given as the graph has it: nothing is guessed of authors, journals or years.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from foramen.namespaces import ECO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .sources_model import Source

__all__ = ["REACHED", "Reference", "bibtex", "bibtex_entry", "csl_json", "reference"]

# How a source can be had, in the order in which one is looked for.
REACHED: Final = {
    "doi": "paper with a DOI",
    "pubmed": "paper in PubMed",
    "vocabulary": "terminology",
    "web": "web page",
    "none": "without an address",
    "ours": "decision of the project",
}
# Only where it is called one: a path may hold more than the identifier.
_DOI: Final = re.compile(r"(?:\bdoi[ :]+|\bdoi\.org/|/doi/)(10\.\d{4,9}/[^\s\"<>,;]+)")
_PMID: Final = re.compile(r"(?:\bPMID[ :]*|pubmed\.ncbi\.nlm\.nih\.gov/)(\d{1,9})\b")
_PMCID: Final = re.compile(r"\b(PMC\d{1,9})\b")
_OWN_DECISION: Final = str(ECO["0000305"])  # an inference of the curator
_VOCABULARIES: Final = ("purl.obolibrary.org/", "id.nlm.nih.gov/", "www.cdc.gov/nchs/icd")
# BibTeX counts braces also behind a backslash, so a single one is written by its name.
_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What leads to a source: identifiers without their prefixes, and an address to follow."""

    doi: str
    pmid: str
    pmcid: str
    address: str
    reached: str


def reference(source: Source) -> Reference:
    """Find the identifiers of a source in its title and its address."""
    address = unquote(source.address)
    doi = _found(_DOI, f"{source.title} {address}").rstrip(".)")
    pmid = _found(_PMID, f"{source.title} {address}")
    pmcid = _found(_PMCID, address)
    return Reference(
        doi=doi,
        pmid=pmid,
        pmcid=pmcid,
        address=f"https://doi.org/{doi}" if doi else _web(source.address),
        reached=_reached(source, doi=doi, indexed=pmid or pmcid),
    )


def bibtex(sources: Iterable[Source]) -> str:
    """Write a bibliography for LaTeX, with the fields that BibLaTeX reads beside BibTeX's."""
    return "\n".join(bibtex_entry("misc", source.key, _bibtex_fields(source)) for source in sources)


def bibtex_entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """Write one entry; each value is escaped, but for addresses and identifiers."""
    lines = [f"@{kind}{{{re.sub(r'[^A-Za-z0-9:._-]', '-', key)},"]
    for name, value in fields:
        if value:
            # LaTeX reads a second pair of braces as: leave the capitals as they are.
            written = (
                f"{{{_escaped(value)}}}" if name in {"title", "author"} else _bare(name, value)
            )
            lines.append(f"  {name} = {{{written}}},")
    return "\n".join([*lines, "}"]) + "\n"


def csl_json(sources: Iterable[Source]) -> str:
    """Write a bibliography in the form that Zotero, Pandoc and other citation tools read."""
    items = [{name: value for name, value in _csl(one) if value} for one in sources]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _csl(source: Source) -> Iterator[tuple[str, Any]]:
    known = reference(source)
    kinds = {"doi": "article-journal", "pubmed": "article-journal", "web": "webpage"}
    yield "id", source.key
    yield "type", kinds.get(known.reached, "document")
    yield "title", source.title
    yield "URL", _web(source.address) or known.address
    yield "DOI", known.doi
    yield "PMID", known.pmid
    yield "PMCID", known.pmcid
    yield "note", source.used


def _bibtex_fields(source: Source) -> Iterator[tuple[str, str]]:
    known = reference(source)
    yield "title", source.title
    yield "doi", known.doi
    yield "url", _web(source.address) or known.address
    if known.pmid:
        yield "eprint", known.pmid
        yield "eprinttype", "pubmed"
    yield "note", source.used


def _bare(name: str, value: str) -> str:
    if name in {"url", "doi", "eprint"}:
        return value.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    return _escaped(value)


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in " ".join(text.split()))


def _web(address: str) -> str:
    """Give an address that may be followed: an IRI of another scheme is none."""
    return address if address.startswith(("https://", "http://")) else ""


def _reached(source: Source, *, doi: str, indexed: str) -> str:
    if doi:
        return "doi"
    if indexed:
        return "pubmed"
    if any(place in source.address for place in _VOCABULARIES):
        return "vocabulary"
    if _web(source.address):
        return "web"
    return "ours" if source.evidence == _OWN_DECISION else "none"


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[match.lastindex or 0] if match else ""
