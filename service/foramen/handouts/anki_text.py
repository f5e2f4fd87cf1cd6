"""Write the cards of a handout as text that Anki imports, and any other program can read.

The first lines tell Anki what the columns are; the names are those of the package, so that cards
of the one way are known by the other.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from . import anki_card

if TYPE_CHECKING:
    from foramen.teaching.handout import Card, Handout

__all__ = ["written"]

_COLUMNS: Final = ("guid", "deck", "tags", "Front", "Back")
_HEAD: Final = (
    "#separator:tab",
    "#html:true",
    "#notetype:Basic",
    "#guid column:1",
    "#deck column:2",
    "#tags column:3",
    "#columns:" + "\t".join(_COLUMNS),
)


def written(handout: Handout) -> bytes:
    """Write a line for each card: what Anki has by itself are cards of a front and a back."""
    text = io.StringIO(newline="")
    text.writelines(f"{line}\n" for line in _HEAD)
    lines = csv.writer(text, "excel-tab", lineterminator="\n")
    lines.writerows(map(_line, handout.cards))
    return text.getvalue().encode()


def _line(card: Card) -> list[str]:
    front, back, strength, sources, link = anki_card.fields(card)
    more = [
        back,
        f"How firmly it is said: {strength}" if strength else "",
        f"Sources: {sources}" if sources else "",
        f'<a href="{link}">Read more</a>' if link else "",
    ]
    cells = [anki_card.guid(card), anki_card.deck_name(card), " ".join(anki_card.tags(card))]
    return [*cells, front, "<br>".join(filter(None, more))]
