"""Compare an answer with the pattern that a case of the suite expects.

A pattern is JSON in which some texts and members mean more than themselves:

    "$uuid$", "$instant$", ...     a text of that form
    "...|$version$"                the version of FHIR stands there
    "$choice:a|b$"                 one of these texts
    "$fragments:a|b$"              a text that has all of these in it
    "$external:2:a|b$"             a message of the server's own that has all of these in it
    "$optional$": true             this entry of a list may be missing ("!mode", "version:5",
                                   "warning:..." too: only under that condition)
    "$optional-properties$": [..]  these members may be missing
    "$count-arrays$": [..]         of these lists only the length counts

The order of a list never counts. The official comparer compares texts as if they were base64, so
that signs other than letters and digits hardly count, and the patterns rely on it; here only
quotation marks, brackets, # and spaces do not count. Nor does `location`, which FHIR gave up for
`expression`: the patterns are not of one mind about it; where both have it, it must be the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Comparison"]

_INSTANT: Final = (
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)"
    r"(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)"
)
_SEMVER: Final = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?"
_FORMS: Final = {
    "$instant$": _INSTANT,
    "$date$": rf"{_INSTANT}|\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "$uuid$": r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "$id$": r"[A-Za-z0-9\-.]{1,64}",
    "$url$": r"(https?://|www\.)[-a-zA-Z0-9+&@#/%?=~_|!:.;$]*[-a-zA-Z0-9+&@#/%=~_|]",
    "$token$": r"[0-9a-zA-Z_][0-9a-zA-Z_.\-]*",
    "$string$": r"\S(.*\S)?",
    "$semver$": _SEMVER,
    "$$": r"[\s\S]*",
}
_UNCOUNTED: Final = re.compile(r"['\"\[\]# ]")
# A marker that lost its last sign in some files of the suite.
_MARKERS: Final = {"$optional$", "$optional", "$optional-properties$", "$count-arrays$"}


@dataclass
class Comparison:
    """One way to compare.

    Attributes:
        modes: what the suite calls modes; without any, the general rules.
        fhir: the number of the FHIR version that answers, "4" or "5".
        variables: what `$version$` stands for.
        loose: whether the answer may have more than the pattern says.
    """

    modes: frozenset[str] = frozenset()
    fhir: str = "5"
    variables: dict[str, str] = field(default_factory=dict)
    loose: bool = False

    def differ(self, expected: Any, actual: Any, path: str = "") -> str | None:
        """Say what differs, or nothing if the answer is as expected."""
        if isinstance(expected, dict):
            if not isinstance(actual, dict):
                return f"{path}: an object is expected, not {actual!r}"
            return self._objects(expected, actual, path)
        if isinstance(expected, list):
            if not isinstance(actual, list):
                return f"{path}: a list is expected, not {actual!r}"
            return self._lists(expected, actual, path)
        if isinstance(expected, str) and isinstance(actual, str):
            return None if self._fits(expected, actual) else f"{path}: {expected!r} / {actual!r}"
        same = type(expected) is type(actual) and expected == actual
        return None if same else f"{path}: {expected!r} / {actual!r}"

    def _objects(self, expected: dict[str, Any], actual: dict[str, Any], path: str) -> str | None:
        optional = {*expected.get("$optional-properties$", ()), *_of_optional(expected)}
        for name, value in actual.items():
            found = self._member(expected, actual, name, value, path)
            if found:
                return found
        for name, value in expected.items():
            if name in actual or name in _MARKERS or optional & {name, "*"} or name == "location":
                continue
            if not self._all_optional(value):
                return f"{path}.{name} is missing: {value!r}"
        return None

    def _member(
        self, expected: dict[str, Any], actual: dict[str, Any], name: str, value: Any, path: str
    ) -> str | None:
        if name not in expected:
            if self.loose or (name == "location" and value == actual.get("expression")):
                return None
            return f"{path}.{name} is not expected: {value!r}"
        if name in expected.get("$count-arrays$", ()):
            same = len(expected[name]) == len(value)
            return None if same else f"{path}.{name}: {len(expected[name])} / {len(value)} entries"
        return self.differ(expected[name], value, f"{path}.{name}")

    def _lists(self, expected: list[Any], actual: list[Any], path: str) -> str | None:
        """Find a matching that takes in every actual entry, and every expected one that must be.

        A matching that covers both exists if there is one for each side (Mendelsohn and Dulmage).
        """
        if len(expected) == len(actual) and not any(map(self.differ, expected, actual)):
            return None
        fits = [[self.differ(one, other) is None for other in actual] for one in expected]
        needed = [index for index, one in enumerate(expected) if not self._is_optional(one)]
        lonely = _unmatched(needed, range(len(actual)), lambda one, other: fits[one][other])
        if lonely is not None:
            return self._missing(expected[lonely], actual, f"{path}[{lonely}]")
        if self.loose:
            return None
        lonely = _unmatched(
            range(len(actual)), range(len(expected)), lambda one, other: fits[other][one]
        )
        if lonely is not None:
            return f"{path}: not expected: {actual[lonely]!r}"
        return None

    def _missing(self, wanted: Any, actual: list[Any], path: str) -> str:
        """Say how the nearest entry differs, by what it is called."""
        named = [
            one
            for one in actual
            if isinstance(one, dict)
            and isinstance(wanted, dict)
            and any(one.get(key) == wanted[key] for key in ("name", "code", "url") if key in wanted)
        ]
        near = "; ".join(str(self.differ(wanted, one)) for one in named[:3])
        return f"{path} is missing: {wanted!r} ({near})" if near else f"{path} missing: {wanted!r}"

    def _all_optional(self, value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(one, dict) and self._is_optional(one) for one in value
        )

    def _is_optional(self, value: Any) -> bool:
        rule = value.get("$optional$") if isinstance(value, dict) else None
        if isinstance(rule, bool) or rule is None:
            return bool(rule)
        if rule.startswith("!"):
            return rule[1:] not in self.modes
        if rule.startswith("version:"):
            return rule.removeprefix("version:") == self.fhir
        return rule.startswith("warning:") or rule in self.modes

    def _fits(self, expected: str, actual: str) -> bool:
        if "<div" in expected and "<div" in actual:
            return True
        for name, value in self.variables.items():
            expected = expected.replace(f"${name}$", value)
        if not (expected.startswith("$") and expected.endswith("$")) or len(expected) < 2:
            return _UNCOUNTED.sub("", expected) == _UNCOUNTED.sub("", actual)
        kind, _, rest = expected[1:-1].partition(":")
        if kind == "choice":
            return actual in rest.split("|")
        if kind in {"fragments", "external"}:
            fragments = rest if kind == "fragments" else rest.partition(":")[2]
            return all(one.lower() in actual.lower() for one in fragments.split("|"))
        return re.fullmatch(_FORMS[expected], actual) is not None


def _of_optional(expected: dict[str, Any]) -> Iterable[str]:
    named = expected.get("$optional")
    return named if isinstance(named, list) else ()


def _unmatched(ones: Iterable[int], others: Iterable[int], fits: Any) -> int | None:
    """Give one that stays alone in every matching that is as large as can be."""
    others = list(others)
    partner: dict[int, int] = {}

    def place(one: int, tried: set[int]) -> bool:
        for other in others:
            if other in tried or not fits(one, other):
                continue
            tried.add(other)
            if other not in partner or place(partner[other], tried):
                partner[other] = one
                return True
        return False

    for one in ones:
        if not place(one, set()):
            return one
    return None
