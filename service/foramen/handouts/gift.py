"""Write multiple-choice questions as GIFT, the plain text that Moodle and others import.

See https://docs.moodle.org/en/GIFT_format; how the text is read was seen in
`question/format/gift/format.php` of Moodle: `~ = # { } :` and the backslash are escaped.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from foramen.endpoint import DISCLAIMER

from .questions import category, feedback, named, tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.teaching.handout import Choice, Handout

__all__ = ["written"]

_SPECIAL: Final = re.compile(r"[\\~=#{}:]")
_SPACE: Final = re.compile(r"\s+")


def written(handout: Handout) -> bytes:
    """Write the questions, those of one topic under one category."""
    lines = [f"// {_plain(handout.title)}. {_plain(DISCLAIMER)}", ""]
    for topic, choices in groupby(handout.choices, key=lambda one: one.topic):
        lines += [f"$CATEGORY: {category(topic)}", ""]
        for choice in choices:
            lines += [*_question(choice), ""]
    return "\n".join(lines).encode()


def _question(choice: Choice) -> Iterator[str]:
    # Newer versions of Moodle read the key and the tags from such a comment; others pass it by.
    marks = " ".join((f"[id:{choice.key}]", *(f"[tag:{tag}]" for tag in tags(choice))))
    yield f"// {marks}"
    yield f"::{escaped(named(choice))}::[plain]{escaped(choice.stem)}{{"
    if len(choice.right) == 1:
        yield f"\t={escaped(choice.right[0])}"
    else:
        share = f"{100 / len(choice.right):.5f}".rstrip("0").rstrip(".")
        yield from (f"\t~%{share}%{escaped(one)}" for one in choice.right)
    yield from (f"\t~{escaped(one)}" for one in choice.wrong)
    yield f"\t####{escaped(' '.join(feedback(choice)))}"
    yield "}"


def escaped(text: str) -> str:
    r"""Escape what means something, and make one line of it.

    >>> print(escaped("Is a = b {x}?"))
    Is a \= b \{x\}?
    """
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", _plain(text))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
