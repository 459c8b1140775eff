"""Consultations, responses and snapshots in Wagtail's menu."""

import json
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    InspectView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from ciudad_global.common.permissions import Answer
from consultations import permissions
from consultations.backoffice import steps
from consultations.backoffice.forms import ConsultationForm, ResponseForm
from consultations.models import Consultation, Response, Snapshot

May = Callable[[Any, Any], Answer]
# Wagtail's own sentence takes every noun for a masculine one.
NOT_SAVED = _("No se guardó: corrige lo que está marcado.")


class StepsMixin:
    """Offers the viewset's steps to whoever may take them."""

    steps: ClassVar[list[tuple[str, Any, str, May]]] = []

    def step_buttons(self, thing: Any) -> list[Button]:
        """Return a button for each step; one that is not ready says why when it is pressed."""
        return [
            Button(
                label,
                url=reverse(thing.snippet_viewset.get_url_name(name), args=[thing.pk]),
                icon_name=icon,
                priority=5,
            )
            for name, label, icon, may in thing.snippet_viewset.steps
            if may(self.request.user, thing)  # type: ignore[attr-defined]
        ]


class StepsIndexView(StepsMixin, IndexView):
    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *self.step_buttons(instance)]


class PlainInspectView(InspectView):
    """Says values as people do: lists by their name, no True or None, figures line by line."""

    def get_field_label(self, field_name: str, field: Any) -> str:
        if field and field.one_to_many:
            return capfirst(field.related_model._meta.verbose_name_plural)
        return str(super().get_field_label(field_name, field))

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, dict):
            return format_html(
                "<pre>{}</pre>", json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
            )
        if isinstance(value, bool):
            return _("sí") if value else _("no")
        return "—" if value in (None, "") else value


class StepsInspectView(StepsMixin, PlainInspectView):
    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *self.step_buttons(self.object)]


class GuardedEditView(StepsMixin, EditView):
    """Says why something cannot be changed instead of showing a form that would refuse."""

    error_message = NOT_SAVED

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission_for_instance("change", self.object):
            viewset = self.object.snippet_viewset
            messages.warning(request, str(viewset.why_not_change(request.user, self.object)))
            return redirect(viewset.get_url_name("inspect"), self.object.pk)
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *self.step_buttons(self.object)]

    def get_success_message(self, instance: Any = None) -> str:
        return _("Se guardaron los cambios de «%(title)s».") % {"title": self.object}


class ConsultationCreateView(CreateView):
    error_message = NOT_SAVED

    def get_success_message(self, instance: Any = None) -> str:
        return _("La consulta «%(title)s» se guardó como borrador.") % {"title": instance}


class ResponseCreateView(CreateView):
    error_message = NOT_SAVED

    def get_success_message(self, instance: Any = None) -> str:
        return str(_("La respuesta se guardó. Falta que otra persona la publique."))


class ConsultationDeleteView(DeleteView):
    """Explains why a consultation stays."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = permissions.may_delete(request.user, self.object)
        if not answer:
            messages.error(request, answer.why)
            return redirect(self.object.snippet_viewset.get_url_name("inspect"), self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class ConsultationViewSet(SnippetViewSet):
    """The process of a consultation."""

    model = Consultation
    icon = "comment"
    menu_label = _("Consultas")
    list_display: ClassVar = [
        "title",
        Column("state", label=_("estado"), accessor="get_state_display"),
        Column("ballot", label=_("boleta"), accessor="get_ballot_display"),
        DateColumn("created_at", label=_("creada")),
    ]
    list_filter: ClassVar = ["state", "ballot"]
    search_fields: ClassVar = ["title", "slug"]
    ordering: ClassVar = ["-pk"]
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar = [
        "title", "slug", "state", "phases", "themes", "ballot", "supports_limit",
        "proposals_limit", "totals", "own_vote", "proposals_review", "comments_review",
        "published_at", "closed_at", "source",
    ]  # fmt: skip
    index_view_class = StepsIndexView
    add_view_class = ConsultationCreateView
    edit_view_class = GuardedEditView
    inspect_view_class = StepsInspectView
    delete_view_class = ConsultationDeleteView
    steps: ClassVar = [
        ("publish", _("Publicar"), "upload", permissions.could_publish),
        ("close", _("Cerrar"), "lock", permissions.could_close),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    # The panel hides its label: the placeholder is what a person sees.
                    TitleFieldPanel(
                        "title", targets=["slug"], placeholder=_("Nombre de la consulta*")
                    ),
                    FieldPanel(
                        "slug",
                        help_text=_(
                            "Se escribe sola con el nombre. Forma parte del enlace público y no "
                            "cambia después de publicar."
                        ),
                    ),
                    FieldPanel(
                        "moderators",
                        help_text=_(
                            "Solo estas personas ven y deciden lo que espera revisión y lo que se "
                            "reporta. Sin ninguna, la consulta no se puede publicar."
                        ),
                    ),
                    FieldPanel(
                        "goals",
                        help_text=_("Los compromisos globales con los que tiene que ver."),
                    ),
                ],
                heading=_("Proceso"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        _(
                            "Cada fase dice qué pueden hacer las personas y cuándo. Entre dos "
                            "fases, o en una sin permisos, la consulta solo se lee."
                        )
                    ),
                    InlinePanel(
                        "phases",
                        label=_("fase"),
                        heading=_("Fases"),
                        panels=[
                            FieldPanel("kind"),
                            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                            FieldRowPanel(
                                [
                                    FieldPanel("may_propose"),
                                    FieldPanel("may_comment"),
                                    FieldPanel("may_vote"),
                                ]
                            ),
                            FieldRowPanel([FieldPanel("name_es"), FieldPanel("name_en")]),
                        ],
                    ),
                ],
                heading=_("Fases"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "themes",
                        label=_("tema"),
                        heading=_("Temas"),
                        panels=[
                            FieldRowPanel([FieldPanel("name_es"), FieldPanel("name_en")]),
                            FieldRowPanel(
                                [
                                    FieldPanel(
                                        "slug",
                                        heading=_("dirección"),
                                        help_text=_("Por ejemplo: agua-y-clima"),
                                    ),
                                    FieldPanel("order"),
                                ]
                            ),
                        ],
                    )
                ],
                heading=_("Temas"),
            ),
            ObjectList(
                [
                    HelpPanel(_("Con el primer voto, la boleta y las reglas quedan fijas.")),
                    MultiFieldPanel(
                        [
                            FieldPanel("ballot"),
                            FieldPanel("supports_limit"),
                            FieldPanel("totals"),
                            FieldPanel("own_vote"),
                        ],
                        heading=_("Boleta"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("proposals_limit"),
                            FieldPanel("proposals_review"),
                            FieldPanel("comments_review"),
                        ],
                        heading=_("Propuestas y comentarios"),
                    ),
                ],
                heading=_("Reglas y boleta"),
            ),
        ],
        base_form_class=ConsultationForm,
    )

    def why_not_change(self, user: Any, consultation: Consultation) -> str:
        """Return why the form is not shown."""
        return permissions.may_edit(user, consultation).why

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("publicar/<int:pk>/", steps.publish, name="publish"),
            path("cerrar/<int:pk>/", steps.close, name="close"),
        ]


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
