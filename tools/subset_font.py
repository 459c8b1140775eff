"""Cut the display typeface down to what Spanish and English headings need.

Input: a Bricolage Grotesque variable font with the axes ``opsz`` and ``wght`` (SIL OFL 1.1), for
instance ``files/bricolage-grotesque-latin-opsz-normal.woff2`` of the npm package
``@fontsource-variable/bricolage-grotesque``. The optical size is pinned to the display cut, the
weight axis stays variable. The result is written to ``site/static/fonts/``.

Usage: ``python tools/subset_font.py path/to/bricolage-grotesque-latin-opsz-normal.woff2``
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parents[1] / "site/static/fonts/bricolage-grotesque.woff2"
LIMIT_KB = 40
ASCII = "".join(map(chr, range(0x20, 0x7F)))
SPANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡ªº«»"
# Names of cities and people in the network (French, Portuguese, Catalan, German, Nordic).
NEIGHBOURS = "àâãäåæçèêëìîïòôõöøœùûÀÂÃÄÅÇÈÊËÎÏÔÕÖØÙÛß·"
PUNCTUATION = "–—‘’“”…•°×−\u00a0"
OPTICAL_SIZE = 60
WEIGHTS = (400, 800)


def subset(source: Path, target: Path) -> None:
    """Write the subset of ``source`` to ``target`` as WOFF2."""
    font = TTFont(source)
    instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": WEIGHTS}, inplace=True)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "tnum", "locl", "mark", "ccmp"]
    subsetter = Subsetter(options)
    subsetter.populate(text=ASCII + SPANISH + NEIGHBOURS + PUNCTUATION)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
    size = target.stat().st_size / 1000
    print(f"{target.name}: {size:.1f} kB")
    if size > LIMIT_KB:
        sys.exit(f"over the budget of {LIMIT_KB} kB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    subset(Path(sys.argv[1]), TARGET)
