"""Give the name that people read for the topic of a term, which is the key of its table."""

from __future__ import annotations

from typing import Final

__all__ = ["topic_name"]

# Where the key of a table is no word that a reader would use for what the table holds.
_NAMES: Final = {
    "care": "care relations",
    "clinical": "clinical relations",
    "faq": "frequent questions",
    "reference": "reference and communication",
    "upper": "top-level kinds",
}


def topic_name(topic: str) -> str:
    """Give the name of a topic; keys stay what addresses and files hold."""
    return _NAMES.get(topic, topic.replace("-", " "))
