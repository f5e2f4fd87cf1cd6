"""Notice that a value set or code system is a draft, experimental, withdrawn or on its way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .codesystem import Status

if TYPE_CHECKING:
    from .elements import Json

__all__ = ["lasting_standing", "standing", "standing_unless_shared"]


def standing(used: Status, by: Status) -> str:
    """Give the word for what a user should know of what is used; nothing if all is well.

    What the user of it says of itself as well needs no warning.
    """
    word = lasting_standing(used)
    if word:
        return word
    if used.experimental and not by.experimental:
        return "experimental"
    return "draft" if used.is_draft and not by.is_draft else ""


def lasting_standing(used: Status) -> str:
    """Give the word for what is never to be used again, whoever uses it."""
    if used.standards in {"deprecated", "withdrawn"}:
        return used.standards
    return "retired" if used.status == "retired" else ""


def standing_unless_shared(used: Status, by: Json) -> str:
    """Give the word, unless what uses it says the very same of itself."""
    other = Status(by)
    word = standing(used, other)
    return "" if word in {other.standards, other.status} else word
