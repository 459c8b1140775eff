"""By when a moderator should have decided, or somebody else should have looked again.

The hours and days are settings (MODERATION_HOURS, APPEAL_DAYS, APPEAL_WORKING_DAYS).
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from holidays import country_holidays

from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Reason

_HOLIDAYS = country_holidays("MX")
_END_OF_DAY = time(23, 59)


def due(cause: str, since: datetime, reasons: Iterable[str] = ()) -> datetime:
    """Return when a case that waits since then is due, given the reasons of its reports."""
    hours = settings.MODERATION_HOURS
    kind = "threat" if Reason.THREAT in reasons else cause
    if kind in (Case.Cause.EDIT, Case.Cause.CHANGES):
        kind = Case.Cause.REVIEW
    return since + timedelta(hours=hours[kind])


def appeal_until(decided_at: datetime) -> datetime:
    """Return until when the person concerned may appeal what was decided then."""
    day = timezone.localdate(decided_at) + timedelta(days=settings.APPEAL_DAYS)
    return timezone.make_aware(datetime.combine(day, _END_OF_DAY))


def appeal_due(since: datetime) -> datetime:
    """Return when the answer to an appeal that was filed then is due.

    Saturdays, Sundays and Mexico's public holidays do not count, nor does the first day.
    """
    day, left = timezone.localdate(since), settings.APPEAL_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in _HOLIDAYS:
            left -= 1
    return timezone.make_aware(datetime.combine(day, _END_OF_DAY))
