"""Put a query to the engine within the bounds of a tool, and give the first rows of its answer.

The query passes the engine's own guard and limits, as on `/sparql`; there is no way around them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rdflib import Literal, URIRef

from foramen.engine.model import Bindings, Boolean
from foramen.engine.tokens import CLOSES, OPENS, scan
from foramen.errors import QuerySyntaxError, QueryTooComplex, QueryTooLarge, UnknownTerm
from foramen.namespaces import FORAMEN, XSD, compact, expand

from .answers import Cell, SparqlAnswer, Table
from .arguments import MOST_ROWS
from .citing import cited

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from foramen.engine.model import Answer, CheckedQuery, Term

    from .parts import Parts

__all__ = ["TIME_LIMIT_MS", "rows_of"]

TIME_LIMIT_MS: Final = 10_000
_LONGEST_CELL: Final = 1000
_TRIPLE: Final = ("subject", "predicate", "object")
_MOST_CHECKED: Final = 20


def rows_of(parts: Parts, text: str) -> SparqlAnswer:
    """Answer a query with at most `MOST_ROWS` rows.

    Raises:
        QueryError: the guard or the engine refuses it, or it takes too long.
    """
    query = parts.engine.guard.check(text)
    answer, is_bounded = _answered(parts, replace(query, time_limit_ms=TIME_LIMIT_MS))
    if isinstance(answer, Boolean):
        table = Table(form=query.form, boolean=answer.value, columns=[], rows=[], truncated=False)
        return SparqlAnswer(answer=table)
    columns, found = _table(answer)
    given = found[:MOST_ROWS]
    notes = []
    if truncated := len(found) > MOST_ROWS:
        what = "triples" if query.gives_graph else "rows"
        of = "more than that" if is_bounded else f"{len(found):,}"
        notes.append(
            f"TRUNCATED: the first {MOST_ROWS} {what} of {of} are given. Count with COUNT(*), bind "
            "more of the query to known terms, or go on with ORDER BY, LIMIT and OFFSET."
        )
    if not found:
        notes += _about_nothing(parts, text)
    rows = [{name: _cell(parts, row[name]) for name in columns if name in row} for row in given]
    if any(cell.value.endswith("…") for row in rows for cell in row.values()):
        notes.append(f"Texts of more than {_LONGEST_CELL:,} characters are cut, with … at the end.")
    return SparqlAnswer(
        answer=Table(form=query.form, columns=list(columns), rows=rows, truncated=truncated),
        notes=notes,
        sources=cited(parts, (str(term) for row in given for term in row.values())),
    )


def _answered(parts: Parts, query: CheckedQuery) -> tuple[Answer, bool]:
    """Answer a query; a SELECT without a limit of its own gets one, one row beyond ours."""
    if query.form == "SELECT" and _has_no_limit(query.text):
        try:
            limited = parts.engine.guard.check(f"{query.text}\nLIMIT {MOST_ROWS + 1}")
            limited = replace(limited, time_limit_ms=query.time_limit_ms)
            return parts.engine.answer(limited), True
        except (QuerySyntaxError, QueryTooComplex, QueryTooLarge):
            pass  # what is wrong is to be told of the query as it was sent
    return parts.engine.answer(query), False


def _has_no_limit(text: str) -> bool:
    """Tell whether neither LIMIT nor VALUES, behind which none may stand, ends the query."""
    depth = 0
    for token in scan(text):
        depth += (token.text in OPENS) - (token.text in CLOSES)
        if depth == 0 and token.keyword in {"LIMIT", "VALUES"}:
            return False
    return True


def _table(answer: Answer) -> tuple[Sequence[str], Sequence[Mapping[str, Term]]]:
    if isinstance(answer, Bindings):
        return answer.variables, answer.rows
    triples = () if isinstance(answer, Boolean) else answer.triples
    return _TRIPLE, [dict(zip(_TRIPLE, triple, strict=True)) for triple in triples]


def _cell(parts: Parts, term: Term) -> Cell:
    if isinstance(term, URIRef):
        iri = str(term)
        label = parts.concepts.names.label(iri)
        short = compact(iri)
        return Cell(value=_cut(short), iri=_cut(iri), label=label if label != short else None)
    if isinstance(term, Literal):
        datatype = str(term.datatype) if term.datatype else None
        shown = compact(datatype) if datatype and datatype != str(XSD.string) else None
        return Cell(value=_cut(str(term)), language=term.language, datatype=shown)
    return Cell(value=f"_:{term}")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


def _about_nothing(parts: Parts, text: str) -> Iterator[str]:
    """Say which terms of a query that found nothing the graph does not have."""
    yield "No rows. What the graph does not state is left open, not denied."
    for iri in _own_terms(text):
        try:
            parts.concepts.resolve(iri)
        except UnknownTerm as unknown:
            yield f"{UnknownTerm(compact(iri), unknown.near)}"


def _own_terms(text: str) -> list[str]:
    found = [
        expand(token.text) or "" if token.kind == "name" else token.text[1:-1]
        for token in scan(text)
        if token.kind in {"name", "iri"}
    ]
    own = [iri for iri in found if iri.startswith(str(FORAMEN)) and iri != str(FORAMEN)]
    return list(dict.fromkeys(own))[:_MOST_CHECKED]
