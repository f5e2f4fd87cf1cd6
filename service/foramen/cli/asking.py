"""The commands of those who ask: ask, describe, query, questions."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foramen.engine.results import BINDINGS, GRAPHS, formats_for
from foramen.errors import BadParameter, QuerySyntaxError, UnknownQuestion, UnknownTerm
from foramen.lookup.concepts import description_query

from . import complaints, reports, sheet, terminal
from .parts import Parts, pass_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foramen.engine.model import CheckedQuery
    from foramen.questions import Parameter, Question

__all__ = ["COMMANDS"]

FORMATS = ["table", *dict.fromkeys(name for offer in (*BINDINGS, *GRAPHS) for name in offer.names)]

answer_format = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    metavar="FORMAT",
    help="How to print the answer: table, json, xml, csv, tsv or md; a graph as ttl, nt, "
    "jsonld or rdf.",
)
list_format = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print the list.",
)


@click.command()
@click.argument("file", required=False)
@click.option("--text", help="The query itself, instead of a file.")
@answer_format
@pass_parts
def query(parts: Parts, file: str | None, text: str | None, form: str) -> None:
    """Answer a SPARQL query from FILE, from standard input (-), or from --text.

    \b
    Examples:
      foramen query my.rq --format csv
      foramen query --text 'SELECT ?s WHERE { ?s ?p ?o } LIMIT 3'
      echo 'ASK { ?s ?p ?o }' | foramen query -
    """
    if text is not None and file is None:
        _answer(parts, text, form)
    elif text is None and file is not None:
        _answer(parts, _read(file), form, name="" if file == "-" else file)
    else:
        raise click.UsageError("Give one of: a file, - for standard input, or --text.")


def _read(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        return Path(file).read_text("utf-8")
    except UnicodeDecodeError as problem:
        raise click.UsageError(f"{file} is not UTF-8 text.") from problem
    except OSError as problem:
        raise click.UsageError(f"Cannot read {file}: {problem.strerror}.") from problem


def _answer(parts: Parts, text: str, form: str, name: str = "") -> None:
    engine = parts.engine
    try:
        checked = engine.guard.check(text)
        if form == "table":
            terminal.show_answer(engine.answer(checked))
            return
        written = engine.write(checked, _media_type(checked, form)).read()
    except QuerySyntaxError as error:
        error.add_note(complaints.pointer(text, error.line, error.column, name))
        raise
    click.echo(written, nl=not written.endswith(b"\n"))


def _media_type(query: CheckedQuery, form: str) -> str:
    offered = formats_for(query)
    for offer in offered:
        if form in offer.names:
            return offer.media_type
    names = ", ".join(offer.names[0] for offer in offered)
    raise click.UsageError(
        f"The answer to {query.form} cannot be printed as {form}, but as {names}."
    )


@click.command()
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--list", "listing", is_flag=True, help="List the questions instead.")
@click.option("--show", is_flag=True, help="Print the query instead of its answer.")
@answer_format
@pass_parts
def ask(
    parts: Parts, name: str | None, values: tuple[str, ...], listing: bool, show: bool, form: str
) -> None:
    """Answer a question of the library by its NAME.

    A value is a name (Foramen_L4-L5), a prefixed name (foramen:Foramen_L4-L5), an IRI, a label, a
    text or a number, as the parameter accepts; a parameter may be given more than once.

    \b
    Examples:
      foramen ask --list
      foramen ask which-root-exits-through-a-foramen foramen=Foramen_L4-L5
      foramen ask which-root-exits-through-a-foramen --show
    """
    if listing:
        _list(parts.questions, form)
        return
    if name is None:
        raise click.UsageError("Name a question; `foramen ask --list` lists them.")
    question = _question(parts.questions, name)
    text = question.with_values(_values(parts, question, values))
    if show:
        click.echo(text, nl=False)
    else:
        _answer(parts, text, form)


def _question(questions: Sequence[Question], name: str) -> Question:
    by_name = {question.name: question for question in questions}
    wanted = name.strip().lower().removesuffix(".rq").rpartition("/")[2]
    if wanted not in by_name:
        raise UnknownQuestion(name, difflib.get_close_matches(wanted, by_name, n=3, cutoff=0.5))
    return by_name[wanted]


def _values(parts: Parts, question: Question, given: Sequence[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadParameter(question.name, pair, "", "Write parameter=value.")
        if question.parameter(name, value).accepts == "iri":
            value = _iri(parts, question.parameter(name), question.name, value)
        values.setdefault(name, []).append(value)
    return values


def _iri(parts: Parts, parameter: Parameter, question: str, value: str) -> str:
    """Find the term that is meant; a whole IRI is taken as it is, known here or not."""
    if "://" in value:
        return value
    try:
        return parts.concepts.resolve(value)
    except UnknownTerm as error:
        near = f" Did you mean {' or '.join(error.near)}?" if error.near else ""
        hint = f"It is {parameter.description}.{near}"
        raise BadParameter(question, parameter.name, value, hint) from error


@click.command()
@click.argument("words", nargs=-1)
@list_format
@pass_parts
def questions(parts: Parts, words: tuple[str, ...], form: str) -> None:
    """List the question library, or only the questions that hold all WORDS.

    \b
    Examples:
      foramen questions
      foramen questions root lumbar
    """
    _list([question for question in parts.questions if _mentions(question, words)], form)


def _mentions(question: Question, words: Sequence[str]) -> bool:
    parts = (question.name, question.topic, question.summary, question.description, *question.tags)
    text = " ".join(parts).lower()
    return all(word.lower() in text for word in words)


def _list(questions: Sequence[Question], form: str) -> None:
    if form == "table":
        terminal.show_questions(questions)
    elif form == "json":
        click.echo(reports.questions_as_json(questions))
    else:
        raise click.UsageError(f"The list cannot be printed as {form}, but as table or json.")


@click.command()
@click.argument("term")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "ttl"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@pass_parts
def describe(parts: Parts, term: str, form: str) -> None:
    """Tell what the graph holds about a TERM: an IRI, a name, a label or a synonym.

    \b
    Examples:
      foramen describe Foramen_L4-L5_left
      foramen describe "foraminal stenosis" --format ttl
    """
    if form == "table":
        sheet.show_concept(parts.concepts.describe(term))
    elif form == "json":
        click.echo(reports.concept_as_json(parts.concepts.describe(term)))
    else:
        _answer(parts, description_query(parts.concepts.resolve(term)), form)


COMMANDS = (ask, describe, query, questions)
