"""Commitments and how they go, in Wagtail: written by one person, published by another."""

from functools import partial
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
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
from consultations.actions import commitment as commitments
from consultations.backoffice.commitment_forms import (
    CommitmentForm,
    CommitmentUpdateForm,
    agreement,
)
from consultations.models import Commitment, CommitmentUpdate
from consultations.permissions import commitment as permissions

STEPS = [
    ("publish", _("Publicar"), "upload", permissions.may_publish),
    ("take_back", _("Retirar"), "undo", permissions.may_take_back),
]


def publish(request: TeamRequest, pk: int) -> HttpResponse:
    """Publish a commitment."""
    commitment = get_object_or_404(Commitment, pk=pk)
    return step(
        request,
        thing=commitment,
        answer=permissions.may_publish(request.user, commitment),
        do=partial(commitments.publish, by=request.user, commitment=commitment),
        action=PUBLISH,
        title=_("Publicar el compromiso"),
        text=_(
            "Tendrá su propia página y se verá en la consulta y en las propuestas de las que "
            "viene. Avisaremos a quienes las escribieron y a quienes las siguen."
        ),
        button=_("Sí, publicar"),
        done=_("El compromiso ya es público."),
    )


def take_back(request: TeamRequest, pk: int) -> HttpResponse:
    """Make a published commitment a draft again."""
    commitment = get_object_or_404(Commitment, pk=pk)
    return step(
        request,
        thing=commitment,
        answer=permissions.may_take_back(request.user, commitment),
        do=partial(commitments.take_back, by=request.user, commitment=commitment),
        action=TAKE_BACK,
        title=_("Retirar el compromiso"),
        text=_("Dejará de verse, con sus avances, hasta que se corrija y se publique otra vez."),
        button=_("Sí, retirar"),
        done=_("El compromiso volvió a ser un borrador."),
    )


def publish_update(request: TeamRequest, pk: int) -> HttpResponse:
    """Publish how a commitment goes."""
    update = get_object_or_404(CommitmentUpdate.objects.select_related("commitment"), pk=pk)
    return step(
        request,
        thing=update,
        answer=permissions.may_publish(request.user, update),
        do=partial(commitments.publish_update, by=request.user, update=update),
        action=PUBLISH,
        title=_("Publicar el avance"),
        text=_(
            "El compromiso pasa a estar como dice este avance. Avisaremos a quienes escribieron "
            "las propuestas de las que viene y a quienes las siguen."
        ),
        button=_("Sí, publicar"),
        done=_("El avance ya es público."),
    )


def take_back_update(request: TeamRequest, pk: int) -> HttpResponse:
    """Make a published update a draft again."""
    update = get_object_or_404(CommitmentUpdate.objects.select_related("commitment"), pk=pk)
    return step(
        request,
        thing=update,
        answer=permissions.may_take_back(request.user, update),
        do=partial(commitments.take_back_update, by=request.user, update=update),
        action=TAKE_BACK,
        title=_("Retirar el avance"),
        text=_("Dejará de verse, y el compromiso volverá a estar como decía el avance anterior."),
        button=_("Sí, retirar"),
        done=_("El avance volvió a ser un borrador."),
    )


