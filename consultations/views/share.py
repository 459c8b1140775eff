"""Ways to a page from paper: QR codes and posters. Public only, the same for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from ciudad_global.common.http import kept
from ciudad_global.common.qr import drawn
from consultations.models import Consultation, ConsultationPage, Proposal, SummaryPage
from consultations.reports import overview

A_DAY = 24 * 60 * 60


def short_address(request: HttpRequest, proposal: Proposal) -> str:
    """Return the whole address of a proposal without its title: it fits paper and stays."""
    return request.build_absolute_uri(reverse("consultations:proposal_short", args=[proposal.pk]))


def page_address(request: HttpRequest, page: Page) -> str:
    """Return the whole address of an editors' page."""
    return request.build_absolute_uri(page.get_url(request) or "/")


@kept(A_DAY)
def proposal_qr(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw a published proposal's address."""
    return drawn(short_address(request, _proposal(pk)))


@kept(A_DAY)
def consultation_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the address of a consultation's page in the active language."""
    return drawn(page_address(request, _page(slug)))


@kept(A_DAY)
def summary_qr(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the address of a consultation's summary in the active language."""
    summaries = SummaryPage.objects.live().filter(
        snapshot__consultation__in=Consultation.objects.public().filter(slug=slug),
        locale__language_code=(get_language() or "")[:2],
    )
    if (summary := summaries.order_by("pk").last()) is None:
        raise Http404
    return drawn(page_address(request, summary))


@require_safe
def proposal_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a sheet to print and hang up: a proposal, its code and address."""
    proposal = _proposal(pk)
    phases = list(proposal.consultation.phases.all())
    context = {
        "title": proposal.title,
        "language": proposal.language,
        "summary": proposal.summary,
        "stage": overview.stage(proposal.consultation, phases),
        "tone": overview.tone(proposal.consultation),
        "address": short_address(request, proposal),
        "qr_url": reverse("consultations:proposal_qr", args=[pk]),
        "back_url": proposal.get_absolute_url(),
    }
    return render(request, "consultations/poster.html", context)


@require_safe
def consultation_poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a sheet to print and hang up: a consultation's question, its code and address."""
    page = _page(slug)
    consultation = page.consultation
    context = {
        "title": page.title,
        "summary": page.introduction,
        "stage": overview.stage(consultation, consultation.phases.all()),
        "tone": overview.tone(consultation),
        "address": page_address(request, page),
        "qr_url": reverse("consultations:consultation_qr", args=[slug]),
        "back_url": page.get_url(request),
    }
    return render(request, "consultations/poster.html", context)


def _proposal(pk: int) -> Proposal:
    published = Proposal.objects.published().select_related("consultation")
    return get_object_or_404(published.exclude(consultation__state=Consultation.State.DRAFT), pk=pk)


def _page(slug: str) -> ConsultationPage:
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    if (page := consultation.page) is None:
        raise Http404
    return page
