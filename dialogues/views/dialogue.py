"""One dialogue."""

from typing import Any, cast

from django.core.cache import cache
from django.db.models import F, Min, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from ciudad_global.agenda.models import Goal
from ciudad_global.common.templatetags.moments import closes, day_and_time, time_left
from ciudad_global.common.tones import tone
from ciudad_global.notifications.follow_views import follow_button
from ciudad_global.notifications.models import Follow
from dialogues.models import DialoguePage, SessionPage
from dialogues.reports import calendar, people


def page_context(request: HttpRequest, page: DialoguePage) -> dict[str, Any]:
    """Return its sessions, the consultations it feeds, what came out and what it is tied to."""
    colour = calendar.dialogue_tone(page)
    coming, past = calendar.session_cards(
        SessionPage.objects.child_of(page).live(), colour, request
    )
    index = page.get_parent()
    return {
        "tone": colour,
        "crumbs": [{"label": index.title, "url": index.get_url(request)}],
        "follow": _follow(request, page),
        "signed_in": request.user.is_authenticated,
        "coming": coming,
        "past": past,
        "consultations": consultations(page, request),
        "outcomes": outcomes(page, request),
        "hosts": people.cards(page.hosts),
        "partners": page.partners.all(),
        # The vocabulary hardly changes: read it anew when the page does, or after ten minutes.
        **cast(
            "dict[str, Any]",
            cache.get_or_set(
                f"ties:{page.pk}:{page.latest_revision_id}", lambda: ties(page), timeout=600
            ),
        ),
    }


def _follow(request: HttpRequest, page: DialoguePage) -> dict[str, Any]:
    key = page.translation_key
    user = request.user
    followed = user.is_authenticated and user.follows.filter(dialogue=key).exists()
    return follow_button(request, Follow.Kind.DIALOGUE, key, followed=followed)


def ties(page: DialoguePage) -> dict[str, Any]:
    """Return what in the world the dialogue is tied to (three queries)."""
    return {
        "goals": list(Goal.objects.in_order().filter(dialogues=page)),
        "cities": list(page.cities.order_by("name_es")),
        "networks": list(page.networks.order_by("acronym")),
    }


def consultations(page: DialoguePage, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the consultations that this dialogue feeds, as cards (one query).

    Through names of relations: dialogues and consultations do not import each other.
    """
    now = timezone.now()
    process = "consultationpage__consultation"
    acts = (
        Q(**{f"{process}__phases__may_propose": True})
        | Q(**{f"{process}__phases__may_comment": True})
        | Q(**{f"{process}__phases__may_vote": True})
    )
    ahead = acts & Q(**{f"{process}__phases__starts_at__gt": now})
    running = acts & Q(
        **{f"{process}__phases__starts_at__lte": now, f"{process}__phases__ends_at__gt": now}
    )
    found = (
        Page.objects.live()
        .filter(**{f"{process}__dialogues": page, "locale": page.locale_id})
        .exclude(**{f"{process}__state": "draft"})
        .annotate(
            summary=F("consultationpage__introduction"),
            number=F(f"{process}__pk"),
            state=F(f"{process}__state"),
            until=Min(f"{process}__phases__ends_at", filter=running),
            opens=Min(f"{process}__phases__starts_at", filter=ahead),
        )
        .order_by(F("until").asc(nulls_last=True), "pk")
    )
    return [
        {
            "title": each.title,
            "url": each.get_url(request),
            "summary": each.summary,
            "tone": tone(each.number),
            **standing(each),
        }
        for each in found
    ]


def standing(each: Any) -> dict[str, Any]:
    """Return where an annotated page's consultation stands, in words for people."""
    if each.state == "published" and each.until:
        left = capfirst(f"{time_left(each.until)}, {closes(each.until)}")
        return {"phase": _("Abierta"), "open": True, "time_left": left}
    if each.state == "published" and each.opens:
        opens = _("Abre el %(moment)s") % {"moment": day_and_time(each.opens)}
        return {"phase": _("Próxima"), "open": False, "time_left": opens}
    return {"phase": _("Cerrada"), "open": False, "time_left": ""}


def outcomes(page: DialoguePage, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the summaries of those consultations (one query)."""
    found = (
        Page.objects.live()
        .filter(summarypage__snapshot__consultation__dialogues=page, locale=page.locale_id)
        .annotate(summary=F("summarypage__introduction"))
        .order_by("-first_published_at", "-pk")
    )
    return [
        {"title": each.title, "url": each.get_url(request), "summary": each.summary}
        for each in found
    ]
