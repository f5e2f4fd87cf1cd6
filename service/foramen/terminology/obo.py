"""Write the ontology as an OBO file (format 1.4), for the tools of biomedical ontologies.

It holds classes and the relations between them, each relation where it is first true: a class
has what its broader classes have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.distributions import version_label
from foramen.endpoint import DISCLAIMER
from foramen.namespaces import compact

from .nearest import nearest_relations
from .obo_names import ABBREVIATION, LICENSE, NO_INDIVIDUALS, SCOPES, TITLE, held, spaces
from .topic_names import topic_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .catalogue import Catalogue
    from .model import Mapped, Name, Term

__all__ = ["obo_lines"]

_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", "\n": "\\n", "\t": "\\t", '"': '\\"', "{": "\\{", "}": "\\}", "!": "\\!"}
)
# What OBO calls a cross-reference is taken for 'the same' by many, so only the near ones are.
_SAME: Final = ("skos:exactMatch", "skos:closeMatch")


def obo_lines(catalogue: Catalogue, version_iri: str) -> Iterator[str]:
    """Give the file line by line, each with its end."""
    relations = nearest_relations(catalogue)
    terms = held(catalogue)
    yield from _ended(_header(catalogue, terms, version_label(version_iri), version_iri))
    names = {term.iri for term in terms}
    for kind, frame in (("class", "Term"), ("property", "Typedef")):
        for term in terms:
            if term.kind == kind:
                yield from _ended([f"[{frame}]", *_frame(term, catalogue, names, relations)])


def _ended(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"{line}\n" for line in lines)
    yield "\n"


def _header(catalogue: Catalogue, terms: list[Term], version: str, version_iri: str) -> list[str]:
    topics = sorted({term.topic for term in terms if term.topic})
    return [
        "format-version: 1.4",
        f"data-version: {version}",
        *(f"subsetdef: {topic} {_quoted(topic_name(topic))}" for topic in topics),
        f'synonymtypedef: {compact(ABBREVIATION)} "abbreviation" EXACT',
        *(f"idspace: {prefix} {space}" for prefix, space in spaces(catalogue).items()),
        "ontology: foramen",
        f"remark: {_bare(DISCLAIMER)}",
        f"remark: {_bare(NO_INDIVIDUALS)}",
        f"property_value: dcterms:title {_quoted(TITLE)} xsd:string",
        f"property_value: dcterms:license {LICENSE}",
        f"property_value: dcterms:isVersionOf {version_iri}",
    ]


def _frame(
    term: Term,
    catalogue: Catalogue,
    names: set[str],
    relations: dict[str, tuple[tuple[str, str], ...]],
) -> list[str]:
    lines = [f"id: {term.curie}", f"name: {_bare(term.label)}", "namespace: foramen"]
    if term.definition:
        sources = ", ".join(compact(source) for source in term.sources)
        lines.append(f"def: {_quoted(term.definition)} [{sources}]")
    lines += [f"subset: {term.topic}"] if term.topic else []
    lines += [_synonym(name) for name in term.names if name.kind != "label"]
    mapped = catalogue.of(term.iri)
    lines += [_xref(one) for one in mapped if one.predicate in _SAME]
    lines += [f"property_value: {one.predicate} {one.object}" for one in mapped]
    if term.deprecated:
        lines.append("is_obsolete: true")
        lines += [f"replaced_by: {compact(term.replaced_by)}"] if term.replaced_by else []
        return lines
    lines += [
        _link(f"is_a: {compact(one)}", one, catalogue) for one in term.parents if one in names
    ]
    lines += [
        _link(f"relationship: {compact(name)} {compact(other)}", other, catalogue)
        for name, other in relations.get(term.iri, ())
    ]
    return lines


def _synonym(name: Name) -> str:
    kind = f" {compact(ABBREVIATION)}" if name.kind == "abbreviation" else ""
    return f"synonym: {_quoted(name.text)} {SCOPES[name.kind]}{kind} []"


def _xref(mapping: Mapped) -> str:
    label = f" {_quoted(mapping.object_label)}" if mapping.object_label else ""
    return f"xref: {mapping.object}{label}"


def _link(line: str, iri: str, catalogue: Catalogue) -> str:
    """Let a reader of the file see what the identifier at the end of a line means."""
    return f"{line} ! {_bare(catalogue.terms[iri].label)}"


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def _bare(text: str) -> str:
    return text.translate(_ESCAPES).replace('\\"', '"')
