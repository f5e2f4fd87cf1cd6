"""Make the web application from what it is given; nothing is read from the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Flask, request

from foramen.lookup.concepts import Concepts
from foramen.resources import version

from . import (
    annotation,
    api,
    codes,
    compression,
    dumps,
    editing,
    explain,
    fhir,
    headers,
    mappings,
    mcp,
    metadata,
    monitoring,
    openapi,
    presentation,
    problems,
    questions,
    reconciliation,
    signposting,
    sparql,
    terms,
    views,
)
from .clients import Clients
from .front import Front
from .kept_answers import KeptAnswers
from .metrics import Metrics
from .pages import BLUEPRINTS
from .requests_log import RequestsLog
from .service import Service, service
from .teach import BLUEPRINTS as TEACHING
from .uploads import takes_uploads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.questions import Question
    from foramen.settings import Settings

__all__ = ["create_app"]

_PARTS: Final = (
    monitoring, sparql, editing, explain, questions, metadata, api, codes, annotation,
    reconciliation, fhir, mappings, mcp, views, openapi, terms,
)  # fmt: skip


def create_app(
    knowledge: Knowledge,
    engine: Engine,
    questions_: Iterable[Question],
    settings: Settings,
) -> Flask:
    """Give a new application over an engine that holds the knowledge."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_upload_bytes
    app.before_request(_take_uploads)
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    metrics = Metrics(engine)
    app.extensions["foramen"] = Service(
        knowledge=knowledge,
        engine=engine,
        questions={question.name: question for question in questions_},
        settings=settings,
        concepts=Concepts(knowledge, engine),
        metrics=metrics,
    )
    for part in _PARTS:
        app.register_blueprint(part.blueprint)
    for blueprint in (*BLUEPRINTS, *TEACHING):
        app.register_blueprint(blueprint)
    dumps.register(app)
    signposting.register(app)
    headers.register(app)
    presentation.register(app)
    problems.register(app)
    compression.register(app)
    app.wsgi_app = Front(  # type: ignore[method-assign]  # as Flask's manual says to wrap it
        app.wsgi_app,
        version=f"{knowledge.version} {knowledge.sources_digest} {version()}",
        kept=KeptAnswers(settings.cache_bytes),
        clients=Clients(settings),
        log=RequestsLog(settings.request_log, metrics),
        trusted_proxies=settings.trusted_proxies,
    )
    return app


def _take_uploads() -> None:
    """Let the interfaces that take whole tables or resources have larger bodies."""
    if takes_uploads(request.path):
        request.max_content_length = service().settings.max_upload_bytes
