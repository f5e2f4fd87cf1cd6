"""Find the sources and the built dataset: in the wheel, or in the checkout.

Nothing else in the package builds a path to them.
"""

from __future__ import annotations

import os
import tomllib
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

__all__ = ["changelog_file", "dataset_directory", "is_checkout", "sources_root", "version"]

_PACKAGE = Path(__file__).resolve().parent
_WHEEL_DATA = _PACKAGE / "data"


def is_checkout() -> bool:
    """Tell whether the package runs from its source tree, editable installs included."""
    return not _WHEEL_DATA.is_dir()


def sources_root() -> Path:
    """Give the folder that holds `ontology/`, `shapes/` and `queries/`."""
    override = os.environ.get("FORAMEN_SOURCES")
    if override:
        return Path(override)
    return _checkout() if is_checkout() else _WHEEL_DATA


def dataset_directory() -> Path:
    """Give the folder of the built dataset, whether or not it was built yet."""
    override = os.environ.get("FORAMEN_DATASET")
    if override:
        return Path(override)
    return _checkout() / "build" if is_checkout() else _WHEEL_DATA / "dataset"


def changelog_file() -> Path:
    """Give the list of changes for the people who use Foramen."""
    return (_checkout() if is_checkout() else _WHEEL_DATA) / "CHANGELOG.md"


def version() -> str:
    """Give the version of the package; in a checkout `pyproject.toml` is the only authority."""
    project_file = _checkout() / "pyproject.toml"
    if is_checkout() and project_file.is_file():
        with project_file.open("rb") as handle:
            return str(tomllib.load(handle)["project"]["version"])
    try:
        return installed_version("foramen")
    except PackageNotFoundError:
        return "0.0.0"


def _checkout() -> Path:
    return _PACKAGE.parents[1]
