"""Name the folders that a run reads and writes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["CACHE", "DATASET", "HERE", "RESULTS", "ROOT"]

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
DATASET: Final = ROOT / "build"
CACHE: Final = ROOT / ".build-bench"
RESULTS: Final = HERE / "results"
