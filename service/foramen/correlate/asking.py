"""Read what was ticked: which findings, of which side, and where it contradicts itself."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from foramen.errors import BadRequest

from .model import SIDES, Asked, Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .model import Finding, Side
    from .sheet import Sheet

__all__ = ["ask"]


def ask(
    sheet: Sheet,
    side: str,
    present: Iterable[str],
    absent: Iterable[str],
    *,
    typed: tuple[Sequence[Finding], Sequence[Finding], Sequence[Remark]] = ((), (), ()),
) -> Asked:
    """Put together what was ticked and what was typed.

    Args:
        sheet: what can be ticked.
        side: left, right, both, or nothing; for findings that have no side in their name.
        present: names of what was found.
        absent: names of what was looked for and not found.
        typed: the same, read from words, and what is to be said of the words.

    Raises:
        BadRequest: a name is none of a finding.
    """
    found = [*_named(sheet, side, present), *_sided(sheet, side, typed[0])]
    lacking = [*_named(sheet, side, absent), *_sided(sheet, side, typed[1])]
    remarks = [*typed[2]]
    common = _common_side(found + lacking)
    if common and not side and any(_is_open(sheet, one) for one in found + lacking):
        remarks.append(Remark("side", f"Where no side is said, {common} is meant, as beside it."))
        found, lacking = _sided(sheet, common, found), _sided(sheet, common, lacking)
    both = {one.term.iri for one in found} & {one.term.iri for one in lacking}
    for iri in sorted(both):
        label = next(one.term.label for one in found if one.term.iri == iri)
        remarks.append(
            Remark("contradiction", f"{label} is said to be found and to be normal: not counted.")
        )
    found, lacking = _once(found, both), _once(lacking, both)
    return Asked(
        side=side,
        present=tuple(one for one in found if one.group != "image"),
        absent=tuple(one for one in lacking if one.group != "image"),
        images=tuple(one for one in found if one.group == "image"),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _named(sheet: Sheet, side: str, names: Iterable[str]) -> list[Finding]:
    found = []
    for name in dict.fromkeys(names):
        for one in _sides(side):
            finding = sheet.find(name, one)
            if finding is None:
                raise BadRequest(_unknown(sheet, name))
            found.append(finding)
    return found


def _unknown(sheet: Sheet, name: str) -> str:
    known = {term.id: term.label for group in sheet.groups for term in group.terms}
    near = get_close_matches(name, known, n=1)
    meant = f" Did you mean {near[0]} ({known[near[0]]})?" if near else ""
    return (
        f"There is no finding {name[:80]!r} on the sheet.{meant} "
        "The page /correlate offers every finding; each is named as its term is."
    )


def _sides(side: str) -> tuple[Side, ...]:
    if side == "both":
        return SIDES
    return (side,) if side in SIDES else ("",)


def _sided(sheet: Sheet, side: str, findings: Iterable[Finding]) -> list[Finding]:
    """Give findings without a side the one that was chosen."""
    given = []
    for one in findings:
        for chosen in (one.side,) if one.side else _sides(side):
            term = sheet.of_side(one.base, chosen)
            has = chosen if term is not one.base else ""
            given.append(type(one)(one.base, term, has, one.group, one.words))
    return given


def _common_side(findings: Iterable[Finding]) -> Side:
    sides = {one.side for one in findings if one.side}
    return sides.pop() if len(sides) == 1 else ""


def _is_open(sheet: Sheet, one: Finding) -> bool:
    return not one.side and sheet.of_side(one.base, "left") is not one.base


def _once(findings: Iterable[Finding], without: set[str]) -> list[Finding]:
    unique: dict[str, Finding] = {}
    for one in findings:
        if one.term.iri not in without:
            unique.setdefault(one.term.iri, one)
    return [*unique.values()]
