"""From the wall of a session to its consultation, and the sheet with the code that leads there."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ciudad_global.common.http import kept
from ciudad_global.common.qr import drawn
from consultations import permissions
from consultations.models import Gathering
from consultations.reports import gatherings, overview
from consultations.views.share import A_DAY, page_address


def _gathering(slug: str, key: uuid.UUID) -> Gathering:
    """Return a table of this session that feeds this public consultation; else raise Http404."""
    found = Gathering.objects.public().select_related("consultation", "encounter")
    gathering = found.filter(consultation__slug=slug, encounter=key).first()
    if gathering is None or gathering.consultation.page is None:
        raise Http404
    return gathering


def _address(request: HttpRequest, gathering: Gathering) -> str:
    args = [gathering.consultation.slug, gathering.encounter_id]
    return request.build_absolute_uri(reverse("consultations:session_way", args=args))


@never_cache
@require_safe
def way(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """Lead to where one takes part now: what the session has gathered, else the form for a
    proposal, else the votes. Nothing is kept about who came.
    """
    gathering = _gathering(slug, key)
    consultation = gathering.consultation
    page = consultation.get_absolute_url()
    if consultation.proposals.published().filter(gatherings.gathered_here(key)).exists():
        return redirect(f"{page}?sesion={key}#propuestas")
    phases = list(consultation.phases.all())
    if permissions.allowed_by_phase(consultation, phases, permissions.PROPOSE):
        return redirect("consultations:propose", slug)
    if permissions.allowed_by_phase(consultation, phases, permissions.VOTE):
        return redirect("consultations:one_by_one", slug)
    return redirect(page)


@kept(A_DAY)
def qr(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """Draw the address that leads there."""
    return drawn(_address(request, _gathering(slug, key)))


@require_safe
def poster(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """Show a sheet for the wall of a session: the question, and a code that opens it."""
    gathering = _gathering(slug, key)
    consultation: Any = gathering.consultation
    context = {
        "title": consultation.page.title,
        "summary": consultation.page.introduction,
        "session": gatherings.session(gathering.encounter).label,
        "stage": overview.stage(consultation, consultation.phases.all()),
        "tone": overview.tone(consultation),
        "address": page_address(request, consultation.page),
        "qr_url": reverse("consultations:session_qr", args=[slug, key]),
        "back_url": consultation.get_absolute_url(),
        "large": True,
    }
    return render(request, "consultations/poster.html", context)
