"""Write the cautions of a term, as its page shows them, as one table (CSV)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from foramen.namespaces import compact

if TYPE_CHECKING:
    from foramen.lookup.model import Link, Statement

    from .term_model import Entry, Group
    from .term_page import Told

__all__ = ["cautions_table"]

_COLUMNS: Final = (
    "relation", "condition", "condition_label", "strength", "reason", "consider_instead",
    "said_of_every", "sources", "source_labels", "disputed_by", "statement",
)  # fmt: skip


def cautions_table(told: Told) -> str:
    """Write one row a statement, in the order of the page."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for group in told.relations.cautions:
        for entry in group.entries:
            writer.writerows(_row(group, entry, said) for said in entry.statements or (None,))
    return out.getvalue()


def _row(group: Group, entry: Entry, said: Statement | None) -> list[str]:
    # What follows from a wider kind has its reason where it was said of that kind.
    telling = [*([said] if said else []), *entry.reasons]
    return [
        group.words,
        compact(entry.target.iri),
        entry.target.label,
        said.strength.label if said and said.strength else "",
        " ".join(dict.fromkeys(one.reason for one in telling if one.reason)),
        "; ".join(dict.fromkeys(link.label for one in telling for link in one.instead)),
        entry.origin.label if entry.origin else "",
        _curies(said.sources) if said else "",
        "; ".join(link.label for link in said.sources) if said else "",
        _curies(said.disputed_by) if said else "",
        compact(said.iri) if said else "",
    ]


def _curies(links: tuple[Link, ...]) -> str:
    return " ".join(compact(link.iri) for link in links)
