"""The demonstration is dated around the present moment."""

from datetime import datetime, timedelta

from django.utils import timezone


def day(number: int, clock: str = "18:00") -> datetime:
    """The moment `number` days from today at `clock`, in the city's time."""
    hour, minute = map(int, clock.split(":"))
    today = timezone.localtime().replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today + timedelta(days=number)
