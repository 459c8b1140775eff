"""What the live blocks of editors' pages show of a consultation (`settings.LIVE_BLOCKS`)."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from consultations.models import Consultation, ConsultationPage, Proposal
from consultations.models.proposal import ProposalQuerySet
from consultations.reports import listing, overview
from consultations.reports.listing import Sort

FEW = 3


def standing(request: HttpRequest, page: Page | None, about: Page) -> dict[str, Any]:
    """Return the card of the consultation that the page is about (at most five queries)."""
    cards = [card for group in overview.cards(_pages(about), request).values() for card in group]
    return {"card": cards[0]} if cards else {}


def top_proposals(request: HttpRequest, page: Page | None, about: Page) -> dict[str, Any]:
    """Return its first proposals (two queries): no order may betray totals that are hidden."""
    public = _pages(about).exclude(consultation__state=Consultation.State.DRAFT)
    found = public.select_related("consultation").first()
    if found is None:
        return {}
    consultation = found.consultation
    proposals: ProposalQuerySet = Proposal.objects.published().filter(consultation=consultation)
    if consultation.shows_totals:
        proposals = proposals.filter(agree_count__gt=0)
    order = listing.COLUMNS[Sort.SUPPORTED if consultation.shows_totals else Sort.NEWEST]
    return {
        "shows_totals": consultation.shows_totals,
        "proposals": list(
            proposals.only("title", "language", "agree_count").order_by(order, "-id")[:FEW]
        ),
    }


def _pages(about: Page) -> Any:
    """Return the page of the consultation: this one, or the one that a summary lies below."""
    above = about.path[: -Page.steplen]
    return ConsultationPage.objects.live().filter(path__in=[about.path, above])
