"""All dialogues, with what comes next."""

from typing import Any

from django.http import HttpRequest

from dialogues.models import DialogueIndexPage, DialoguePage
from dialogues.reports import calendar


def page_context(request: HttpRequest, page: DialogueIndexPage) -> dict[str, Any]:
    """Return the dialogues below this page and their next sessions."""
    dialogues = DialoguePage.objects.child_of(page).live().order_by("path")
    return {
        "dialogues": calendar.dialogue_cards(dialogues, request),
        "coming": calendar.coming(page, request, limit=6),
    }
