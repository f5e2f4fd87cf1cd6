"""The committed bundles are what their sources give, and hold nothing that may not be shipped."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "service/foramen/web/static"
BUILT = ("foramen.js", "foramen-style.css", "editor.js", "editor-style.css")
PERMISSIVE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0"}


def test_building_anew_gives_the_same_bytes(tmp_path):
    node = ROOT / ".venv/bin/node"
    if not (FRONTEND / "node_modules/esbuild").is_dir() or not node.is_file():
        if os.environ.get("CI"):
            pytest.fail("esbuild is missing: `make frontend` installs it")
        pytest.skip("esbuild is missing: `make frontend` installs it")
    subprocess.run([node, "build.mjs", f"{tmp_path}/"], cwd=FRONTEND, check=True)
    for name in (*BUILT, "THIRD_PARTY_LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes(), (
            f"{name} is stale: run `make frontend`"
        )


def test_every_shipped_package_has_a_permissive_licence_and_is_listed():
    packages = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))["packages"]
    listed = (STATIC / "THIRD_PARTY_LICENSES.txt").read_text("utf-8")
    shipped = {
        path.removeprefix("node_modules/"): entry
        for path, entry in packages.items()
        if path and not entry.get("dev") and not entry.get("optional")
    }
    assert len(shipped) == 16
    for name, entry in shipped.items():
        assert entry["license"] in PERMISSIVE, name
        assert f"\n{name} {entry['version']} ({entry['license']})\n" in listed


def test_the_lock_file_names_no_registry():
    text = (FRONTEND / "package-lock.json").read_text("utf-8")
    assert "resolved" not in text


@pytest.mark.parametrize("name", BUILT)
def test_no_bundle_names_another_host(name):
    text = (STATIC / name).read_text("utf-8")
    assert "https://" not in text.replace("https://w3id.org/", "").replace(
        "https://www.w3.org/", ""
    )
