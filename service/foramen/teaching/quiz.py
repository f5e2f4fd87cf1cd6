"""Draft multiple-choice questions from facts: every one that can be made, and a choice of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN
from foramen.terminology.naming import level_of

from .filters import level_names
from .quiz_facts import Facts, content_words, ends
from .quiz_model import Draft, Wrong
from .quiz_truth import Truth
from .quiz_wanted import ACCEPTED, narrowed
from .quiz_wording import Wording
from .quiz_wrong import LEAST, MOST, Distractors, shuffled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.lookup.statements import Statements
    from foramen.terminology.neighbourhood import Neighbourhood

    from .curriculum import Curriculum
    from .quiz_model import Fact, Review, Template
    from .quiz_reading import QuizRead
    from .quiz_wanted import Wanted

__all__ = ["Picked", "Quiz"]

REJECTED: Final = "rejected"
_OF_SIDE: Final = (str(FORAMEN.hasLaterality), str(FORAMEN.findingSide))
_SIDE_TERMS: Final = {str(FORAMEN.LeftSide): "left", str(FORAMEN.RightSide): "right"}
# The beginnings of words that are in so many names of the field that they tell nothing.
_COMMON: Final = frozenset(
    {"and", "are", "for", "from", "inter", "not", "one", "spina", "spine", "that", "the", "with"}
)


@dataclass(frozen=True, slots=True)
class Picked:
    """Some of the questions that are wanted.

    Attributes:
        total: how many are wanted.
        left_out: how many each filter left out, in the order in which they were asked.
    """

    drafts: tuple[Draft, ...]
    total: int
    left_out: Mapping[str, int]


class Quiz:
    """All questions that can be drafted of one dataset; drafted when first asked for."""

    def __init__(
        self,
        read: QuizRead,
        curriculum: Curriculum,
        neighbourhood: Neighbourhood,
        statements: Statements,
    ) -> None:
        """Take the templates, what is taught, the terms with their relations, the statements."""
        catalogue = curriculum.catalogue
        truth = Truth(catalogue, statements)
        self.wording = Wording(catalogue, read)
        self.templates: Mapping[str, Template] = {one.key: one for one in read.templates}
        self.catalogue, self.curriculum = catalogue, curriculum
        self.truth = truth
        self._reviews = read.reviews
        self._facts = Facts(catalogue, neighbourhood, statements, truth)
        self._distractors = Distractors(catalogue, truth, curriculum)

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """Give every question that can be made and was not rejected."""
        found = [draft for one in self.templates.values() for draft in self._of(one)]
        return tuple(one for one in found if not self._has(one, REJECTED))

    def accepted_by(self, draft: Draft) -> Review | None:
        """Give the review by which a question is accepted; of a draft, nothing."""
        accepted = [one for one in self._reviews.get(draft.key, ()) if _accepts(one)]
        return accepted[0] if accepted and draft.fact.sources else None

    def wanted(self, wanted: Wanted) -> list[Draft]:
        """Give all questions that are wanted."""
        return narrowed(self, self.drafts, wanted)[0]

    def choice(self, wanted: Wanted, number: int, seed: str) -> Picked:
        """Give some of the questions that are wanted, of every kind in turn; and count all."""
        there, left_out = narrowed(self, self.drafts, wanted)
        kinds: dict[str, list[Draft]] = defaultdict(list)
        for draft in there:
            kinds[draft.template.key].append(draft)
        turns = []
        for kind in shuffled(kinds, seed):
            drafts = {one.key: one for one in kinds[kind]}
            turns.append([drafts[key] for key in shuffled(drafts, seed)])
        picked: list[Draft] = []
        for turn in range(max(map(len, turns), default=0)):
            picked += [drafts[turn] for drafts in turns if turn < len(drafts)]
            if len(picked) >= number:
                break
        return Picked(tuple(sorted(picked[:number], key=self._place)), len(there), left_out)

    def _of(self, template: Template) -> Iterator[Draft]:
        facts = list(self._facts.of(template))
        for fact in facts:
            given, right = ends(template, fact)
            key = _key(template, fact)
            if template.asks == "reason":
                wrong = self._other_reasons(template, facts, fact, key)
            else:
                wrong = self._distractors.choose(template, given, right, key)
            if wrong:
                topic = self._topic(given, right)
                aims = self._objectives(given, right, topic)
                draft = Draft(key, template, fact, given, right, wrong, topic, aims)
                yield from () if self._gives_away(draft) else (draft,)

    def _other_reasons(
        self, template: Template, facts: list[Fact], fact: Fact, key: str
    ) -> tuple[Wrong, ...]:
        """Give reasons that are stated of conditions which have nothing to do with this one.

        Reasons of cautions about the same procedure, or one that it is a kind of, come first.
        """
        never = set(template.terms.get("neverWrong", ()))
        near = self.truth.around(fact.object)
        here = {one.text for one in facts if one.object in near}
        barred = here | {one.text for one in facts if one.object in never}
        others = {one.text: one.object for one in facts if one.text not in barred}
        akin = self.truth.around(fact.subject)
        same = {one.text for one in facts if one.subject in akin}
        mixed = sorted(shuffled(others, key), key=lambda text: text not in same)
        by_condition: dict[str, str] = {}  # of one condition, one reason
        for text in mixed:
            by_condition.setdefault(others[text], text)
        found = [Wrong(iri, "reasons", text) for iri, text in by_condition.items()]
        return tuple(found[:MOST]) if len(found) >= LEAST else ()

    def _gives_away(self, draft: Draft) -> bool:
        """Tell whether a word of the stem stands in the right option and hardly in another."""
        template, words = draft.template, self.wording
        if template.given != "concept":
            return False
        asked = draft.fact.text if template.asks == "term" else words.label(draft.given)
        told = content_words(asked) & content_words(words.right(draft)) - _COMMON
        texts = [content_words(text) for text in words.wrong(draft)]
        return any(sum(word in text for text in texts) < LEAST for word in told)

    def _topic(self, given: str, right: str) -> str:
        """Give the last topic of those that a learner must have met to answer."""
        topics = self.curriculum.topics
        keys = {self.curriculum.under[one] for end in (given, right) for one in self._taught(end)}
        known = [key for key in keys if key in topics]
        return max(known, key=lambda key: topics[key].ordinal, default="")

    def _objectives(self, given: str, right: str, topic: str) -> tuple[str, ...]:
        """Give the objectives about both ends; if none, those of the topic about one."""
        about = self.curriculum.objectives_about
        sides = [
            {one.key for taught in self._taught(end) for one in about.get(taught, ())}
            for end in (given, right)
        ]
        both = sides[0] & sides[1]
        objectives = self.curriculum.objectives
        either = {key for key in sides[0] | sides[1] if objectives[key].topic == topic}
        return tuple(key for key in objectives if key in (both or either))

    def _taught(self, iri: str) -> tuple[str, ...]:
        if iri not in self._taught_as:
            self._taught_as[iri] = self.curriculum.taught_as(iri)
        return self._taught_as[iri]

    @cached_property
    def _taught_as(self) -> dict[str, tuple[str, ...]]:
        return {}

    def concepts(self, draft: Draft) -> frozenset[str]:
        """Give the concepts that a learner must have met to answer."""
        return frozenset(one for end in (draft.given, draft.right) for one in self._taught(end))

    @cached_property
    def level_names(self) -> Mapping[str, str]:
        """Give the levels and roots that questions are about, by the ways to write them."""
        return level_names({one for draft in self.drafts for one in self.levels(draft)})

    def side(self, draft: Draft) -> str:
        """Give the side that a question is about, or nothing."""
        terms = self.catalogue.terms
        for end in (draft.given, draft.right):
            stated = (terms[end].relations.get(one, ()) for one in _OF_SIDE)
            told = (_SIDE_TERMS.get(one, "") for ends in stated for one in ends)
            if side := self.truth.side(end) or next(told, ""):
                return side
        return ""

    def levels(self, draft: Draft) -> frozenset[str]:
        """Give the levels and roots that a question is about."""
        terms = self.catalogue.terms
        return frozenset(level_of(terms[one]) for one in (draft.given, draft.right)) - {""}

    def _has(self, draft: Draft, verdict: str) -> bool:
        return any(one.verdict == verdict for one in self._reviews.get(draft.key, ()))

    def _place(self, draft: Draft) -> tuple[int, str, str]:
        topic = self.curriculum.topics.get(draft.topic)
        return (topic.ordinal if topic else 0, draft.template.key, draft.key)


def _accepts(review: Review) -> bool:
    return review.verdict == ACCEPTED and bool(review.reviewer)


def _key(template: Template, fact: Fact) -> str:
    """Name a question for good: by its template, its ends, and where they are not enough, text."""
    text = fact.text if template.asks == "reason" else ""
    said = f"{fact.subject}|{fact.object}|{text}" if text else f"{fact.subject}|{fact.object}"
    return f"{template.key}-{blake2b(said.encode(), digest_size=5).hexdigest()}"
