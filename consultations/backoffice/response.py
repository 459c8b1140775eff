"""The city's answers in Wagtail: written by one person, published by another, also in batches."""

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from ciudad_global.common.backoffice.steps import PUBLISH, TAKE_BACK, step
from ciudad_global.common.backoffice.views import (
    NOT_SAVED,
    GuardedEditView,
    StepsIndexView,
    StepsInspectView,
    waiting_first,
)
from ciudad_global.common.http import TeamRequest
from consultations import permissions
from consultations.actions import response as responses
from consultations.backoffice.forms import ResponseForm
from consultations.models import Response


def publish(request: TeamRequest, pk: int) -> HttpResponse:
    """Publish the city's answer."""
    response = get_object_or_404(Response, pk=pk)
    return step(
        request,
        thing=response,
        answer=permissions.may_publish_response(request.user, response),
        do=partial(responses.publish, by=request.user, response=response),
        action=PUBLISH,
        title=_("Publicar la respuesta"),
        text=_(
            "Se verá en la página de la propuesta y avisaremos a quien la escribió y a quienes la "
            "siguen."
        ),
        button=_("Sí, publicar"),
        done=_("La respuesta ya es pública."),
    )


def take_back(request: TeamRequest, pk: int) -> HttpResponse:
    """Make a published answer a draft again."""
    response = get_object_or_404(Response, pk=pk)
    return step(
        request,
        thing=response,
        answer=permissions.may_take_back_response(request.user, response),
        do=partial(responses.take_back, by=request.user, response=response),
        action=TAKE_BACK,
        title=_("Retirar la respuesta"),
        text=_("Dejará de verse hasta que alguien la corrija y se publique otra vez."),
        button=_("Sí, retirar"),
        done=_("La respuesta volvió a ser un borrador."),
    )


class PublishResponses(SnippetBulkAction):
    """Publishes what was chosen in the list, but for what the person may not: that is named."""

    models: ClassVar = [Response]
    action_type = "publicar-respuestas"
    display_name = _("Publicar respuestas")
    aria_label = _("Publicar las respuestas elegidas")
    template_name = "consultations/backoffice/publish_responses.html"

    @classmethod
    def get_queryset(cls, model: type[Response], object_ids: Iterable[Any]) -> QuerySet[Response]:
        ids = [pk for pk in map(str, object_ids) if pk.isdecimal() and len(pk) < 19]
        found = Response.objects.filter(pk__in=ids).order_by("pk")
        return found.select_related("proposal__consultation")

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Iterable[int]:
        """Take "all" for all that wait."""
        return Response.objects.filter(published_at=None).values_list("pk", flat=True)

    def get_actionable_objects(self) -> tuple[list[Response], dict[str, Any]]:
        """Return what this person may publish, and what is left out with the reason."""
        chosen, _rest = super().get_actionable_objects()
        answers = [
            (response, permissions.may_publish_response(self.request.user, response))
            for response in chosen
        ]
        left_out = [(response, answer.why) for response, answer in answers if not answer]
        return [response for response, answer in answers if answer], {"left_out": left_out}

    @classmethod
    def execute_action(cls, objects: list[Response], **kwargs: Any) -> tuple[int, int]:
        """Publish them in the transaction that Wagtail opened; asked again under the lock."""
        user = kwargs["self"].request.user
        published = responses.publish_all(by=user, responses=objects)
        for response in published:
            log(response, PUBLISH, user=user)
        return len(published), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "Se publicó %(count)d respuesta.",
            "Se publicaron %(count)d respuestas.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


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
        return waiting_first(Response.objects.select_related("proposal__consultation"))

    def why_not_change(self, user: Any, response: Response) -> str:
        """Return why the form is not shown."""
        return str(_("Ya se publicó: para corregirla, primero se retira."))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("publicar/<int:pk>/", publish, name="publish"),
            path("retirar/<int:pk>/", take_back, name="take_back"),
        ]
