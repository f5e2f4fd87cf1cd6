"""Write the outline of a handout as a package of CASE 1.1 (1EdTech), as JSON.

Topics, concepts and objectives are items, told apart by their type. `isChildOf` is the tree (a
concept under its topic, an objective under what it is about), `precedes` a prerequisite, which is
said the other way round there: what is needed precedes.

Of a plan, the lessons are the tree: an item of CASE is a competency or a group of them, and each
lesson is such a group, with its concepts in their order and the objectives that are then within
reach. What an objective is about is `isRelatedTo` there, and the topics are the subjects.

Every identifier is made of an IRI of the graph, so it is the same in every package; that of a
lesson, of the address of its plan.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from foramen.endpoint import DISCLAIMER

from .case_parts import Parts, linked
from .release import address_of, dated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.teaching.handout import Handout, Lesson, Outline

    from .case_parts import Item

__all__ = ["written"]


def written(handout: Handout) -> bytes:
    """Write document, items, associations and what the types mean.

    Raises:
        ValueError: the handout has no outline.
    """
    outline = handout.outline
    if outline is None:
        raise ValueError(handout.stem)
    address = address_of(handout)
    parts = Parts(dated(handout).strftime("%Y-%m-%dT%H:%M:%SZ"), address, handout.title)
    listed = _of_lessons(parts, outline, address) if outline.lessons else _items(parts, outline)
    items = {item["uri"]: item for item in listed}
    tree = _tree_of_lessons(outline, address) if outline.lessons else _tree(outline, items)
    package = {
        "CFDocument": parts.document(handout.lead, DISCLAIMER, handout.edition),
        "CFItems": [*items.values()],
        "CFAssociations": [*_placed(parts, tree, items), *_tied(parts, outline, items)],
        "CFDefinitions": parts.definitions(
            {item["CFItemType"] for item in items.values()},
            _subjects(parts, outline) if outline.lessons else (),
        ),
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _items(parts: Parts, outline: Outline) -> Iterator[Item]:
    for topic in outline.topics:
        kind = "topic" if topic.broader else "field"
        notes = topic.rationale
        yield parts.item(kind, topic.iri, topic.label, topic.definition, topic.key, notes)
    for term in outline.concepts:
        yield parts.item("concept", term.iri, term.label, term.definition, term.id, "")
    for one in outline.objectives:
        item = parts.item("objective", one.iri, "", one.text, one.key, one.rationale)
        yield {**item, "conceptKeywords": [f"Bloom: {one.level}", f"verb: {one.verb}"]}


def _of_lessons(parts: Parts, outline: Outline, address: str) -> Iterator[Item]:
    """Give the lessons, and what they hold with its topic as its subject."""
    for lesson in outline.lessons:
        iri = _lesson_iri(lesson, address)
        text = f"Lesson {lesson.number}: {lesson.name}"
        item = parts.item("lesson", iri, f"Lesson {lesson.number}", text, "", "")
        yield {**item, "listEnumeration": str(lesson.number)}
    labels = {topic.key: linked(topic.label, topic.iri) for topic in outline.topics}
    under = {term.iri: outline.under.get(term.iri, "") for term in outline.concepts}
    under |= {one.iri: one.topic for one in outline.objectives}
    for item in _items(parts, outline):
        if item["uri"] in under:
            subject = labels.get(under[item["uri"]])
            about = {"subject": [subject["title"]], "subjectURI": [subject]} if subject else {}
            yield item | about


def _lesson_iri(lesson: Lesson, address: str) -> str:
    return f"{address}#lesson-{lesson.number}"


def _placed(parts: Parts, tree: Iterator[tuple[str, str]], items: dict[str, Item]) -> Iterator[Any]:
    """Put items under others, each with its place there."""
    places: dict[str, int] = {}
    for child, parent in tree:
        places[parent] = places.get(parent, 0) + 1
        origin, destination = parts.node(child, items), parts.node(parent, items)
        yield parts.association("isChildOf", origin, destination) | {
            "sequenceNumber": places[parent]
        }


def _tied(parts: Parts, outline: Outline, items: dict[str, Item]) -> Iterator[Any]:
    """Say what precedes what and, where the tree does not, what an objective is about."""
    for one in outline.prerequisites:
        origin, destination = parts.node(one.needs, items), parts.node(one.concept, items)
        noted = {"notes": one.rationale} if one.rationale else {}
        yield parts.association("precedes", origin, destination, one.iri) | noted
    for aim in outline.objectives if outline.lessons else ():
        for iri in aim.concepts:
            if iri in items:
                origin, destination = parts.node(aim.iri, items), parts.node(iri, items)
                yield parts.association("isRelatedTo", origin, destination)


def _tree(outline: Outline, items: dict[str, Item]) -> Iterator[tuple[str, str]]:
    """Give what stands under what; nothing for the document itself."""
    topics = {topic.key: topic.iri for topic in outline.topics}
    for topic in outline.topics:
        yield topic.iri, topics.get(topic.broader, "")
    for term in outline.concepts:
        yield term.iri, topics.get(outline.under.get(term.iri, ""), "")
    for one in outline.objectives:
        about = [iri for iri in one.concepts if iri in items]
        for parent in about or [topics.get(one.topic, "")]:
            yield one.iri, parent


def _tree_of_lessons(outline: Outline, address: str) -> Iterator[tuple[str, str]]:
    objectives = {one.key: one.iri for one in outline.objectives}
    for lesson in outline.lessons:
        parent = _lesson_iri(lesson, address)
        yield parent, ""
        for child in (*lesson.concepts, *(objectives[key] for key in lesson.objectives)):
            yield child, parent


def _subjects(parts: Parts, outline: Outline) -> list[Item]:
    return [
        parts.subject(topic.iri, topic.label, topic.definition, topic.ordinal)
        for topic in outline.topics
    ]
