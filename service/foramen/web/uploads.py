"""Name the addresses that take whole tables or resources, and so larger bodies than others."""

from __future__ import annotations

from typing import Final

__all__ = ["takes_uploads"]

_BELOW: Final = ("/api/annotate", "/reconcile", "/fhir/", "/teach/coverage", "/api/teach/coverage")


def takes_uploads(path: str) -> bool:
    """Tell whether a request to this path may have `max_upload_bytes`.

    >>> takes_uploads("/fhir/r5/ValueSet/$expand"), takes_uploads("/sparql")
    (True, False)
    """
    return path.startswith(_BELOW)
