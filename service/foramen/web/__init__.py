"""Make the web application from what it is given; nothing is read from the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from foramen.lookup.concepts import Concepts

from . import headers, pages, presentation, problems, questions, sparql, terms
from .service import Service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.questions import Question
    from foramen.settings import Settings

__all__ = ["create_app"]


def create_app(
    knowledge: Knowledge,
    engine: Engine,
    questions_: Iterable[Question],
    settings: Settings,
) -> Flask:
    """Give a new application over an engine that holds the knowledge."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["foramen"] = Service(
        knowledge=knowledge,
        engine=engine,
        questions={question.name: question for question in questions_},
        settings=settings,
        concepts=Concepts(knowledge, engine),
    )
    for part in (pages, sparql, questions, terms):
        app.register_blueprint(part.blueprint)
    headers.register(app)
    presentation.register(app)
    problems.register(app)
    return app
