"""Write a handout as JSON-LD in the words of schema.org.

The context stands in the document, so that no processor has to fetch one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from foramen.endpoint import DISCLAIMER
from foramen.namespaces import FORAMEN, SCHEMA

from .release import LICENCE, absolute, address_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.teaching.handout import Card, Choice, Handout, Outline
    from foramen.teaching.model import Objective, Topic
    from foramen.terminology.model import Term

__all__ = ["embedded", "other_form", "written"]

_CONTEXT: Final = {
    "@vocab": str(SCHEMA),
    "url": {"@type": "@id"},
    "license": {"@type": "@id"},
    "isBasedOn": {"@type": "@id"},
    "hasPrerequisite": {"@id": f"{FORAMEN}hasPrerequisite", "@type": "@id"},
}
_MOST_EMBEDDED: Final = 80
_OBJECTIVES: Final = f"{FORAMEN}teach/objectives"


def written(handout: Handout) -> bytes:
    """Write the handout as a learning resource, and what it teaches as defined terms."""
    graph = [_resource(handout)]
    if handout.outline:
        graph += _terms(handout.outline)
    document = {"@context": _CONTEXT, "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def embedded(handout: Handout) -> str:
    """Write what stands in the page itself, for search engines: what it is, and what it teaches.

    They read nothing else of it, and a page is not to weigh twice as much: so what it teaches is
    named where that is little, and the whole, with texts and prerequisites, is linked. A mark that
    could end the element that holds it is escaped.
    """
    said = _resource(handout)
    said.pop("hasPart", None)
    said.pop("teaches", None)
    outline = handout.outline
    if outline and len(outline.concepts) + len(outline.objectives) <= _MOST_EMBEDDED:
        said["teaches"] = [
            *(_named(term.iri, term.label, term.id) for term in outline.concepts),
            *(_named(one.iri, one.text, one.key) for one in outline.objectives),
        ]
    said["encoding"] = {
        "@type": "MediaObject",
        "encodingFormat": "application/ld+json",
        "contentUrl": other_form(address_of(handout)),
    }
    text = json.dumps({"@context": "https://schema.org", **said}, ensure_ascii=False)
    return text.replace("<", "\\u003c")


def other_form(address: str) -> str:
    """Give the address at which a page is had as linked data.

    >>> other_form("/teach/path?to=Root")
    '/teach/path?to=Root&format=jsonld'
    """
    return f"{address}{'&' if '?' in address else '?'}format=jsonld"


def _named(iri: str, name: str, code: str) -> dict[str, str]:
    return {"@type": "DefinedTerm", "@id": iri, "name": name, "termCode": code}


def _resource(handout: Handout) -> dict[str, Any]:
    address = address_of(handout)
    questions = [
        *(_flash_card(card) for card in handout.cards),
        *(_multiple_choice(choice) for choice in handout.choices),
    ]
    said = {
        "@id": address,
        "@type": ["LearningResource", "Quiz"] if questions else "LearningResource",
        "url": address,
        "name": handout.title,
        "description": f"{handout.lead} {DISCLAIMER}".strip(),
        "inLanguage": "en",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "isBasedOn": str(FORAMEN.dataset),
        "version": handout.edition,
        "hasPart": questions,
    }
    if handout.outline:
        levels = dict.fromkeys(one.level for one in handout.outline.objectives)
        terms = [term.iri for term in handout.outline.concepts]
        terms += [one.iri for one in handout.outline.objectives]
        said["teaches"] = [{"@id": iri} for iri in terms]
        said["educationalAlignment"] = [_bloom(level) for level in levels]
        said["hasPart"] = [*_lessons(handout.outline, address), *questions]
    return {name: value for name, value in said.items() if value}


def _lessons(outline: Outline, address: str) -> Iterator[dict[str, Any]]:
    """Give each lesson of a plan, with what is taught and reached in it."""
    objectives = {one.key: one.iri for one in outline.objectives}
    for lesson in outline.lessons:
        taught = (*lesson.concepts, *(objectives[key] for key in lesson.objectives))
        yield {
            "@id": f"{address}#lesson-{lesson.number}",
            "@type": "LearningResource",
            "name": f"Lesson {lesson.number}: {lesson.name}",
            "position": lesson.number,
            "teaches": [{"@id": iri} for iri in taught],
        }


def _terms(outline: Outline) -> Iterator[dict[str, Any]]:
    yield from (_topic(topic) for topic in outline.topics)
    before: dict[str, list[str]] = {}
    for one in outline.prerequisites:
        before.setdefault(one.concept, []).append(one.needs)
    topics = {topic.key: topic.iri for topic in outline.topics}
    for term in outline.concepts:
        topic = topics.get(outline.under.get(term.iri, ""), "")
        yield _concept(term, topic, before.get(term.iri, []))
    if outline.objectives:
        yield {"@id": _OBJECTIVES, "@type": "DefinedTermSet", "name": "Learning objectives"}
    yield from (_objective(one) for one in outline.objectives)


def _topic(topic: Topic) -> dict[str, Any]:
    said = {
        "@id": topic.iri,
        "@type": "DefinedTermSet",
        "name": topic.label,
        "description": topic.definition,
        "inLanguage": "en",
        "position": topic.ordinal,
    }
    above = {"isPartOf": {"@id": f"{FORAMEN}topic_{topic.broader}"}} if topic.broader else {}
    return said | above


def _concept(term: Term, topic: str, before: list[str]) -> dict[str, Any]:
    others = [name.text for name in term.names if name.kind in {"exact", "abbreviation"}]
    said = {
        "@id": term.iri,
        "@type": "DefinedTerm",
        "name": term.label,
        "alternateName": others,
        "description": term.definition,
        "termCode": term.id,
        "url": term.iri,
        "inDefinedTermSet": {"@id": topic} if topic else None,
        "hasPrerequisite": before,
    }
    return {name: value for name, value in said.items() if value}


def _objective(one: Objective) -> dict[str, Any]:
    return {
        "@id": one.iri,
        "@type": "DefinedTerm",
        "name": one.text,
        "termCode": one.key,
        "inDefinedTermSet": {"@id": _OBJECTIVES},
        "about": [{"@id": iri} for iri in one.concepts],
        "educationalAlignment": _bloom(one.level),
    }


def _bloom(level: str) -> dict[str, str]:
    return {
        "@type": "AlignmentObject",
        "alignmentType": "educationalLevel",
        "educationalFramework": "Bloom's revised taxonomy",
        "targetName": level,
    }


def _flash_card(card: Card) -> dict[str, Any]:
    said = {
        "@type": "Question",
        "identifier": card.key,
        "eduQuestionType": "Flashcard",
        "text": card.front,
        "url": absolute(card.address),
        "acceptedAnswer": _answer(card.back, card.strength, card.sources),
    }
    return {name: value for name, value in said.items() if value}


def _multiple_choice(choice: Choice) -> dict[str, Any]:
    return {
        "@type": "Question",
        "identifier": choice.key,
        "eduQuestionType": "Multiple choice",
        "creativeWorkStatus": "Draft",
        "text": choice.stem,
        "acceptedAnswer": [
            {"@type": "Answer", "text": right, "comment": {"@type": "Comment", "text": choice.fact}}
            for right in choice.right
        ],
        "suggestedAnswer": [{"@type": "Answer", "text": wrong} for wrong in choice.wrong],
        "citation": list(choice.sources),
    }


def _answer(text: str, strength: str, sources: tuple[str, ...]) -> dict[str, Any]:
    said = {
        "@type": "Answer",
        "text": text,
        "abstract": f"How firmly it is said: {strength}" if strength else "",
        "citation": list(sources),
    }
    return {name: value for name, value in said.items() if value}
