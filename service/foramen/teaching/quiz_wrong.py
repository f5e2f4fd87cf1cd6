"""Choose wrong options for a question: plausible by a rule, and none that could be right."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from hashlib import blake2b
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final

from foramen.terminology.naming import side_of

from .quiz_model import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .curriculum import Curriculum
    from .quiz_model import Template
    from .quiz_truth import Truth

__all__ = ["RULES", "Distractors", "shuffled"]

MOST: Final = 3
LEAST: Final = 2
RULES: Final[Mapping[str, str]] = {
    "sibling-level": "the same structure or finding at neighbouring levels",
    "farther-level": "the same structure or finding two or more levels away",
    "other-side": "the same on the other side",
    "contrast": "what the graph gives for the opposite relation",
    "same-class": "other kinds of the same class",
    "same-relation": "answers to the same question about something else",
    "same-topic": "other concepts of the same topic",
    "pool": "concepts that the template names as what it is to be told from",
    "fellows": "others of the same set",
    "narrower": "kinds of what is asked about",
    "broader": "what that which is asked about is a kind of",
    "reasons": "reasons of cautions about other conditions",
}
"""What each rule chooses, in words."""

_ELSE: Final = "else"
_SIDES: Final = {"left": "right", "right": "left"}
_NESTED: Final = frozenset({"narrower", "broader"})
_NEAR_FIRST: Final = frozenset({"sibling-level", "farther-level", "fellows"})


def _groups(rules: Iterable[str]) -> list[list[str]]:
    """Cut the rules at each `else`.

    >>> _groups(["same-class", "else", "same-topic"])
    [['same-class'], ['same-topic']]
    """
    groups: list[list[str]] = [[]]
    for rule in rules:
        if rule == _ELSE:
            groups.append([])
        else:
            groups[-1].append(rule)
    return groups


def shuffled(iris: Iterable[str], seed: str) -> list[str]:
    """Give names in an order that looks random and is the same for the same seed."""
    return sorted(iris, key=lambda one: blake2b(f"{seed}|{one}".encode()).digest())


class Distractors:
    """The rules, over the terms of one catalogue."""

    def __init__(self, catalogue: Catalogue, truth: Truth, curriculum: Curriculum) -> None:
        """Take the terms, what is true of them, and what is taught with what."""
        self._catalogue, self._truth, self._curriculum = catalogue, truth, curriculum
        self._rules: Mapping[str, Callable[[Template, str, Term], Iterable[str]]] = {
            "sibling-level": lambda _, __, answer: self._siblings(answer),
            "farther-level": lambda _, __, answer: self._farther(answer),
            "other-side": self._other_side,
            "contrast": lambda template, given, _: truth.contrasted(template, given),
            "same-class": lambda _, __, answer: self._of_class(answer),
            "same-relation": lambda template, _, __: self._of_relation(template),
            "same-topic": lambda _, __, answer: self._of_topic(answer),
            "pool": lambda template, _, __: self._pool(template),
            "fellows": lambda template, _, answer: self._fellows(template, answer),
            "narrower": lambda _, given, __: self._general(truth.below(given)),
            "broader": lambda _, given, __: self._general(truth.above(given)),
        }

    def choose(self, template: Template, given: str, answer: str, key: str) -> tuple[Wrong, ...]:
        """Give two or three wrong options, or nothing where there are not two.

        The rules take turns, so that each has its part; those after `else` fill what is left.
        """
        term = self._catalogue.terms[answer]
        barred = self._truth.barred(template, given, answer)
        found: list[Wrong] = []
        for rules in _groups(template.rules):
            turns = [
                [Wrong(one, rule) for one in self._candidates(template, rule, given, term, key)]
                for rule in rules
            ]
            for wrong in chain.from_iterable(zip_longest(*turns)):
                if len(found) == MOST:
                    break
                if wrong and wrong.iri not in barred and self._adds(wrong, found, term):
                    found.append(wrong)
        return tuple(found) if len(found) >= LEAST else ()

    def _candidates(
        self, template: Template, rule: str, given: str, answer: Term, key: str
    ) -> Iterable[str]:
        terms = self._catalogue.terms
        gathered = dict.fromkeys(self._rules[rule](template, given, answer))
        found = [one for one in gathered if one in terms]
        if rule != "other-side":
            side = self._truth.side(answer.iri)
            found = [one for one in found if self._truth.side(one) == side]
        mixed = shuffled(found, key)
        place = answer.ordinal
        if place is None or rule not in _NEAR_FIRST:
            return mixed
        return sorted(mixed, key=lambda one: abs((terms[one].ordinal or 0) - place))

    def _adds(self, wrong: Wrong, found: Iterable[Wrong], answer: Term) -> bool:
        """Tell whether an option reads otherwise than those there are, and is no kind of them."""
        terms = self._catalogue.terms
        term = terms[wrong.iri]
        if term.deprecated or term.label.casefold() == answer.label.casefold():
            return False
        return all(
            term.label.casefold() != terms[one.iri].label.casefold()
            and (wrong.rule in _NESTED or wrong.iri not in self._truth.around(one.iri))
            for one in found
        )

    def _siblings(self, answer: Term) -> Iterable[str]:
        return self._families.get(answer.family, ()) if answer.family else ()

    def _farther(self, answer: Term) -> Iterator[str]:
        """Give siblings but the next ones: muscles and reflexes have fibres of neighbours, too."""
        terms = self._catalogue.terms
        for one in self._siblings(answer):
            if abs((terms[one].ordinal or 0) - (answer.ordinal or 0)) > 1:
                yield one

    def _other_side(self, _: Template, given: str, answer: Term) -> Iterator[str]:
        side = side_of(answer)
        if side and self._truth.agree_in_side(given, answer.iri):
            yield answer.iri.removesuffix(side) + _SIDES[side]

    def _of_class(self, answer: Term) -> Iterable[str]:
        terms, children = self._catalogue.terms, self._catalogue.children
        parents = [one for one in answer.parents if one in terms and not terms[one].grouping]
        return self._general(child for one in parents for child in children.get(one, ()))

    def _of_relation(self, template: Template) -> Iterator[str]:
        for start, end in self._truth.pairs(template.relation):
            yield from self._general((end if template.asks == "object" else start,))

    def _of_topic(self, answer: Term) -> Iterable[str]:
        topic = self._curriculum.under.get(answer.iri)
        return [one.iri for one in self._curriculum.members.get(topic, ())] if topic else ()

    def _pool(self, template: Template) -> Iterator[str]:
        """Give what the template names, or where that has kinds of its own, the narrowest."""
        for named in template.terms.get("wrongFrom", ()):
            for one in (named, *self._general(self._truth.below(named))):
                if not any(self._general(self._truth.below(one))):
                    yield one

    def _fellows(self, template: Template, answer: Term) -> Iterator[str]:
        for relation in template.terms.get("setBy", ()):
            for whole in self._truth.starts(relation, answer.iri):
                yield from self._truth.ends(relation, whole)

    def _general(self, iris: Iterable[str]) -> Iterator[str]:
        """Leave of some terms those that stand for themselves: no families, no groupings."""
        terms = self._catalogue.terms
        for one in iris:
            if one in terms and not terms[one].family and not terms[one].grouping:
                yield one

    @cached_property
    def _families(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for term in self._catalogue.terms.values():
            if term.family:
                found[term.family].append(term.iri)
        return found
