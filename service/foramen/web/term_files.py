"""Write what the page of a term shows as a table (CSV) and as a note with citations (Markdown)."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from foramen.engine.results import Format
from foramen.namespaces import FORAMEN, compact
from foramen.terminology.choosing import match_of

from .description import DISCLAIMER
from .service import service
from .term_teaching import taught

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.lookup.model import Link, Statement

    from .term_model import Entry, Group
    from .term_page import Told

__all__ = ["CSV", "FORMATS", "MARKDOWN", "SVG", "escaped", "note", "table"]

CSV: Final = Format(("csv",), "text/csv", (), "csv")
MARKDOWN: Final = Format(("markdown", "md"), "text/markdown", (), "md")
SVG: Final = Format(("svg",), "image/svg+xml", (), "svg")
FORMATS: Final = (CSV, MARKDOWN, SVG)

_COLUMNS: Final = (
    "direction", "property", "property_label", "other", "other_label", "strength", "sources",
    "inferred", "of_every", "disputed_by", "statement",
)  # fmt: skip
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")


def table(told: Told) -> str:
    """Write one row a statement; a relation that has none is a row too."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows(_broader(told))
    for group in told.relations.all:
        for entry in group.entries:
            writer.writerows(_row(group, entry, said) for said in entry.statements or (None,))
    writer.writerows(_narrower(told))
    return out.getvalue()


def _broader(told: Told) -> Iterator[list[str]]:
    for parent in told.concept.parents:
        if parent.target:
            yield _kind_row("out", parent.target, str(parent.inferred).lower())


def _narrower(told: Told) -> Iterator[list[str]]:
    parts = service()
    for child in parts.catalogue.children.get(told.concept.iri, ()):
        yield _kind_row("in", parts.concepts.link(child), "")


def _kind_row(direction: str, other: Link, inferred: str) -> list[str]:
    return [
        direction, "rdfs:subClassOf", "is a kind of", compact(other.iri), other.label,
        "", "", inferred, "", "", "",
    ]  # fmt: skip


def _row(group: Group, entry: Entry, said: Statement | None) -> list[str]:
    inferred = said.inferred if said else entry.inferred
    return [
        "in" if group.incoming else "out",
        compact(group.property.iri),
        group.property.label,
        compact(entry.target.iri),
        entry.target.label,
        said.strength.label if said and said.strength else "",
        _curies(said.sources) if said else "",
        str(inferred).lower(),
        compact(entry.origin.iri) if entry.origin else "",
        _curies(said.disputed_by) if said else "",
        compact(said.iri) if said else "",
    ]


def _curies(links: tuple[Link, ...]) -> str:
    return " ".join(compact(link.iri) for link in links)


def note(told: Told, address: str) -> str:
    """Write a note that reads by itself: what the term is, its relations, sources as footnotes."""
    return "\n".join(_Note(told, address).lines()) + "\n"


