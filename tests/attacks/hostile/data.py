"""A dataset in which a product costs something, and whose answers can be told from its rule.

Node k has its number, the label "node k", a group (k modulo 50), and the next node.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["GROUPS", "NODES", "F", "grow"]

F: Final = "https://w3id.org/foramen/"
NODES: Final = 5_000
GROUPS: Final = 50
_GRAPH: Final = f"{F}graph/grown"
_LABEL: Final = "<http://www.w3.org/2000/01/rdf-schema#label>"
_INTEGER: Final = "<http://www.w3.org/2001/XMLSchema#integer>"


def grow(mini: Path, directory: Path, *, label: str = "node", version: str = "0.0.1") -> Path:
    """Write the mini dataset with one more graph of 20,000 triples."""
    shutil.copytree(mini, directory)
    lines = []
    for number in range(NODES):
        node = f"<{F}node_{number}>"
        lines += [
            f"{node} <{F}next> <{F}node_{number + 1}> .",
            f'{node} {_LABEL} "{label} {number}" .',
            f'{node} <{F}number> "{number}"^^{_INTEGER} .',
            f"{node} <{F}group> <{F}group_{number % GROUPS}> .",
        ]
    (directory / "graphs" / "grown.nt").write_text("\n".join(sorted(lines)) + "\n", "utf-8")
    manifest = json.loads((directory / "manifest.json").read_text("utf-8"))
    manifest["version"] = version
    manifest["graphs"][_GRAPH] = len(lines)
    manifest["default_graphs"].append(_GRAPH)
    (directory / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return directory
