"""One session."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from dialogues.models import Encounter, SessionPage
from dialogues.reports import calendar, people, registrations
from dialogues.reports.structured import event

# A stream's address is shown from half an hour before until half an hour after.
NEAR = timedelta(minutes=30)


def page_context(request: HttpRequest, page: SessionPage) -> dict[str, Any]:
    """Return when and where it is, who speaks, and whether its stream is on."""
    dialogue = page.get_parent().specific
    index = dialogue.get_parent()
    speakers = people.cards(page.speakers)
    now = timezone.now()
    return {
        "tone": calendar.dialogue_tone(dialogue),
        "dialogue": dialogue,
        "crumbs": [
            {"label": index.title, "url": index.get_url(request)},
            {"label": dialogue.title, "url": dialogue.get_url(request)},
        ],
        "starts_at": timezone.localtime(page.starts_at),
        "ends_at": timezone.localtime(page.ends_at),
        "is_over": page.is_over(now),
        "stream_is_near": bool(page.stream_url)
        and not page.is_cancelled
        and page.starts_at - NEAR <= now <= page.ends_at + NEAR,
        "map_url": map_url(page),
        "structured": [event(page, [one["name"] for one in speakers], request)],
        "speakers": speakers,
        "documents": [block.value for block in page.documents],
        "cities": page.cities.order_by("name_es"),
        "networks": page.networks.order_by("acronym"),
        "seats": seats(request, page, now),
        # One query: the key is all that its tables are asked by.
        "fed": Encounter(pk=page.translation_key).gatherings.consultations(),
    }


def seats(request: HttpRequest, page: SessionPage, now: datetime) -> dict[str, Any] | None:
    """Return how many seats are left and what this person has of them; None where none count."""
    if page.capacity is None or page.is_cancelled or page.is_over(now):
        return None
    encounter = Encounter.objects.filter(pk=page.translation_key).first()
    return registrations.standing(request.user, encounter) if encounter else None


def map_url(page: SessionPage) -> str:
    """Return an OpenStreetMap search for the address; "" when there is none."""
    if not page.address:
        return ""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': page.address})}"
