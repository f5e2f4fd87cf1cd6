"""Cut a list into pages, and say where the others are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from flask import request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .parameters import Parameters

__all__ = ["MOST", "PAGING", "Page"]

PAGING: Final = ("limit", "offset")
_LIMIT: Final = 50
MOST: Final = 1000
_FARTHEST: Final = 1_000_000


class Page:
    """The page that a request asks for, by `limit` and `offset`."""

    def __init__(self, parameters: Parameters, *, most: int = MOST) -> None:
        """Read what page it is.

        Args:
            parameters: those of the request.
            most: how long a page may be, where its parts take long to find.
        """
        self.limit = parameters.number("limit", _LIMIT, least=1, most=most)
        self.offset = parameters.number("offset", 0, most=_FARTHEST)

    def of(self, everything: Sequence[Any]) -> Sequence[Any]:
        """Give what lies on this page."""
        return everything[self.offset : self.offset + self.limit]

    def members(self, total: int) -> dict[str, Any]:
        """Say how many there are in all, and where the pages beside this one are."""
        found: dict[str, Any] = {"total": total, "limit": self.limit, "offset": self.offset}
        if self.offset + self.limit < total:
            found["next"] = self._address(self.offset + self.limit)
        if self.offset:
            found["previous"] = self._address(max(0, self.offset - self.limit))
        return found

    def _address(self, offset: int) -> str:
        given = [(key, value) for key, value in request.args.items(multi=True) if key != "offset"]
        return f"{request.base_url}?{urlencode([*given, ('offset', str(offset))])}"
