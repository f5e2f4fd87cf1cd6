"""Answer questions: those of the library, queries of one's own, and why a triple is there."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from foramen.endpoint import DISCLAIMER
from foramen.errors import BadParameter, UnknownQuestion, UnknownTerm
from foramen.lookup.explanation_json import as_json
from foramen.lookup.explanation_texts import as_text

from .answers import AskAnswer, ExplainAnswer, Listed, ParameterListed, SparqlAnswer
from .citing import cited
from .rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foramen.questions import Question

    from .arguments import AskArguments, ExplainArguments, SparqlArguments
    from .parts import Parts

__all__ = ["ask", "explain", "sparql"]

# A larger explanation is nothing for a model: the whole is at /explain and by `foramen explain`.
_LONGEST_TEXT: Final = 20_000
_LONGEST_TREE: Final = 60_000


def ask(parts: Parts, given: AskArguments) -> AskAnswer:
    """Ask a question of the library, or list those that hold some words.

    Raises:
        UnknownQuestion: there is none of this name; the error carries near matches.
        BadParameter: it has no such parameter, or a value does not fit.
        QueryError: as for any query.
    """
    if not given.question:
        return _list(parts, given.find)
    name = given.question.lower().removesuffix(".rq").rpartition("/")[2]
    question = parts.questions.get(name)
    if question is None:
        near = get_close_matches(name, parts.questions, n=3, cutoff=0.5)
        raise UnknownQuestion(given.question, near)
    text = question.with_values(_values(parts, question, given.values))
    found = rows_of(parts, text)
    return AskAnswer(
        questions=[_listed(parts, question)],
        answer=found.answer,
        query=text,
        notes=[question.description, *found.notes],
        sources=found.sources,
    )


def sparql(parts: Parts, given: SparqlArguments) -> SparqlAnswer:
    """Answer a query.

    Raises:
        QueryError: the guard or the engine refuses it, or it takes too long.
    """
    found = rows_of(parts, given.query)
    if found.answer.rows and not found.sources:
        found.notes.append("For strength and source of a triple in this answer, use explain.")
    return found


def explain(parts: Parts, given: ExplainArguments) -> ExplainAnswer:
    """Tell why a triple is in the graph.

    Raises:
        UnknownTerm: one of its terms is not there.
        NotStated: the graph does not hold it; the error says what is near.
    """
    triple = parts.explainer.triple(given.subject, given.predicate, given.object)
    found = [parts.explainer.explain(triple)]
    label = parts.concepts.names.label
    text = as_text(found, label, DISCLAIMER)
    told: dict[str, Any] = json.loads(as_json(found, label, DISCLAIMER))["explanations"][0]
    notes = []
    if len(text) > _LONGEST_TEXT:
        text = text[:_LONGEST_TEXT].rpartition("\n")[0]
        notes.append("TRUNCATED: only the beginning of the text is given.")
    statements, derivation = told["statements"], told["derivation"]
    if len(json.dumps([statements, derivation])) > _LONGEST_TREE:
        statements, derivation = statements[:10], None
        notes.append("TRUNCATED: the derivation is left out, since it is too large.")
    return ExplainAnswer(
        sentence=told["sentence"],
        standing=told["standing"],
        account=told["account"],
        strength=told["strength"]["label"] if told["strength"] else None,
        statements=statements,
        derivation=derivation,
        text=text,
        notes=notes,
        sources=cited(parts, (source["iri"] for source in told["sources"])),
    )


def _list(parts: Parts, words: str) -> AskAnswer:
    found = [one for one in parts.questions.values() if _mentions(one, words)]
    notes = [f"{len(found)} of {len(parts.questions)} questions. Ask one by its name."]
    if not found:
        notes.append("Try fewer words, or leave `find` out to list all.")
    return AskAnswer(questions=[_listed(parts, one) for one in found], notes=notes)


def _mentions(question: Question, words: str) -> bool:
    held = (question.name, question.topic, question.summary, question.description, *question.tags)
    text = " ".join(held).casefold()
    return all(word in text for word in words.casefold().split())


def _listed(parts: Parts, question: Question) -> Listed:
    names = parts.concepts.names
    return Listed(
        name=question.name,
        topic=question.topic,
        summary=question.summary,
        parameters=[
            ParameterListed(
                name=one.name,
                description=one.description,
                accepts="term" if one.accepts == "iri" else one.accepts,
                default=[
                    names.label(str(term)) if one.accepts == "iri" else str(term)
                    for term in one.default
                ],
            )
            for one in question.parameters
        ],
    )


def _values(
    parts: Parts, question: Question, given: Mapping[str, str | list[str]]
) -> dict[str, list[str]]:
    """Read the values; a term may be named in any way, also by its label."""
    values: dict[str, list[str]] = {}
    for name, value in given.items():
        chosen = [value] if isinstance(value, str) else value
        chosen = [one for one in chosen if one.strip()]
        if question.parameter(name, ", ".join(chosen)).accepts == "iri":
            chosen = [_term(parts, question, name, one) for one in chosen]
        values[name] = chosen
    return values


def _term(parts: Parts, question: Question, name: str, value: str) -> str:
    try:
        return parts.concepts.resolve(value)
    except UnknownTerm as unknown:
        near = f" Did you mean {' or '.join(unknown.near)}?" if unknown.near else ""
        raise BadParameter(question.name, name, value, f"No term is called so.{near}") from None
