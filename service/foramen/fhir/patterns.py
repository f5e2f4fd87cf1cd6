"""Match regular expressions from outside in time that grows only with the length of the text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import re2

from foramen.errors import FhirRefused

from .issues import Issue, note
from .limits import PATTERN_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["whole_match"]

_MEMORY: Final = 4_194_304


@lru_cache(maxsize=100)
def whole_match(pattern: str) -> Callable[[str], bool]:
    """Give a test of whether a whole text is as the expression says.

    Raises:
        FhirRefused: it is too long, too large, or none.
    """
    if len(pattern) > PATTERN_LENGTH:
        raise FhirRefused(422, (_bad(pattern[:40] + "...", f"over {PATTERN_LENGTH} characters"),))
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as problem:
        raise FhirRefused(422, (_bad(pattern, _said(problem)),)) from None
    return lambda text: compiled.fullmatch(text) is not None


def _bad(pattern: str, why: str) -> Issue:
    return note("INVALID_REGEX", pattern, why, code="invalid", kind="vs-invalid")


def _said(problem: Exception) -> str:
    first = problem.args[0] if problem.args else ""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
