"""The clients, readers and validators of others are here, so that no test of theirs is skipped."""

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))


@pytest.mark.interop
@pytest.mark.parametrize("wanted", PROJECT["dependency-groups"]["interop"])
def test_a_package_of_the_interop_group_is_installed(wanted):
    requirement = Requirement(wanted)
    assert requirement.specifier.contains(version(requirement.name), prereleases=True)
