"""Tell the words of a syllabus that name something from those that only teach, order or count it.

These are words of courses, not of the field: what a lesson is called, what learners shall do with
it, when and by whom it is given. What is left when they are gone can name something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from foramen.terminology.words import fold, places

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["JOINING", "phrases", "telling"]

_JOINS: Final = """
a about after all also among an and any are as at be been before being between both but by can do
does during each either etc for from has have how if in including incl into is it its may of off on
or other our out over per so some than that the their them then these they this those through to
under up upon us using versus via vs was we were what when where which while who why will with
within without you your
"""
_FILLS: Final = """
academic additional advanced agenda anatomy april aspect assignment august background basic basics
block board brief briefing bring case chapter class clinical closing club coat coffee common
complaint concept conclusion consideration content continued core course curriculum date day debate
debrief december demo demonstration detail discussion dissection drawing elective end evening exam
example exception expert extra fact faculty february feedback fellowship final first focus
foundation friday functional further general goal group guest handout holiday homework hour
important interpretation intro introduction introductory january journal july june key knowledge lab
laboratory learner learning lecture lecturer lesson list literature live lunch main mcq minute mock
module monday month morning new next note november objective october online opening orientation
outcome outline overview pair part participant plan plenary point practical practice presentation
primer principle prof professor program prosection question quiz reading recap recent recommended
registration related relevant resource revision role room round saturday scenario schedule second
section selected semester seminar september session sheet short simulation skill slide slot speaker
special specific spring start station step structure student summary summer sunday supervised
syllabus talk tbc tbd teacher teaching team term test textbook theme theory third thursday today
tool topic trainee training tuesday tutor tutorial type typical unit update use useful video visit
wednesday week weekend welcome winter work workbook worksheet workshop wrap written year
able agree apply appreciate compare define demonstrate derive describe differentiate disagree
discuss distinguish elicit evaluate examine explain explore identify interpret introduce know learn
locate look make making name perform read recall recognize relate review revise select show state
summarize teach understand understanding
"""
JOINING: Final = frozenset(_JOINS.split())
"""They join what is named, and part one phrase from the next."""

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_FILLER_WORDS: Final = frozenset(word for given in _FILLS.split() for word in fold(given))
_JOINING_WORDS: Final = frozenset(word for given in JOINING for word in fold(given)) | JOINING
_BESIDE: Final = frozenset(
    ("cervical", "thoracic", "lumbar", "sacral", "spinal", "spine", "bilateral", "mild", "moderate",
     "severe", "small")
)  # fmt: skip
# Where a course is held and who gives it, though the name of a concept stands in them.
_COURSES: Final = re.compile(
    r"\bpain (?:clinic|course|service|team|unit)s?\b|\b(?:physio|physical[ -]?)therapists?\b"
    r"|\blearning (?:outcome|objective)s?\b|\b(?-i:[A-Z]{2,5})[- ]?\d{3}\b",
    re.IGNORECASE,
)


def telling(text: str) -> tuple[str, ...]:
    """Give the words of a text, as folded, that can name something.

    >>> telling("Introduction to the spinal cord, week 3"), telling("an overview")
    (('spinal', 'cord'), ())
    """
    return tuple(
        word
        for word in fold(_COURSES.sub(" ", text))
        if len(word) > 1
        and word not in _JOINING_WORDS
        and word not in _FILLER_WORDS
        and any(sign.isalpha() for sign in word)
    )


def phrases(text: str) -> Iterator[tuple[int, int]]:
    """Give where the phrases of a text stand that name something, without the filler before them.

    A phrase ends where a joining word or a sign parts it from the next. A level, side, region or
    degree alone is none: it belongs to what stands beside it.

    >>> text = "Introduction to opioid stewardship for the left side; basics"
    >>> [text[start:end] for start, end in phrases(text)]
    ['opioid stewardship', 'left side']
    """
    text = _COURSES.sub(lambda found: "," * len(found[0]), text)
    run: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        joining = word[0].casefold() in JOINING
        if joining or (run and not text[run[-1][1] : word.start()].isspace()):
            yield from _trimmed(text, run)
            run = []
        if not joining:
            run.append(word.span())
    yield from _trimmed(text, run)


def _trimmed(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Leave off the words at the beginning that name nothing; maybe all."""
    says = [telling(text[start:end]) for start, end in run]
    words = {word for some in says for word in some}
    if words - places(tuple(words)) - _BESIDE:
        first = next(place for place, some in enumerate(says) if some)
        yield run[first][0], run[-1][1]
