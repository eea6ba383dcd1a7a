"""The picture of the README: the top of a plan's page, as a browser shows it.

python -m tests.report_picture plan.json
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from solver.cli import main
from tests.browsers import program

PICTURE = Path(__file__).parent.parent / "docs" / "report.png"


def take(plan: Path, page: Path) -> None:
    """Write the page, and the picture of its head and its season."""
    assert main(["report", str(plan), "--out", str(page)]) == 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        seen = browser.new_page(viewport={"width": 1280, "height": 940})
        seen.goto(page.resolve().as_uri())
        seen.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[1]).with_suffix(".html"))
