"""Reports of this section: consultations, answers that are owed, commitments."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from ciudad_global.common.backoffice.reports import TeamReportView
from consultations.models import Commitment, Consultation, Participation, Proposal
from consultations.reports import duties


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "DATE_FORMAT") if moment else "—"


def _number(rows: "QuerySet[Any]") -> Coalesce:
    """Return how many of these rows a consultation has."""
    mine = rows.filter(consultation=OuterRef("pk")).order_by().values("consultation")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)


class ConsultationsFilter(WagtailFilterSet):
    class Meta:
        model = Consultation
        fields = ("state", "ballot")


class ConsultationsReport(TeamReportView):
    """Every consultation with its time and how many took part."""

    slug = "consultas"
    permission = "consultations.view_consultation"
    page_title = _("Consultas")
    header_icon = "comment"
    model = Consultation
    filterset_class = ConsultationsFilter
    columns: ClassVar = [
        TitleColumn(
            "title",
            label=_("Nombre"),
            url_name="wagtailsnippets_consultations_consultation:inspect",
        ),
        Column("state", label=_("Estado"), accessor="get_state_display"),
        Column("begins", label=_("Empieza"), accessor=lambda row: _day(row.begins)),
        Column("ends", label=_("Termina"), accessor=lambda row: _day(row.ends)),
        Column("proposals_count", label=_("Propuestas")),
        Column("people_count", label=_("Participantes")),
    ]
    list_export: ClassVar = [
        "title", "slug", "get_state_display", "get_ballot_display", "begins", "ends",
        "proposals_count", "people_count", "published_at", "closed_at",
    ]  # fmt: skip
    export_headings: ClassVar = {
        "title": _("Nombre"),
        "slug": _("Dirección"),
        "get_state_display": _("Estado"),
        "get_ballot_display": _("Boleta"),
        "begins": _("Empieza"),
        "ends": _("Termina"),
        "proposals_count": _("Propuestas"),
        "people_count": _("Participantes"),
        "published_at": _("Publicada"),
        "closed_at": _("Cerrada"),
    }

    def get_queryset(self) -> "QuerySet[Any]":
        return Consultation.objects.annotate(
            begins=Min("phases__starts_at"),
            ends=Max("phases__ends_at", filter=duties.acting("phases__")),
            # Each counted by itself: joined, they would be multiplied with each other.
            proposals_count=_number(Proposal.objects.published()),
            people_count=_number(Participation.objects.all()),
        ).order_by("-pk")


class UnansweredFilter(WagtailFilterSet):
    consultation = django_filters.ModelChoiceFilter(
        label=_("Consulta"),
        queryset=lambda request: Consultation.objects.public().order_by("title"),
    )
    late = django_filters.BooleanFilter(label=_("Con retraso"), method="only_late")

    class Meta:
        model = Proposal
        fields = ("consultation",)

    def only_late(self, rows: "QuerySet[Proposal]", _name: str, late: bool) -> "QuerySet[Proposal]":
        overdue = Q(pk__in=duties.overdue().values("pk"))
        return rows.filter(overdue if late else ~overdue)


class UnansweredReport(TeamReportView):
    """What was proposed and nobody has answered, the most supported first."""

    slug = "respuestas-pendientes"
    permission = "consultations.view_response"
    page_title = _("Respuestas pendientes")
    header_icon = "mail"
    model = Proposal
    filterset_class = UnansweredFilter
    columns: ClassVar = [
        TitleColumn(
            "title", label=_("Propuesta"), get_url=lambda proposal: proposal.get_absolute_url()
        ),
        Column("consultation", label=_("Consulta")),
        Column("agree_count", label=_("A favor")),
        Column("draft", label=_("Respuesta"), accessor=lambda row: _draft(row)),
        Column("due", label=_("Para cuándo"), accessor=lambda row: _due(row)),
    ]
    list_export: ClassVar = ["pk", "title", "consultation.title", "agree_count", "ended_at"]
    export_headings: ClassVar = {
        "pk": _("Número"),
        "title": _("Propuesta"),
        "consultation.title": _("Consulta"),
        "agree_count": _("A favor"),
        "ended_at": _("Terminó la participación"),
    }

    def get_queryset(self) -> "QuerySet[Proposal]":
        found = duties.unanswered().select_related("consultation", "response")
        return found.order_by("-agree_count", "pk")


def _draft(proposal: Proposal) -> Any:
    return _("en borrador") if hasattr(proposal, "response") else _("sin escribir")


def _due(proposal: Any) -> str:
    return _day(duties.answer_by(proposal.ended_at))


class CommitmentsFilter(WagtailFilterSet):
    late = django_filters.BooleanFilter(label=_("Con retraso"), method="only_late")

    class Meta:
        model = Commitment
        fields = ("consultation", "status")

    def only_late(
        self, rows: "QuerySet[Commitment]", _name: str, late: bool
    ) -> "QuerySet[Commitment]":
        found = Q(pk__in=duties.late().values("pk"))
        return rows.filter(found if late else ~found)


class CommitmentsReport(TeamReportView):
    """What the city said it would do, the soonest first."""

    slug = "compromisos"
    permission = "consultations.view_commitment"
    page_title = _("Compromisos")
    header_icon = "tasks"
    model = Commitment
    filterset_class = CommitmentsFilter
    columns: ClassVar = [
        TitleColumn(
            "title",
            label=_("Qué se hará"),
            url_name="wagtailsnippets_consultations_commitment:inspect",
        ),
        Column("consultation", label=_("Consulta")),
        Column("office", label=_("Quién responde")),
        Column("status", label=_("Cómo va"), accessor="get_status_display"),
        Column("progress", label=_("Avance en %")),
        Column("due_on", label=_("Para cuándo"), accessor=lambda row: date_format(row.due_on)),
    ]
    list_export: ClassVar = [
        "title", "consultation.title", "office", "get_status_display", "progress", "due_on",
        "published_at",
    ]  # fmt: skip
    export_headings: ClassVar = {
        "title": _("Qué se hará"),
        "consultation.title": _("Consulta"),
        "office": _("Quién responde"),
        "get_status_display": _("Cómo va"),
        "progress": _("Avance en %"),
        "due_on": _("Para cuándo"),
        "published_at": _("Publicado"),
    }

    def get_queryset(self) -> "QuerySet[Commitment]":
        return Commitment.objects.select_related("consultation").order_by(F("due_on"), "pk")


REPORTS = (ConsultationsReport, UnansweredReport, CommitmentsReport)
