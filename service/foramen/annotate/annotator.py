"""Annotate texts: find concepts, at which level and side, how certain and how severe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest

from .compose import Composer
from .levels import mentions
from .lexicon import ROOTED, UNSIDED
from .model import Annotated, Annotation, Concern, Evidence
from .pairing import anchors
from .readings import readings
from .tokens import sentences
from .vocabulary import Found, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .levels import Mention
    from .model import Suggest
    from .readings import Reading
    from .tokens import Token

__all__ = ["MOST_ANNOTATIONS", "MOST_CHARACTERS", "Annotator"]

MOST_CHARACTERS: Final = 50_000
MOST_ANNOTATIONS: Final = 2_000
# What is felt or tested has no level of its own, so it takes none from its neighbours.
_UNPLACED: Final = (
    "Symptom", "Sign", "Disorder", "Procedure", "ImagingExamination", "Substance", "NeckArthritis",
    "MultilevelDegeneration", "SpinalDeformity",
)  # fmt: skip
_EXITING: Final = frozenset(("exiting", "traversing", "descending"))
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
        self._unplaced = frozenset(
            catalogue.terms[iri].id
            for name in _UNPLACED
            if (term := catalogue.get(name))
            for iri in (term.iri, *catalogue.descendants(term.iri))
        )

    def annotate(self, text: str) -> Annotated:
        """Give what a text speaks of, in the order of the text.

        Raises:
            BadRequest: the text is longer than `MOST_CHARACTERS`.
        """
        if len(text) > MOST_CHARACTERS:
            raise BadRequest(
                f"A text may have {MOST_CHARACTERS:,} characters; this one has {len(text):,}."
            )
        words = self._vocabulary.tokens(text)
        annotations: list[Annotation] = []
        concerns: list[Concern] = []
        heading: Found | None = None
        for first, last in sentences(words):
            if words[first].lines > 1:
                heading = None
            reader = _Sentence(text, words[first:last], self._vocabulary, heading)
            concerns += reader.concerns()
            for annotation in self._annotations(reader):
                if len(annotations) == MOST_ANNOTATIONS:
                    return Annotated(tuple(annotations), tuple(concerns), complete=False)
                annotations.append(annotation)
            heading = reader.next_heading()
        return Annotated(tuple(annotations), tuple(concerns))

    def _annotations(self, reader: _Sentence) -> Iterator[Annotation]:
        found = [one for reading in reader.readings(self._unplaced) for one in self._of(reader, reading)]
        # What is said twice is kept once, where it is said with a severity if it ever is.
        unique: dict[tuple[object, ...], Annotation] = {}
        for one in sorted(found, key=lambda one: one.severity is None):
            unique.setdefault(_identity(one), one)
        whole = [one for one in unique.values() if not _is_refined(one, unique)]
        yield from sorted(whole, key=lambda one: (one.start, one.end, found.index(one)))

    def _of(self, reader: _Sentence, reading: Reading) -> Iterator[Annotation]:
        term = self._catalogue.get(reading.anchor.term)
        if term is None or (reader.is_ambiguous(reading, _AMBIGUOUS)):
            return
        start, end = reader.span(*reading.anchor.words)
        side = None if term.id in UNSIDED else reader.value(reading, "side")
        severity = reader.value(reading, "severity")
        for level, segment in self._places(term, reader, reading):
            members = self._composer.members(term, level, segment, side)
            annotation = Annotation(
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
            yield self._with_codes(annotation)

    def _places(
        self, term: Term, reader: _Sentence, reading: Reading
    ) -> list[tuple[str | None, str | None]]:
        """Give the level, or the root or vertebra, of each annotation of a reading."""
        levels, segments = reader.listed(reading, "level"), reader.listed(reading, "segment")
        counted = [one for one in segments if self._composer.counts_by(term, one)]
        if counted:
            return [(None, segment) for segment in counted]
        rooted = segments if term.id in ROOTED else [None]
        return [(level, segment) for level in levels for segment in rooted]

    def _with_codes(self, annotation: Annotation) -> Annotation:
        if annotation.certainty == "absent":
            return annotation
        codes = self._composer.codes((*annotation.members, annotation.term))
        if self._suggest is not None:
            codes = tuple(dict.fromkeys((*codes, *self._suggest(annotation))))
        fields = {name: getattr(annotation, name) for name in annotation.__slots__}
        return Annotation(**{**fields, "codes": codes})


def _identity(one: Annotation, side: str | None = None) -> tuple[object, ...]:
    place = (one.level, one.segment, side or one.side)
    return (one.term.iri, one.start, one.end, one.certainty, *place)


def _is_refined(one: Annotation, unique: Collection[tuple[object, ...]]) -> bool:
    """Tell whether each side is said by itself: 'bilateral, mild on the left and severe ...'."""
    return one.side == "both" and all(_identity(one, side) in unique for side in ("left", "right"))


class _Sentence:
    """One sentence of a text, read."""

    def __init__(
        self, text: str, words: Sequence[Token], vocabulary: Vocabulary, heading: Found | None
    ) -> None:
        self.text = text
        self._words = words
        self._mentions = mentions(words)
        self._items = self._all_items(vocabulary)
        self._heading = heading

    def concerns(self) -> Iterator[Concern]:
        """Give what looks like a level and is none."""
        for mention in self._mentions:
            if mention.problem:
                start, end = self.span(mention.first, mention.last)
                yield Concern(start, end, self.text[start:end], mention.problem)

    def readings(self, unplaced: Collection[str]) -> list[Reading]:
        """Give what the sentence says; `unplaced` are terms that take no level from others."""
        found = anchors(self._items)
        if not found:
            return []
        items = self._items
        own = self._own_heading()
        if own is None and self._heading is not None:
            items = [*items, self._heading]
            return readings(items[:-1], found, len(items) - 1, unplaced)
        return readings(items, found, own, unplaced)

    def next_heading(self) -> Found | None:
        """Give the level that this sentence sets for those that follow."""
        own = self._own_heading()
        if own is not None:
            return self._items[own]
        ends = len(self._words) > 1 and self._words[1].text == ":" and self._words[0].text.isalpha()
        return None if ends else self._heading

    def _own_heading(self) -> int | None:
        """Give the level that the sentence begins with, as in `L4-5: ...` or `At L4-5, ...`."""
        for at, item in enumerate(self._items):
            if item.kind == "level":
                after = self._items[at + 1] if at + 1 < len(self._items) else None
                opened = at > 0 or after is None or after.kind in {"join", "filler", "verb"}
                return at if opened else None
            if item.kind not in {"filler", "join"}:
                return None
        return None

    def value(self, reading: Reading, kind: str) -> str | None:
        """Give what is said of a kind, as the lexicon calls it."""
        at = reading.said.get(kind)
        return None if at is None else str(self._item(at).value)

    def evidence(self, reading: Reading) -> Iterator[Evidence]:
        """Give the words that level, side, severity and certainty rest on."""
        said = [*sorted(reading.said.items()), *(("certainty", cue) for cue in reading.cues)]
        for kind, at in said:
            item = self._item(at)
            if at < len(self._items):
                start, end = self.span(item.first, item.last)
                yield Evidence(kind, start, end, self.text[start:end])

    def is_ambiguous(self, reading: Reading, names: frozenset[str]) -> bool:
        """Tell whether an abbreviation stands alone that could mean something else."""
        first, last = reading.anchor.words
        return first == last and self._words[first].text in names and not reading.said

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give where tokens begin and end in the text."""
        return self._words[first].start, self._words[last].end

    def _item(self, at: int) -> Found:
        if at == len(self._items) and self._heading is not None:
            return self._heading
        return self._items[at]

    def listed(self, reading: Reading, kind: str) -> list[str | None]:
        """Give each level, or each root or vertebra, that is said; nothing is one of them."""
        at = reading.said.get(kind)
        value = self._item(at).value if at is not None else None
        return list(value) if isinstance(value, tuple) else [None]

    def _all_items(self, vocabulary: Vocabulary) -> list[Found]:
        taken = [(mention.first, mention.last) for mention in self._mentions]
        found = vocabulary.find(self._words, taken)
        items = [*found, *(_place(mention) for mention in self._mentions)]
        covered = {at for item in items for at in range(item.first, item.last + 1)}
        items += [
            Found("word", word.normal, at, at)
            for at, word in enumerate(self._words)
            if at not in covered and word.normal
        ]
        return _merged(sorted(items, key=lambda item: item.first))


