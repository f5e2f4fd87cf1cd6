"""Put sites and changes together to findings: 'canal and foramina are narrowed' tells of two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from .cues import Cue
from .lexicon import ACTING, ALONE, OPEN, QUALIFIED, finding
from .vocabulary import Site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .vocabulary import Found

__all__ = ["Anchor", "anchors"]

_BETWEEN: Final = frozenset(
    {"filler", "side", "level", "segment", "severity", "join", "verb", "cue"}
)
_NARROWED: Final = ("foramen", "canal")
_WITHIN: Final = frozenset({"in", "within", "inside"})
_TO_THE_RIGHT: Final = frozenset({"filler", "side", "level", "segment", "severity"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that is spoken of, to which level, side and the rest are to be attached.

    Attributes:
        term: the local name of the term.
        first: the number of its first item in the sentence; `last` of its last.
        words: the first and the last token of its words.
        chain: what shares a change with others has the same number as they.
        tail: the items between the last site and the change, which speak of the whole chain.
        denies: whether to find it is to deny the term, as an open foramen denies stenosis.
        acts: whether it is what the thing before does, as in '... compressing the root'.
    """

    term: str
    first: int
    last: int
    words: tuple[int, int]
    chain: int
    tail: tuple[int, int] | None = None
    denies: bool = False
    acts: bool = False


def anchors(items: Sequence[Found]) -> list[Anchor]:
    """Give what a sentence speaks of, in order."""
    return _Pairing(items).anchors()


