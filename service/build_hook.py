"""Put tables, shapes, questions, changes and the built dataset into the wheel as `foramen/data/`.

An installed service then needs neither the rule engine nor the time to build. An editable install
reads the checkout itself, so the hook leaves it alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE_FOLDERS = ("ontology", "shapes", "queries")


class DatasetBuildHook(BuildHookInterface):
    """Builds the dataset into a folder of its own, which lasts as long as the wheel takes."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the data folders to what the wheel includes."""
        if version == "editable":
            return
        root = Path(self.root)
        included: dict[str, str] = build_data["force_include"]
        for folder in SOURCE_FOLDERS:
            included[str(root / folder)] = f"foramen/data/{folder}"
        included[str(root / "CHANGELOG.md")] = "foramen/data/CHANGELOG.md"
        self.workplace = tempfile.TemporaryDirectory(prefix="foramen-wheel-")
        dataset = Path(self.workplace.name) / "dataset"
        self._build(root, dataset)
        included[str(dataset)] = "foramen/data/dataset"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder that the dataset was built in."""
        if hasattr(self, "workplace"):
            self.workplace.cleanup()

    def _build(self, root: Path, output: Path) -> None:
        sys.path.insert(0, str(root / "service"))
        try:
            from foramen.compiler.pipeline import build

            self.app.display_waiting("Building the dataset ...")
            build(root, output)
        finally:
            sys.path.remove(str(root / "service"))
