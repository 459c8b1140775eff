"""By when a moderator should have decided. The hours are settings (MODERATION_HOURS)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Reason


def due(cause: str, since: datetime, reasons: Iterable[str] = ()) -> datetime:
    """Return when a case that waits since then is due, given the reasons of its reports."""
    hours = settings.MODERATION_HOURS
    kind = "threat" if Reason.THREAT in reasons else cause
    if kind in (Case.Cause.EDIT, Case.Cause.CHANGES):
        kind = Case.Cause.REVIEW
    return since + timedelta(hours=hours[kind])
