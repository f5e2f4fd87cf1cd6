"""Tell what a status of a store means: whose fault it is, and what to look at."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from foramen.errors import EngineFailure, EngineMisbehaved

if TYPE_CHECKING:
    from .reply import Reply

__all__ = ["failure", "require_success", "says_timeout"]

_log: Final = logging.getLogger(__name__)

_SAYS_TIMEOUT: Final = re.compile(r"time[ds]?[ -]?out|too long|cancell?ed|interrupt", re.IGNORECASE)


def says_timeout(status: int, said: str) -> bool:
    """Tell whether a store stopped at a limit of its own; each has another status for that."""
    if status in {408, 504}:
        return True
    return status in {429, 500, 503} and _SAYS_TIMEOUT.search(said) is not None


def require_success(reply: Reply) -> None:
    """Make sure that a store did what it was asked.

    Raises:
        EngineFailure: it did not.
    """
    if not 200 <= reply.status < 300:
        _log.warning("the store answered %d: %s", reply.status, reply.text())
        raise failure(reply.status)


def failure(status: int) -> EngineFailure:
    """Make the error for a status that is no success."""
    if 300 <= status < 400:
        return EngineMisbehaved(
            "it sends us on to another address, which is not followed: name that one in "
            "FORAMEN_ENGINE."
        )
    if status in {401, 403, 407}:
        return EngineFailure(
            f"its store refuses our credentials (status {status}): see FORAMEN_ENGINE_USER, "
            "FORAMEN_ENGINE_PASSWORD and FORAMEN_ENGINE_TOKEN."
        )
    if status in {404, 405, 410}:
        return EngineFailure(
            f"there is no such endpoint at its store (status {status}): see FORAMEN_ENGINE."
        )
    if status in {429, 503}:
        return EngineFailure(f"its store is overloaded (status {status}); try again later.")
    if status >= 500:
        return EngineFailure(f"its store failed (status {status}).")
    return EngineMisbehaved(f"its store refused what is right (status {status}).")
