"""Two builds of the same sources are byte-equal, whatever the hash of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def files(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def test_two_builds_are_byte_equal(builds: tuple[Path, Path]) -> None:
    one, other = builds
    names = files(one)
    assert names == files(other)
    assert {"foramen.ofn", "foramen.owl", "foramen.ttl", "manifest.json"} <= {*names}
    assert len([name for name in names if name.startswith("graphs/")]) == 14
    differing = [name for name in names if (one / name).read_bytes() != (other / name).read_bytes()]
    assert differing == []


def test_the_triples_are_sorted_and_none_is_there_twice(builds: tuple[Path, Path]) -> None:
    graphs = sorted((builds[0] / "graphs").iterdir())
    assert len(graphs) == 14
    for graph in graphs:
        lines = graph.read_text("utf-8").splitlines()
        assert lines == sorted(set(lines)), graph.name
