"""Gather the facts that a template can ask: each with its strength and what says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, SKOS
from foramen.terminology.naming import side_of

from .quiz_model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foramen.lookup.stated import Record
    from foramen.lookup.statements import Statements
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term
    from foramen.terminology.neighbourhood import Neighbourhood

    from .quiz_model import Template
    from .quiz_truth import Truth

__all__ = ["Facts", "content_words", "ends"]

_STRENGTHS: Final = ("varies", "may", "definite")  # the weakest first
_DEFINITION: Final = str(SKOS.definition)
_WORD: Final = re.compile(r"[a-z]{3,}")
_SIGN: Final = re.compile(r"\b[0-9A-Z]\b")


def content_words(text: str) -> frozenset[str]:
    """Give the beginnings of the words that could give an answer away.

    >>> sorted(content_words("Narrowing of the foramen, grade 2"))
    ['2', 'foram', 'grade', 'narro']
    """
    words = (word[:5] for word in _WORD.findall(text.casefold()))
    return frozenset((*words, *_SIGN.findall(text)))


class Facts:
    """What the graph says that can be asked."""

    def __init__(
        self,
        catalogue: Catalogue,
        neighbourhood: Neighbourhood,
        statements: Statements,
        truth: Truth,
    ) -> None:
        """Take the terms, their relations, the statements, and what is disputed."""
        self._catalogue, self._near = catalogue, neighbourhood
        self._statements, self._truth = statements, truth

    def of(self, template: Template) -> Iterator[Fact]:
        """Yield the facts of a template that have a strength, a source and a stem."""
        kinds = {"term": self._definitions, "reason": self._reasons}
        gather = kinds.get(template.asks, self._stated)
        for fact in gather(template):
            stem = template.hedged_stem if fact.hedged else template.stem
            if stem and fact.sources:
                yield fact

    def _stated(self, template: Template) -> Iterator[Fact]:
        """Yield what is undisputed; of concepts, what is said of them, not only of their kind."""
        relation = template.relation
        for subject, other in sorted(self._truth.pairs(relation)):
            if not self._fits(template, subject, other):
                continue
            records = self._statements.records(subject).get((relation, other), ())
            if not records or self._truth.is_disputed(subject, relation, other):
                continue
            own = template.given != "concept" or not all(one.inferred for one in records)
            if own or self._near.origin(subject, relation, other) is None:
                yield _fact(subject, relation, other, records)

    def _definitions(self, template: Template) -> Iterator[Fact]:
        for term in self._catalogue.terms.values():
            told = term.kind != "property" and term.definition
            if told and self._fits(template, term.iri, term.iri):
                yield Fact(term.iri, _DEFINITION, "", "definite", term.sources, term.definition)

    def _reasons(self, template: Template) -> Iterator[Fact]:
        """Yield each reason of a caution, stated of whom it is stated."""
        relations = {template.relation, *self._catalogue.descendants(template.relation)}
        for subject in sorted(self._catalogue.terms):
            for (relation, other), records in sorted(self._statements.records(subject).items()):
                if relation not in relations or not self._fits(template, subject, other):
                    continue
                for record in records:
                    reason = "" if record.inferred else self._statements.reason(record)
                    if reason and not self._statements.disputes(record):
                        yield _fact(subject, relation, other, [record], reason)

    def _fits(self, template: Template, subject: str, other: str) -> bool:
        """Tell whether a template asks of two terms; before anything else, since few fit."""
        terms = self._catalogue.terms
        given, answer = _ends(template, subject, other)
        never = template.terms.get("neverGiven", ())
        if given not in terms or answer not in terms:
            return False
        return (
            self._is_of(given, template.terms.get("givenFrom", ()))
            and self._is_of(answer, template.terms.get("answerFrom", ()))
            and not (never and any(self._is_of(end, never) for end in (given, answer)))
            and _is_given_as(terms[given], template.given)
            and self._truth.agree_in_side(given, answer)
            and not any(terms[one].grouping or terms[one].deprecated for one in (given, answer))
        )

    def _is_of(self, iri: str, classes: Iterable[str]) -> bool:
        wanted = {*classes}
        return not wanted or iri in wanted or bool(wanted & self._truth.above(iri))


def ends(template: Template, fact: Fact) -> tuple[str, str]:
    """Give what is given in the stem, and what is the right option.

    Of a definition both are the term; of a reason both are the condition.
    """
    return _ends(template, fact.subject, fact.object)


def _ends(template: Template, subject: str, other: str) -> tuple[str, str]:
    if template.asks == "object":
        return subject, other
    if template.asks == "subject":
        return other, subject
    one = subject if template.asks == "term" else other
    return one, one


def _is_given_as(term: Term, given: str) -> bool:
    if given == "concept":
        return not term.family
    return bool(term.family) and bool(side_of(term)) == (given == "sided")


def _fact(
    subject: str, relation: str, other: str, records: Sequence[Record], text: str = ""
) -> Fact:
    """Make a fact of statements: as firm as the weakest, of the stated ones where there are."""
    told = [record for record in records if not record.inferred] or records
    strengths = {one.strength.removeprefix(str(FORAMEN)).casefold() for one in told}
    weakest = next((one for one in _STRENGTHS if one in strengths), "")
    sources = sorted({source for one in told for source in one.sources})
    return Fact(subject, relation, other, weakest, tuple(sources) if weakest else (), text)
