"""State how much one request may ask for; each limit is named in the answer that refuses more."""

from __future__ import annotations

from typing import Final

__all__ = [
    "BATCH_ENTRIES",
    "CODES_OF_OTHERS",
    "CODES_OF_OURS",
    "CODINGS",
    "COUNT",
    "DESIGNATIONS",
    "FILTER_LENGTH",
    "NESTING",
    "PARAMETERS",
    "PARTS",
    "PATTERN_LENGTH",
    "RESOURCES",
    "VALUE_SETS_MET",
    "WANTED",
    "WORK",
    "WRITING",
]

# How many codes an expansion without `count` may have: of value sets that were sent, and of ours.
CODES_OF_OTHERS: Final = 1_000
CODES_OF_OURS: Final = 10_000
COUNT: Final = 10_000
# How many value sets one may lead to, counted each time that it is met.
VALUE_SETS_MET: Final = 200
# How many concepts may be looked at for one request.
WORK: Final = 400_000
# Writing one out takes as long as looking at so many.
WRITING: Final = 10
DESIGNATIONS: Final = 1_000
NESTING: Final = 60
RESOURCES: Final = 200
# How many includes and excludes a value set may have.
PARTS: Final = 1_000
# How many properties and designations may be asked for by name.
WANTED: Final = 50
PARAMETERS: Final = 1_000
CODINGS: Final = 50
BATCH_ENTRIES: Final = 200
FILTER_LENGTH: Final = 500
PATTERN_LENGTH: Final = 1_000
