"""Read the teaching graph from its release file into values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import DCTERMS, FORAMEN, RDF, RDFS, SKOS
from foramen.terminology.facts import read_facts

from .model import Competency, Objective, Prerequisite, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.knowledge import Knowledge
    from foramen.terminology.facts import Facts

__all__ = ["Read", "read"]

_TYPE: Final = str(RDF.type)
_BASIS: Final = str(FORAMEN.basis)
_RATIONALE: Final = str(FORAMEN.rationale)
_LABEL: Final = str(RDFS.label)
_KEY: Final = str(SKOS.notation)


class Read:
    """What the graph holds, each kind in a stable order.

    Attributes:
        topics: in the order of teaching.
        under: the key of the topic of each concept.
        starts: the concepts for which nothing is needed before.
        why: why a concept is taught under its topic.
    """

    def __init__(self, said: Mapping[str, Facts]) -> None:
        """Sort what was read by kind."""
        kinds = {iri: {*map(str, facts.get(_TYPE, ()))} for iri, facts in said.items()}

        def of(kind: str) -> Iterator[tuple[str, Facts]]:
            wanted = str(FORAMEN[kind])
            return ((iri, said[iri]) for iri in sorted(said) if wanted in kinds[iri])

        self.topics = sorted((_topic(f) for _, f in of("TeachingTopic")), key=lambda t: t.ordinal)
        self.prerequisites = [_prerequisite(iri, facts) for iri, facts in of("Prerequisite")]
        self.objectives = [_objective(facts) for _, facts in of("LearningObjective")]
        self.competencies = [_competency(facts) for _, facts in of("CompetencyQuestion")]
        members = [facts for _, facts in of("TopicMembership")]
        self.under = {_text(f, str(RDF.subject)): _local(f, str(RDF.object)) for f in members}
        self.why = {_text(f, str(RDF.subject)): _text(f, _RATIONALE) for f in members}
        self.starts = {iri for iri, facts in said.items() if str(FORAMEN.startsFrom) in facts}


def read(knowledge: Knowledge) -> Read:
    """Read the teaching graph of a dataset; one without it holds nothing."""
    return Read(read_facts(knowledge, "teaching"))


def _topic(facts: Facts) -> Topic:
    return Topic(
        key=_text(facts, _KEY),
        label=_text(facts, _LABEL),
        broader=_local(facts, str(SKOS.broader)),
        ordinal=int(_text(facts, str(FORAMEN.ordinal)) or 0),
        definition=_text(facts, str(SKOS.definition)),
        rationale=_text(facts, _RATIONALE),
    )


def _prerequisite(iri: str, facts: Facts) -> Prerequisite:
    return Prerequisite(
        iri=iri,
        concept=_text(facts, str(RDF.subject)),
        needs=_text(facts, str(RDF.object)),
        rationale=_text(facts, _RATIONALE),
        basis=_all(facts, _BASIS),
    )


def _objective(facts: Facts) -> Objective:
    return Objective(
        key=_text(facts, _KEY),
        text=_text(facts, _LABEL),
        verb=_text(facts, str(FORAMEN.verb)),
        level=_local(facts, str(FORAMEN.bloomLevel)),
        topic=_local(facts, str(FORAMEN.taughtUnder)),
        concepts=_all(facts, str(FORAMEN.about)),
        rationale=_text(facts, _RATIONALE),
        basis=_all(facts, _BASIS),
    )


def _competency(facts: Facts) -> Competency:
    teaching = str(FORAMEN.source_TEACHING)
    return Competency(
        key=_text(facts, _KEY),
        text=_text(facts, _LABEL),
        objective=_local(facts, str(FORAMEN.tests)),
        question=_local(facts, str(FORAMEN.askedBy)),
        given=_given(_text(facts, str(FORAMEN.given))),
        column=_text(facts, str(FORAMEN.answerColumn)),
        expects=_all(facts, str(FORAMEN.expects)),
        sources=tuple(one for one in _all(facts, str(DCTERMS.source)) if one != teaching),
        rationale=_text(facts, _RATIONALE),
    )


def _given(text: str) -> dict[str, tuple[str, ...]]:
    """Read `foramen=Foramen_C6-C7_left; side=left`; a name may come twice."""
    found: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        found[name] = (*found.get(name, ()), value)
    return found


def _all(facts: Facts, predicate: str) -> tuple[str, ...]:
    return tuple(sorted(map(str, facts.get(predicate, ()))))


def _text(facts: Facts, predicate: str) -> str:
    return next(iter(_all(facts, predicate)), "")


def _local(facts: Facts, predicate: str) -> str:
    """Give what follows the kind in a name: `narrowing` of `topic_narrowing`."""
    return _text(facts, predicate).removeprefix(str(FORAMEN)).partition("_")[2]
