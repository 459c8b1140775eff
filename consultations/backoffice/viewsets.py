"""Responses and snapshots in Wagtail, and the menu entry of this section."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from consultations import permissions
from consultations.backoffice import steps
from consultations.backoffice.consultation import ConsultationViewSet
from consultations.backoffice.forms import ResponseForm
from consultations.backoffice.views import (
    NOT_SAVED,
    GuardedEditView,
    PlainInspectView,
    StepsIndexView,
    StepsInspectView,
)
from consultations.models import Response, Snapshot


class ResponseCreateView(CreateView):
    error_message = NOT_SAVED

    def get_success_message(self, instance: Any = None) -> str:
        return str(_("La respuesta se guardó. Falta que otra persona la publique."))


class ResponseViewSet(SnippetViewSet):
    """The city's answers."""

    model = Response
    icon = "mail"
    menu_label = _("Respuestas")
    list_display: ClassVar = [
        "proposal",
        Column("status", label=_("respuesta"), accessor="get_status_display"),
        Column("consultation", label=_("consulta"), accessor="proposal.consultation"),
        DateColumn("published_at", label=_("publicada")),
    ]
    list_filter: ClassVar = ["proposal__consultation", "status"]
    search_fields: ClassVar = ["proposal__title", "office"]
    ordering: ClassVar = ["-pk"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar = ["proposal", "status", "office", "body", "published_at"]
    index_view_class = StepsIndexView
    add_view_class = ResponseCreateView
    edit_view_class = GuardedEditView
    inspect_view_class = StepsInspectView
    steps: ClassVar = [
        ("publish", _("Publicar"), "upload", permissions.may_publish_response),
        ("take_back", _("Retirar"), "undo", permissions.may_take_back_response),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("proposal"),
            FieldPanel("status"),
            FieldPanel("office"),
            FieldPanel("body"),
        ],
        base_form_class=ResponseForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Response.objects.select_related("proposal__consultation").order_by("-pk")

    def why_not_change(self, user: Any, response: Response) -> str:
        """Return why the form is not shown."""
        return str(_("Ya se publicó: para corregirla, primero se retira."))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("publicar/<int:pk>/", steps.publish_response, name="publish"),
            path("retirar/<int:pk>/", steps.take_back_response, name="take_back"),
        ]


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
    items: ClassVar = [ConsultationViewSet, ResponseViewSet, SnapshotViewSet]
