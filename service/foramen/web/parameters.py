"""Read the parameters of a request strictly: what is unknown or does not fit is refused, in words.

A client that misspells a parameter would otherwise get an answer to another question.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from werkzeug.datastructures import MultiDict

__all__ = ["Parameters"]

_TRUE: Final = {"true", "1", "yes", ""}
_FALSE: Final = {"false", "0", "no"}


class Parameters:
    """The parameters of one request, each read once by its type."""

    def __init__(self, given: MultiDict[str, str], known: Collection[str]) -> None:
        """Take what was given.

        Args:
            given: `request.args`, or a form.
            known: the names that mean something here.

        Raises:
            BadRequest: a name is not known.
        """
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                meant = f" Did you mean {near[0]}?" if near else ""
                listed = ", ".join(sorted(known)) or "none"
                raise BadRequest(f"There is no parameter {name!r} here.{meant} Known: {listed}.")
        self._given = given

    def text(self, name: str, default: str = "", *, most: int = 1000) -> str:
        """Give a text without the spaces around it.

        Raises:
            BadRequest: it is given twice, or longer than `most` characters.
        """
        values = self._given.getlist(name)
        if len(values) > 1:
            raise BadRequest(f"Give {name} once.")
        value = values[0].strip() if values else default
        if len(value) > most:
            raise BadRequest(f"{name} may have {most:,} characters; this one has {len(value):,}.")
        return value

    def needed(self, name: str, example: str, *, most: int = 1000) -> str:
        """Give a text that must be there; `example` shows what it could be."""
        value = self.text(name, most=most)
        if not value:
            raise BadRequest(f"Say {name}: for example {name}={example}")
        return value

    def texts(self, name: str, *, most: int = 100) -> list[str]:
        """Give every value, those with commas cut at the commas."""
        parts = [part.strip() for value in self._given.getlist(name) for part in value.split(",")]
        found = [part for part in parts if part]
        if len(found) > most:
            raise BadRequest(f"Give at most {most} values of {name}.")
        return found

    def number(self, name: str, default: int, *, least: int = 0, most: int) -> int:
        """Give a whole number between `least` and `most`."""
        value = self.text(name) or str(default)  # a field that was emptied says nothing
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise BadRequest(f"{name} is a whole number, not {value!r}.")
        if not least <= int(value) <= most:
            raise BadRequest(f"{name} lies between {least:,} and {most:,}.")
        return int(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Give a switch; the bare name switches it on."""
        value = self.text(name, "true" if default else "false").lower()
        if value in _TRUE or value in _FALSE:
            return value in _TRUE
        raise BadRequest(f"{name} is true or false, not {value!r}.")

    def choice(
        self, name: str, choices: Mapping[str, object] | Collection[str], default: str
    ) -> str:
        """Give one of the choices."""
        value = self.text(name, default)
        if value not in choices:
            listed = ", ".join(filter(None, choices))  # an empty one stands for "none is named"
            raise BadRequest(f"{name} is one of {listed}, not {value!r}.")
        return value
