"""Agenda global: for each goal, what is discussed, decided and done."""

from collections.abc import Callable
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciudad_global.agenda.models import Framework, Goal
from ciudad_global.common import paging, spreadsheet
from ciudad_global.common.http import kept
from home.reports import agenda as report
from home.reports import review

KEPT = 10 * 60


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Show every framework with its goals."""
    context = {"frameworks": report.frameworks()}
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
        **found,
        "goal": goal,
        "figures": _figures(report.standings(Goal.objects.filter(pk=goal.pk))[0]),
        "is_empty": not any(found.values()),
        "targets": report.targets(goal),
        **paging.links(request, page, "#propuestas"),
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
    framework, code = _wanted(request, slug)

    def rows() -> list[review.Row]:
        return list(review.table(_facts(framework, code)))

    return spreadsheet.answer(_made("table", framework, code, rows), name=f"agenda-{slug}")


@kept(KEPT)
def review_word(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the review of a framework, or of one goal (`?objetivo=`), as a Word document."""
    framework, code = _wanted(request, slug)
    title = _("Revisión local voluntaria: %(framework)s") % {"framework": framework.name}

    def document() -> bytes:
        return review.document(title, _facts(framework, code))

    return HttpResponse(
        _made("document", framework, code, document),
        content_type=review.WORD,
        headers={"Content-Disposition": f'attachment; filename="agenda-{slug}.docx"'},
    )


def _wanted(request: HttpRequest, slug: str) -> tuple[Framework, str]:
    """Return the framework, and the code of one of its goals or "" for all."""
    framework = get_object_or_404(Framework, slug=slug)
    if code := request.GET.get("objetivo", ""):
        _goal(slug, code)
    return framework, code


def _facts(framework: Framework, code: str) -> list[report.Facts]:
    goals = Goal.objects.filter(framework=framework, parent=None)
    return report.review(goals.filter(code=code) if code else goals)


def _made(what: str, framework: Framework, code: str, make: Callable[[], Any]) -> Any:
    """Return what was made within the last minutes for anybody who asked in this language.

    A document of a whole framework costs far more than a page, and nobody has to be known to ask.
    """
    key = f"review:{what}:{get_language()}:{framework.pk}:{code}"
    return cache.get_or_set(key, make, KEPT)


def _goal(slug: str, code: str) -> Goal:
    return get_object_or_404(
        Goal.objects.select_related("framework"), framework__slug=slug, code=code, parent=None
    )
