"""Whether a goal's colour can be seen (contrast as WCAG 2.2 defines it)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WHITE, BLACK = "#ffffff", "#000000"
# Official colours may be pale (that of SDG 7 has 1.6 on white), but not the ground's own.
LEAST = 1.5
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(color: str) -> None:
    """Raise ValidationError for what is not a colour, or gets lost on white or on black."""
    if not _COLOR.fullmatch(color):
        raise ValidationError(_("Escribe un color como #4c9f38."))
    if contrast(color, WHITE) < LEAST:
        raise ValidationError(_("Ese color casi no se ve sobre blanco: elige uno más oscuro."))
    if contrast(color, BLACK) < LEAST:
        raise ValidationError(_("Ese color casi no se ve sobre negro: elige uno más claro."))
