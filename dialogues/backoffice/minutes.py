"""Minutes in Wagtail: drafted, opened for corrections, corrected, published by another person."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from ciudad_global.common.backoffice.steps import PUBLISH, TAKE_BACK, step
from ciudad_global.common.backoffice.views import (
    NOT_SAVED,
    GuardedEditView,
    StepsIndexView,
    StepsInspectView,
    waiting_first,
)
from ciudad_global.common.http import TeamRequest
from ciudad_global.common.permissions import Refused
from dialogues.actions import minutes as actions
from dialogues.backoffice.floor import FloorViewSet
from dialogues.backoffice.minutes_forms import DecisionForm, MinutesForm, StatementForm
from dialogues.models import Correction, Minutes, Statement, Tag
from dialogues.permissions import minutes as permissions
from dialogues.reports import minutes as reports

OPEN = "abrir"


def open_for_corrections(request: TeamRequest, pk: int) -> HttpResponse:
    """Ask the participants for corrections."""
    minutes = get_object_or_404(Minutes, pk=pk)
    return step(
        request,
        thing=minutes,
        answer=permissions.may_open(request.user, minutes),
        do=partial(actions.open_for_corrections, by=request.user, minutes=minutes),
        action=OPEN,
        title=_("Abrir a correcciones"),
        text=_(
            "Quienes participaron podrán leer el borrador y proponer correcciones hasta el día "
            "que escribiste. Les avisaremos. Nadie más lo verá hasta que se publique."
        ),
        button=_("Sí, abrir"),
        done=_("La relatoría está abierta a correcciones."),
    )


def publish(request: TeamRequest, pk: int) -> HttpResponse:
    """Make the minutes final."""
    minutes = get_object_or_404(Minutes, pk=pk)
    return step(
        request,
        thing=minutes,
        answer=permissions.may_publish(request.user, minutes),
        do=partial(actions.publish, by=request.user, minutes=minutes),
        action=PUBLISH,
        title=_("Publicar la relatoría"),
        text=_(
            "Se verá en la página de la sesión, con sus acuerdos al principio. Avisaremos a "
            "quienes participaron y a quienes siguen el diálogo."
        ),
        button=_("Sí, publicar"),
        done=_("La relatoría ya es pública."),
    )


def take_back(request: TeamRequest, pk: int) -> HttpResponse:
    """Make final minutes a draft again."""
    minutes = get_object_or_404(Minutes, pk=pk)
    return step(
        request,
        thing=minutes,
        answer=permissions.may_take_back(request.user, minutes),
        do=partial(actions.take_back, by=request.user, minutes=minutes),
        action=TAKE_BACK,
        title=_("Retirar la relatoría"),
        text=_(
            "Dejará de verse hasta que se corrija y otra persona la publique, con una nota que "
            "dice qué cambió."
        ),
        button=_("Sí, retirar"),
        done=_("La relatoría volvió a ser un borrador."),
    )


@require_POST
def decide(request: TeamRequest, pk: int) -> HttpResponse:
    """Accept or decline a correction; with a reason where it is declined."""
    correction = get_object_or_404(Correction.objects.select_related("minutes"), pk=pk)
    minutes = correction.minutes
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.decide(
                by=request.user,
                correction=correction,
                accepted=form.cleaned_data["outcome"] == Correction.State.ACCEPTED,
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, str(_("Se guardó, y avisamos a quien la propuso.")))
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, str(NOT_SAVED))
    return redirect(Minutes.snippet_viewset.get_url_name("inspect"), minutes.pk)


class StatementsPanel(InlinePanel):
    """The statements, each with its own form."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = StatementForm
        return options


class MinutesCreateView(CreateView):
    error_message = NOT_SAVED

    def get_success_message(self, instance: Any = None) -> str:
        return str(_("La relatoría se guardó como borrador."))


class MinutesEditView(GuardedEditView):
    """The form of minutes that are not public."""

    def form_valid(self, form: MinutesForm) -> HttpResponse:
        """Say what the action refuses at the last moment: somebody published it meanwhile."""
        try:
            response: HttpResponse = super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        return response


