"""Agenda global: for each goal, what is discussed, decided and done."""

from typing import Any

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciudad_global.agenda.models import Framework, Goal
from ciudad_global.common import spreadsheet
from ciudad_global.common.http import kept
from home.reports import agenda as report
from home.reports import review

KEPT = 10 * 60


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Show every framework with its goals."""
    context = {**_frame(request), "frameworks": report.frameworks()}
    return render(request, "home/agenda.html", context)


@require_safe
def goal(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show what there is for one goal. A target is read on its goal's page."""
    goal = _goal(slug, code)
    page = report.proposals(goal, request.GET.get("pagina", "1"))
    found = {
        "dialogues": report.dialogues(goal, request),
        "consultations": report.consultation_cards(goal, request),
        "proposals": page.object_list,
        "commitments": report.commitments(goal),
        "practices": report.practice_cards(goal, request),
    }
    context = {
        **_frame(request),
        **found,
        "goal": goal,
        "figures": _figures(report.standings(Goal.objects.filter(pk=goal.pk))[0]),
        "is_empty": not any(found.values()),
        "targets": report.targets(goal),
        "previous_url": f"?pagina={page.previous_page_number()}#propuestas"
        if page.has_previous()
        else "",
        "next_url": f"?pagina={page.next_page_number()}#propuestas" if page.has_next() else "",
        "csv_url": reverse("pages:review_csv", args=[slug]) + f"?objetivo={goal.code}",
        "word_url": reverse("pages:review_word", args=[slug]) + f"?objetivo={goal.code}",
        "crumbs": [{"label": _("Agenda global"), "url": reverse("pages:agenda")}],
    }
    return render(request, "home/goal.html", context)


def _figures(standing: report.Standing) -> list[dict[str, Any]]:
    """Return how much there is, as the review says it too: lists show only some of it."""
    said = {
        _("Diálogos"): standing.dialogues,
        _("Consultas"): standing.consultations,
        _("Propuestas"): standing.proposals,
        _("Respuestas institucionales"): standing.responses,
        _("Compromisos"): standing.commitments,
        _("Compromisos cumplidos"): standing.done,
        _("Experiencias"): standing.practices,
    }
    return [{"label": label, "value": intcomma(value)} for label, value in said.items()]


@kept(KEPT)
def review_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the review of a framework, or of one goal (`?objetivo=`), as a table."""
    _framework, goals = _wanted(request, slug)
    return spreadsheet.answer(review.table(report.review(goals)), name=f"agenda-{slug}")


@kept(KEPT)
def review_word(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the review of a framework, or of one goal (`?objetivo=`), as a Word document."""
    framework, goals = _wanted(request, slug)
    title = _("Revisión local voluntaria: %(framework)s") % {"framework": framework.name}
    return HttpResponse(
        review.document(title, report.review(goals)),
        content_type=review.WORD,
        headers={"Content-Disposition": f'attachment; filename="agenda-{slug}.docx"'},
    )


def _wanted(request: HttpRequest, slug: str) -> tuple[Framework, Any]:
    framework = get_object_or_404(Framework, slug=slug)
    goals = Goal.objects.filter(framework=framework, parent=None)
    if code := request.GET.get("objetivo"):
        goals = goals.filter(code=code)
        if not goals.exists():
            raise Http404
    return framework, goals


def _goal(slug: str, code: str) -> Goal:
    return get_object_or_404(
        Goal.objects.select_related("framework"), framework__slug=slug, code=code, parent=None
    )


def _frame(request: HttpRequest) -> dict[str, Any]:
    """Return where the page is in each language."""
    return {
        "canonical": request.build_absolute_uri(request.path),
        "alternates": [
            (code, request.build_absolute_uri(translate_url(request.path, code)))
            for code, _name in settings.LANGUAGES
        ],
    }
