"""What one person did here, seen by that person alone."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consultations.models import Consultation
from consultations.permissions import may_withdraw
from consultations.reports import mine as reports
from consultations.reports.overview import pages_of

PAGE_SIZE = 30
PROPOSALS, DRAFTS, COMMENTS, VOTES = "propuestas", "borradores", "comentarios", "votos"


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Show the person's own proposals, drafts, comments or votes (`ver`), a page at a time."""
    user = request.user
    assert user.is_authenticated  # noqa: S101 - for the type checker
    labels = {
        PROPOSALS: _("Propuestas"),
        DRAFTS: _("Borradores"),
        COMMENTS: _("Comentarios"),
        VOTES: _("Votos"),
    }
    part = request.GET.get("ver", PROPOSALS)
    part = part if part in labels else PROPOSALS
    context: dict[str, Any] = {
        "part": part,
        "tabs": [
            {"label": label, "url": f"?ver={name}", "current": name == part}
            for name, label in labels.items()
        ],
    }
    rows: list[tuple[Consultation, dict[str, Any]]]
    if part == VOTES:
        took_part = reports.consultations(user)
        context["sealed"] = [c for c in took_part if c.salt is None]
        page = _page(request, reports.all_votes(user, took_part))
        rows = [(vote.proposal.consultation, {"vote": vote}) for vote in page]
    elif part == DRAFTS:
        page = _page(request, reports.drafts(user))
        rows = [(draft.consultation, {"draft": draft}) for draft in page]
    elif part == COMMENTS:
        page = _page(request, reports.comments(user))
        rows = [(comment.proposal.consultation, {"comment": comment}) for comment in page]
    else:
        page = _page(request, reports.proposals(user))
        rows = [
            (
                proposal.consultation,
                {"proposal": proposal, "may_withdraw": may_withdraw(user, proposal)},
            )
            for proposal in page
        ]
    context["groups"] = _groups(request, rows)
    if page.has_previous():
        context["previous_url"] = f"?ver={part}&pagina={page.previous_page_number()}"
    if page.has_next():
        context["next_url"] = f"?ver={part}&pagina={page.next_page_number()}"
    return render(request, "consultations/mine.html", context)


def _page(request: HttpRequest, rows: QuerySet) -> Page:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))


def _groups(
    request: HttpRequest, rows: list[tuple[Consultation, dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Return the rows under their consultations, named as their pages name them."""
    pages = pages_of({consultation.pk for consultation, _row in rows})
    groups = []
    for consultation, group in groupby(rows, key=lambda row: row[0]):
        page = pages.get(consultation.pk)
        groups.append(
            {
                "title": page.title if page else consultation.title,
                "url": page.get_url(request) if page else "",
                "rows": [row for _consultation, row in group],
            }
        )
    return groups
