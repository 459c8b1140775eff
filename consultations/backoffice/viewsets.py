"""Snapshots in Wagtail, and the menu entry of this section."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ciudad_global.common.backoffice.views import PlainInspectView
from consultations.backoffice.commitment import CommitmentUpdateViewSet, CommitmentViewSet
from consultations.backoffice.consultation import ConsultationViewSet
from consultations.backoffice.gathering import GatheringViewSet
from consultations.backoffice.response import ResponseViewSet
from consultations.models import Snapshot


class SnapshotViewSet(SnippetViewSet):
    """Figures that were frozen, to look at."""

    model = Snapshot
    icon = "order"
    menu_label = _("Cortes de cifras")
    list_display: ClassVar = [
        "consultation",
        DateColumn("taken_at", label=_("contada")),
        Column("sha256", label=_("huella SHA-256")),
    ]
    list_filter: ClassVar = ["consultation"]
    ordering: ClassVar = ["-taken_at"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = PlainInspectView
    inspect_view_fields: ClassVar = ["consultation", "taken_at", "sha256", "figures"]

    def get_queryset(self, request: HttpRequest) -> Any:
        # A snapshot of a large consultation weighs megabytes.
        return Snapshot.objects.select_related("consultation").defer("figures")


class ConsultationsGroup(SnippetViewSetGroup):
    """The menu entry."""

    menu_label = _("Consultas")
    menu_icon = "comment"
    menu_order = 150
    items: ClassVar = [
        ConsultationViewSet,
        ResponseViewSet,
        CommitmentViewSet,
        CommitmentUpdateViewSet,
        GatheringViewSet,
        SnapshotViewSet,
    ]
