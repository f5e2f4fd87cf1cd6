"""Describe every interface in one OpenAPI 3.1 document, and show it as a page.

Each interface describes itself in a file of its own, `interfaces/<name>.json`, with `tags`, `paths`
and `components`; here they are put together. A test holds them against the routes that there are.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from foramen.resources import version

from .description import DISCLAIMER
from .operations import by_tag
from .parameters import Parameters
from .snippets import curl_for

__all__ = ["blueprint", "document"]

blueprint: Final = Blueprint("openapi", __name__)

# As they are shown; whatever is not named comes behind.
_ORDER: Final = ("api", "codes", "annotation", "reconciliation", "fhir", "mappings", "views", "mcp")
_PARTS: Final = ("schemas", "parameters", "responses", "requestBodies", "headers", "examples")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Give the document for programs."""
    Parameters(request.args, ())
    content = {**document(), "servers": [{"url": request.url_root.rstrip("/")}]}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return Response(text, mimetype="application/json")


@blueprint.get("/api")
def page() -> str:
    """Show the same for people."""
    Parameters(request.args, ())
    return render_template(
        "api.html", tags=_tags(), root=request.url_root.rstrip("/"), curl_for=curl_for
    )


@lru_cache(maxsize=1)
def _tags() -> list[dict[str, Any]]:
    return by_tag(document())


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """Put the descriptions of all interfaces together."""
    whole: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Foramen",
            "version": version(),
            "summary": "The neural foramen as linked concepts, for other systems.",
            "description": DISCLAIMER,
            "license": {"name": "CC BY 4.0 (data), MIT (code)", "identifier": "CC-BY-4.0"},
        },
        "tags": [],
        "paths": {},
        "components": {part: {} for part in _PARTS},
    }
    folder = resources.files("foramen.web") / "interfaces"
    names = [one.name.removesuffix(".json") for one in folder.iterdir()]
    others = sorted(set(names).difference(_ORDER))
    for name in (*_ORDER, *others):
        _add(json.loads((folder / f"{name}.json").read_text("utf-8")), whole)
    return whole


def _add(interface: dict[str, Any], whole: dict[str, Any]) -> None:
    whole["tags"] += interface.get("tags", [])
    whole["paths"] |= interface.get("paths", {})
    for part, members in interface.get("components", {}).items():
        whole["components"][part] |= members
