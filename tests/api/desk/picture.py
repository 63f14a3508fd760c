"""Photograph the press room's page for its notes: `python -m tests.api.desk.picture`.

Writes `docs/images/pressroom.png`: files on their way into the bundled sample, in light colours. A service of its own
is started for it, without a model.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.api.doors import served
from tests.api.web.browsing import ARGUMENTS, CHROMIUM
from tests.conftest import ROOT

PICTURE = ROOT / "docs" / "images" / "pressroom.png"

FILES = {
    "port-reopens.txt": "Port reopens\n\nHALVERN, 14 March 2024 - The port of Halvern reopened on Thursday.\n",
    "gare.md": "# La gare rouvre\n\nRIVAMAR, le 12 mai 2022 – La gare de Rivamar a rouvert ses portes ce jeudi.\n",
    "minutes.xlsx": "\0",
    "miyah.txt": "محطة المياه\n\nصحرين، 5 أكتوبر 2022 – افتتحت محطة المياه الجديدة في صحرين بعد عام من العمل.\n",
}


def photograph(path: Path) -> None:
    """Add files to the sample, and keep what the page shows of it."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as door, sync_playwright() as playwright:
        for name, words in FILES.items():
            (Path(folder) / name).write_text(words, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(
            base_url=door.url, viewport={"width": 1000, "height": 820}, color_scheme="light", locale="en-GB"
        )
        page.set_default_timeout(60_000)
        page.goto("/desk#/add")
        page.set_input_files("#files", [Path(folder) / name for name in FILES])
        expect(page.locator('.queue [data-state="done"]')).to_have_count(3, timeout=60_000)
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    photograph(PICTURE)
