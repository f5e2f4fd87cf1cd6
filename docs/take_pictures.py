"""Take the pictures of the README from the running pages, in light and dark: `make pictures`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright
from serving import served_at

HERE: Final = Path(__file__).parent
PAGES: Final = {
    "spine": "/spine/C5-C6/left",
    "coverage": "/teach/coverage?text=Nerve+roots%0AForaminal+stenosis%0AIntervertebral+foramen%0A"
    "Disc+herniation%0ARadiculopathy%0AReading+an+MRI+report%0AEpidural+injection%0ANerve+roots",
    "correlate": "/correlate?side=left&finding=KeyMuscle_AnkleDorsiflexors&finding=KeyPoint_L4",
}
SCHEMES: Final = ("light", "dark")
SIZE: Final = {"width": 1200, "height": 1000}


def main(dataset: Path) -> None:
    """Serve the dataset, and write one PNG of each page and scheme beside this file."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing: `make browser` installs it.")
    with served_at(dataset) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for scheme in SCHEMES:
            context = browser.new_context(viewport=SIZE, color_scheme=scheme)
            page = context.new_page()
            for name, path in PAGES.items():
                page.goto(address + path)
                page.screenshot(path=HERE / f"{name}-{scheme}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
