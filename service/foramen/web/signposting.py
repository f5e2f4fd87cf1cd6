"""Tell machines by `Link` headers what an address is part of and where more is (FAIR Signposting).

The landing page is `/downloads`; the home page says the same of it. `/linkset` gives the links of
the landing page and of each file in one document (RFC 9264).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from flask import Blueprint, Response, g, request, url_for

from foramen.distributions import DATASET, distributions, version_label
from foramen.engine.results import GRAPHS
from foramen.namespaces import FORAMEN, SCHEMA

from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask

    from foramen.distributions import Distribution

__all__ = ["register"]

_blueprint: Final = Blueprint("signposting", __name__)

LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
_LINKSET: Final = "application/linkset+json"
# A header is no place for a hundred links: these lead to everything, the linkset names all.
_MAIN: Final = {"ontology.ttl", "ontology.owl", "dataset.nq"}
_METADATA: Final = {"text/turtle", "application/ld+json", "application/rdf+xml"}
# What may stand in a path and so in a header as it is; anything else is written as %xx.
_IN_PATHS: Final = "/:@!$&'()*+,=~.-_"


@dataclass(frozen=True)
class Link:
    """A link to another address, or to itself a name."""

    rel: str
    href: str
    type: str = ""

    def __str__(self) -> str:
        kind = f'; type="{self.type}"' if self.type else ""
        return f'<{self.href}>; rel="{self.rel}"{kind}'


def register(app: Flask) -> None:
    """Let the application add the links to every answer that is one."""
    app.register_blueprint(_blueprint)
    app.after_request(_add_links)


@_blueprint.get("/linkset")
def linkset() -> Response:
    """Give the links of the landing page and of each file."""
    files = list(distributions(service().knowledge.graphs))
    contexts = [_context(url_for("dumps.downloads", _external=True), _of_landing(files))]
    contexts += [_context(_here(file.path), _of_file(file)) for file in files]
    content = json.dumps({"linkset": contexts}, indent=2) + "\n"
    return Response(content, mimetype=_LINKSET)


def _context(anchor: str, links: Iterable[Link]) -> dict[str, object]:
    targets: dict[str, list[dict[str, str]]] = {}
    for link in links:
        kind = {"type": link.type} if link.type else {}
        targets.setdefault(link.rel, []).append({"href": link.href, **kind})
    return {"anchor": anchor, **targets}


def _add_links(response: Response) -> Response:
    if response.status_code in {200, 206} and request.method in {"GET", "HEAD"}:
        for link in _links(response):
            response.headers.add("Link", str(link))
    return response


def _links(response: Response) -> Iterator[Link]:
    """Yield the links of the answer that is about to be sent."""
    view = request.endpoint
    if view in {"home.home", "dumps.downloads"}:
        files = distributions(service().knowledge.graphs)
        yield from _of_landing(file for file in files if file.path in _MAIN)
        yield Link("linkset", url_for("signposting.linkset", _external=True), _LINKSET)
    elif view in {"terms.term", "dumps.ontology", "dumps.graph", "dumps.dataset"}:
        served = response.headers.get("Content-Location", "").removeprefix(request.script_root)
        for file in distributions(service().knowledge.graphs):
            if served == f"/{file.path}":
                yield from _of_file(file)
                return
        yield from _of_term(is_page=response.mimetype == "text/html")
    elif view in {"metadata.void", "metadata.dataset"}:
        yield Link("describes", url_for("dumps.downloads", _external=True), "text/html")
    elif view == "sparql.sparql":
        yield from _of_endpoint(request.scheme, request.host, request.script_root)


@lru_cache(maxsize=100)  # it stands on every answer to a query
def _of_endpoint(scheme: str, host: str, root: str) -> tuple[Link, ...]:
    here = f"{scheme}://{host}{root}"
    return (
        Link("service-desc", f"{here}/sparql?format=turtle", "text/turtle"),
        Link("describedby", f"{here}/.well-known/void?format=turtle", "text/turtle"),
    )


def _of_landing(files: Iterable[Distribution]) -> Iterator[Link]:
    yield Link("cite-as", DATASET)
    for kind in ("AboutPage", "Dataset"):
        yield Link("type", f"{SCHEMA}{kind}")
    yield Link("license", LICENSE)
    yield from _described_by("dataset")
    for file in files:
        yield Link("item", _here(file.path), file.media_type)


def _of_file(file: Distribution) -> Iterator[Link]:
    yield Link("cite-as", f"{file.of}/{version_label(service().knowledge.version_iri)}")
    yield Link("type", f"{SCHEMA}Dataset")
    yield Link("license", LICENSE)
    yield Link("collection", url_for("dumps.downloads", _external=True), "text/html")
    yield from _described_by("dataset")


def _of_term(*, is_page: bool) -> Iterator[Link]:
    # The address may have a suffix that the IRI has not.
    name = str(g.get("described", request.path.removeprefix("/"))).removeprefix(str(FORAMEN))
    path = quote(name, safe=_IN_PATHS)
    yield Link("cite-as", f"{FORAMEN}{path}")
    yield Link("license", LICENSE)
    yield Link("collection", url_for("dumps.downloads", _external=True), "text/html")
    if is_page:
        yield Link("type", f"{SCHEMA}AboutPage")
        yield Link("type", f"{SCHEMA}DefinedTerm")
        yield from _described_by(path)
    else:
        yield Link("describes", f"{FORAMEN}{path}")


def _described_by(path: str) -> Iterator[Link]:
    for entry in GRAPHS:
        if entry.media_type in _METADATA:
            yield Link("describedby", _here(f"{path}?format={entry.names[0]}"), entry.media_type)


def _here(path: str) -> str:
    return f"{request.url_root}{path}"
