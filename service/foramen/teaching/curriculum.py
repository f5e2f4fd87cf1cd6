"""Answer what the teaching graph says of each concept: topic, prerequisites, objectives.

A member of a family (the left L4/5 foramen) is not taught by itself: it is taught as the nearest
concept above it that has a topic. `taught_as` finds that.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from .order import in_order, needed
from .reading import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from foramen.knowledge import Knowledge
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .model import Objective, Prerequisite, Topic
    from .reading import Read

__all__ = ["Curriculum"]


class Curriculum:
    """Everything that is said about teaching, beside the terms that are taught."""

    def __init__(self, said: Read, catalogue: Catalogue) -> None:
        """Take what the teaching graph says, and the terms."""
        self.catalogue = catalogue
        self.topics: Mapping[str, Topic] = {topic.key: topic for topic in said.topics}
        self.under: Mapping[str, str] = said.under
        self.why: Mapping[str, str] = said.why
        self.starts = frozenset(said.starts)
        self.prerequisites = tuple(said.prerequisites)
        self.competencies = {one.key: one for one in said.competencies}
        self._read_objectives = tuple(said.objectives)

    @classmethod
    def read(cls, knowledge: Knowledge, catalogue: Catalogue) -> Curriculum:
        """Read the teaching graph of a dataset."""
        return cls(read(knowledge), catalogue)

    @cached_property
    def objectives(self) -> Mapping[str, Objective]:
        """Give all objectives by key, in the order of their topics, then by text."""

        def place(one: Objective) -> tuple[int, str]:
            return self.topics[one.topic].ordinal if one.topic in self.topics else 0, one.text

        return {one.key: one for one in sorted(self._read_objectives, key=place)}

    @cached_property
    def needs(self) -> Mapping[str, tuple[Prerequisite, ...]]:
        """Give what each concept directly requires, by its IRI."""
        found: dict[str, list[Prerequisite]] = defaultdict(list)
        for one in self.prerequisites:
            found[one.concept].append(one)
        return {iri: tuple(some) for iri, some in found.items()}

    @cached_property
    def leads_to(self) -> Mapping[str, tuple[Prerequisite, ...]]:
        """Give what directly requires each concept, by its IRI."""
        found: dict[str, list[Prerequisite]] = defaultdict(list)
        for one in self.prerequisites:
            found[one.needs].append(one)
        return {iri: tuple(some) for iri, some in found.items()}

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """Give the IRIs that each concept directly requires."""
        return {iri: tuple(one.needs for one in some) for iri, some in self.needs.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Give every taught concept in one order of learning that breaks no prerequisite."""
        return in_order(self.under, self.before, self._place)

    @cached_property
    def members(self) -> Mapping[str, tuple[Term, ...]]:
        """Give the concepts of each topic, by its key, in the order of learning."""
        found: dict[str, list[Term]] = {key: [] for key in self.topics}
        for iri in self.order:
            if iri in self.catalogue.terms and self.under[iri] in found:
                found[self.under[iri]].append(self.catalogue.terms[iri])
        return {key: tuple(terms) for key, terms in found.items()}

    @cached_property
    def objectives_about(self) -> Mapping[str, tuple[Objective, ...]]:
        """Give the objectives that are about each concept, by its IRI."""
        found: dict[str, list[Objective]] = defaultdict(list)
        for objective in self.objectives.values():
            for iri in objective.concepts:
                found[iri].append(objective)
        return {iri: tuple(some) for iri, some in found.items()}

    def all_needed(self, concepts: Iterable[str]) -> frozenset[str]:
        """Give everything that is required by some of the concepts, directly or not."""
        return needed(concepts, self.before)

    def sorted(self, concepts: Collection[str]) -> tuple[str, ...]:
        """Give some concepts in an order of learning that breaks no prerequisite."""
        return in_order(concepts, self.before, self._place)

    def taught_as(self, iri: str) -> tuple[str, ...]:
        """Give the nearest concepts, the term itself or above it, that are taught; maybe none."""
        if iri in self.under:
            return (iri,)
        above = [one for one in self.catalogue.ancestors(iri) if one in self.under]
        beyond = {far for one in above for far in self.catalogue.ancestors(one)}
        return tuple(one for one in above if one not in beyond)

    def narrower(self, field: str) -> tuple[Topic, ...]:
        """Give the topics of a field, by its key, in the order of teaching."""
        return tuple(topic for topic in self.topics.values() if topic.broader == field)

    def _place(self, iri: str) -> tuple[int, str]:
        """Give where a concept stands among those that could come next."""
        topic = self.topics.get(self.under.get(iri, ""))
        term = self.catalogue.terms.get(iri)
        return topic.ordinal if topic else 0, term.label.casefold() if term else iri
