"""The process of a consultation in Wagtail: its form, its list, its steps."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
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
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import CreateView, DeleteView, SnippetViewSet

from ciudad_global.common.backoffice.views import (
    NOT_SAVED,
    GuardedEditView,
    StepsIndexView,
    StepsInspectView,
)
from ciudad_global.common.permissions import Refused
from consultations import permissions
from consultations.backoffice import steps
from consultations.backoffice.assistant import assistant
from consultations.backoffice.checklist import checklist
from consultations.backoffice.forms import ConsultationForm
from consultations.backoffice.timeline import PhasesPanel, PublicPanel, TimelinePanel, preview
from consultations.models import Consultation, Vote
from consultations.permissions.seal import could_seal
from consultations.reports.timeline import warnings


class Judged:
    """Says what the action refused at the last moment, and what is allowed but may surprise."""

    def form_valid(self, form: ConsultationForm) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except Refused as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]
        for text in warnings(form.instance, form.instance.phases.all()):
            messages.warning(self.request, text)  # type: ignore[attr-defined]
        return response


class ConsultationIndexView(StepsIndexView):
    """The list, with the way to the assistant."""

    @property
    def header_buttons(self) -> list[Button]:
        if not self.add_url:
            return []
        url = reverse(self.model.snippet_viewset.get_url_name("assistant"))
        return [
            HeaderButton(_("Nueva consulta"), url=url, icon_name="plus"),
            *super().header_buttons,
        ]


class ConsultationCreateView(Judged, CreateView):
    error_message = NOT_SAVED

    def get_success_message(self, instance: Any = None) -> str:
        return _("La consulta «%(title)s» se guardó como borrador.") % {"title": instance}


class ConsultationEditView(Judged, GuardedEditView):
    """The form of a consultation that exists."""


class ConsultationDeleteView(DeleteView):
    """Explains why a consultation stays."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = permissions.may_delete(request.user, self.object)
        if not answer:
            messages.error(request, answer.why)
            return redirect(self.object.snippet_viewset.get_url_name("inspect"), self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class DeleteConsultations(DeleteBulkAction):
    """Names why what is left out stays."""

    models: ClassVar = [Consultation]

    def get_actionable_objects(self) -> tuple[list[Consultation], dict[str, list[Consultation]]]:
        found: tuple[list[Consultation], dict[str, list[Consultation]]]
        found = super().get_actionable_objects()
        left_out = found[1]["items_with_no_access"]
        whys = (permissions.may_delete(self.request.user, each).why for each in left_out)
        for why in dict.fromkeys(whys):
            messages.warning(self.request, why)
        return found


class RulesHelpPanel(HelpPanel):
    """Says whether rules and ballot can still change."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            votes = Vote.objects.filter(proposal__consultation=self.instance.pk)
            self.content = (
                _(
                    "Ya hay votos: la boleta, los límites y cuándo se ven los resultados no "
                    "cambian. Cómo se revisa sí puede cambiar."
                )
                if self.instance.pk and votes.exists()
                else _("Con el primer voto, la boleta y las reglas quedan fijas.")
            )


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
        "proposals_limit", "totals", "own_vote", "publishes_votes", "proposals_review",
        "comments_review", "first_contributions", "published_at", "closed_at", "source",
    ]  # fmt: skip
    index_view_class = ConsultationIndexView
    add_view_class = ConsultationCreateView
    edit_view_class = ConsultationEditView
    inspect_view_class = StepsInspectView
    delete_view_class = ConsultationDeleteView
    steps: ClassVar = [
        ("checklist", _("Antes de abrir"), "list-ul", permissions.could_check),
        ("publish", _("Publicar"), "upload", permissions.could_publish),
        ("close", _("Cerrar"), "lock", permissions.could_close),
        ("archive", _("Archivar"), "folder", permissions.could_archive),
        ("seal", _("Sellar"), "key", could_seal),
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
                            "Cada fase dice qué pueden hacer las personas y cuándo, en hora de "
                            "la Ciudad de México. Entre dos fases, o en una sin permisos, la "
                            "consulta solo se lee; donde dos coinciden se puede lo que permite "
                            "cualquiera de las dos. Una vez publicada, de una fase que ya empezó "
                            "solo cambian su fin, con un motivo público, y su nombre."
                        )
                    ),
                    PhasesPanel(
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
                            FieldRowPanel(
                                [
                                    FieldPanel(
                                        "name_es", help_text=_("Vacío: el nombre de su tipo.")
                                    ),
                                    FieldPanel(
                                        "name_en", help_text=_("Vacío: el nombre de su tipo.")
                                    ),
                                ]
                            ),
                        ],
                    ),
                    PublicPanel(
                        [FieldPanel("reason_es"), FieldPanel("reason_en")],
                        heading=_("Por qué se mueve un fin"),
                        help_text=_(
                            "Solo hace falta si mueves el fin de una fase que ya empezó. Se lee "
                            "en la página de la consulta y queda ahí para siempre."
                        ),
                    ),
                    TimelinePanel(heading=_("Así se verá")),
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
                    RulesHelpPanel(),
                    MultiFieldPanel(
                        [
                            FieldPanel("ballot"),
                            FieldPanel("supports_limit"),
                            FieldPanel("totals"),
                            FieldPanel("own_vote"),
                            FieldPanel("publishes_votes"),
                        ],
                        heading=_("Boleta"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("proposals_limit"),
                            FieldPanel("proposals_review"),
                            FieldPanel("comments_review"),
                            FieldPanel("first_contributions"),
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
            path("nueva/", assistant, name="assistant"),
            path("revisar/<int:pk>/", checklist, name="checklist"),
            path("publicar/<int:pk>/", steps.publish, name="publish"),
            path("cerrar/<int:pk>/", steps.close, name="close"),
            path("archivar/<int:pk>/", steps.archive, name="archive"),
            path("sellar/<int:pk>/", steps.seal, name="seal"),
            path("fases/", preview, name="timeline"),
            path("fases/<int:pk>/", preview, name="timeline"),
        ]
