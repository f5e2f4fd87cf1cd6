"""The command for language models: mcp."""

from __future__ import annotations

from importlib.util import find_spec

import click

from . import keeping
from .parts import Parts, pass_parts

__all__ = ["COMMANDS"]


@click.command()
@click.option(
    "--http",
    "over_http",
    is_flag=True,
    help="Answer over HTTP instead: the whole service, at /mcp.",
)
@click.option("--host", help="With --http: the address to listen on.")
@click.option("--port", type=click.IntRange(1, 65_535), help="With --http: the port.")
@pass_parts
@click.pass_context
def mcp(
    context: click.Context, parts: Parts, over_http: bool, host: str | None, port: int | None
) -> None:
    """Give language models the graph as tools (Model Context Protocol).

    An agent starts this and speaks with it over standard input and output. With --http it is
    `foramen serve`, and an agent that speaks HTTP is given the address that ends in /mcp.

    \b
    Examples:
      foramen mcp
      foramen mcp --http --port 8001
    """
    if find_spec("mcp") is None:
        raise ModuleNotFoundError("No module named 'mcp'", name="mcp")
    if over_http:
        context.invoke(keeping.serve, host=host, port=port)
        return
    if host is not None or port is not None:
        raise click.UsageError("--host and --port go with --http.")
    _speak(parts)


def _speak(parts: Parts) -> None:
    from foramen.agents.parts import Parts as AgentParts
    from foramen.agents.parts import Terms
    from foramen.agents.stdio import serve_stdio
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.codes import Codes
    from foramen.terminology.search import Search

    def read_terms() -> Terms:
        catalogue = Catalogue.read(parts.knowledge)
        return Terms(Search(catalogue), Codes(catalogue))

    asked = AgentParts(
        knowledge=parts.knowledge,
        engine=parts.engine,
        questions={question.name: question for question in parts.questions},
        concepts=parts.concepts,
        read_terms=read_terms,
    )
    serve_stdio(asked, parts.close)


COMMANDS = (mcp,)
