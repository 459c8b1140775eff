"""The check-list before a consultation opens: what is well, what is not, and where to mend it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from ciudad_global.common.http import TeamRequest
from consultations.models import Consultation, ConsultationIndexPage
from consultations.reports.readiness import Check, Place, Readiness, readiness

_TABS = {Place.PROCESS: "proceso", Place.PHASES: "fases", Place.THEMES: "temas"}


def items(consultation: Consultation) -> list[dict[str, Any]]:
    """Return each check with the address where it is mended."""
    found = readiness(consultation)
    return [{"check": check, "url": _address(consultation, found, check)} for check in found.checks]


def _address(consultation: Consultation, found: Readiness, check: Check) -> str:
    place = check.place
    if place in _TABS:
        viewset: Any = consultation.snippet_viewset
        edit = reverse(viewset.get_url_name("edit"), args=[consultation.pk])
        return f"{edit}#tab-{_TABS[place]}"
    if place is Place.TRANSLATION and found.page:
        if found.twin:
            return reverse("wagtailadmin_pages:edit", args=[found.twin])
        return reverse("wagtail_localize:submit_page_translation", args=[found.page.pk])
    if place is Place.PAGE and found.page:
        return reverse("wagtailadmin_pages:edit", args=[found.page.pk])
    if place is Place.PAGE:
        places = ConsultationIndexPage.objects.order_by("path").values_list("pk", flat=True)
    else:
        places = Site.objects.order_by("-is_default_site").values_list("root_page", flat=True)
    above = places.first()
    return reverse("wagtailadmin_explore", args=[above]) if above else ""


@require_safe
def checklist(request: TeamRequest, pk: int) -> HttpResponse:
    """Show the list to whoever may read the consultation's process."""
    consultation = get_object_or_404(Consultation, pk=pk)
    if not request.user.has_perm("consultations.view_consultation"):
        return permission_denied(request)
    viewset: Any = consultation.snippet_viewset
    page = readiness(consultation).page
    return render(
        request,
        "consultations/backoffice/checklist_page.html",
        {
            "page_title": _("Antes de abrir"),
            "page_subtitle": str(consultation),
            "header_icon": viewset.icon,
            "items": items(consultation),
            "is_draft": consultation.state == Consultation.State.DRAFT,
            "page_url": page and reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "publish_url": reverse(viewset.get_url_name("publish"), args=[pk]),
            "back": reverse(viewset.get_url_name("inspect"), args=[pk]),
        },
    )
