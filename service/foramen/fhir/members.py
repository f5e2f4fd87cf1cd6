"""Work out which codes a value set holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from foramen.errors import FhirRefused

from .codesystem import Status
from .elements import Json, objects, of_resource, text
from .entries import Entry
from .filters import chosen, require_understood, work_of
from .gathered import Gathered
from .issues import note
from .ordering import excludes_other_versions, has_several_versions, newest_first
from .statuses import lasting_standing, standing_unless_shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .codesystem import CodeSystem
    from .gathered import Budget
    from .sources import Sources
    from .wording import Words

__all__ = ["Members"]


class Members:
    """The codes of one value set, and of those that it takes in."""

    def __init__(
        self,
        value_set: Json,
        sources: Sources,
        budget: Budget,
        words: Words | None = None,
        path: tuple[str, ...] = (),
    ) -> None:
        """Prepare; the path names the value sets that led to this one.

        Raises:
            FhirRefused: the value set leads to itself.
        """
        budget.meet()
        self._value_set = value_set
        self._sources = sources
        self._asked = sources.asked
        self._budget = budget
        self._words = words
        self._name = of_resource(value_set)
        require_no_circle(self._name, path)
        self._path = (*path, self._name)
        compose = value_set.get("compose")
        self._compose: Json = compose if isinstance(compose, dict) else {}
        self._without_inactive = self._compose.get("inactive") is False or self._asked.active_only

    def gather(self) -> Gathered:
        """Collect the codes.

        Raises:
            FhirRefused: it cannot be done, or not within the limits.
        """
        includes = objects(self._compose, "include")
        excludes = objects(self._compose, "exclude")
        self._sources.require(self._value_set, includes, excludes)
        found = self._start(includes, excludes)
        if not self._compose:
            self._take_stored(found)
        for index, one in enumerate(excludes):
            self._exclude(found, one, f"ValueSet.compose.exclude[{index}]")
        for url, version in self._asked.excluded_systems:
            found.exclude_system(url, version)
        for index, one in newest_first(includes):
            self._include(found, one, f"ValueSet.compose.include[{index}]")
        return found

    def _start(self, includes: list[Json], excludes: list[Json]) -> Gathered:
        with_version = has_several_versions((*includes, *excludes))
        whole = excludes_other_versions(includes, excludes)
        if whole and "versionsMatch" not in self._asked.given:
            self._asked.versions_match = True
        found = Gathered(
            with_version=with_version,
            by_version=with_version and not self._asked.versions_match,
            nested=not self._asked.exclude_nested,
        )
        word = lasting_standing(Status(self._value_set))
        if word:
            found.say(f"warning-{word}", "Uri", self._name)
        return found

    def _take_stored(self, found: Gathered) -> None:
        """Take the codes of an expansion that is all that the value set has."""
        waiting: list[tuple[Json, Entry | None]] = [
            (one, None) for one in reversed(objects(self._value_set.get("expansion"), "contains"))
        ]
        while waiting:
            one, parent = waiting.pop()
            self._budget.look_at(1)
            entry = Entry(text(one, "system"), text(one, "version"), text(one, "code"), raw=one)
            added = bool(entry.code) and found.add(entry, parent)
            below = entry if added else parent
            waiting += [(child, below) for child in reversed(objects(one, "contains"))]

    def _exclude(self, found: Gathered, one: Json, place: str) -> None:
        imports = self._imports(found, one)
        if not text(one, "system"):
            first, *others = imports
            found.exclude(
                entry
                for entry in first.entries.values()
                if all((entry.system, entry.code) in pairs for pairs in map(Gathered.pairs, others))
            )
            return
        cs = self._sources.system_of(one, found, self._value_set)
        if one.get("concept") is None and one.get("filter") is None and not imports:
            if found.with_version and self._asked.versions_match:
                found.exclude(_entries(cs, cs.concepts))
            else:
                found.exclude_system(cs.url, cs.version if found.with_version else "")
            return
        passes = _passing(imports)
        listed = (Entry(cs.url, cs.version, code) for code in self._codes(cs, one, place))
        found.exclude(entry for entry in listed if passes(entry))

    def _codes(self, cs: CodeSystem, one: Json, place: str) -> Iterator[str]:
        if one.get("concept") is not None:
            yield from (text(entry, "code") for entry in objects(one, "concept"))
            return
        filters = objects(one, "filter")
        require_understood(cs, filters, place)
        self._budget.look_at(work_of(cs, filters))
        yield from chosen(cs, filters)

    def _include(self, found: Gathered, one: Json, place: str) -> None:
        imports = self._imports(found, one)
        if not text(one, "system"):
            self._include_imports(found, imports)
            return
        cs = self._sources.system_of(one, found, self._value_set)
        passes = _passing(imports)
        if imports or one.get("concept") is not None or len(objects(one, "filter")) > 1:
            found.nested = False
        if one.get("concept") is not None:
            self._include_listed(found, cs, objects(one, "concept"), passes)
        if one.get("filter") is not None:
            self._include_filtered(found, cs, one, place, passes)
        elif one.get("concept") is None:
            self._include_all(found, cs, passes)

    def _include_imports(self, found: Gathered, imports: list[Gathered]) -> None:
        found.nested = False
        first, *others = imports
        self._budget.look_at(3 * len(first.entries))
        for said in first.parameters:
            if said not in found.parameters:
                found.parameters.append(said)
        pairs = [one.pairs() for one in others]
        for entry in first.entries.values():
            if all((entry.system, entry.code) in some for some in pairs):
                found.add(replace(entry, children=[]))

    def _imports(self, found: Gathered, one: Json) -> list[Gathered]:
        gathered = []
        for reference in self._sources.references(one):
            other = self._sources.value_set(reference, self._value_set)
            inner = Members(other, self._sources, self._budget, self._words, self._path).gather()
            standing = standing_unless_shared(self._sources.status_of(other), self._value_set)
            if standing:
                found.say(f"warning-{standing}", "Uri", of_resource(other))
            if not reference.startswith("#"):
                found.say("used-valueset", "Uri", of_resource(other))
            found.partial += [reason for reason in inner.partial if reason not in found.partial]
            gathered.append(inner)
        return gathered

    def _include_listed(
        self,
        found: Gathered,
        cs: CodeSystem,
        listed: list[Json],
        passes: Callable[[Entry], bool],
    ) -> None:
        self._budget.look_at(len(listed))
        language = text(self._value_set, "language")
        for one in listed:
            concept = cs.find(text(one, "code"))
            if concept is None:
                continue
            code = text(one, "code")
            entry = Entry(cs.url, cs.version, code, cs, concept, one, language)
            if self._is_wanted(entry) and passes(entry):
                found.add(entry)

    def _include_filtered(
        self,
        found: Gathered,
        cs: CodeSystem,
        one: Json,
        place: str,
        passes: Callable[[Entry], bool],
    ) -> None:
        if not cs.has_hierarchy:
            found.nested = False
        for entry in _entries(cs, self._codes(cs, {"filter": one["filter"]}, place)):
            if self._is_wanted(entry) and passes(entry):
                above = entry.concept.parents if entry.concept else {}
                keys = (found.key(cs.url, cs.version, code) for code in above)
                found.add(entry, next((found.entries[k] for k in keys if k in found.entries), None))

    def _include_all(
        self, found: Gathered, cs: CodeSystem, passes: Callable[[Entry], bool]
    ) -> None:
        self._budget.look_at(len(cs.concepts))
        if self._words:
            found.nested = False
            for entry in _entries(cs, cs.concepts):
                if self._is_wanted(entry) and passes(entry):
                    found.add(entry)
            return
        waiting: list[tuple[str, Entry | None]] = [
            (concept.code, None) for concept in reversed(list(cs.roots()))
        ]
        met: set[str] = set()
        while waiting:
            code, parent = waiting.pop()
            if code in met:
                found.nested = False
                continue
            met.add(code)
            entry = next(_entries(cs, [code]))
            below = parent
            if self._is_wanted(entry):
                below = entry if passes(entry) and found.add(entry, parent) else None
            waiting += [(child, below) for child in reversed(list(cs.concepts[code].children))]

    def _is_wanted(self, entry: Entry) -> bool:
        if entry.cs is None or entry.concept is None:
            return True
        if self._without_inactive and entry.is_inactive:
            return False
        if self._asked.exclude_not_for_ui and entry.cs.meanings.facts(entry.concept).abstract:
            return False
        return self._words is None or self._words.rank(entry.code, entry.words()) > 0


def require_no_circle(name: str, path: tuple[str, ...]) -> None:
    """Refuse a value set that leads to itself.

    Raises:
        FhirRefused: it is on the path that led to it.
    """
    if name and name in path:
        issue = note(
            "VALUESET_CIRCULAR_REFERENCE", name, ", ".join(path),
            code="processing", kind="vs-invalid",
        )  # fmt: skip
        raise FhirRefused(422, (issue,))


def _entries(cs: CodeSystem, codes: Iterable[str]) -> Iterator[Entry]:
    return (Entry(cs.url, cs.version, code, cs, cs.concepts[code]) for code in codes)


def _passing(imports: list[Gathered]) -> Callable[[Entry], bool]:
    """Give a test of whether a code is in every one of some value sets."""
    pairs = [one.pairs() for one in imports]
    return lambda entry: all((entry.system, entry.code) in some for some in pairs)