class _Note:
    """One note; each source is numbered where it is first named."""

    def __init__(self, told: Told, address: str) -> None:
        self._told, self._address = told, address
        self._numbers: dict[str, int] = {}

    def lines(self) -> Iterator[str]:
        concept = self._told.concept
        yield f"# {escaped(concept.label)}"
        yield ""
        if self._told.is_deprecated:
            instead = self._told.replacement
            yield "**Deprecated.**" + (f" Use {self._link(instead)} instead." if instead else "")
            yield ""
        if concept.definition:
            yield escaped(concept.definition) + self._marks(self._told.sources)
            yield ""
        for remark in self._told.remarks:
            yield f"> {escaped(remark)}"
            yield ""
        yield f"- Identifier: `{concept.curie}`, <{concept.iri}>"
        for kind, names in self._told.names:
            yield f"- {kind.capitalize()}: {escaped('; '.join(names))}"
        kinds = [self._link(one.target) for one in concept.parents if one.target]
        if kinds:
            yield f"- Is a kind of: {'; '.join(kinds)}"
        yield ""
        relations = self._told.relations
        yield from self._section("Cautions", relations.cautions)
        yield from self._section("Relations", relations.outgoing)
        yield from self._section("What is related to it", relations.incoming)
        yield from self._teaching()
        yield from self._mappings()
        yield from self._foot()

    def _section(self, title: str, groups: tuple[Group, ...]) -> Iterator[str]:
        if not groups:
            return
        yield f"## {title}"
        yield ""
        for group in groups:
            head = f"What {group.words} it" if group.incoming else group.words.capitalize()
            yield f"### {escaped(head)}"
            yield ""
            yield from (f"- {self._entry(entry)}" for entry in group.entries)
            if group.inherited or group.left_out:
                number = len(group.inherited) + group.left_out
                yield f"- and {number} more, for the most part narrower terms"
            yield ""

    def _entry(self, entry: Entry) -> str:
        text = self._link(entry.target)
        strengths = dict.fromkeys(one.strength.label for one in entry.statements if one.strength)
        marks = [*strengths]
        if entry.origin:
            marks.append(f"of every {escaped(entry.origin.label)}")
        elif entry.inferred:
            marks.append("inferred")
        text += f" ({', '.join(marks)})" if marks else ""
        sources = dict.fromkeys(source for one in entry.statements for source in one.sources)
        text += self._marks(tuple(sources))
        reasons = [one.reason for one in (*entry.statements, *entry.reasons) if one.reason]
        text += "".join(f" {escaped(reason)}" for reason in dict.fromkeys(reasons))
        disputes = dict.fromkeys(source for one in entry.statements for source in one.disputed_by)
        if disputes:
            text += f" Disputed by{self._marks(tuple(disputes))}"
        return text

    def _teaching(self) -> Iterator[str]:
        """Tell how the term is taught: a judgement, and so apart from its relations."""
        link = service().concepts.link
        for one in taught(self._told.term) if self._told.term else ():
            is_itself = one.term.iri == self._told.concept.iri
            yield "## Teaching" if is_itself else f"## Teaching: as {escaped(one.term.label)}"
            yield ""
            yield f"- Topic: {self._link(link(one.topic.iri))}. {escaped(one.why)}"
            for words, steps in (("Needs", one.needs), ("Is needed for", one.leads)):
                for step in steps:
                    marks = self._marks(tuple(map(link, step.said.basis)))
                    reason = escaped(step.said.rationale)
                    yield f"- {words} {self._link(link(step.term.iri))}: {reason}{marks}"
            for objective in one.objectives:
                yield f"- Objective ({objective.level}): {escaped(objective.text)}"
            yield ""

    def _mappings(self) -> Iterator[str]:
        mapped = service().catalogue.of(self._told.concept.iri)
        if not mapped:
            return
        yield "## In other terminologies"
        yield ""
        for one in mapped:
            label = f" {escaped(one.object_label)}" if one.object_label else ""
            yield f"- {match_of(one).words}: `{one.object}`{label}"
        yield ""

    def _foot(self) -> Iterator[str]:
        if self._numbers:
            yield "## Sources"
            yield ""
            label = service().concepts.names.label
            for iri, number in self._numbers.items():
                yield f"[^{number}]: {escaped(label(iri))} (<{iri}>)"
            yield ""
        yield "## Cite"
        yield ""
        version = service().knowledge.version
        concept = self._told.concept
        yield (
            f"Foramen {version}, “{escaped(concept.label)}”, <{concept.iri}>, "
            f"read at <{self._address}>. CC BY 4.0."
        )
        yield ""
        yield f"*{DISCLAIMER}*"

    def _marks(self, sources: tuple[Link, ...]) -> str:
        return "".join(
            f"[^{self._numbers.setdefault(one.iri, len(self._numbers) + 1)}]" for one in sources
        )

    @staticmethod
    def _link(link: Link) -> str:
        is_ours = link.iri.startswith(str(FORAMEN))
        return f"[{escaped(link.label)}]({link.iri})" if is_ours else escaped(link.label)


def escaped(text: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