def _place(mention: Mention) -> Found:
    kind = "level" if mention.levels else "segment" if mention.segments else "trouble"
    return Found(kind, mention.levels or mention.segments, mention.first, mention.last)


def _merged(items: Sequence[Found]) -> list[Found]:
    """Put lists of levels, or of roots, together: `L3-4, L4-5 and L5-S1` is one."""
    found: list[Found] = []
    for item in items:
        back = len(found) - 1
        while back >= 0 and (found[back].kind == "join" or found[back].value in _EXITING):
            back -= 1
        joins = [one for one in found[back + 1 :] if one.kind == "join" and one.value != "colon"]
        is_list = (
            item.kind in {"level", "segment"}
            and joins
            and back >= 0
            and found[back].kind == item.kind
            and len(found) - back < 5
        )
        if is_list:
            values = (*_tuple(found[back].value), *_tuple(item.value))
            first = found[back].first
            found[back:] = [Found(item.kind, tuple(dict.fromkeys(values)), first, item.last)]
        else:
            found.append(item)
    return _sided(found)


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _sided(items: list[Found]) -> list[Found]:
    """Read 'both' as both sides where a site follows: both foramina, both L4-5 foramina."""
    for at, item in enumerate(items):
        if item.kind != "filler" or item.value != "both":
            continue
        after = [one for one in items[at + 1 : at + 5] if one.kind not in {"filler", "level"}]
        if after and after[0].kind in {"site", "term"}:
            items[at] = Found("side", "both", item.first, item.last)
    return items
