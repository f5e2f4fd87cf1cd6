"""Make small curricula by hand, without a dataset."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from foramen.namespaces import FORAMEN
from foramen.teaching.curriculum import Curriculum
from foramen.teaching.model import Objective, Prerequisite, Topic
from foramen.terminology.catalogue import Catalogue
from foramen.terminology.model import Name, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["curriculum", "iri", "local", "term"]


def iri(name: str) -> str:
    """Give the IRI of a local name."""
    return f"{FORAMEN}{name}"


def local(iris: Iterable[str]) -> list[str]:
    """Give the local names of IRIs."""
    return [one.removeprefix(str(FORAMEN)) for one in iris]


def term(
    name: str, label: str = "", *, parents: Sequence[str] = (), synonyms: Sequence[str] = ()
) -> Term:
    """Make a class; its label is its name in small letters where none is given."""
    label = label or name.casefold()
    return Term(
        iri=iri(name), kind="class", label=label, definition=f"What {label} is.",
        names=(Name(label, "label"), *(Name(one, "exact") for one in synonyms)),
        topic="", family="", notation="", parents=tuple(map(iri, parents)), relations={},
    )  # fmt: skip


def curriculum(
    topics: Mapping[str, Sequence[str]],
    requires: Mapping[str, Sequence[str]],
    objectives: Mapping[str, Sequence[str]] = {},
    *,
    untaught: Sequence[Term] = (),
    terms: Sequence[Term] = (),
) -> Curriculum:
    """Make a curriculum.

    Args:
        topics: the concepts of each topic; topics in the order of teaching, below one field.
        requires: what each concept directly needs.
        objectives: what each objective is about.
        untaught: further terms, which are in no topic.
        terms: concepts that are more than a name.
    """
    given = {one.id: one for one in terms}
    under = {name: key for key, names in topics.items() for name in names}
    every = [given.get(name) or term(name) for name in under]
    said: Any = SimpleNamespace(
        topics=[
            Topic("all", "All", "", 0, "", ""),
            *(Topic(key, key.title(), "all", n, "", "") for n, key in enumerate(topics, 1)),
        ],
        under={iri(name): key for name, key in under.items()},
        why={},
        starts=(),
        prerequisites=[
            Prerequisite(iri(f"{name}-{need}"), iri(name), iri(need), f"{name} has {need}.", ())
            for name, needs in requires.items()
            for need in needs
        ],
        objectives=[
            Objective(key, f"Name {key}.", "name", "remember", under.get(about[0], ""),
                      tuple(map(iri, about)), "", ())
            for key, about in objectives.items()
        ],
        competencies=[],
    )  # fmt: skip
    return Curriculum(said, Catalogue([*every, *untaught]))
