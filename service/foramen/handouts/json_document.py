"""Write what a handout holds for programs as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from foramen.endpoint import DISCLAIMER

if TYPE_CHECKING:
    from foramen.teaching.handout import Handout

__all__ = ["written"]


def written(handout: Handout) -> bytes:
    """Write the members of the handout, with the disclaimer at the end."""
    content = {"title": handout.title, **handout.members, "disclaimer": DISCLAIMER}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
