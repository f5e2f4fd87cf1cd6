"""Write a handout as a Markdown document: title, lead, outline, tables, cards, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.endpoint import DISCLAIMER
from foramen.engine.markdown import escaped

from .release import LICENCE, LICENCE_NAME, absolute, address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foramen.teaching.handout import Card, Choice, Handout, Outline, Sheet
    from foramen.terminology.model import Term

__all__ = ["written"]


def written(handout: Handout) -> bytes:
    """Write all parts of the handout."""
    return ("\n".join(_lines(handout)) + "\n").encode()


def _lines(handout: Handout) -> Iterator[str]:
    yield from (f"# {escaped(handout.title)}", "", escaped(handout.lead), "")
    if handout.outline:
        yield from _outline(handout.outline)
    # What follows as cards or questions is not said before as a table of a dozen columns.
    for sheet in handout.sheets[bool(handout.cards or handout.choices) :]:
        yield from _table(sheet)
    asked = {choice.stem for choice in handout.choices}
    yield from _cards([one for one in handout.cards if one.front.partition("\n")[0] not in asked])
    for number, choice in enumerate(handout.choices, start=1):
        yield from _choice(number, choice)
    edition = f"Foramen {handout.edition}".strip()
    yield f"{edition}, <{address_of(handout)}>. [{LICENCE_NAME}]({LICENCE})."
    yield from ("", f"*{DISCLAIMER}*")


def _outline(outline: Outline) -> Iterator[str]:
    yield from ("## Outline", "")
    yield from _lessons(outline) if outline.lessons else _topics(outline)
    yield ""
    if outline.objectives:
        yield from ("## Objectives", "")
        yield from (f"- {escaped(one.text)} ({one.level})" for one in outline.objectives)
        yield ""


def _lessons(outline: Outline) -> Iterator[str]:
    labels = {term.iri: term.label for term in outline.concepts}
    for lesson in outline.lessons:
        yield f"- **Lesson {lesson.number}: {escaped(lesson.name)}**"
        yield from (f"  - {escaped(labels[iri])}" for iri in lesson.concepts)


def _topics(outline: Outline) -> Iterator[str]:
    known = {topic.key for topic in outline.topics}
    held: dict[str, list[Term]] = {}
    for term in outline.concepts:
        held.setdefault(outline.under.get(term.iri, ""), []).append(term)
    for topic in outline.topics:
        depth = 1 if topic.broader in known else 0
        yield f"{'  ' * depth}- **{escaped(topic.label)}**: {escaped(topic.definition)}"
        for term in held.get(topic.key, ()):
            yield f"{'  ' * (depth + 1)}- {escaped(term.label)}"
    rest = [term for key, terms in held.items() if key not in known for term in terms]
    yield from (f"- {escaped(term.label)}" for term in rest)


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"## {escaped(sheet.title)}"
    yield ""
    yield _row(sheet.columns)
    yield _row("---" for _ in sheet.columns)
    yield from (
        _row("" if cell is None else escaped(str(cell)) for cell in row) for row in sheet.rows
    )
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cards(cards: Sequence[Card]) -> Iterator[str]:
    if not cards:
        return
    yield from ("## Cards", "")
    for card in cards:
        where = absolute(card.address)
        link = f" [Read more]({where})" if where else ""
        yield f"- **{_line(card.front)}** {_line(card.back)}{_backing(card)}{link}"
    yield ""


def _line(text: str) -> str:
    """Write what may be of several lines so that it stays in its entry."""
    return escaped("; ".join(filter(None, map(str.strip, text.splitlines()))))


def _choice(number: int, choice: Choice) -> Iterator[str]:
    yield from (
        f"## Question {number} ({choice.status.partition(' ')[0]})",
        "",
        escaped(choice.stem),
        "",
    )
    options = sorted((*choice.right, *choice.wrong), key=str.casefold)
    for option in options:
        yield f"- [{'x' if option in choice.right else ' '}] {escaped(option)}"
    yield from ("", f"{escaped(choice.fact)}{_backing(choice)}", "")
    told = (
        ("Status", choice.status),
        ("Level", choice.bloom),
        ("Topic", choice.topic),
        ("Key", choice.key),
        ("Wrong options", choice.rule.rstrip(".")),
    )
    yield from (" ".join(f"{what}: {escaped(said)}." for what, said in told if said), "")


def _backing(one: Card | Choice) -> str:
    said = [part for part in (one.strength, ", ".join(one.sources)) if part]
    return f" ({escaped('; '.join(said))})" if said else ""
