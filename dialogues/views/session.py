"""One session."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import Encounter, Floor, SessionPage
from dialogues.reports import calendar, people, registrations
from dialogues.reports import minutes as minutes_report
from dialogues.reports.structured import event

# A stream's address is shown from half an hour before until half an hour after.
NEAR = timedelta(minutes=30)


def page_context(request: HttpRequest, page: SessionPage) -> dict[str, Any]:
    """Return when and where it is, who speaks, and whether its stream is on."""
    dialogue = page.get_parent().specific
    index = dialogue.get_parent()
    speakers = people.cards(page.speakers)
    now = timezone.now()
    is_over = page.is_over(now)
    return {
        "tone": calendar.dialogue_tone(dialogue),
        "dialogue": dialogue,
        "crumbs": [
            {"label": index.title, "url": index.get_url(request)},
            {"label": dialogue.title, "url": dialogue.get_url(request)},
        ],
        "starts_at": timezone.localtime(page.starts_at),
        "ends_at": timezone.localtime(page.ends_at),
        "is_over": is_over,
        "stream_is_near": bool(page.stream_url)
        and not page.is_cancelled
        and page.starts_at - NEAR <= now <= page.ends_at + NEAR,
        "map_url": map_url(page),
        "structured": [event(page, [one["name"] for one in speakers], request)],
        "floor": questions_floor(page),
        "speakers": speakers,
        "documents": [block.value for block in page.documents],
        "cities": page.cities.order_by("name_es"),
        "networks": page.networks.order_by("acronym"),
        "seats": seats(request, page, now),
        # One query: the key is all that its tables are asked by.
        "fed": Encounter(pk=page.translation_key).gatherings.consultations(),
        **(_minutes(request, page) if is_over and not page.is_cancelled else {}),
    }


def seats(request: HttpRequest, page: SessionPage, now: datetime) -> dict[str, Any] | None:
    """Return how many seats are left and what this person has of them; None where none count."""
    if page.capacity is None or page.is_cancelled or page.is_over(now):
        return None
    encounter = Encounter.objects.filter(pk=page.translation_key).first()
    return registrations.standing(request.user, encounter) if encounter else None


def _minutes(request: HttpRequest, page: SessionPage) -> dict[str, Any]:
    """Return what was said and agreed once that is final; before, that it is being corrected."""
    minutes = minutes_report.of(page)
    if minutes is None or not minutes.is_final:
        return {"draft": minutes if minutes and minutes.is_open else None}
    asked = request.GET
    said = minutes_report.published(
        minutes,
        recording=page.recording_url,
        tag=asked.get("etiqueta", ""),
        after=asked.get("after", ""),
        before=asked.get("before", ""),
    )
    here = {"etiqueta": said.tag.slug} if said.tag else {}
    tabs = [
        {"label": _("Todo"), "url": f"{request.path}#dicho", "current": said.tag is None},
        *(
            {
                "label": tag.name,
                "url": f"?{urlencode({'etiqueta': tag.slug})}#dicho",
                "current": tag == said.tag,
                "count": tag.n,
            }
            for tag in said.tags
        ),
    ]
    return {
        "said": said,
        "tabs": tabs if said.tags else [],
        "previous_url": _said_url(here, before=said.earlier),
        "next_url": _said_url(here, after=said.later),
    }


def _said_url(here: dict[str, str], **cursor: str) -> str:
    return f"?{urlencode(here | cursor)}#dicho" if all(cursor.values()) else ""


def questions_floor(page: SessionPage) -> Floor | None:
    """Return the floor of the session while it takes questions; None otherwise."""
    floors = Floor.objects.select_related("encounter")
    floor = floors.filter(pk=page.translation_key).first()
    return floor if floor and floor.is_open else None


def map_url(page: SessionPage) -> str:
    """Return an OpenStreetMap search for the address; "" when there is none."""
    if not page.address:
        return ""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': page.address})}"
