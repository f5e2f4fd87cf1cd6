"""Write answers as text, for the many agents that show a model nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .answers import (
    AskAnswer,
    DescribeAnswer,
    ExplainAnswer,
    ResolveAnswer,
    SearchAnswer,
    SparqlAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .answers import (
        Answer,
        Cell,
        Listed,
        MappingFound,
        Related,
        SourceGiven,
        Table,
        TermNamed,
    )

__all__ = ["as_text"]


def as_text(answer: Answer) -> str:
    """Write an answer: what was found, notes, sources, disclaimer."""
    lines: list[str] = []
    for kind, write in _WRITERS.items():
        if isinstance(answer, kind):
            lines += write(answer)
    lines += [f"Note: {note}" for note in answer.notes]
    if answer.sources:
        lines += ["", "Sources:", *map(_source, answer.sources)]
    return "\n".join([*lines, "", answer.disclaimer])


def _search(answer: SearchAnswer) -> Iterator[str]:
    for hit in answer.terms:
        matched = f" (by the name {hit.matched!r})" if hit.matched != hit.label else ""
        yield f"- {hit.label}, {hit.id}{matched}: {hit.definition}"


def _describe(answer: DescribeAnswer) -> Iterator[str]:
    yield f"{answer.term.label} ({answer.term.id})"
    yield answer.definition
    if answer.synonyms:
        yield f"Also called: {'; '.join(answer.synonyms)}"
    yield from answer.remarks
    if answer.parents:
        yield f"Is a kind of: {_terms(answer.parents)}"
    if answer.children:
        yield f"Has the kinds: {_terms(answer.children)}"
    yield from (_related(one) for one in answer.relations)
    yield from (_mapping(one) for one in answer.mappings)


def _related(one: Related) -> str:
    remarks = [one.strength or "", "inferred" if one.inferred else "", *one.sources]
    said = f"{one.relation.label} {one.other.label} ({one.other.id})"
    if one.incoming:
        said = f"is that which {one.other.label} ({one.other.id}) {one.relation.label}"
    return f"- {said} [{'; '.join(filter(None, remarks))}]"


def _resolve(answer: ResolveAnswer) -> Iterator[str]:
    yield from (_mapping(one) for one in answer.mappings)


def _mapping(one: MappingFound) -> str:
    confidence = "" if one.confidence is None else f", confidence {one.confidence:g}"
    label = f" ({one.code_label})" if one.code_label else ""
    comment = f": {one.comment}" if one.comment else ""
    ours = f"{one.term.label} ({one.term.id})"
    return f"- {ours} {one.relation} {one.code}{label}{confidence}{comment}"


def _ask(answer: AskAnswer) -> Iterator[str]:
    yield from map(_listed, answer.questions)
    if answer.answer is not None:
        yield from _table(answer.answer)


def _listed(one: Listed) -> str:
    parameters = "; ".join(
        f"{parameter.name} ({parameter.description}; else {', '.join(parameter.default) or 'none'})"
        for parameter in one.parameters
    )
    return f"- {one.name}: {one.summary}{f' Parameters: {parameters}' if parameters else ''}"


def _sparql(answer: SparqlAnswer) -> Iterator[str]:
    return _table(answer.answer)


def _table(answer: Table) -> Iterator[str]:
    if answer.boolean is not None:
        yield "yes" if answer.boolean else "no"
        return
    yield "\t".join(answer.columns)
    for row in answer.rows:
        yield "\t".join(_cell(row.get(name)) for name in answer.columns)
    yield f"{len(answer.rows)} rows{', TRUNCATED: there are more' if answer.truncated else ''}"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    label = f" ({cell.label})" if cell.label else ""
    return " ".join(f"{cell.value}{label}".split())


def _explain(answer: ExplainAnswer) -> Iterator[str]:
    yield answer.text.removesuffix(f"{answer.disclaimer}\n").rstrip()


def _source(source: SourceGiven) -> str:
    strength = f" [{source.strength}]" if source.strength else ""
    address = f" <{source.url}>" if source.url else ""
    return f"- {source.id}: {source.label}. {source.text}{strength}{address}"


def _terms(terms: Iterable[TermNamed]) -> str:
    return "; ".join(f"{term.label} ({term.id})" for term in terms)


_WRITERS: dict[type[Answer], Callable[..., Iterator[str]]] = {
    SearchAnswer: _search,
    DescribeAnswer: _describe,
    ResolveAnswer: _resolve,
    AskAnswer: _ask,
    SparqlAnswer: _sparql,
    ExplainAnswer: _explain,
}
