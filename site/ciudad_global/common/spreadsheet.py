"""Tables that people open in a spreadsheet."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Any) -> str:
    """Return the cell as text that no spreadsheet calculates; a number stays a number."""
    text = str(cell)
    number = isinstance(cell, int | float)
    return f"'{text}" if text.startswith(_FORMULA) and not number else text


def answer(rows: Iterable[Iterable[Any]], *, name: str) -> HttpResponse:
    """Return the rows as a CSV file; its first bytes tell a spreadsheet that it is UTF-8."""
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
    csv.writer(response).writerows([harmless(cell) for cell in row] for row in rows)
    return response
