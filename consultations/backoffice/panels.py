"""On Wagtail's first page: what opens and closes soon, what waits, what is late."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from consultations.models import Commitment, CommitmentUpdate, Consultation, Phase, Response
from consultations.reports import duties

if TYPE_CHECKING:
    from ciudad_global.users.models import User

SOON = timedelta(days=14)
FEW = 6  # of each list; the reports have the rest


class ConsultationsPanel(Component):
    """For whoever may read the consultations' processes (six queries at most)."""

    name = "consultations"
    template_name = "consultations/backoffice/panel.html"
    order = 80

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the lists and figures of whoever reads the page."""
        user = (parent_context or {})["request"].user
        now = timezone.now()
        phases = (
            Phase.objects.filter(duties.acting())
            .exclude(
                consultation__state__in=(
                    Consultation.State.CLOSED,
                    Consultation.State.SEALED,
                    Consultation.State.ARCHIVED,
                )
            )
            .select_related("consultation")
        )
        opening = phases.filter(starts_at__gt=now, starts_at__lte=now + SOON)
        closing = phases.filter(
            ends_at__gt=now, ends_at__lte=now + SOON, starts_at__lte=now
        ).exclude(consultation__state=Consultation.State.DRAFT)
        sees_answers = user.has_perm("consultations.view_response")
        return {
            "opening": list(opening.order_by("starts_at", "pk")[:FEW]),
            "closing": list(closing.order_by("ends_at", "pk")[:FEW]),
            "draft": Consultation.State.DRAFT,
            "waiting": _waiting(user),
            "overdue": duties.overdue().count() if sees_answers else 0,
            "overdue_url": f"{reverse('report_respuestas-pendientes')}?late=true",
            "late": duties.late().count() if sees_answers else 0,
            "late_url": f"{reverse('report_compromisos')}?late=true",
            "may_begin": user.has_perm("consultations.add_consultation"),
        }


def _waiting(user: "User") -> list[dict[str, Any]]:
    """Return what somebody else wrote and this person may publish: kind, how many, where."""
    if not user.has_perm("consultations.publish_response"):
        return []
    others = Q(published_at=None) & ~Q(written_by=user)
    kinds: tuple[Any, ...] = (Response, Commitment, CommitmentUpdate)
    found = [
        {
            "kind": model._meta.verbose_name_plural,
            "count": model.objects.filter(others).count(),
            "url": reverse(model.snippet_viewset.get_url_name("list")),
        }
        for model in kinds
    ]
    return [kind for kind in found if kind["count"]]
