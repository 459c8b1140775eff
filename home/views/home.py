"""The first page: what is open now, what comes, what came out."""

from typing import Any

from django.http import HttpRequest

from ciudad_global.moderation.states import State
from consultations.models import ConsultationIndexPage, ConsultationPage, Response, SummaryPage
from consultations.reports import overview
from dialogues.models import DialogueIndexPage, DialoguePage
from dialogues.reports import calendar
from home.models import HomePage
from home.reports import network


def page_context(request: HttpRequest, page: HomePage) -> dict[str, Any]:
    """Return the parts of the first page, each a few items long (a constant number of queries)."""
    consultations = ConsultationPage.objects.descendant_of(page).live()
    latest = DialoguePage.objects.descendant_of(page).live().order_by("-first_published_at")
    cards = overview.cards(consultations, request)
    lists = {
        list_page.specific_class: list_page.get_url(request)
        for list_page in page.get_children()
        .live()
        .exact_type(ConsultationIndexPage, DialogueIndexPage)
    }
    return {
        "open": cards[overview.Standing.OPEN],
        "next_up": cards[overview.Standing.COMING][:3],
        "dialogues": calendar.dialogue_cards(latest, request),
        "sessions": calendar.coming(page, request, limit=4),
        "summaries": [
            {
                "title": summary.title,
                "url": summary.get_url(request),
                "summary": summary.introduction,
                "tone": overview.tone(summary.snapshot.consultation),
            }
            for summary in SummaryPage.objects.descendant_of(page)
            .live()
            .filter(snapshot__isnull=False)
            .select_related("snapshot__consultation")
            .order_by("-first_published_at")[:3]
        ],
        "responses": Response.objects.published()
        .filter(proposal__state=State.PUBLISHED)
        .select_related("proposal")
        .order_by("-published_at")[:3],
        "map": network.world(),
        "consultations_url": lists.get(ConsultationIndexPage),
        "dialogues_url": lists.get(DialogueIndexPage),
    }
