"""What time pages show. Writes never ask here: they go by the database's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_shown: ContextVar[datetime | None] = ContextVar("shown", default=None)


def now() -> datetime:
    """Return this moment, or the one that a preview shows."""
    return _shown.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Show pages as they are at another moment."""
    token = _shown.set(moment)
    try:
        yield
    finally:
        _shown.reset(token)
