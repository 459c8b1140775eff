"""The transparency report: what moderation did, for everybody."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from ciudad_global.common import keyset, spreadsheet
from ciudad_global.common.http import kept
from ciudad_global.common.templatetags.moments import ago
from ciudad_global.moderation.states import Reason
from consultations.models import Consultation
from consultations.reports import overview, transparency
from consultations.reports.few import FEWEST, Count
from consultations.reports.transparency import Figures, Report

CONSULTATIONS = 20
_KEPT = 300
LABELS = {
    "proposals": gettext_lazy("Propuestas recibidas"),
    "comments": gettext_lazy("Comentarios recibidos"),
    "held": gettext_lazy("Retenidas"),
    "taken": gettext_lazy("No publicadas o retiradas"),
    "by_people": gettext_lazy("Decididas por una persona"),
    "by_rule": gettext_lazy("Decididas por una regla automática"),
    "appeals": gettext_lazy("Apelaciones"),
    "reversals": gettext_lazy("Apelaciones que ganó quien apeló"),
}


@require_safe
def site(request: HttpRequest) -> HttpResponse:
    """Show the figures of the whole site and lead to those of each consultation."""
    page = keyset.page(
        Consultation.objects.public().filter(pages__live=True).distinct(),
        by="-id",
        size=CONSULTATIONS,
        after=request.GET.get("despues", ""),
        before=request.GET.get("antes", ""),
    )
    titles = overview.pages_of(row.pk for row in page.rows)
    context = {
        "consultations": [
            {"title": titles[row.pk].title, "url": _address(row)}
            for row in page.rows
            if row.pk in titles
        ],
        "previous_url": page.earlier and f"?antes={page.earlier}#consultas",
        "next_url": page.later and f"?despues={page.later}#consultas",
        "csv_url": reverse("consultations:transparency_csv"),
    }
    return _shown(request, _report(), context)


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the figures of one consultation."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    page = consultation.page
    context = {
        "question": page.title if page else "",
        "tone": overview.tone(consultation),
        "csv_url": reverse("consultations:consultation_transparency_csv", args=[slug]),
        "crumbs": [
            *([{"label": page.title, "url": page.get_url(request)}] if page else []),
            {"label": _("Transparencia"), "url": reverse("consultations:transparency")},
        ],
    }
    return _shown(request, _report(consultation), context)


@kept(_KEPT)
def site_csv(request: HttpRequest) -> HttpResponse:
    """Give the figures of the whole site as a table for spreadsheets."""
    return spreadsheet.answer(_rows(_report()), name="transparencia")


@kept(_KEPT)
def consultation_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the figures of one consultation as a table for spreadsheets."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    return spreadsheet.answer(_rows(_report(consultation)), name=f"transparencia-{slug}")


def _address(consultation: Consultation) -> str:
    return reverse("consultations:consultation_transparency", args=[consultation.slug])


def _report(consultation: Consultation | None = None) -> Report:
    """Return the figures of one consultation or of the site, made anew every five minutes.

    Whoever asks for them again and again does not keep the database busy.
    """
    found = Consultation.objects.public()
    if consultation:
        found = found.filter(pk=consultation.pk)
    name = f"transparency:{consultation.pk if consultation else 'site'}"
    return cast("Report", cache.get_or_set(name, lambda: transparency.report(found), _KEPT))


def _shown(request: HttpRequest, report: Report, context: dict[str, Any]) -> HttpResponse:
    reasons = [
        {"label": _reason(reason), "value": number}
        for reason, number in report.reasons.most_common()
    ]
    context |= {
        "stats": _stats(report),
        "definitions": _definitions(report),
        "reasons": reasons,
        "reasons_max": reasons[0]["value"] if reasons else 1,
        "voidings": report.voidings,
        "fewest": FEWEST,
        "columns": [
            {"label": _("Mes")},
            *({"label": label, "number": True} for label in LABELS.values()),
            {"label": _("Mitad decidida en"), "number": True},
        ],
        "months": [
            [
                date_format(month.month, "YEAR_MONTH_FORMAT"),
                *(month.figures[name] for name in LABELS),
                _how_long(month.median),
            ]
            for month in report.months
        ],
        "canonical": request.build_absolute_uri(request.path),
        "alternates": [
            (code, request.build_absolute_uri(translate_url(request.path, code)))
            for code, _name in settings.LANGUAGES
        ],
    }
    return render(request, "consultations/transparency.html", context)


def _stats(report: Report) -> list[dict[str, Any]]:
    tones = {
        "proposals": "cempasuchil",
        "comments": "cielo",
        "held": "jacaranda",
        "taken": "guinda",
    }
    return [
        {"value": report.total[name], "label": LABELS[name], "tone": tone}
        for name, tone in tones.items()
    ]


def _definitions(report: Report) -> list[dict[str, Any]]:
    total = report.total
    return [
        {"term": _("Decisiones de una regla automática"), "value": _share(total)},
        {"term": _("La mitad se decidió en"), "value": _how_long(report.median)},
        {"term": LABELS["appeals"], "value": total["appeals"]},
        {"term": LABELS["reversals"], "value": total["reversals"]},
        {"term": _("Esperan una decisión"), "value": report.waiting},
        {
            "term": _("La que más espera llegó"),
            "value": ago(report.oldest) if report.oldest else _("Ninguna espera"),
        },
    ]


def _share(total: Figures) -> str:
    """Return "3 %" or "del 3 al 5 %": no more than the two counts tell."""
    rule, people = total["by_rule"], total["by_people"]
    if not (rule + people).high:
        return _("Todavía no hay decisiones")
    low = round(100 * rule.low / (rule.low + people.high))
    high = round(100 * rule.high / (rule.high + people.low))
    if low == high:
        return _("%(n)d %%") % {"n": low}
    return _("del %(low)d al %(high)d %%") % {"low": low, "high": high}


def _how_long(wait: timedelta | None) -> str:
    """Return the time in its largest unit; no words for fewer than `FEWEST` decisions."""
    if wait is None:
        return _("Muy pocas para decirlo")
    minutes = int(wait.total_seconds()) // 60
    if minutes < 60:
        return ngettext("%(n)d minuto", "%(n)d minutos", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(n)d hora", "%(n)d horas", hours) % {"n": hours}
    return _("%(n)d días") % {"n": round(hours / 24)}


def _reason(reason: str) -> str:
    return str(_("otras razones") if reason == Reason.OTHER else Reason(reason).label)


def _rows(report: Report) -> Iterator[list[Any]]:
    """Yield the table for spreadsheets: one figure a row, by month and for all months."""
    yield [_("mes"), _("dato"), _("cuántas")]
    for month in report.months:
        when = month.month.strftime("%Y-%m")
        yield from _figures(when, month.figures)
        yield [when, _("minutos hasta decidir, mediana"), _minutes(month.median)]
    every = _("todos")
    yield from _figures(every, report.total)
    yield [every, _("minutos hasta decidir, mediana"), _minutes(report.median)]
    for reason, number in report.reasons.most_common():
        yield [every, f"{LABELS['taken']}: {_reason(reason)}", number]
    for voiding in report.voidings:
        day = timezone.localtime(voiding.decided_at).date().isoformat()
        yield [day, _("Votos anulados"), voiding.votes]
        yield [day, _("Cuentas cuyos votos se anularon"), voiding.voters]
    yield [_("hoy"), _("Esperan una decisión"), report.waiting.cell()]
    yield [_("hoy"), _("La que más espera llegó"), _day(report)]


def _figures(when: str, figures: dict[str, Count]) -> Iterator[list[Any]]:
    for name, label in LABELS.items():
        yield [when, label, figures[name].cell()]


def _minutes(wait: timedelta | None) -> str | int:
    return "" if wait is None else int(wait.total_seconds()) // 60


def _day(report: Report) -> str:
    return timezone.localtime(report.oldest).date().isoformat() if report.oldest else ""