class AgreementPanel(FieldPanel):
    """Shown where it comes from an agreement."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            asked = self.form is not None and self.form.fields["agreement"].queryset.exists()
            return asked and super().is_shown()


class CommitmentCreateView(CreateView):
    error_message = NOT_SAVED

    def get_initial(self) -> dict[str, Any]:
        """Start from what was agreed at a session (`?agreement=`), where a link says so."""
        initial: dict[str, Any] = super().get_initial()
        agreed = agreement(self.request.GET.get("agreement", "")).first()
        if agreed:
            page = agreed.minutes.encounter.page
            linked = page.get_parent().specific.consultations.public() if page else None
            initial |= {
                "agreement": agreed.pk,
                "title": agreed.text_es[:200],
                "consultation": linked.order_by("-pk").first() if linked is not None else None,
            }
        return initial

    def get_success_message(self, instance: Any = None) -> str:
        return str(_("El compromiso se guardó. Falta que otra persona lo publique."))


class UpdateCreateView(CreateView):
    error_message = NOT_SAVED

    def get_success_message(self, instance: Any = None) -> str:
        return str(_("El avance se guardó. Falta que otra persona lo publique."))


class CommitmentViewSet(SnippetViewSet):
    """What the city says it will do."""

    model = Commitment
    icon = "tasks"
    menu_label = _("Compromisos")
    list_display: ClassVar = [
        "title",
        Column("consultation", label=_("consulta")),
        Column("status", label=_("cómo va"), accessor="get_status_display"),
        # Wagtail's dates only know the past: "just now" for all that is to come.
        Column("due_on", label=_("para cuándo"), accessor=lambda it: date_format(it.due_on)),
        DateColumn("published_at", label=_("publicado")),
    ]
    list_filter: ClassVar = ["consultation", "status"]
    search_fields: ClassVar = ["title", "office"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar = [
        "title", "consultation", "office", "due_on", "status", "progress", "body", "goals",
        "agreement", "proposals", "comments", "published_at",
    ]  # fmt: skip
    index_view_class = StepsIndexView
    add_view_class = CommitmentCreateView
    edit_view_class = GuardedEditView
    inspect_view_class = StepsInspectView
    steps: ClassVar = STEPS
    edit_handler = ObjectList(
        [
            FieldPanel("consultation"),
            FieldPanel(
                "title",
                help_text=_("Una frase que se pueda comprobar: «Abrir cuatro ventanillas»."),
            ),
            FieldRowPanel([FieldPanel("office"), FieldPanel("due_on")]),
            FieldPanel(
                "body",
                help_text=_("En lenguaje claro. Admite párrafos, listas, negritas y enlaces."),
            ),
            MultiFieldPanel(
                [
                    AgreementPanel("agreement"),
                    FieldPanel("proposals"),
                    FieldPanel("comments"),
                ],
                heading=_("De dónde viene"),
            ),
            FieldPanel("goals"),
        ],
        base_form_class=CommitmentForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return waiting_first(Commitment.objects.select_related("consultation"))

    def why_not_change(self, user: Any, commitment: Commitment) -> str:
        """Return why the form is not shown."""
        return str(_("Ya se publicó: lo nuevo se cuenta en un avance; para corregirlo se retira."))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("publicar/<int:pk>/", publish, name="publish"),
            path("retirar/<int:pk>/", take_back, name="take_back"),
        ]


class CommitmentUpdateViewSet(SnippetViewSet):
    """How the commitments go."""

    model = CommitmentUpdate
    icon = "history"
    menu_label = _("Avances")
    list_display: ClassVar = [
        "commitment",
        Column("status", label=_("cómo va"), accessor="get_status_display"),
        Column("progress", label=_("avance en %")),
        DateColumn("created_at", label=_("escrito")),
        DateColumn("published_at", label=_("publicado")),
    ]
    list_filter: ClassVar = ["commitment__consultation", "status"]
    search_fields: ClassVar = ["commitment__title"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar = [
        "commitment", "status", "progress", "note", "evidence_label", "evidence_url",
        "published_at",
    ]  # fmt: skip
    index_view_class = StepsIndexView
    add_view_class = UpdateCreateView
    edit_view_class = GuardedEditView
    inspect_view_class = StepsInspectView
    steps: ClassVar = STEPS
    edit_handler = ObjectList(
        [
            FieldPanel("commitment"),
            FieldRowPanel([FieldPanel("status"), FieldPanel("progress")]),
            FieldPanel("note"),
            FieldRowPanel([FieldPanel("evidence_label"), FieldPanel("evidence_url")]),
        ],
        base_form_class=CommitmentUpdateForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return waiting_first(CommitmentUpdate.objects.select_related("commitment"))

    def why_not_change(self, user: Any, update: CommitmentUpdate) -> str:
        """Return why the form is not shown."""
        return str(_("Ya se publicó: para corregirlo, primero se retira."))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("publicar/<int:pk>/", publish_update, name="publish"),
            path("retirar/<int:pk>/", take_back_update, name="take_back"),
        ]
