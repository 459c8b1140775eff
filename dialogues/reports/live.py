"""What the live blocks of editors' pages show of dialogues (`settings.LIVE_BLOCKS`)."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from dialogues.models import DialoguePage, SessionPage
from dialogues.reports import archive, calendar

FEW = 3


def next_sessions(request: HttpRequest, page: Page | None, about: Page) -> dict[str, Any]:
    """Return the next sessions of a dialogue; on any other page, those of all (two queries)."""
    ahead = archive.coming()
    if about.specific_class is DialoguePage:
        ahead = ahead.filter(path__startswith=about.path)
    elif about.specific_class is SessionPage:
        beside = about.path[: -Page.steplen]
        ahead = ahead.filter(path__startswith=beside).exclude(pk=about.pk)
    return {"cards": calendar.cards(ahead[:FEW], request)}
