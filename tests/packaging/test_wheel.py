"""The wheel works by itself: no checkout in reach, no rule engine, no Java."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest
from ports import free_port, wait_for

pytestmark = [pytest.mark.packaging, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
ROOT_BY_FORAMEN = (
    "PREFIX foramen: <https://w3id.org/foramen/> "
    "SELECT ?root WHERE { foramen:Foramen_L4-L5_left foramen:transmitsRoot ?root }"
)


def run(*command: str | Path, cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FORAMEN_", "PYTHON")) and name != "VIRTUAL_ENV"
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | extra,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command} said:\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist, and the wheel that is built from it and not from the checkout."""
    output = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", output, ROOT, cwd=output)
    (sdist,) = output.glob("*.tar.gz")
    (wheel,) = output.glob("*.whl")
    return {"sdist": sdist, "wheel": wheel}


@pytest.fixture(scope="module")
def installed(distributions: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of a fresh environment that holds the wheel and the runtime lock."""
    place = tmp_path_factory.mktemp("elsewhere")
    environment = place / "venv"
    run(sys.executable, "-m", "venv", environment, cwd=place)
    pip = [environment / "bin" / "python", "-m", "pip", "install", "--quiet"]
    lock = ROOT / "service" / "requirements" / "runtime.txt"
    run(*pip, "--require-hashes", "--requirement", lock, cwd=place)
    run(*pip, "--no-deps", distributions["wheel"], cwd=place)
    run(environment / "bin" / "python", "-m", "pip", "check", cwd=place)
    return environment / "bin"


def test_the_wheel_carries_sources_and_dataset(distributions: dict[str, Path]) -> None:
    names = zipfile.ZipFile(distributions["wheel"]).namelist()
    folders = {"/".join(name.split("/")[:3]) for name in names if name.startswith("foramen/data/")}
    assert {f"foramen/data/{name}" for name in ("ontology", "shapes", "queries", "dataset")} <= (
        folders
    )
    assert {"foramen/data/dataset/graphs/asserted.nt", "foramen/data/dataset/manifest.json"} <= set(
        names
    )
    assert {"foramen/py.typed", "foramen/data/CHANGELOG.md"} <= set(names)


def test_the_sdist_carries_every_source_folder(distributions: dict[str, Path]) -> None:
    with tarfile.open(distributions["sdist"]) as archive:
        folders = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert {"ontology", "shapes", "queries", "service", "tests", "pyproject.toml"} <= folders


def test_the_package_is_the_installed_one(installed: Path, tmp_path: Path) -> None:
    where = "import foramen; print(foramen.__file__)"
    printed = run(installed / "python", "-c", where, cwd=tmp_path).stdout
    assert str(installed.parent) in printed


def test_the_installed_command_knows_its_version(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "foramen", "--version", cwd=tmp_path).stdout.startswith("foramen ")


def test_the_installed_command_queries(installed: Path, tmp_path: Path) -> None:
    done = run(
        installed / "foramen", "query", "--text", ROOT_BY_FORAMEN, "--format", "json", cwd=tmp_path
    )
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert [row["root"]["value"] for row in rows] == ["https://w3id.org/foramen/Root_L4_left"]


def test_the_installed_command_asks_a_question_of_the_library(
    installed: Path, tmp_path: Path
) -> None:
    listed = run(installed / "foramen", "ask", "--list", "--format", "json", cwd=tmp_path).stdout
    name = json.loads(listed)[0]["name"]
    assert run(installed / "foramen", "ask", name, cwd=tmp_path).stdout


def test_check_without_its_extra_says_what_to_install(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "foramen", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'foramen[check]'" in done.stderr


def test_the_installed_service_answers_over_http(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [installed / "foramen", "serve", "--port", str(port)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        query = urllib.parse.urlencode({"query": ROOT_BY_FORAMEN})
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/sparql?{query}",
            headers={"Accept": "application/sparql-results+json"},
        )
        wait_for(f"http://127.0.0.1:{port}/readyz", server)
        with urllib.request.urlopen(request, timeout=60) as response:
            answer = json.load(response)
        assert len(answer["results"]["bindings"]) == 1
    finally:
        server.terminate()
        server.communicate(timeout=60)
