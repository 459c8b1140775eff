"""What is proposed already and may be the same idea."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Answer
from ciudad_global.common.refusal import in_place
from consultations import similarity
from consultations.models import Consultation
from consultations.permissions import rights


@require_safe
def similar(request: HtmxRequest, slug: str) -> HttpResponse:
    """Show the published proposals that are like `title`."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    vote = rights(request.user, consultation, consultation.phases.all()).vote
    context = found(consultation, request.GET.get("title", ""), vote)
    return in_place(
        request, "consultations/similar.html", "consultations/similar_page.html", context
    )


def found(consultation: Consultation, title: str, vote: Answer) -> dict[str, Any]:
    """Return what `consultations/similar.html` needs, given `rights(...).vote`."""
    return {
        "consultation": consultation,
        "similar": similarity.similar(consultation, title),
        "may_vote": bool(vote) or vote.needs_sign_in,
    }
