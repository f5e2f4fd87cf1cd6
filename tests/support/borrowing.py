"""Use a test module of another folder: test folders are no packages."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def borrow(path: Path) -> ModuleType:
    """Import it under a name of its own."""
    spec = importlib.util.spec_from_file_location(f"borrowed_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
