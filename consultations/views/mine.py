"""What one person did here, seen by that person alone."""

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ciudad_global.common import paging
from ciudad_global.moderation import changes
from ciudad_global.notifications import things
from ciudad_global.notifications.follow_views import follow_button
from consultations.models import Consultation
from consultations.permissions import may_withdraw
from consultations.reports import answers
from consultations.reports import mine as reports
from consultations.reports.overview import pages_of

if TYPE_CHECKING:
    from ciudad_global.users.models import User

PAGE_SIZE = 30
LATEST = 3


@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Show what there is, or one part of it (`ver`), a page at a time."""
    user = request.user
    assert user.is_authenticated  # noqa: S101 - for the type checker
    parts = _parts()
    part = request.GET.get("ver", "")
    part = part if part in parts else ""
    _label, show = parts[part]
    context = {
        "part": part,
        "tabs": [
            {
                "label": label,
                "url": f"?ver={name}" if name else request.path,
                "current": name == part,
            }
            for name, (label, _show) in parts.items()
        ],
        **show(request, user),
    }
    page: Page | None = context.get("page")
    if page:
        context |= paging.links(request, page)
    return render(request, "consultations/mine.html", context)


def _parts() -> dict[str, tuple[str, Callable[[HttpRequest, "User"], dict[str, Any]]]]:
    """Return the parts by their name in the address: what they are called and what makes them."""
    return {
        "": (_("Resumen"), _overview),
        "respuestas": (_("La Ciudad responde"), _answers),
        "propuestas": (_("Propuestas"), _proposals),
        "borradores": (_("Borradores"), _drafts),
        "comentarios": (_("Comentarios"), _comments),
        "votos": (_("Votos"), _votes),
        "sesiones": (_("Sesiones"), _sessions),
        "siguiendo": (_("Siguiendo"), _follows),
    }


def _overview(request: HttpRequest, user: "User") -> dict[str, Any]:
    return {
        "counts": reports.counts(user),
        "answers": answers.read(answers.answers(user)[:LATEST]),
    }


def _answers(request: HttpRequest, user: "User") -> dict[str, Any]:
    page = _page(request, answers.answers(user))
    return {"page": page, "answers": answers.read(page)}


def _proposals(request: HttpRequest, user: "User") -> dict[str, Any]:
    page = _page(request, reports.proposals(user))
    asked = changes.asked_of(page)
    return _grouped(
        request,
        page,
        [
            (
                proposal.consultation,
                {
                    "proposal": proposal,
                    "asked": asked.get(proposal.pk),
                    "may_withdraw": may_withdraw(user, proposal),
                },
            )
            for proposal in page
        ],
    )


def _drafts(request: HttpRequest, user: "User") -> dict[str, Any]:
    page = _page(request, reports.drafts(user))
    return _grouped(request, page, [(draft.consultation, {"draft": draft}) for draft in page])


def _comments(request: HttpRequest, user: "User") -> dict[str, Any]:
    page = _page(request, reports.comments(user))
    asked = changes.asked_of(page)
    return _grouped(
        request,
        page,
        [
            (
                comment.proposal.consultation,
                {"comment": comment, "asked": asked.get(comment.pk)},
            )
            for comment in page
        ],
    )


def _votes(request: HttpRequest, user: "User") -> dict[str, Any]:
    took_part = reports.consultations(user)
    page = _page(request, reports.all_votes(user, took_part))
    rows = [(vote.proposal.consultation, {"vote": vote}) for vote in page]
    return {
        **_grouped(request, page, rows),
        "sealed": [consultation for consultation in took_part if consultation.salt is None],
    }


def _sessions(request: HttpRequest, user: "User") -> dict[str, Any]:
    page = _page(request, reports.sessions(user))
    titles = reports.session_titles(each.encounter_id for each in page)
    rows = [{"registration": each, "title": titles.get(each.encounter_id)} for each in page]
    return {"page": page, "sessions": rows}


def _follows(request: HttpRequest, user: "User") -> dict[str, Any]:
    page = _page(request, user.follows.order_by("-pk"))
    followed = [each.thing for each in page]
    known = things.find_all(request, followed)
    return {
        "page": page,
        "follows": [
            {
                "kind": kind,
                "thing": known.get((kind, key)),
                "button": follow_button(request, kind, key, followed=True),
            }
            for kind, key in followed
        ],
    }


def _page(request: HttpRequest, rows: QuerySet) -> Page:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))


def _grouped(
    request: HttpRequest, page: Page, rows: list[tuple[Consultation, dict[str, Any]]]
) -> dict[str, Any]:
    """Return the rows under their consultations, named as their pages name them."""
    pages = pages_of({consultation.pk for consultation, _row in rows})
    groups = []
    for consultation, group in groupby(rows, key=lambda row: row[0]):
        found = pages.get(consultation.pk)
        groups.append(
            {
                "title": found.title if found else consultation.title,
                "url": found.get_url(request) if found else "",
                "rows": [row for _consultation, row in group],
            }
        )
    return {"page": page, "groups": groups}
