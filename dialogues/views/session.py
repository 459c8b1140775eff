"""One session."""

from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import SessionPage
from dialogues.reports import calendar, people, registrations, sessions
from dialogues.reports import minutes as minutes_report
from dialogues.reports.structured import event

# A stream's address is shown from half an hour before until half an hour after.
NEAR = timedelta(minutes=30)


def page_context(request: HttpRequest, page: SessionPage) -> dict[str, Any]:
    """Return when and where it is, who speaks, and whether its stream is on."""
    # The list of dialogues and the dialogue, in one query.
    index, dialogue = page.get_ancestors().order_by("-path")[:2][::-1]
    encounter = sessions.of(page)
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
        "speakers": speakers,
        "documents": [block.value for block in page.documents],
        # The vocabulary hardly changes: read it anew when the page does, or after ten minutes.
        **cast(
            "dict[str, Any]",
            cache.get_or_set(
                f"session-ties:{page.pk}:{page.latest_revision_id}",
                lambda: sessions.ties(page),
                timeout=600,
            ),
        ),
        **(_live(request, page, encounter, now) if encounter else {}),
    }


def _live(request: HttpRequest, page: SessionPage, encounter: Any, now: datetime) -> dict[str, Any]:
    """Return what belongs to the session whatever its language."""
    floor = getattr(encounter, "floor", None)
    is_over = page.is_over(now)
    takes_people = page.capacity is not None and not page.is_cancelled and not is_over
    return {
        "floor": floor if floor and floor.is_open else None,
        "seats": registrations.standing(request.user, encounter) if takes_people else None,
        "fed": sessions.fed(page, request) if encounter.feeds else [],
        **(_minutes(request, page, encounter) if is_over and not page.is_cancelled else {}),
    }


def _minutes(request: HttpRequest, page: SessionPage, encounter: Any) -> dict[str, Any]:
    """Return what was said and agreed once that is final; before, that it is being corrected."""
    minutes = getattr(encounter, "minutes", None)
    if minutes is None or not minutes.is_final:
        return {"draft": minutes if minutes and minutes.is_open else None}
    asked = request.GET
    said = minutes_report.published(
        minutes,
        recording=page.recording_url,
        tag=asked.get("etiqueta", ""),
        after=asked.get("after", ""),
        before=asked.get("before", ""),
        was_corrected=encounter.was_corrected,
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


def map_url(page: SessionPage) -> str:
    """Return an OpenStreetMap search for the address; "" when there is none."""
    if not page.address:
        return ""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': page.address})}"
