"""Find the Chromium that the journeys drive: the system's, or the one Playwright installed."""

import shutil
import sys
from pathlib import Path


def find() -> str | None:
    """Return the path of a Chromium, None when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            own = playwright.chromium.executable_path
    except ImportError:
        return None
    return own if Path(own).exists() else None


if __name__ == "__main__":
    sys.exit(find() is None)
