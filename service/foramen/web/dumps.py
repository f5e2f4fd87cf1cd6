"""Serve the release files: of the ontology, of the whole dataset, of each graph, by version too.

What is asked for is looked up among the files that there are; no path is made of the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from flask import Blueprint, current_app, redirect, render_template, request, send_file, url_for
from werkzeug.exceptions import NotFound

from foramen.distributions import (
    DATASET,
    ONTOLOGY,
    Distribution,
    distributions,
    version_label,
)
from foramen.engine.model import Bindings
from foramen.engine.results import Format
from foramen.namespaces import DCTERMS, FORAMEN, GRAPH, VOID

from . import terms
from .negotiation import choose_output
from .release_files import ReleaseFiles
from .service import service

if TYPE_CHECKING:
    from flask import Flask, Response
    from flask.typing import ResponseReturnValue

__all__ = ["register"]

_blueprint: Final = Blueprint("dumps", __name__)
_EXTENSION: Final = "foramen.files"
_SAID: Final = f"""SELECT ?graph ?said WHERE {{
  ?graph a <{VOID.Dataset}> ; <{DCTERMS.description}> ?said
}} ORDER BY ?graph ?said
"""
_LASTS_S: Final = 300
# What `format=` calls a format, beside its suffix.
_NAMES: Final = {
    "ttl": ("turtle",), "nt": ("ntriples",), "jsonld": ("json-ld",), "rdf": ("rdfxml", "xml"),
    "owl": ("rdfxml", "rdf", "xml"), "nq": ("nquads",), "ofn": ("functional",),
}  # fmt: skip


def register(app: Flask) -> None:
    """Let the application serve the files of its dataset."""
    parts = app.extensions["foramen"]
    app.extensions[_EXTENSION] = ReleaseFiles(parts.knowledge, parts.settings.engine_directory)
    app.register_blueprint(_blueprint)


@_blueprint.get("/downloads")
def downloads() -> str:
    """List every file for people."""
    files = list(distributions(service().knowledge.graphs))
    by_thing = {of: [file for file in files if file.of == of] for of in (ONTOLOGY, DATASET)}
    graphs = {
        graph: [file for file in files if file.of == graph] for graph in service().knowledge.graphs
    }
    return render_template(
        "downloads.html",
        ontology=by_thing[ONTOLOGY],
        dataset=by_thing[DATASET],
        graphs=graphs,
        said=_said_of_graphs(),
        version=version_label(service().knowledge.version_iri),
    )


def _said_of_graphs() -> dict[str, str]:
    """Read what each graph holds, in the words of the dataset's own description."""
    engine = service().engine
    answer = engine.answer(engine.guard.check(_SAID))
    rows = answer.rows if isinstance(answer, Bindings) else ()
    return {str(row["graph"]): str(row["said"]) for row in rows}


@_blueprint.get("/ontology")
@_blueprint.get("/ontology.<suffix>")
@_blueprint.get("/ontology/<version>")
def ontology(suffix: str = "", version: str = "") -> ResponseReturnValue:
    """Give the OWL ontology as the request wants it."""
    if version:
        suffix = _suffix_of_version(version)
    return _given(ONTOLOGY, suffix) if suffix else _negotiated(ONTOLOGY)


@_blueprint.get("/dataset.<suffix>")
@_blueprint.get("/dataset/<version>")
def dataset(suffix: str = "", version: str = "") -> ResponseReturnValue:
    """Give all graphs in one file."""
    if version:
        suffix = _suffix_of_version(version)
    return _given(DATASET, suffix) if suffix else redirect(url_for("metadata.dataset"), 303)


@_blueprint.get("/graph/<name>")
@_blueprint.get("/graph/<name>/<version>")
def graph(name: str, version: str = "") -> ResponseReturnValue:
    """Give one graph as the request wants it."""
    suffix = ""
    if version:
        suffix = _suffix_of_version(version)
    elif f"{GRAPH}{name}" not in service().knowledge.graphs:
        name, _, suffix = name.rpartition(".")
    iri = f"{GRAPH}{name}"
    if iri not in service().knowledge.graphs:
        known = ", ".join(sorted(one.removeprefix(GRAPH) for one in service().knowledge.graphs))
        raise NotFound(f"There is no such graph. The graphs are {known}.")
    return _given(iri, suffix) if suffix else _negotiated(iri)


def _suffix_of_version(version: str) -> str:
    """Read `2026-11-23.ttl`; the version here is the only one that can be given."""
    here = version_label(service().knowledge.version_iri)
    rest = version.removeprefix(here)
    if rest == version or (rest and not rest.startswith(".")):
        raise NotFound(f"This version is not here; the version here is {here}.")
    return rest.removeprefix(".")


def _negotiated(iri: str) -> ResponseReturnValue:
    formats = {
        Format((file.suffix, *_NAMES.get(file.suffix, ())), file.media_type, (), file.suffix): file
        for file in _files(iri)
    }
    output = choose_output(tuple(formats), named=request.args.get("format"), html="first")
    if output.format is None:
        return terms.term(iri.removeprefix(FORAMEN))
    return _sent(formats[output.format])


def _given(iri: str, suffix: str) -> Response:
    files = _files(iri)
    for file in files:
        if file.suffix == suffix:
            return _sent(file)
    offered = ", ".join(f".{file.suffix}" for file in files)
    raise NotFound(f"There is no such file. This is given as {offered}.")


def _files(iri: str) -> list[Distribution]:
    return [file for file in distributions(service().knowledge.graphs) if file.of == iri]


def _sent(file: Distribution) -> Response:
    files = cast("ReleaseFiles", current_app.extensions[_EXTENSION])
    response = send_file(
        files.path(file),
        mimetype=file.media_type,
        download_name=file.file_name,
        etag=files.etag(file),
        max_age=_LASTS_S,
    )
    response.headers["Content-Location"] = f"{request.script_root}/{file.path}"
    return response
