"""Drive the pages in Debian's Chromium, over a server of the real dataset."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import served_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from foramen.knowledge import Knowledge

playwright_api = pytest.importorskip("playwright.sync_api")

FRONTEND = Path(__file__).parents[2] / "frontend"
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
WIDE = {"width": 1200, "height": 900}
NARROW = {"width": 360, "height": 740}
# What a page waits for comes at once, but not on a machine that does much else.
PATIENCE_MS = 60_000
playwright_api.expect.set_options(timeout=PATIENCE_MS)
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The browser; where it is missing the tests are skipped, and failed where CI is set."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None or not AXE.is_file():
        missing = "Chromium is missing" if path is None else "axe is missing"
        message = f"{missing}: `make browser frontend` installs what these tests need."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with playwright_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(built: Knowledge) -> Iterator[str]:
    """Where a server of the real dataset answers."""
    with served_at(built.directory, FORAMEN_REQUESTS_PER_CLIENT="0") as served:
        yield served


@pytest.fixture
def open_page(chromium: object, address: str) -> Iterator[Callable[..., object]]:
    """Open a page; what it asked of other hosts, or complained of, fails the test."""
    contexts, faults = [], []

    def opened(
        path: str, *, size: dict[str, int] = WIDE, scheme: str = "light", script: bool = True
    ) -> object:
        context = chromium.new_context(
            viewport=size,
            color_scheme=scheme,
            java_script_enabled=script,
            base_url=address,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: _note_stranger(asked.url, address, faults))
        page.on("console", lambda said: _note_complaint(said, faults))
        page.on("pageerror", lambda problem: faults.append(f"script error: {problem}"))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _note_stranger(url: str, address: str, faults: list[str]) -> None:
    if not url.startswith((f"{address}/", "data:", "blob:")) and url != address:
        faults.append(f"asked another host: {url}")


def _note_complaint(said: object, faults: list[str]) -> None:
    # Chromium logs a page of status 404 as an error; that page is what some tests look at.
    if said.type in {"error", "warning"} and "Failed to load resource" not in said.text:
        faults.append(f"console: {said.text}")
