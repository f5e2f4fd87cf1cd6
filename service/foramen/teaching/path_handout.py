"""Write a path so that it can be shown and taken away: sheets, picture, members for programs."""

from __future__ import annotations

from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from foramen.endpoint import DISCLAIMER
from foramen.pictures.route import MOST_TIED, Stop, draw_route

from .as_json import concept_json, objective_json
from .handout import Handout, Sheet
from .members import as_named, as_prerequisite, as_topic
from .outline import outline_of, source_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from foramen.pictures.strips import Strips
    from foramen.pictures.svg import Drawing

    from .curriculum import Curriculum
    from .handout import Cell, Outline
    from .path import Path, Step

__all__ = ["MOST_DRAWN", "drawn", "handout_of", "title_of"]

MOST_DRAWN: Final = 150

_LEAD: Final = (
    "Everything that is needed before a concept, in an order that breaks no prerequisite."
)
_NOTE: Final = "What comes before what is a judgement of editors."
_TIED: Final = "A line leads from what is needed to what needs it"
_APART: Final = f"{_TIED}; “after 3” names a step of another topic"
_HEAD_LETTER: Final = 11  # how wide one is, at most, in the lines of a file
_FOOT_LETTER: Final = 6
_MOST_IN_A_NAME: Final = 3


def title_of(path: Path) -> str:
    """Give what the path is called: by what it leads to."""
    names = [one.label for one in path.to if one.taught]
    if not names:
        return "Path"
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Path to {listed}"


def drawn(path: Path, address: Callable[[str], str]) -> Strips | None:
    """Draw the path as a map; one without steps, or of too many to be seen at once, is not drawn.

    Args:
        path: what is drawn.
        address: gives where a concept, by its IRI, leads.
    """
    if not 0 < len(path.steps) <= MOST_DRAWN:
        return None
    return draw_route(
        [
            Stop(
                step.concept.iri, step.concept.label, step.topic.label if step.topic else "",
                address(step.concept.iri), step.wanted,
            )
            for step in path.steps
        ],
        [(one.needs, one.concept) for one in path.edges],
        title=f"{title_of(path)}: {_counted(path)}; what is needed first stands above",
    )  # fmt: skip


def handout_of(
    path: Path, curriculum: Curriculum, drawing: Drawing | None, *, base: str, version: str
) -> Handout:
    """Make the handout of a path.

    Args:
        path: what it holds.
        curriculum: what the path was made from.
        drawing: the map of the path.
        base: the address of the service, for the links in the picture.
        version: of the dataset, which the picture names.
    """
    wanted = [one.concept.id for one in path.steps if one.wanted][:_MOST_IN_A_NAME]
    return Handout(
        stem="-".join(["path-to", *wanted]) if wanted else "path",
        title=title_of(path),
        lead=f"{_counted(path)}, each after what it needs. {_NOTE}" if path.to else _LEAD,
        sheets=(_steps(path), _edges(path, curriculum), _objectives(path)) if path.to else (),
        address=_address(path),
        outline=_outline(path, curriculum) if path.steps else None,
        picture=_file(drawing, path, base, version) if drawing else "",
        members=_members(path, curriculum) if path.to else {},
    )


def _address(path: Path) -> str:
    given = [("to", one.key) for one in path.to] + [("known", one.key) for one in path.known]
    return f"/teach/path?{urlencode(given)}" if given else "/teach/path"


def _file(drawing: Drawing, path: Path, base: str, version: str) -> str:
    letters = int(drawing.width)
    reading = _APART if len(path.steps) > MOST_TIED else _TIED
    lines = (f"{reading}.", f"Foramen {version}, CC BY 4.0. {_NOTE}", DISCLAIMER)
    return drawing.file(
        base,
        described=f"{drawing.title}. {DISCLAIMER}",
        head=wrap(title_of(path), letters // _HEAD_LETTER),
        foot=[part for line in lines for part in wrap(line, letters // _FOOT_LETTER)],
    )


def _counted(path: Path) -> str:
    steps, topics = len(path.steps), len(path.topics)
    return (
        f"{steps} {'step' if steps == 1 else 'steps'} in "
        f"{topics} {'topic' if topics == 1 else 'topics'}"
    )


def _steps(path: Path) -> Sheet:
    return Sheet(
        "steps",
        f"{title_of(path)}: the steps",
        ("step", "concept", "id", "topic", "needs steps", "objectives", "definition"),
        tuple(_step(step, path) for step in path.steps),
    )


def _step(step: Step, path: Path) -> tuple[Cell, ...]:
    numbers = ", ".join(str(path.numbers[one.needs]) for one in step.needs)
    topic = step.topic.label if step.topic else ""
    concept = step.concept
    return (
        step.number, concept.label, concept.curie, topic, numbers, len(step.objectives),
        concept.definition,
    )  # fmt: skip


def _edges(path: Path, curriculum: Curriculum) -> Sheet:
    terms = curriculum.catalogue.terms
    rows = (
        (path.numbers[one.concept], terms[one.concept].label, path.numbers[one.needs],
         terms[one.needs].label, one.rationale, source_keys(one.basis))
        for one in path.edges
    )  # fmt: skip
    columns = ("step", "concept", "needs step", "needs", "because", "basis")
    return Sheet("needs", "What each step needs, and why", columns, tuple(rows))


def _objectives(path: Path) -> Sheet:
    def rows() -> Iterator[tuple[Cell, ...]]:
        for step in path.steps:
            for one in step.objectives:
                yield step.number, step.concept.label, one.key, one.text, one.level, step.reached

    columns = ("step", "concept", "objective", "text", "level", "reached so far")
    return Sheet("objectives", "What comes within reach at each step", columns, tuple(rows()))


def _outline(path: Path, curriculum: Curriculum) -> Outline:
    """Make the outline: the steps in their order, and of the prerequisites those that are shown."""
    whole = outline_of(curriculum, path.numbers, path.objectives)
    concepts = tuple(step.concept for step in path.steps)
    return replace(whole, concepts=concepts, prerequisites=path.edges)


def _members(path: Path, curriculum: Curriculum) -> dict[str, Any]:
    catalogue = curriculum.catalogue
    return {
        "to": [as_named(one, catalogue) for one in path.to],
        "known": [as_named(one, catalogue) for one in path.known],
        "taken_away": [concept_json(term) for term in path.taken_away],
        "steps": [
            {
                "step": step.number,
                "concept": concept_json(step.concept),
                "definition": step.concept.definition,
                "topic": as_topic(step.topic),
                "wanted": step.wanted,
                "needs": [as_prerequisite(one, catalogue) for one in step.needs],
                "objectives": [objective_json(curriculum, one) for one in step.objectives],
                "reached": step.reached,
            }
            for step in path.steps
        ],
        "objectives": len(path.objectives),
    }
