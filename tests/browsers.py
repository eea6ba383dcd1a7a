"""Where a Chromium is."""

from __future__ import annotations

import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def program() -> str | None:
    """The Chromium of the system; None lets playwright take its own."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)
