"""Two builds of the same sources are byte-equal, whatever the hash of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_two_builds_are_byte_equal(builds: tuple[Path, Path]) -> None:
    one, other = builds
    names = sorted(path.name for path in one.iterdir())
    assert names == sorted(path.name for path in other.iterdir())
    assert {"foramen.nq", "foramen.ofn", "foramen.owl", "foramen.ttl", "manifest.json"} <= {*names}
    differing = [name for name in names if (one / name).read_bytes() != (other / name).read_bytes()]
    assert differing == []


def test_the_quads_are_sorted_and_none_is_there_twice(builds: tuple[Path, Path]) -> None:
    lines = (builds[0] / "foramen.nq").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
