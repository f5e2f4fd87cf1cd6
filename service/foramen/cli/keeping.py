"""The commands of those who keep the knowledge: build, check, format, serve."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import click

from foramen import resources
from foramen.errors import DatasetMissing, PortTaken, StaleDataset
from foramen.knowledge import load_knowledge, require_current

from . import reports, terminal
from .parts import Parts, pass_parts

__all__ = ["COMMANDS"]


@click.command()
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to."
)
@click.option("--if-stale", is_flag=True, help="Do nothing if the dataset fits the sources.")
@click.option(
    "--with",
    "optional",
    multiple=True,
    metavar="NAME",
    help="Build an optional table of mappings in; may be repeated. Else FORAMEN_BUILD_WITH.",
)
@pass_parts
def build(parts: Parts, output: Path | None, if_stale: bool, optional: tuple[str, ...]) -> None:
    """Make the dataset from the tables.

    Writes N-Quads, the manifest, and the ontology as Turtle, RDF/XML and functional syntax.

    Mappings to SNOMED CT are left out unless you ask for them (--with snomedct), since using
    SNOMED CT needs a licence: you are an affiliate of SNOMED International, or your country is a
    member and gives the licence out. They are identifiers without names. The dataset says that it
    was built with them, and whoever you pass it on to needs the licence too.

    \b
    Examples:
      foramen build
      foramen build --output /srv/foramen
      foramen build --with snomedct
    """
    if output is None and not resources.is_checkout() and parts.settings.dataset is None:
        raise click.UsageError(
            "An installed package keeps the dataset it came with. Name a folder: --output DIR"
        )
    sources = parts.settings.sources_root
    output = output or parts.settings.dataset_directory
    wanted = optional or parts.settings.optional_tables
    if if_stale and _is_current(output, sources, wanted):
        return
    _require("nmo_python")
    from foramen.compiler import pipeline

    started = time.monotonic()
    with terminal.build_progress() as progress:
        knowledge = pipeline.build(sources, output, progress, optional=wanted)
    terminal.show_build(knowledge, time.monotonic() - started)


def _require(*modules: str) -> None:
    """Say at once what a plain installation lacks, not in the middle of the work."""
    for module in modules:
        if find_spec(module) is None:
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)


def _is_current(dataset: Path, sources: Path, optional: tuple[str, ...]) -> bool:
    try:
        knowledge = load_knowledge(dataset)
        require_current(knowledge, sources)
    except (DatasetMissing, StaleDataset):
        return False
    return {*knowledge.optional} == {*optional}


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", *reports.FINDINGS_WRITERS]),
    default="table",
    show_default=True,
    help="How to print the findings; ttl is a SHACL report.",
)
@click.option("--only", multiple=True, metavar="NAME", help="Run this check; may be repeated.")
@pass_parts
def check(parts: Parts, form: str, only: tuple[str, ...]) -> None:
    """Test that the knowledge is whole: shapes, reasoner, identifiers, traceability.

    Exit status 0 only where every check holds, 1 where one does not.

    \b
    Examples:
      foramen check
      foramen check --only shapes --format junit > shapes.xml
    """
    _require("owlready2", "pyshacl", "nmo_python")
    from foramen.compiler import checks

    results = checks.run_checks(parts.settings.sources_root, parts.knowledge, only=only or None)
    if form == "table":
        terminal.show_checks(results)
    else:
        click.echo(reports.FINDINGS_WRITERS[form](results))
    if not all(result.passed for result in results):
        raise click.exceptions.Exit(1)


@click.command("format")
@pass_parts
def format_tables(parts: Parts) -> None:
    """Put the tables into canonical form: sorted rows, no stray spaces.

    \b
    Examples:
      foramen format
    """
    from foramen.compiler import tables

    changed = tables.format_tables(parts.settings.sources_root)
    for path in changed:
        click.echo(f"formatted {path}")
    if not changed:
        click.echo("Every table is in canonical form already.")


@click.command()
@click.option("--host", help="The address to listen on; else FORAMEN_HOST, else 127.0.0.1.")
@click.option(
    "--port", type=click.IntRange(1, 65_535), help="The port; else FORAMEN_PORT, else 8000."
)
@pass_parts
def serve(parts: Parts, host: str | None, port: int | None) -> None:
    """Answer over HTTP until Ctrl+C.

    \b
    Examples:
      foramen serve
      foramen serve --host 0.0.0.0 --port 8001
    """
    from foramen import wsgi

    settings = replace(
        parts.settings, host=host or parts.settings.host, port=port or parts.settings.port
    )
    try:
        wsgi.require_free(settings.host, settings.port)
    except PortTaken as error:
        other = settings.port + 1
        error.add_note(
            f"Type: foramen serve --port {other} (in a checkout: make serve PORT={other})"
        )
        raise
    terminal.show_service(settings.host, settings.port, parts.knowledge, len(parts.questions))
    wsgi.serve(settings)


COMMANDS = (build, check, format_tables, serve)