class MinutesInspectView(StepsInspectView):
    """What was said, what people would correct, and the way from an agreement to a commitment."""

    template_name = "dialogues/backoffice/minutes.html"
    MOST = 200

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        minutes: Minutes = self.object
        corrections = minutes.corrections.select_related("statement", "author")
        promise = "consultations.add_commitment"
        return super().get_context_data(
            **kwargs,
            agreements=[
                (statement, conversion_url(statement) if user.has_perm(promise) else "")
                for statement in reports.with_commitments(minutes.statements.all(), drafts=True)
            ],
            said=minutes.statements.exclude(kind=Statement.Kind.AGREEMENT),
            corrections=corrections.order_by("-state", "pk")[: self.MOST],
            may_decide=user.has_perm("dialogues.change_minutes"),
            editions=minutes.editions.order_by("-number"),
        )


def conversion_url(agreement: Statement) -> str:
    """Return the form of a new commitment with what the agreement says."""
    model: Any = Statement._meta.get_field("commitments").related_model
    asked = urlencode({"agreement": agreement.pk})
    return f"{reverse(model.snippet_viewset.get_url_name('add'))}?{asked}"


class MinutesViewSet(SnippetViewSet):
    """The minutes of sessions."""

    model = Minutes
    icon = "form"
    menu_label = _("Relatorías")
    list_display: ClassVar = [
        "__str__",
        Column("state", label=_("estado"), accessor="get_state_display"),
        Column("waiting", label=_("correcciones por revisar")),
        DateColumn("published_at", label=_("publicada")),
    ]
    list_filter: ClassVar = ["state"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields: ClassVar = ["encounter", "state", "corrections_until", "published_at"]
    index_view_class = StepsIndexView
    add_view_class = MinutesCreateView
    edit_view_class = MinutesEditView
    inspect_view_class = MinutesInspectView
    steps: ClassVar = [
        ("open", _("Abrir a correcciones"), "comment", permissions.could_open),
        ("publish", _("Publicar"), "upload", permissions.could_publish),
        ("take_back", _("Retirar"), "undo", permissions.may_take_back),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("encounter"),
            FieldPanel(
                "corrections_until",
                help_text=_("El último día en que quienes participaron pueden proponerlas."),
            ),
            StatementsPanel(
                "statements",
                label=_("intervención"),
                heading=_("Lo que se dijo, en orden"),
                max_num=80,
                panels=[
                    FieldPanel("kind"),
                    FieldPanel("text_es"),
                    FieldPanel("text_en", help_text=_("Vacío: se lee en español.")),
                    FieldRowPanel([FieldPanel("speaker"), FieldPanel("may_be_named")]),
                    FieldRowPanel([FieldPanel("seconds"), FieldPanel("tag_names")]),
                ],
            ),
            MultiFieldPanel(
                [FieldPanel("changes_es"), FieldPanel("changes_en")],
                heading=_("Qué cambia desde que se publicó"),
                help_text=_("Solo si ya se publicó una vez. Se lee en la página de la sesión."),
            ),
        ],
        base_form_class=MinutesForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        waiting = Count("corrections", filter=Q(corrections__state=Correction.State.WAITING))
        return waiting_first(Minutes.objects.with_title().annotate(waiting=waiting))

    def why_not_change(self, user: Any, minutes: Minutes) -> str:
        """Return why the form is not shown."""
        return str(_("Ya se publicó: para corregirla, primero se retira."))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("abrir/<int:pk>/", open_for_corrections, name="open"),
            path("publicar/<int:pk>/", publish, name="publish"),
            path("retirar/<int:pk>/", take_back, name="take_back"),
            path("correcciones/<int:pk>/", decide, name="decide"),
        ]


class TagViewSet(SnippetViewSet):
    """The words under which statements are found, and what they are called in English."""

    model = Tag
    icon = "tag"
    menu_label = _("Etiquetas")
    list_display: ClassVar = ["name_es", "name_en"]
    search_fields: ClassVar = ["name_es", "name_en"]
    ordering: ClassVar = ["slug"]
    copy_view_enabled = False
    panels: ClassVar = [FieldPanel("name_es"), FieldPanel("name_en"), FieldPanel("slug")]


class SessionsGroup(SnippetViewSetGroup):
    """The menu entry."""

    menu_label = _("Sesiones")
    menu_icon = "calendar-alt"
    menu_order = 160
    items: ClassVar = [MinutesViewSet, TagViewSet, FloorViewSet]
