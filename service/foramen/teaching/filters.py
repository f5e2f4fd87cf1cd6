"""Read filters of questions and cards as people write them, and refuse what there is not."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest
from foramen.namespaces import compact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["level_names", "read_level", "read_relation", "require"]

_LONGEST: Final = 60


def level_names(levels: Iterable[str]) -> Mapping[str, str]:
    """Give levels and roots by the ways to write them.

    >>> sorted(level_names(["L4-L5"]))
    ['l4-5', 'l4-l5', 'l4/5', 'l4/l5', 'l4l5']
    """
    found: dict[str, str] = {}
    for level in sorted(levels):
        upper, _, lower = level.partition("-")
        for joint in ("-", "/", ""):
            found[f"{upper}{joint}{lower}".casefold()] = level
            if lower[:1] == upper[:1]:
                found[f"{upper}{joint or '-'}{lower[1:]}".casefold()] = level
    return found


def read_level(given: str, known: Mapping[str, str]) -> str:
    """Read a level or a root: `L4/5`, `l4-l5`, `C8`; nothing where none is given.

    Raises:
        BadRequest: there is no such level.
    """
    if not given:
        return ""
    found = known.get(given.casefold().replace("\u2013", "-").replace(" ", ""))
    if found is None:
        raise _unknown("level", given, known.values())
    return found


def read_relation(given: str, asked: Iterable[str]) -> str:
    """Read a relation by its local name or CURIE; give its IRI, nothing where none is given.

    Raises:
        BadRequest: nothing asks for such a relation.
    """
    if not given:
        return ""
    known = {compact(iri).removeprefix("foramen:"): iri for iri in asked}
    name = given.removeprefix("foramen:")
    require("relation", name, known)
    return known[name]


def require(name: str, given: str, choices: Collection[str]) -> None:
    """Refuse what is given and no choice.

    Raises:
        BadRequest: it is no choice; what is near is named.
    """
    if given and given not in choices:
        raise _unknown(name, given, choices)


def _unknown(name: str, given: str, choices: Collection[str]) -> BadRequest:
    choices = tuple(dict.fromkeys(choices))
    begun = [one for one in choices if len(given) > 2 and one.startswith(given)]
    near = begun or get_close_matches(given[:_LONGEST], choices, n=3, cutoff=0.5)
    listed = near or choices[:8]
    hint = f" Near: {', '.join(near)}." if near else f" For example: {', '.join(listed)}."
    shown = given if len(given) <= _LONGEST else f"{given[:_LONGEST]}..."
    return BadRequest(f"There is no {name} {shown!r} here.{hint if listed else ''}")
