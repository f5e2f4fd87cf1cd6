"""Read from the teaching graph how questions are made, how terms are worded, what was reviewed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, cast

from foramen.namespaces import DCTERMS, FORAMEN, RDF, SKOS
from foramen.terminology.facts import read_facts

from .quiz_model import Review, Template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.knowledge import Knowledge
    from foramen.terminology.facts import Facts

    from .quiz_model import Asks

__all__ = ["QuizRead", "read_quiz"]

_TYPE: Final = str(RDF.type)
_KINDS: Final = ("QuestionTemplate", "QuestionWording", "QuestionReview")
_ROLES: Final = (
    "givenFrom", "answerFrom", "kinRelation", "contrastRelation", "setBy", "wrongFrom",
    "neverWrong", "neverGiven",
)  # fmt: skip


class QuizRead:
    """What the graph holds, each kind in a stable order.

    Attributes:
        templates: by key.
        phrases: what a term is called in a sentence, by its IRI.
        handed_down: the terms whose phrase is also that of what is below them.
        reviews: by the key of the question.
    """

    def __init__(self, said: Mapping[str, Facts]) -> None:
        """Sort what was read by kind."""
        self.templates = tuple(_template(facts) for facts in _of(said, "QuestionTemplate"))
        worded = {_first(f, str(RDF.subject)): f for f in _of(said, "QuestionWording")}
        self.phrases = {iri: _text(facts, "phrase") for iri, facts in worded.items()}
        self.handed_down = frozenset(iri for iri in worded if _text(worded[iri], "phraseBelow"))
        reviews: dict[str, list[Review]] = defaultdict(list)
        for facts in _of(said, "QuestionReview"):
            reviews[_text(facts, "reviewOf")].append(_review(facts))
        self.reviews: Mapping[str, tuple[Review, ...]] = {
            key: tuple(found) for key, found in reviews.items()
        }


def read_quiz(knowledge: Knowledge) -> QuizRead:
    """Read the teaching graph of a dataset; one without it holds nothing."""
    return QuizRead(read_facts(knowledge, "teaching", kinds=_KINDS))


def _of(said: Mapping[str, Facts], kind: str) -> Iterator[Facts]:
    wanted = str(FORAMEN[kind])
    return (said[iri] for iri in sorted(said) if wanted in map(str, said[iri].get(_TYPE, ())))


def _template(facts: Facts) -> Template:
    return Template(
        key=_first(facts, str(SKOS.notation)),
        relation=_text(facts, "asksRelation"),
        asks=cast("Asks", _text(facts, "asksFor")),
        given=_text(facts, "givenAs"),
        stem=_text(facts, "stem"),
        hedged_stem=_text(facts, "hedgedStem"),
        fact=_text(facts, "factSentence"),
        hedged_fact=_text(facts, "hedgedFactSentence"),
        rules=tuple(_text(facts, "distractorRules").split()),
        stated=_text(facts, "wrongBecause") == "unstated",
        bloom=_text(facts, "bloomLevel").removeprefix(str(FORAMEN.bloom_)),
        terms={role: _all(facts, str(FORAMEN[role])) for role in _ROLES},
    )


def _review(facts: Facts) -> Review:
    return Review(
        _text(facts, "reviewer"), _first(facts, str(DCTERMS.date)), _text(facts, "verdict")
    )


def _all(facts: Facts, predicate: str) -> tuple[str, ...]:
    return tuple(sorted(map(str, facts.get(predicate, ()))))


def _first(facts: Facts, predicate: str) -> str:
    return next(iter(_all(facts, predicate)), "")


def _text(facts: Facts, name: str) -> str:
    return _first(facts, str(FORAMEN[name]))
