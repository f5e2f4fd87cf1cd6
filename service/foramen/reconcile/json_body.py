"""Read JSON from outside within limits, and its members by type, with the place in every complaint.

>>> given = read_object('{"limit": 5}', "queries")
>>> given.number("limit", 10, most=100)
5
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

from foramen.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["LONGEST_TEXT", "Given", "read_object"]

LONGEST_TEXT: Final = 1000
_DEEPEST: Final = 16


class Given:
    """A JSON object as it was given, and where it stands."""

    def __init__(self, value: Any, place: str) -> None:
        if not isinstance(value, dict):
            raise BadRequest(f"{place} is an object, not {_called(value)}.")
        self.members: dict[str, Any] = value
        self.place = place

    def has(self, name: str) -> bool:
        """Tell whether there is such a member, and that it is not null."""
        return self.members.get(name) is not None

    def only(self, known: Collection[str]) -> None:
        """Refuse members that mean nothing here.

        Raises:
            BadRequest: there is one.
        """
        for name in self.members:
            if name not in known:
                listed = ", ".join(sorted(known))
                raise BadRequest(f"{self.place} has no member {name[:100]!r}. Known: {listed}.")

    def text(self, name: str, default: str = "") -> str:
        """Give a text of bounded length."""
        value = self.members.get(name)
        return default if value is None else self._text(value, name)

    def texts(self, name: str, *, most: int) -> tuple[str, ...]:
        """Give one text or several as several, each of bounded length and not empty."""
        value = self.members.get(name)
        values = [] if value is None else value if isinstance(value, list) else [value]
        self._bound(values, name, most)
        return tuple(text for one in values if (text := self._text(one, name)))

    def objects(self, name: str, *, most: int) -> Iterator[Given]:
        """Yield the objects of a list."""
        value = self.members.get(name, [])
        if not isinstance(value, list):
            self._refuse(name, "a list", value)
        self._bound(value, name, most)
        for number, one in enumerate(value):
            yield Given(one, f"{self.place}, {name}[{number}]")

    def number(self, name: str, default: int, *, least: int = 1, most: int) -> int:
        """Give a whole number of at least `least`; one above `most` counts as `most`."""
        value = self.members.get(name)
        if value is None:
            return default
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not is_whole or value < least:
            self._refuse(name, f"a whole number of at least {least}", value)
        return int(min(value, most))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Give true or false."""
        value = self.members.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self._refuse(name, "true or false", value)
        return value

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        """Give one of the choices."""
        value = self.text(name, default)
        if value not in choices:
            raise BadRequest(
                f"{name} in {self.place} is one of {', '.join(choices)}, not {value[:100]!r}."
            )
        return value

    def _text(self, value: Any, name: str) -> str:
        if not isinstance(value, str):
            self._refuse(name, "a text", value)
        if len(value) > LONGEST_TEXT:
            raise BadRequest(
                f"{name} in {self.place} may have {LONGEST_TEXT:,} characters; "
                f"this one has {len(value):,}."
            )
        return str(value)

    def _bound(self, values: Collection[Any], name: str, most: int) -> None:
        if len(values) > most:
            raise BadRequest(
                f"{name} in {self.place} may have {most:,} members; there are {len(values):,}."
            )

    def _refuse(self, name: str, wanted: str, value: Any) -> NoReturn:
        raise BadRequest(f"{name} in {self.place} is {wanted}, not {_called(value)}.")


def read_object(text: str, place: str) -> Given:
    """Read a JSON object.

    Raises:
        BadRequest: it is not JSON, no object, nested too deeply, or holds what is no text.
    """
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
        text.encode()
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise BadRequest(f"{place} is not JSON: {problem.msg} at {where}.") from None
    except UnicodeError:
        raise BadRequest(f"{place} holds half a character (a lone surrogate).") from None
    except _NoNumber as problem:
        raise BadRequest(f"{place} is not JSON: {problem}.") from None
    except ValueError:
        raise BadRequest(f"{place} is not JSON: it holds a number of too many digits.") from None
    except RecursionError:
        raise BadRequest(f"{place} may be nested {_DEEPEST} deep.") from None
    if _depth(value) > _DEEPEST:
        raise BadRequest(f"{place} may be nested {_DEEPEST} deep.")
    return Given(value, place)


class _NoNumber(ValueError):
    """NaN or Infinity, which Python would read and JSON does not have."""


def _refuse_constant(name: str) -> NoReturn:
    raise _NoNumber(f"{name} is no number")


def _depth(value: Any) -> int:
    """Count how deep lists and objects are nested, without recursion."""
    depth, ring = 0, [value]
    while ring := [one for one in ring if isinstance(one, (dict, list))]:
        depth += 1
        ring = [inner for one in ring for inner in (one.values() if isinstance(one, dict) else one)]
    return depth


def _called(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", dict: "an object", list: "a list", str: "a text"}
    return names.get(type(value), f"the number {str(value)[:20]}")
