"""Tell what must not be a wrong option: everything that is, or could be, right as well.

The graph is silent on most things, and silence is not falsity. So whatever any statement, stated
or inferred, of any strength and by whomever disputed, makes right for a question is kept from its
wrong options, and so is what is broader or narrower than that. Where a template says that wrong
options are only `unstated`, what the graph relates to the given term in any other way is kept from
them too: what is near to the truth could be true.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, RDFS
from foramen.terminology.naming import side_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from foramen.lookup.statements import Statements
    from foramen.terminology.catalogue import Catalogue

    from .quiz_model import Template

__all__ = ["Truth"]

_KIND: Final = str(RDFS.subClassOf)
# What tells terms apart, or says where something lies, makes nothing right.
_NO_TIES: Final = frozenset(
    str(FORAMEN[name])
    for name in (
        "answeredBy", "atLevel", "definedBy", "distinctFrom", "findingLevel", "findingRegion",
        "findingSide", "hasLaterality", "inRegion", "isAlternativeTo", "lessOftenDiscussedThan",
        "mayBeConfusedWith", "mayMimic", "mayOccurWithout", "moreInvasiveThan", "taughtUnder",
        "typicallySymptomaticOn",
    )
)  # fmt: skip


class Truth:
    """What is said of whom, from both ends; made once."""

    def __init__(self, catalogue: Catalogue, statements: Statements) -> None:
        """Take the terms with their relations, and the statements."""
        self._catalogue, self._statements = catalogue, statements
        self.above = lru_cache(maxsize=None)(lambda iri: frozenset(catalogue.ancestors(iri)))
        self.below = lru_cache(maxsize=None)(lambda iri: frozenset(catalogue.descendants(iri)))
        self.around = lru_cache(maxsize=None)(
            lambda iri: frozenset((iri,)) | self._proper(self.above(iri)) | self.below(iri)
        )
        self._lineage = lru_cache(maxsize=None)(self._lineage_of)
        self._tied = lru_cache(maxsize=None)(self._tied_to)
        self._disputed_of = lru_cache(maxsize=None)(self._disputed_beyond)
        self.side = lru_cache(maxsize=None)(lambda iri: side_of(catalogue.terms[iri]))

    def ends(self, relation: str, start: str) -> Collection[str]:
        """Give what a relation leads to from a term, stated, inferred or disputed."""
        return self._forward.get(relation, {}).get(start, ())

    def starts(self, relation: str, end: str) -> Collection[str]:
        """Give from what a relation leads to a term."""
        return self._backward.get(relation, {}).get(end, ())

    def pairs(self, relation: str) -> Iterable[tuple[str, str]]:
        """Give every pair of terms that a relation joins."""
        return ((one, end) for one, ends in self._forward.get(relation, {}).items() for end in ends)

    def right(
        self, template: Template, given: str, *, loose: bool = True, own: bool = False
    ) -> frozenset[str]:
        """Give everything that any statement makes right, for the given term or one near to it.

        Near are the kinds that it is of, and its own kinds: what is right for a kind is right
        for it, and what is right for one of its kinds is sometimes right.

        Args:
            template: how it is asked.
            given: the IRI of the term in the stem.
            loose: whether a relation that the asked one implies makes right, too: what may
                mediate a reflex could be what does.
            own: whether to leave out what is right for its kinds alone.
        """
        asked = (template.relation, *template.terms.get("kinRelation", ()))
        near = self.around(given) - (self.below(given) if own else frozenset())
        forward = template.asks == "object"
        tables = self._forward if forward else self._backward
        return frozenset(
            end
            for relation in self._lineage(asked, loose) & tables.keys()
            for one in near & tables[relation].keys()
            for end in tables[relation][one]
            if forward or not self._means_another(relation, end, one, given)
        )

    def _means_another(self, relation: str, start: str, end: str, given: str) -> bool:
        """Tell whether what leads to something broader than the given leads to a kind beside it.

        The C5/6 level has a cervical root, but that is C6: it is no level of C4.
        """
        return end in self.above(given) and bool(self.below(end) & {*self.ends(relation, start)})

    def barred(self, template: Template, given: str, answer: str) -> frozenset[str]:
        """Give every term that may not be a wrong option of a question."""
        strict = frozenset((answer,))
        could_be = self._tied(given) if template.stated else frozenset[str]()
        if template.relation:
            strict |= self.right(template, given, loose=False)
            own = self.right(template, given, own=True)
            could_be |= self._with_kin(self.right(template, given), own)
            strict = self._with_kin(strict, own)
        found = {given, *self._same(answer), *strict, *self.above(answer), *self.below(answer)}
        found |= could_be - self.contrasted(template, given)
        for one in self._told(template, given):
            found |= self.below(one)
        for one in template.terms.get("neverWrong", ()):
            found |= {one, *self.below(one)}
        return frozenset(found)

    def _with_kin(self, right: frozenset[str], own: frozenset[str]) -> frozenset[str]:
        """Give what is right with what is broader or narrower than it.

        What is right in general ("a cervical root") rules out what is narrower only where nothing
        narrower of it is right for the term itself: C8 alone leaves at C7/T1.
        """
        found = set(right)
        for one in right:
            found |= self.above(one)
            found |= frozenset() if self.below(one) & own else self.below(one)
        return frozenset(found)

    def _told(self, template: Template, given: str) -> Iterable[str]:
        """Give what a source says of the given term itself: kinds of it could be right, too."""
        forward = template.asks == "object"
        asked = (template.relation, *template.terms.get("kinRelation", ()))
        for relation in self._lineage(asked, False) if template.relation else ():
            for end in (self.ends if forward else self.starts)(relation, given):
                edge = (given, end) if forward else (end, given)
                records = self._statements.records(edge[0]).get((relation, edge[1]), ())
                if any(not record.inferred for record in records):
                    yield end

    def contrasted(self, template: Template, given: str) -> frozenset[str]:
        """Give what is wrong by what it means: the back wall, where the front wall is asked."""
        relations = template.terms.get("contrastRelation", ())
        return frozenset(end for name in relations for end in self.ends(name, given))

    def is_disputed(self, subject: str, relation: str, other: str) -> bool:
        """Tell whether a source says otherwise: of the fact, or of one that it follows from."""
        if (relation, other) in self._disputed.get(subject, ()):
            return True
        return other in self._disputed_of(subject)

    def agree_in_side(self, one: str, other: str) -> bool:
        """Tell whether two terms are of the same side, or both of none."""
        return self.side(one) == self.side(other)

    def _proper(self, iris: Iterable[str]) -> frozenset[str]:
        terms = self._catalogue.terms
        return frozenset(one for one in iris if one in terms and not terms[one].grouping)

    def _same(self, iri: str) -> Iterable[str]:
        """Give the terms that are declared to be the same, or share a name."""
        terms = self._catalogue.terms
        if iri not in terms:
            return ()
        found = {one for name in terms[iri].names for one in self._named[name.text.casefold()]}
        return found | {one for one in (terms[iri].replaced_by,) if one}

    def _tied_to(self, given: str) -> frozenset[str]:
        """Give what any statement relates with the term, or kinds of it, in either direction."""
        near = self.around(given)
        ties = frozenset[str]().union(*(self._ties.get(one, ()) for one in near))
        return self._with_kin(ties, ties) | near

    def _lineage_of(self, relations: tuple[str, ...], loose: bool) -> frozenset[str]:
        """Give the relations with those that imply them and, if loose, those that they imply."""
        found = set(relations)
        for one in relations:
            found |= self.below(one) | (self.above(one) if loose else frozenset())
        return frozenset(found)

    def _disputed_beyond(self, subject: str) -> frozenset[str]:
        """Give the other ends of what is disputed of anything that a term leads to."""
        term = self._catalogue.terms.get(subject)
        middles = {middle for ends in term.relations.values() for middle in ends} if term else ()
        return frozenset(end for one in middles for _, end in self._disputed.get(one, ()))

    @cached_property
    def _forward(self) -> Mapping[str, Mapping[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for term in self._catalogue.terms.values():
            for relation, ends in term.relations.items():
                found[relation][term.iri].update(end for end in ends)
            for relation, end in self._statements.records(term.iri):
                if relation != _KIND:
                    found[relation][term.iri].add(end)
        return {name: dict(by_term) for name, by_term in found.items()}

    @cached_property
    def _backward(self) -> Mapping[str, Mapping[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for relation, by_term in self._forward.items():
            for start, ends in by_term.items():
                for end in ends:
                    found[relation][end].add(start)
        return {name: dict(by_term) for name, by_term in found.items()}

    @cached_property
    def _ties(self) -> Mapping[str, set[str]]:
        """Give whatever stands at the other end of each term, whichever way the relation leads."""
        found: dict[str, set[str]] = defaultdict(set)
        for relation, by_term in self._forward.items():
            for start, ends in by_term.items() if relation not in _NO_TIES else ():
                found[start] |= ends
                for end in ends:
                    found[end].add(start)
        return found

    @cached_property
    def _disputed(self) -> Mapping[str, set[tuple[str, str]]]:
        """Give the disputed statements by their subjects."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for iri in self._catalogue.terms:
            for edge, records in self._statements.records(iri).items():
                if any(self._statements.disputes(record) for record in records):
                    found[iri].add(edge)
        return dict(found)

    @cached_property
    def _named(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for term in self._catalogue.terms.values():
            for name in term.names:
                found[name.text.casefold()].add(term.iri)
        return found
