"""Hold how questions are made of facts, and the questions, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Asks", "Draft", "Fact", "Review", "Template", "Wrong"]

Asks: TypeAlias = Literal["object", "subject", "term", "reason"]


@dataclass(frozen=True, slots=True)
class Template:
    """A way to make questions of facts.

    Attributes:
        key: names it for good; the keys of its questions rest on it.
        relation: the IRI of the property of its facts, or nothing where a definition is asked.
        asks: which end of a fact is asked.
        given: what the end in the stem is: `unsided`, `sided` or `concept` (of no family).
        stem: the question for definite facts, or nothing where these are not asked.
        hedged_stem: the question for hedged facts, or nothing where these are not asked.
        fact, hedged_fact: the fact in a sentence.
        rules: by which wrong options are chosen, the best first.
        stated: whether wrong options are wrong only in that no source says so.
        bloom: the level that it asks for.
        terms: IRIs by their part: `givenFrom`, `answerFrom`, `kinRelation` and so on.
    """

    key: str
    relation: str
    asks: Asks
    given: str
    stem: str
    hedged_stem: str
    fact: str
    hedged_fact: str
    rules: tuple[str, ...]
    stated: bool
    bloom: str
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a question asks for: a statement, or the definition of a term.

    Attributes:
        subject, relation, object: IRIs; of a definition, the term alone is the subject.
        strength: `definite`, `may` or `varies`.
        sources: the IRIs of what says so.
        text: the definition, or the reason of a caution; else nothing.
    """

    subject: str
    relation: str
    object: str
    strength: str
    sources: tuple[str, ...]
    text: str = ""

    @property
    def hedged(self) -> bool:
        """Tell whether a source says it with less than certainty."""
        return self.strength != "definite"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong option: a term, or the reason of another caution, and the rule that gave it."""

    iri: str
    rule: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What a named person found of a question: `accepted` or `rejected`."""

    reviewer: str
    date: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One question, drafted; `Wording` puts it into words.

    Attributes:
        key: names it for good.
        given: the IRI of the term in the stem.
        right: the IRI of the right option.
        topic: the key of the topic, or nothing where its terms are under none.
        objectives: the keys of objectives about its terms.
    """

    key: str
    template: Template
    fact: Fact
    given: str
    right: str
    wrong: tuple[Wrong, ...]
    topic: str
    objectives: tuple[str, ...]
