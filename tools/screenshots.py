"""Take the README's pictures of a running demonstration: tools/screenshots.py [ADDRESS]."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.journeys.chromium import find

FOLDER = Path(__file__).parents[1] / "docs/images"
PHONE = {"width": 360, "height": 740}


def main(base: str) -> None:
    """Write home, consultation, proposal and summary as a phone shows them."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        context = browser.new_context(viewport=PHONE, locale="es-MX", reduced_motion="reduce")
        page = context.new_page()

        def keep(name: str) -> None:
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")

        page.goto(f"{base}/es/")
        keep("home")
        page.goto(f"{base}/es/consultas/calor-lluvia-y-agua/")
        page.locator(".proposal").first.scroll_into_view_if_needed()
        keep("consultation")
        page.locator(".proposal a").first.click()
        page.locator("#voto").evaluate("heading => heading.scrollIntoView()")
        keep("proposal")
        page.goto(f"{base}/es/consultas/cuidados/resumen/")
        page.locator("main h2").first.evaluate("heading => heading.scrollIntoView()")
        keep("summary")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
