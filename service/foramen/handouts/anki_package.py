"""Write the cards of a handout as a package for Anki (.apkg)."""

from __future__ import annotations

import io
import itertools
import sqlite3
import zipfile
from typing import TYPE_CHECKING, Final

from . import anki_card
from .release import dated

if TYPE_CHECKING:
    from collections.abc import Iterable

    import genanki

    from foramen.teaching.handout import Card, Handout

__all__ = ["written"]

_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def written(handout: Handout) -> bytes:
    """Write every card as a note that a later package renews.

    A note bears the day of the dataset: Anki takes over what is newer than what it has.
    """
    import genanki  # takes a tenth of a second, which no other command should wait for

    package = genanki.Package(_decks(handout.cards))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            ("collection.anki2", _collection(package, dated(handout).timestamp())),
            ("media", b"{}"),
        ):
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return content.getvalue()


def _collection(package: genanki.Package, timestamp: float) -> bytes:
    """Give the database of a package; genanki itself would write it to a file."""
    connection = sqlite3.connect(":memory:")
    try:
        numbers = itertools.count(int(timestamp * 1000))
        package.write_to_db(connection.cursor(), timestamp, numbers)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _decks(cards: Iterable[Card]) -> list[genanki.Deck]:
    import genanki

    model = _model()
    decks: dict[str, genanki.Deck] = {}
    for card in cards:
        name = anki_card.deck_name(card)
        deck = decks.setdefault(name, genanki.Deck(anki_card.deck_id(name), name))
        note = genanki.Note(
            model, anki_card.fields(card), guid=anki_card.guid(card), tags=anki_card.tags(card)
        )
        deck.add_note(note)
    return list(decks.values())


def _model() -> genanki.Model:
    import genanki

    return genanki.Model(
        anki_card.MODEL_ID,
        anki_card.MODEL,
        fields=[{"name": name} for name in anki_card.FIELDS],
        templates=[{"name": "Card", "qfmt": anki_card.FRONT, "afmt": anki_card.BACK}],
        css=anki_card.CSS,
    )
