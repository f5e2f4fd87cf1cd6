"""Make study sheets: levels and roots, cautions, concepts side by side, glossaries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from foramen.namespaces import FORAMEN

from .caution_table import caution_table
from .comparison import compared, comparison_table
from .glossary import glossary_table
from .handout import Handout
from .outline import outline_of
from .study_queries import CAUTIONS_QUERY, ROOTS_QUERY, compare_query, glossary_query
from .tabled import source_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foramen.terminology.model import Term

    from .chosen import Chosen
    from .handout import Outline
    from .study import Study
    from .tabled import Entry, Row, Table

__all__ = ["COMPARED", "SHEETS", "StudySheet", "study_sheet", "usual_sheet"]

SHEETS: Final[Mapping[str, str]] = {
    "roots": "Levels and roots",
    "cautions": "Cautions",
    "compare": "Side by side",
    "glossary": "Glossary",
}
COMPARED: Final = ("a", "b", "c")
_HEDGES: Final = "What is said with a hedge bears it: may, or varies. What bears none is definite."
_LEADS: Final[Mapping[str, str]] = {
    "roots": f"Which root leaves by each foramen, and by what it is tested. {_HEDGES} "
    "Where a cell is empty, the graph holds none.",
    "cautions": "What can rule a procedure out, put it off or make another way more suitable, and "
    f"why. {_HEDGES} To learn from, not to decide by: silence is not safety.",
    "compare": f"What is said of all, and what of each alone. {_HEDGES}",
    "glossary": "What each term means, what else it is called, and on what its meaning rests.",
}


@dataclass(frozen=True, slots=True)
class StudySheet:
    """One sheet.

    Attributes:
        name: which of `SHEETS`.
        table: what it shows; nothing where nothing was chosen to compare.
        query: the query behind it.
        outline: of a glossary, its terms by topic.
    """

    name: str
    chosen: Chosen
    terms: tuple[Term, ...]
    table: Table | None
    query: str
    outline: Outline | None = None

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """Give how an address names it."""
        compared = zip(COMPARED, self.terms, strict=False)
        return [
            ("sheet", self.name),
            *(self.chosen.arguments if self.name in {"cautions", "glossary"} else ()),
            *((name, term.id) for name, term in compared if self.name == "compare"),
        ]

    def handout(self) -> Handout:
        """Make it ready to be taken away."""
        tables = (self.table,) if self.table else ()
        title = SHEETS[self.name]
        if self.name == "compare" and self.table:
            title = compared(self.terms)
        if self.name in {"cautions", "glossary"} and self.chosen.title:
            title = f"{title}: {self.chosen.title}"
        return Handout(
            stem="-".join(("sheet", *(value for _, value in self.arguments)))[:80],
            title=title,
            lead=_LEADS[self.name],
            sheets=tuple(table.sheet() for table in tables),
            address=f"/teach/sheets?{urlencode(self.arguments)}",
            outline=self.outline,
            members={
                "sheet": self.name,
                **{name: value for name, value in self.arguments if name != "sheet"},
                "columns": [column for table in tables for column in table.columns],
                "rows": [_row(table.columns, row) for table in tables for row in table.rows],
            },
        )


def study_sheet(study: Study, name: str, chosen: Chosen, terms: Sequence[Term] = ()) -> StudySheet:
    """Make a sheet.

    Args:
        study: what it is made of.
        name: which of `SHEETS`.
        chosen: whose cautions, or whose glossary.
        terms: what to lay side by side.
    """
    table, query = _MAKERS[name](study, chosen, terms)
    outline = None
    if name == "glossary":
        whole = outline_of(study.curriculum, chosen.concepts, ())
        outline = replace(whole, prerequisites=())  # a glossary says nothing of them
    return StudySheet(name, chosen, tuple(terms), table, query, outline)


def usual_sheet(chosen: Chosen, terms: Sequence[Term]) -> str:
    """Give the sheet that is meant where none is named."""
    if terms:
        return "compare"
    return "roots" if chosen.is_everything else "glossary"


def _roots(study: Study, _: Chosen, __: Sequence[Term]) -> tuple[Table | None, str]:
    return study.roots, ROOTS_QUERY


def _cautions(study: Study, chosen: Chosen, _: Sequence[Term]) -> tuple[Table | None, str]:
    wanted, taught_as = set(chosen.concepts), study.curriculum.taught_as
    cautions = [
        one
        for one in study.cautions
        if chosen.is_everything
        or wanted.intersection((*taught_as(one.procedure), *taught_as(one.condition)))
    ]
    return caution_table(cautions, study.backing), CAUTIONS_QUERY


def _compare(study: Study, _: Chosen, terms: Sequence[Term]) -> tuple[Table | None, str]:
    if len(terms) < 2:
        return None, ""
    table = comparison_table(terms, study.neighbourhood, study.backing)
    return table, compare_query(term.iri for term in terms)


def _glossary(study: Study, chosen: Chosen, _: Sequence[Term]) -> tuple[Table | None, str]:
    known = study.backing.catalogue.terms
    terms = [known[iri] for iri in chosen.concepts if iri in known]
    return glossary_table(terms, study.curriculum), glossary_query(chosen)


_MAKERS: Final = {
    "roots": _roots,
    "cautions": _cautions,
    "compare": _compare,
    "glossary": _glossary,
}


def _row(columns: Sequence[str], row: Row) -> dict[str, Any]:
    cells = {
        column: [_entry(entry) for entry in cell]
        for column, cell in zip(columns, row.cells, strict=True)
    }
    return {"iri": row.iri or None, **cells}


def _entry(entry: Entry) -> dict[str, Any]:
    said = {
        "text": entry.text,
        "id": entry.iri.removeprefix(str(FORAMEN)),
        "iri": entry.iri,
        "strength": entry.strength,
        "sources": [source_key(one) for one in entry.sources],
        "disputed_by": [source_key(one) for one in entry.disputed],
    }
    lists = ("sources", "disputed_by")
    return {name: value for name, value in said.items() if value or name in lists}
