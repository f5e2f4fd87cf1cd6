"""Annotate texts: find concepts, at which level and side, how certain and how severe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest

from .compose import Composer
from .lexicon import ROOTED, UNSIDED
from .limbs import Kinds
from .model import Annotated, Annotation, Concern
from .sentence import CARRIED, Sentence
from .tokens import sentences
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .model import Suggest, Suggested
    from .readings import Reading
    from .vocabulary import Found

__all__ = ["MOST_ANNOTATIONS", "MOST_CHARACTERS", "Annotator"]

MOST_CHARACTERS: Final = 50_000
MOST_ANNOTATIONS: Final = 2_000
# What is felt or tested has no level of its own, so it takes none from its neighbours.
_UNPLACED: Final = (
    "Symptom", "Sign", "Disorder", "Procedure", "ImagingExamination", "Substance", "BodyRegion",
    "NeckArthritis", "MultilevelDegeneration", "SpinalDeformity",
)  # fmt: skip
_FELT: Final = ("Symptom", "Sign", "Radiculopathy")
_LIMBS: Final = ("BodyRegion", "Dermatome", "KeyMuscle")
# What a sentence after may speak of without naming it: '... Right: none.'
_TOPICS: Final = ("Finding", "Contributor")
# The best codes first.
_WORTH: Final = ("skos:exactMatch", "skos:closeMatch", "applies", "depends")
# Abbreviations of which only a level or side beside them shows what is meant.
_AMBIGUOUS: Final = frozenset({"IVF", "NF", "nerve", "root"})


class Annotator:
    """Reads texts with the names of one catalogue; made once, used by any number of threads."""

    def __init__(self, catalogue: Catalogue, suggest: Suggest | None = None) -> None:
        """Prepare the names.

        Args:
            catalogue: the terms, and their mappings to codes.
            suggest: gives further codes for an annotation, if anything does.
        """
        self._catalogue = catalogue
        self._vocabulary = Vocabulary(catalogue)
        self._composer = Composer(catalogue)
        self._suggest = suggest
        self._kinds = Kinds(*(self._all(names) for names in (_UNPLACED, _FELT, _LIMBS)))
        self._topics = self._all(_TOPICS)

    def annotate(self, text: str) -> Annotated:
        """Give what a text speaks of, in the order of the text.

        Raises:
            BadRequest: the text is longer than `MOST_CHARACTERS`, or is no Unicode text.
        """
        if len(text) > MOST_CHARACTERS:
            raise BadRequest(
                f"A text may have {MOST_CHARACTERS:,} characters; this one has {len(text):,}."
            )
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise BadRequest("The text holds half of a character (a lone surrogate).")
        words = self._vocabulary.tokens(text)
        annotations: list[Annotation] = []
        concerns: list[Concern] = []
        heading: Found | None = None
        topic = ""
        for first, last in sentences(words):
            if words[first].lines > 1:
                heading, topic = None, ""
            elif words[first].lines and heading is not None and heading.kind == CARRIED:
                heading = None
            reader = Sentence(text, words[first:last], self._vocabulary, heading, topic)
            concerns += reader.concerns()
            annotations += self._with_codes(list(self._annotations(reader)))
            if max(len(annotations), len(concerns)) > MOST_ANNOTATIONS:
                kept = slice(MOST_ANNOTATIONS)
                return Annotated(tuple(annotations[kept]), tuple(concerns[kept]), complete=False)
            heading = reader.next_heading()
            topic = reader.next_topic(topic, self._topics)
        return Annotated(tuple(annotations), tuple(concerns))

    def _all(self, names: Iterable[str]) -> frozenset[str]:
        """Give the local names of terms and of all that are kinds of them."""
        known = [term for name in names if (term := self._catalogue.get(name))]
        return frozenset(
            self._catalogue.terms[iri].id
            for term in known
            for iri in (term.iri, *self._catalogue.descendants(term.iri))
        )

    def _annotations(self, reader: Sentence) -> Iterator[Annotation]:
        found = [
            one for reading in reader.readings(self._kinds) for one in self._of(reader, reading)
        ]
        # What is said twice is kept once, where it is said with a severity if it ever is.
        unique: dict[tuple[object, ...], Annotation] = {}
        for one in sorted(found, key=lambda one: one.severity is None):
            unique.setdefault(_identity(one), one)
        whole = [one for one in unique.values() if not _is_refined(one, unique)]
        yield from sorted(whole, key=lambda one: (one.start, one.end, found.index(one)))

    def _of(self, reader: Sentence, reading: Reading) -> Iterator[Annotation]:
        term = self._catalogue.get(reading.anchor.term)
        if term is None or (reader.is_ambiguous(reading, _AMBIGUOUS)):
            return
        start, end = reader.span(*reading.anchor.words)
        side = None if term.id in UNSIDED else reader.value(reading, "side")
        severity = reader.value(reading, "severity")
        for level, segment in self._places(term, reader, reading):
            members = self._composer.members(term, level, segment, side)
            yield Annotation(
                start=start,
                end=end,
                text=reader.text[start:end],
                term=term,
                members=members,
                level=level,
                segment=segment,
                side=side,  # type: ignore[arg-type]  # the lexicon's values are those
                certainty=reading.certainty,
                severity=None if severity == "lesser" else severity,
                evidence=tuple(reader.evidence(reading)),
                exiting_roots=self._composer.exiting_roots(level, side),
            )

    def _places(
        self, term: Term, reader: Sentence, reading: Reading
    ) -> list[tuple[str | None, str | None]]:
        """Give the level, or the root or vertebra, of each annotation of a reading."""
        levels, segments = reader.listed(reading, "level"), reader.listed(reading, "segment")
        counted = [one for one in segments if self._composer.counts_by(term, one)]
        if counted:
            return [(None, segment) for segment in counted]
        rooted = segments if term.id in ROOTED else [None]
        return [(level, segment) for level in levels for segment in rooted]

    def _with_codes(self, sentence: Sequence[Annotation]) -> Iterator[Annotation]:
        excluded = self._suggest.excluded(sentence) if self._suggest else frozenset()
        for one in sentence:
            if one.certainty == "absent":
                yield one
                continue
            more = self._suggest(one, sentence) if self._suggest else ()
            codes = (*self._composer.codes((*one.members, one.term)), *more)
            found = dict.fromkeys(sorted(codes, key=_worth))
            kept = (code for code in found if not any(map(_below(code.code), excluded)))
            yield replace(one, codes=tuple(kept))


def _below(code: str) -> Callable[[str], bool]:
    """Tell of a code whether it is this one or, of a category, below it: M54.16 of M54.1."""
    return lambda other: other.startswith(code)


def _worth(code: Suggested) -> int:
    """Put what means the same first, then what all of the sentence speaks for."""
    return _WORTH.index(code.relation) if code.relation in _WORTH else len(_WORTH)


def _identity(one: Annotation, side: str | None = None) -> tuple[object, ...]:
    place = (one.level, one.segment, side or one.side)
    return (one.term.iri, one.start, one.end, one.certainty, *place)


def _is_refined(one: Annotation, unique: Collection[tuple[object, ...]]) -> bool:
    """Tell whether each side is said by itself: 'bilateral, mild on the left and severe ...'."""
    return one.side == "both" and all(_identity(one, side) in unique for side in ("left", "right"))
