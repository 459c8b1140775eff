"""Pages of a list that start beside an item, so that page 500 costs what page 1 costs.

Nothing is skipped or repeated while rows come and go.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import is_naive

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page. `earlier` and `later` are cursors, "" at the ends of the list."""

    rows: list[Row]
    earlier: str
    later: str


def cursor(row: Model, by: str) -> str:
    """Return the place of a row in a list that is ordered by this column."""
    value = getattr(row, by.removeprefix("-"))
    return f"{getattr(value, 'isoformat', value.__str__)()}~{row.pk}"


def page(
    found: "QuerySet[Row]", *, by: str, size: int, after: str = "", before: str = ""
) -> Page[Row]:
    """Return the page after or before a cursor, else the first one (one query).

    `by` is a column or annotation without nulls, or "-column"; the id, in the same direction,
    breaks ties.
    A cursor that no list has made is taken for the first page.
    """
    backwards = bool(before)
    down = by.startswith("-") != backwards
    column = by.removeprefix("-")
    try:
        start = _read(found, column, before or after)
    except (ValueError, OverflowError, ValidationError):
        start, backwards, down = None, False, by.startswith("-")
    if start:
        value, pk = start
        than = "lt" if down else "gt"
        # Written so that an index can start there.
        found = found.filter(
            Q(**{f"{column}__{than}e": value})
            & (Q(**{f"{column}__{than}": value}) | Q(**{f"pk__{than}": pk}))
        )
    sign = "-" if down else ""
    rows = list(found.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    is_first = not more if backwards else start is None
    is_last = not backwards and not more
    return Page(
        rows=rows,
        earlier=cursor(rows[0], by) if rows and not is_first else "",
        later=cursor(rows[-1], by) if rows and not is_last else "",
    )


def links(page: Page[Any], **asked: str) -> dict[str, str]:
    """Return what components/pagination.html needs; what was `asked` stays in the addresses."""
    return {
        "previous_url": page.earlier and f"?{urlencode(asked | {'before': page.earlier})}",
        "next_url": page.later and f"?{urlencode(asked | {'after': page.later})}",
    }


def _read(found: "QuerySet[Any]", column: str, text: str) -> tuple[Any, int] | None:
    if not text:
        return None
    value, pk = text.split("~")
    field: Any = found.query.annotations.get(column) or found.model._meta.get_field(column)
    # Annotations and generated columns say what they hold.
    field = getattr(field, "output_field", field)
    place = field.to_python(value)
    if isinstance(place, datetime):
        if is_naive(place):
            raise ValueError("A cursor names a moment with its offset.")
        place = place.astimezone(UTC)  # OverflowError here, not in the database
    return place, int(pk)
