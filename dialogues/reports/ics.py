"""Sessions as an iCalendar object (RFC 5545)."""

import uuid
from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from icalendar import Calendar, Event, vText

from dialogues.models import Encounter, SessionPage
from dialogues.reports.calendar import place

# How often calendars that subscribe should look again.
AGAIN = timedelta(hours=6)


def calendar(name: str, sessions: Iterable[SessionPage]) -> bytes:
    """Return these sessions as one calendar called `name` (two queries).

    A session keeps its UID for good, whatever its language; what moves people's plans raises its
    SEQUENCE, and a cancelled session stays, marked so.
    """
    pages = list(sessions)
    rows = Encounter.objects.in_bulk([page.translation_key for page in pages])
    entries = Calendar()
    entries.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//{get_language()}")
    entries.add("version", "2.0")
    entries.add("method", "PUBLISH")
    entries.add("name", name)
    entries.add("x-wr-calname", name)  # what most calendars read instead
    entries.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    for page in pages:
        if row := rows.get(page.translation_key):
            entries.add_component(_entry(page, row))
    entries.add_missing_timezones()
    return entries.to_ical()


def uid(key: uuid.UUID) -> str:
    """Return the name of a session's entry, the same in each calendar and language."""
    return f"{key}@{urlsplit(settings.BASE_URL).hostname}"


def _entry(page: SessionPage, row: Encounter) -> Event:
    entry = Event()
    changed_at = page.last_published_at or page.first_published_at or page.starts_at
    entry.add("uid", uid(row.key))
    entry.add("sequence", row.sequence)
    entry.add("dtstamp", changed_at.astimezone(UTC))
    entry.add("last-modified", changed_at.astimezone(UTC))
    entry.add("dtstart", timezone.localtime(row.starts_at))
    entry.add("dtend", timezone.localtime(row.ends_at))
    entry.add("summary", vText(page.title, params={"LANGUAGE": page.locale.language_code}))
    entry.add("description", page.cancelled_because or page.introduction)
    if where := row.place or place(page):
        entry.add("location", where)
    entry.add("url", page.full_url)
    entry.add("status", "CANCELLED" if row.is_cancelled else "CONFIRMED")
    return entry