class _Pairing:
    def __init__(self, items: Sequence[Found]) -> None:
        self._items = items
        self._used: set[int] = set()
        self._narrowed: list[int] = []
        self._found: list[Anchor] = []

    def anchors(self) -> list[Anchor]:
        changes = [at for at, item in enumerate(self._items) if item.kind == "change"]
        without: list[int] = []
        for at in changes:
            ways = (self._right, self._left) if self._opens(at) else (self._left, self._right)
            sites = ways[0](at) or ways[1](at)
            if sites:
                self._add(at, sites)
            else:
                without.append(at)
        for at in without:
            self._add_without_site(at)
        self._add_graded_sites()
        self._add_rest()
        found = [replace(one, term=self._qualified(one)) for one in self._found]
        return sorted(found, key=lambda one: (one.first, one.last))

    def _fits(self, at: int, change: int) -> bool:
        value = self._items[at].value
        return (
            isinstance(value, Site)
            and at not in self._used
            and finding(value.key, self._name(change)) is not None
        )

    def _left(self, change: int) -> list[int]:
        """Collect the sites before a change, as far as nothing else stands between."""
        sites: list[int] = []
        unknown = 0
        at = change - 1
        while at >= 0:
            kind = self._items[at].kind
            if kind == "site":
                if not self._fits(at, change):
                    break
                sites.append(at)
            elif kind == "word" and not sites and not unknown:
                unknown += 1  # one word that we do not know may qualify a change
            elif kind not in _BETWEEN or self._parts(at, sites):
                break
            at -= 1
        return sites[::-1]

    def _opens(self, change: int) -> bool:
        """Tell whether a change opens a part of a list: '... and enlarged facets'."""
        at = change - 1
        while at >= 0 and self._items[at].kind in {"filler", "severity"}:
            at -= 1
        return at >= 0 and self._items[at].kind == "join" and self._items[at].value != "colon"

    def _parts(self, at: int, sites: Sequence[int]) -> bool:
        """Tell whether a verb or a denial ends the clause: 'a disc without stenosis'."""
        item = self._items[at]
        if item.kind == "cue" and isinstance(item.value, Cue):
            told = at > 0 and self._items[at - 1].kind == "verb"  # 'the foramen shows no narrowing'
            denies = item.value.certainty == "absent" and item.value.way == "on"
            return bool(sites) or (denies and not told)
        return bool(sites) and item.kind == "verb"

    def _right(self, change: int) -> list[int]:
        """Collect the sites behind a change: narrowing of the canal and both foramina."""
        sites: list[int] = []
        unknown = 0
        at = change + 1
        while at < len(self._items):
            item = self._items[at]
            if item.kind == "site":
                if not self._fits(at, change) or self._belongs_on(at):
                    break
                sites.append(at)
            elif item.kind == "join":
                if not sites and item.value != "comma":
                    break
            elif item.kind == "word" and not sites and not unknown:
                unknown += 1
            elif item.kind not in _TO_THE_RIGHT:
                break
            at += 1
        return sites

    def _belongs_on(self, site: int) -> bool:
        """Tell whether a change follows that the site rather belongs to."""
        joined = False
        for at in range(site + 1, len(self._items)):
            kind = self._items[at].kind
            if joined and kind == "site":
                return False  # the change will be said of that one
            joined = joined or kind == "join"
            if kind == "change":
                return self._fits(site, at) and not self._opens(at)
            if kind not in _BETWEEN and kind != "site":
                return False
        return False

    def _add(self, change: int, sites: list[int]) -> None:
        name = self._name(change)
        keys = [self._key(at) for at in sites]
        self._used.update(sites)
        zone = self._zone_behind(change, name)
        self._used.update(zone)
        keys += [self._key(at) for at in zone]
        if name in {"narrowing", OPEN}:
            self._narrowed += [at for at in sites if self._key(at) in _NARROWED]
        told = [
            (site, term)
            for site, key in zip(sites, keys, strict=False)
            if (term := finding(key, name, keys))
        ]
        if len(keys) > len(sites) and not told:  # 'disc herniation in the left foramen'
            told = [(sites[0], finding(keys[-1], name) or "")]
        before = change < sites[0]
        tail = None if before else (sites[-1], change)
        for number, (site, term) in enumerate(told):
            at, end = self._items[site], self._items[change]
            words = (end.first, at.last) if before else (at.first, end.last)
            first = change if before and number == 0 else site
            last = change if not before and number == len(told) - 1 else site
            acts = before and str(end.value).startswith(ACTING)
            told_of = Anchor(term, first, last, words, change, tail, name == OPEN, acts)
            self._found.append(told_of)

    def _name(self, change: int) -> str:
        return str(self._items[change].value).removeprefix(ACTING)

    def _key(self, at: int) -> str:
        value = self._items[at].value
        return value.key if isinstance(value, Site) else ""

    def _add_without_site(self, change: int) -> None:
        """Read a change that names no site: by itself, or of the site that was spoken of before."""
        item = self._items[change]
        name = self._name(change)
        term = ALONE.get(name, "")
        zone = self._zone_behind(change, name)
        self._used.update(zone)
        if zone:
            term = finding(self._key(zone[0]), name) or term
        if self._is_of_unknown(change):
            return
        if not term and (name == "narrowing" or (name == OPEN and self._is_new(change))):
            near = sorted(self._narrowed) or self._open_sites(change)
            self._used.update(near)
            before = [at for at in near if at < change]
            chosen = (before[-1:] or near[:1])[:1]
            term = next((finding(self._key(at), name) or "" for at in chosen), "")
        if term:
            words = (item.first, item.last)
            self._found.append(Anchor(term, change, change, words, change, denies=name == OPEN))

    def _zone_behind(self, change: int, name: str) -> list[int]:
        """Give the zone that a herniation lies in: '... herniation in the left L4-5 foramen'."""
        inside = False
        for at in range(change + 1, len(self._items) if name == "herniation" else 0):
            item = self._items[at]
            if item.kind == "site":
                zone = inside and self._key(at) != "disc" and self._fits(at, change)
                return [at] if zone and not self._belongs_on(at) else []
            inside = inside or (item.kind == "filler" and item.value in _WITHIN)
            if item.kind not in _TO_THE_RIGHT:
                return []
        return []

    def _is_of_unknown(self, change: int) -> bool:
        """Tell whether a change is said of what we do not know: effacement of the fat."""
        after = self._items[change + 1 : change + 5]
        if not after or after[0].value != "of":
            return False
        return next((one.kind for one in after if one.kind != "filler"), "") == "word"

    def _open_sites(self, change: int) -> list[int]:
        """Give the sites before a change that nothing was said of: 'foramen ...; stenosis ...'."""
        before = [at for at in range(change) if self._key(at) in _NARROWED]
        return [at for at in before if at not in self._used][-1:]

    def _add_graded_sites(self) -> None:
        """Read a site that heads its severity as narrowed: 'Foramina: mild left, L4-5'."""
        if any(item.kind == "change" for item in self._items):
            return
        for at, item in enumerate(self._items[:-1]):
            after = self._items[at + 1]
            heads = self._key(at) in _NARROWED and at not in self._used and after.value == "colon"
            if heads and any(one.kind == "severity" for one in self._items[at:]):
                term = finding(self._key(at), "narrowing") or ""
                self._used.add(at)
                self._found.append(Anchor(term, at, at, (item.first, item.last), at))

    def _qualified(self, anchor: Anchor) -> str:
        """Choose the kind of a finding that words before it name: lumbar, recurrent, bony."""
        at = anchor.first - 1
        run = list(self._items[anchor.first : anchor.last + 1])
        while at >= 0 and (self._items[at].kind in _TO_THE_RIGHT or self._is_worn(at)):
            run.append(self._items[at])
            at -= 1
        if anchor.denies:
            return anchor.term  # 'the lumbar foramina are patent'
        named = (QUALIFIED.get((anchor.term, str(item.value))) for item in run)
        return next(filter(None, named), anchor.term)

    def _is_worn(self, at: int) -> bool:
        return self._items[at].kind == "change" and self._items[at].value == "wear"

    def _is_new(self, change: int) -> bool:
        """Tell whether a change is said anew: 'otherwise patent', not 'patency is maintained'."""
        for item in self._items[change - 1 :: -1] if change else ():
            if item.kind in {"join", "contrast"}:
                return True
            if item.kind in {"change", "site"}:
                return False
        return False

    def _add_rest(self) -> None:
        """Add the terms that are named whole, and the sites of which no change is told."""
        for at, item in enumerate(self._items):
            term = ""
            if item.kind == "term":
                term = str(getattr(item.value, "id", ""))
            elif isinstance(item.value, Site) and at not in self._used and not self._leads(at):
                term = item.value.term
            if term:
                self._found.append(Anchor(term, at, at, (item.first, item.last), at))

    def _leads(self, at: int) -> bool:
        """Tell whether a site only says where the next thing is: uncovertebral osteophytes."""
        return at + 1 < len(self._items) and self._items[at + 1].kind == "term"
