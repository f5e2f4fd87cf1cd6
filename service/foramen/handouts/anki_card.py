"""Hold what a flash card is to Anki: its names for good, its fields, how it looks.

Nothing here may change without need: Anki renews a note whose name it knows and adds any other, so
a new name would leave every learner with two of each card.
"""

from __future__ import annotations

import hashlib
import re
from html import escape
from typing import TYPE_CHECKING, Final

from .release import absolute

if TYPE_CHECKING:
    from foramen.teaching.handout import Card

__all__ = [
    "BACK", "CSS", "DECK", "FIELDS", "FRONT", "MODEL", "MODEL_ID", "deck_id", "deck_name", "fields",
    "guid", "tags",
]  # fmt: skip

MODEL: Final = "Foramen card"
MODEL_ID: Final = 1_764_000_001
DECK: Final = "Foramen"
FIELDS: Final = ("Front", "Back", "Strength", "Sources", "Link")
FRONT: Final = '<div class="front">{{Front}}</div>'
BACK: Final = """{{FrontSide}}
<hr id="answer">
<div class="back">{{Back}}</div>
{{#Strength}}<div class="more">How firmly it is said: {{Strength}}</div>{{/Strength}}
{{#Sources}}<div class="more">Sources: {{Sources}}</div>{{/Sources}}
{{#Link}}<div class="more"><a href="{{Link}}">Read more</a></div>{{/Link}}"""
CSS: Final = """.card { font: 21px/1.4 Georgia, serif; text-align: center; }
.front, .back { max-width: 34em; margin: 0 auto; }
.more { margin-top: .7em; font: 14px/1.4 sans-serif; opacity: .75; }
.nightMode a, .night_mode a { color: #9cc4e4; }"""
_DECK_IDS: Final = 1 << 30  # Anki takes an id for a time in milliseconds; these are long ago
_SPACES: Final = re.compile(r"\s+")


def guid(card: Card) -> str:
    """Give the name by which Anki knows the card again."""
    return f"foramen:{_SPACES.sub('_', card.key)}"


def deck_name(card: Card) -> str:
    """Give the deck of a card: always the same, whichever handout brings it."""
    topic = card.topic.replace("-", " ").replace("::", " ").strip()
    return f"{DECK}::{topic[:1].upper()}{topic[1:]}" if topic else DECK


def deck_id(name: str) -> int:
    """Give the number of a deck, made of its name.

    >>> deck_id("Foramen") == deck_id("Foramen") != deck_id("Foramen::Roots")
    True
    """
    digest = hashlib.sha256(f"foramen deck {name}".encode()).digest()
    return _DECK_IDS + int.from_bytes(digest[:8]) % _DECK_IDS


def fields(card: Card) -> list[str]:
    """Give the fields of a card as HTML, in the order of `FIELDS`."""
    plain = (card.front, card.back, card.strength, ", ".join(card.sources), absolute(card.address))
    return [escape(one).replace("\n", "<br>") for one in plain]


def tags(card: Card) -> list[str]:
    """Give the tags of a card: its topic first."""
    known = dict.fromkeys(filter(None, (card.topic, *card.tags)))
    return [_SPACES.sub("-", tag) for tag in known]
