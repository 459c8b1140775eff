"""Draw the picture that shared links show, in the site's colours and type."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.journeys.chromium import find

BASE = Path(__file__).parents[1]
STATIC = BASE / "site/static"
PAGE = f"""
<!doctype html>
<link rel="stylesheet" href="file://{STATIC}/css/tokens.css">
<style>
  body {{
    position: relative; overflow: hidden; display: grid; align-content: center;
    inline-size: 1200px; block-size: 630px; margin: 0; padding: 0 90px; box-sizing: border-box;
    background: var(--noche-jacaranda); color: var(--on-noche); font-family: var(--font-display);
  }}
  img {{ inline-size: 130px; margin-block-end: 36px; }}
  h1 {{ margin: 0; font-size: 108px; letter-spacing: -0.035em; line-height: 0.95; }}
  p {{ margin: 30px 0 0; font-size: 40px; color: var(--on-noche-soft); }}
  b {{ position: absolute; inset: auto 0 0; block-size: 18px; background: var(--cempasuchil); }}
</style>
<img src="file://{STATIC}/img/mark.svg" alt="">
<h1>Diálogos para una<br>CDMX Global</h1>
<p>Propón, comenta, vota: la ciudad responde</p><b></b>
"""


def main() -> None:
    """Write site/static/img/share.png: 1200 × 630, as chats and networks want it."""
    source = BASE / "var/share.html"
    source.parent.mkdir(exist_ok=True)
    source.write_text(PAGE, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        page.goto(f"file://{source}")
        page.wait_for_load_state("networkidle")
        drawn = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    drawn.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(
        STATIC / "img/share.png", optimize=True
    )


if __name__ == "__main__":
    main()
