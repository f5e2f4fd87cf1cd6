"""Give each expansion an identifier and a time that stay the same as long as the answer does."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .elements import Json
    from .operations import Call

__all__ = ["stamp"]

_NAMESPACE: Final = uuid.UUID("5a8c2b0e-3f0f-5d0b-9a53-6b1d3c0a7d11")


def stamp(call: Call) -> Json:
    """Give identifier and timestamp of an expansion.

    The time is that of the content: the same request to the same content is the same expansion, and
    may be kept by caches.
    """
    said = json.dumps([call.parameters, call.languages, call.since], sort_keys=True)
    instance = (call.instance or {}).get("url", "")
    name = uuid.uuid5(_NAMESPACE, f"{instance} {said}")
    return {"identifier": f"urn:uuid:{name}", "timestamp": call.since}
