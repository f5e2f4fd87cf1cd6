"""Write the outline of a handout as a package of CASE 1.1 (1EdTech), as JSON.

Topics, concepts and objectives are items, told apart by their type. `isChildOf` is the tree (a
concept under its topic, an objective under what it is about), `precedes` a prerequisite, which is
said the other way round there: what is needed precedes. Every identifier is made of an IRI of the
graph, so it is the same in every package.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from foramen.endpoint import DISCLAIMER

from .case_parts import Parts
from .release import address_of, dated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.teaching.handout import Handout, Outline

    from .case_parts import Item

__all__ = ["written"]


def written(handout: Handout) -> bytes:
    """Write document, items, associations and what the types mean.

    Raises:
        ValueError: the handout has no outline.
    """
    if handout.outline is None:
        raise ValueError(handout.stem)
    parts = Parts(dated(handout).strftime("%Y-%m-%dT%H:%M:%SZ"), address_of(handout), handout.title)
    items = {item["uri"]: item for item in _items(parts, handout.outline)}
    package = {
        "CFDocument": parts.document(handout.lead, DISCLAIMER, handout.edition),
        "CFItems": [*items.values()],
        "CFAssociations": [*_associations(parts, handout.outline, items)],
        "CFDefinitions": parts.definitions(),
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


def _associations(parts: Parts, outline: Outline, items: dict[str, Item]) -> Iterator[Any]:
    places: dict[str, int] = {}
    for child, parent in _tree(outline, items):
        places[parent] = places.get(parent, 0) + 1
        origin, destination = parts.node(child, items), parts.node(parent, items)
        yield parts.association("isChildOf", origin, destination) | {
            "sequenceNumber": places[parent]
        }
    for one in outline.prerequisites:
        origin, destination = parts.node(one.needs, items), parts.node(one.concept, items)
        yield parts.association("precedes", origin, destination, one.iri) | _noted(one.rationale)


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


def _noted(text: str) -> dict[str, str]:
    return {"notes": text} if text else {}
