"""Say of a handout where it comes from: its address, its edition, its licence.

Files must be the same whenever and wherever they are written, since answers are kept and have
ETags. So their dates are those of the dataset, and addresses are those of the namespace.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from foramen.teaching.handout import Handout

__all__ = ["LICENCE", "LICENCE_NAME", "absolute", "address_of", "dated"]

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME: Final = "CC BY 4.0"
# Of a dataset whose version is no date.
_NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)


def absolute(path: str) -> str:
    """Give the address that a local path has for everybody; nothing for nothing.

    >>> absolute("/teach/path?to=Radiculopathy")
    'https://w3id.org/foramen/teach/path?to=Radiculopathy'
    """
    return f"{FORAMEN}{path.lstrip('/')}" if path else ""


def address_of(handout: Handout) -> str:
    """Give the address of a handout; what no page shows is named by its files."""
    return absolute(handout.address) or absolute(f"teach/{handout.stem}")


def dated(handout: Handout) -> datetime:
    """Give the day of the dataset that a handout was made from."""
    try:
        return datetime.strptime(handout.edition, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return _NO_DATE
