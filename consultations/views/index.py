"""All consultations."""

from typing import Any

from django.http import HttpRequest

from consultations.models import ConsultationIndexPage, ConsultationPage
from consultations.reports import overview


def page_context(request: HttpRequest, page: ConsultationIndexPage) -> dict[str, Any]:
    """Return the consultations below this page: open now, coming, closed."""
    pages = ConsultationPage.objects.child_of(page).live()
    return {"cards": overview.cards(pages, request)}
