"""Make a glossary: what each concept means, and what else it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .tabled import Entry, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.terminology.model import Term

    from .curriculum import Curriculum

__all__ = ["glossary_table"]

_COLUMNS: Final = ("Term", "Meaning", "Also called", "Topic")
_NAMES: Final = frozenset({"exact", "abbreviation"})


def glossary_table(terms: Iterable[Term], curriculum: Curriculum) -> Table:
    """Make the table, in alphabetical order."""
    ordered = sorted(terms, key=lambda term: (term.label.casefold(), term.iri))
    rows = tuple(_row(term, curriculum) for term in ordered)
    return Table("glossary", "Glossary", _COLUMNS, rows)


def _row(term: Term, curriculum: Curriculum) -> Row:
    topic = curriculum.topics.get(curriculum.under.get(term.iri, ""))
    others = sorted({name.text for name in term.names if name.kind in _NAMES} - {term.label})
    return Row(
        (
            (Entry(term.label, term.iri),),
            (Entry(term.definition, sources=term.sources),),
            tuple(map(Entry, others)),
            (Entry(topic.label),) if topic else (),
        )
    )
