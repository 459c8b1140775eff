"""What the city says it will do: one commitment, and all of a consultation."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, translate_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import Commitment, Consultation
from consultations.permissions.commitment import may_read
from consultations.reports import commitments as reports
from consultations.reports import overview


@require_safe
def commitment(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """Show a commitment: who answers for it, by when, how it goes, where it comes from."""
    commitment = get_object_or_404(
        Commitment.objects.select_related("consultation", "agreement__minutes__encounter"), pk=pk
    )
    if not may_read(request.user, commitment):
        raise Http404
    address = commitment.get_absolute_url()
    if request.path != address:
        query = request.META["QUERY_STRING"]
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    updates = reports.updates(
        commitment,
        after=request.GET.get("despues", ""),
        before=request.GET.get("antes", ""),
    )
    context = {
        **_frame(request, commitment.consultation),
        "commitment": commitment,
        "updates": updates.rows,
        "previous_url": _updates_url(antes=updates.earlier),
        "next_url": _updates_url(despues=updates.later),
        "goals": commitment.goals.in_order(),
        "agreement": reports.agreement(commitment),
        "proposals": reports.proposals(commitment),
        "comments": reports.comments(commitment),
    }
    return render(request, "consultations/commitment.html", context)


def _updates_url(**cursor: str) -> str:
    """Return where another page of updates is; "" where there is none."""
    return f"?{urlencode(cursor)}#avances" if all(cursor.values()) else ""


@require_safe
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """List a consultation's commitments, all or those of one status (`estado`)."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    asked = request.GET.get("estado", "")
    status = reports.STATUSES.get(asked)
    listed = reports.page(
        consultation,
        status=status,
        after=request.GET.get("despues", ""),
        before=request.GET.get("antes", ""),
    )

    def url(**query: str) -> str:
        query = ({"estado": asked} if status else {}) | query
        return f"?{urlencode(query)}"

    tabs = [
        {
            "label": _("Todos"),
            "url": request.path,
            "current": status is None,
            "count": sum(listed.counts.values()),
        },
        *(
            {
                "label": one.label.capitalize(),
                "url": f"?estado={name}",
                "current": one == status,
                "count": listed.counts[one],
            }
            for name, one in reports.STATUSES.items()
            if one in listed.counts
        ),
    ]
    context = {
        **_frame(request, consultation),
        "commitments": listed.commitments,
        "tabs": tabs,
        "is_filtered": status is not None,
        "list_url": request.path,
        "previous_url": url(antes=listed.earlier) if listed.earlier else "",
        "next_url": url(despues=listed.later) if listed.later else "",
    }
    return render(request, "consultations/commitments.html", context)


def _frame(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    """Return what both pages say of the consultation, and where they are in each language."""
    page = consultation.page
    question, question_url = (page.title, page.get_url(request)) if page else ("", "")
    all_url = reverse("consultations:commitments", args=[consultation.slug])
    crumbs = [{"label": question, "url": question_url}] if page else []
    return {
        "consultation": consultation,
        "question": question,
        "question_url": question_url,
        "all_url": all_url,
        "crumbs": crumbs
        if request.path == all_url
        else [*crumbs, {"label": _("Compromisos"), "url": all_url}],
        "tone": overview.tone(consultation),
        "canonical": request.build_absolute_uri(request.path),
        "alternates": [
            (code, request.build_absolute_uri(translate_url(request.path, code)))
            for code, _name in settings.LANGUAGES
        ],
    }
