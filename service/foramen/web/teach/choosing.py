"""Read from an address which concepts cards and sheets are for, and give what forms offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

from foramen.teaching.chosen import choose
from foramen.teaching.named import Naming, refused
from foramen.teaching.path import MOST_KNOWN, MOST_WANTED
from foramen.teaching.tabled import source_key
from foramen.web.service import service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.lookup.model import Link
    from foramen.teaching.chosen import Chosen
    from foramen.teaching.model import Topic
    from foramen.teaching.named import Named
    from foramen.web.parameters import Parameters

__all__ = ["CHOOSING", "chosen", "cited", "offered_choices", "way"]

CHOOSING: Final = ("topic", "to", "known")


def chosen(given: Parameters) -> Chosen:
    """Give what `topic`, `to` and `known` name; everything where none is given.

    Raises:
        BadRequest: there is no such topic, or a name stands for several things.
        UnknownTerm: nothing is called so.
    """
    return choose(service().curriculum, given.text("topic"), *way())


def way() -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Give what `to` and `known` name: the end of a path, and where a learner starts.

    Raises:
        BadRequest: a name stands for several things.
        UnknownTerm: nothing is called so.
    """
    parts = service()
    naming = Naming(parts.curriculum, parts.search)
    to = naming.all(request.args.getlist("to"), most=MOST_WANTED, topics=True)
    known = naming.all(request.args.getlist("known"), most=MOST_KNOWN, topics=True)
    refused((*to, *known))
    return to, known


def offered_choices(one: Chosen) -> dict[str, object]:
    """Give what a form needs to offer choices and to keep those that were made."""
    curriculum = service().curriculum
    fields: list[tuple[Topic, tuple[Topic, ...]]] = [
        (topic, curriculum.narrower(topic.key))
        for topic in curriculum.topics.values()
        if not topic.broader
    ]
    values: dict[str, list[str]] = {name: [] for name in CHOOSING}
    for name, value in one.arguments:
        values[name].append(value)
    return {"fields": fields, "chosen": values}


def cited(sources: Iterable[str]) -> list[Link]:
    """Give each source once with its title, by key."""
    link = service().concepts.link
    return sorted(map(link, set(sources)), key=lambda one: source_key(one.iri).casefold())
