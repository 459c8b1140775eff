"""The picture that a shared link shows: a title on the palette, in the site's own type."""

import hashlib
from functools import cache
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

EDITION = 1  # grows when pictures are drawn in another way
SIZE = (1200, 630)  # what chats and networks show uncut
MARGIN = 80
FONT = settings.SITE_DIR / "static/fonts/bricolage-grotesque.woff2"
# The deep grounds of tokens.css.
GROUNDS = {
    "jacaranda": "#36206f",
    "nopal": "#0f4128",
    "guinda": "#630f2e",
    "cielo": "#0b3f63",
    "cempasuchil": "#1d1627",
}
PAPER, SOFT, ORANGE = "#fff8ec", "#d9cfe6", "#f59300"
LARGEST, SMALLEST = 104, 44
LINES = 5
LONGEST = 240  # characters: whatever is longer is cut before it is measured
ROOM = SIZE[0] - 2 * MARGIN, 380


def digest(title: str) -> str:
    """Return what tells a title from another, and a drawing from an older way to draw."""
    return hashlib.sha256(f"{EDITION}\n{title}".encode()).hexdigest()[:20]


def draw(title: str, tone: str, site: str) -> bytes:
    """Return a PNG with the title, as large as it fits, below the site's name.

    What still does not fit is cut.
    """
    image = Image.new("RGB", SIZE, GROUNDS.get(tone, GROUNDS["jacaranda"]))
    brush = ImageDraw.Draw(image)
    _waves(brush)
    lines, font = _fitted(_drawable(title))
    height = font.size * 1.06
    top = MARGIN + 100
    for number, line in enumerate(lines):
        brush.text((MARGIN, top + number * height), line, font=font, fill=PAPER)
    brush.text((MARGIN, MARGIN - 10), site, font=_font(36, 600), fill=SOFT)
    brush.rectangle((0, SIZE[1] - 18, *SIZE), fill=ORANGE)
    stored = BytesIO()
    image.quantize(32).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _waves(brush: ImageDraw.ImageDraw) -> None:
    """Draw the rings that open every page, where no text stands."""
    x, y = SIZE[0] - 40, 30
    for radius in range(30, 190, 32):
        brush.ellipse((x - radius, y - radius, x + radius, y + radius), outline=ORANGE, width=9)


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT, size)
    font.set_variation_by_axes([weight])
    return font


def _drawable(title: str) -> str:
    """Return the title in one line, without what the typeface would show as empty boxes."""
    words = " ".join(title.split())
    if len(words) > LONGEST:
        words = f"{words[: LONGEST - 1]}…"
    return "".join(sign for sign in words if sign == " " or _has(sign))


@cache
def _missing() -> tuple[object, bytes]:
    return _shape("\uffff")


def _has(sign: str) -> bool:
    return sign.isprintable() and _shape(sign) != _missing()


def _shape(sign: str) -> tuple[object, bytes]:
    mask = _font(SMALLEST, 800).getmask(sign)
    return mask.size, bytes(mask)


def _fitted(title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Return the lines of the title and its type: the largest in which all of it fits."""
    for size in range(LARGEST, SMALLEST, -4):
        font = _font(size, 800)
        lines = _wrapped(title, font)
        if len(lines) <= LINES and len(lines) * size * 1.06 <= ROOM[1]:
            return lines, font
    font = _font(SMALLEST, 800)
    lines = _wrapped(title, font)
    most = int(ROOM[1] / (SMALLEST * 1.06))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' .,;:')}…"]
    return lines, font


def _wrapped(title: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Return the title in lines that fit; a word wider than a line is broken."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= ROOM[0]:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and font.getlength(lines[-1] + sign) > ROOM[0]:
                lines.append("")
            lines[-1] += sign
    return lines
