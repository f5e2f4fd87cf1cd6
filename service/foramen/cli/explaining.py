"""The command that tells why: explain."""

from __future__ import annotations

import click

from foramen.engine.results import write_answer
from foramen.lookup.explanation import Explainer
from foramen.lookup.explanation_json import as_json
from foramen.lookup.explanation_texts import as_text

from .parts import Parts, pass_parts

__all__ = ["COMMANDS"]

DISCLAIMER = "Educational; not medical advice; does not replace an in-person medical evaluation."


@click.command()
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ttl"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@pass_parts
def explain(parts: Parts, subject: str, predicate: str, object_: str, form: str) -> None:
    """Tell why a triple is in the graph: who states it, or how it follows, down to statements.

    Each of SUBJECT, PREDICATE and OBJECT is an IRI, a name, a label or a synonym; the predicate
    may also be `a` or "is a kind of".

    \b
    Examples:
      foramen explain ParacentralDiscHerniation_L4-L5_right mayCompromise Root_L5_right
      foramen explain "L5/S1 foramen" "is a kind of" "lumbar foramen" --format json
    """
    explainer = Explainer(parts.knowledge, parts.engine, parts.concepts)
    found = [explainer.explain(explainer.triple(subject, predicate, object_))]
    label = parts.concepts.names.label
    if form == "text":
        click.echo(as_text(found, label, DISCLAIMER), nl=False)
    elif form == "json":
        click.echo(as_json(found, label, DISCLAIMER), nl=False)
    else:
        click.echo("".join(write_answer(explainer.graph(found), "text/turtle")), nl=False)


COMMANDS = (explain,)
