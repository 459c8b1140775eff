"""Sessions as calendars and as a feed: one session, one dialogue, all of them."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ciudad_global.common.atom import Atom, tag, xml
from ciudad_global.common.http import kept
from ciudad_global.common.templatetags.moments import day_and_time
from dialogues.models import DialoguePage, SessionPage
from dialogues.reports import archive, ics

KEPT = 5 * 60
# What the calendar of everything reaches back, and how many sessions it holds at most.
BACK = timedelta(days=365)
MOST = 500
ENTRIES = 50
# Of the feed of everything: part of its name, which never changes.
BEGAN_AT = datetime(2026, 1, 1, tzinfo=UTC)


@kept(KEPT)
def everything(request: HttpRequest) -> HttpResponse:
    """Answer with the sessions of all dialogues, from a year ago on."""
    sessions = archive.public().filter(ends_at__gt=timezone.now() - BACK)
    return _answer(_("Sesiones"), sessions)


@kept(KEPT)
def dialogue(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer with all sessions of a dialogue."""
    page = spoken(DialoguePage.objects.live(), key)
    return _answer(page.title, SessionPage.objects.live().child_of(page))


@kept(KEPT)
def session(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer with one session."""
    page = spoken(SessionPage.objects.live(), key)
    return _answer(page.title, SessionPage.objects.filter(pk=page.pk))


def _answer(name: str, sessions: QuerySet[SessionPage]) -> HttpResponse:
    newest = sessions.select_related("locale").order_by("-starts_at", "-pk")[:MOST]
    title = f"{name} · {settings.WAGTAIL_SITE_NAME}"
    return HttpResponse(
        ics.calendar(title, newest),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="calendario.ics"'},
    )


def spoken(pages: Any, key: uuid.UUID) -> Any:
    """Return the page with this translation key in the active language, else another; or 404."""
    found = pages.filter(translation_key=key).select_related("locale")
    active = [page for page in found if page.locale.is_active]
    return active[0] if active else get_object_or_404(found.order_by("pk")[:1])


class Sessions(Feed):
    """The sessions that were announced last, of all dialogues or of one."""

    feed_type = Atom
    author_name = settings.WAGTAIL_SITE_NAME

    def get_object(self, request: HttpRequest, key: uuid.UUID | None = None) -> DialoguePage | None:
        return spoken(DialoguePage.objects.live(), key) if key else None

    def title(self, page: DialoguePage | None) -> str:
        if page:
            return xml(_("Sesiones · %(dialogue)s") % {"dialogue": page.title})
        return _("Sesiones de los diálogos")

    def link(self, page: DialoguePage | None) -> str:
        return (page.get_url() if page else "") or reverse("dialogues:sessions")

    def feed_guid(self, page: DialoguePage | None) -> str:
        return f"urn:uuid:{page.translation_key}" if page else tag(BEGAN_AT, "sesiones")

    def feed_extra_kwargs(self, page: DialoguePage | None) -> dict[str, Any]:
        return {"began_at": (page and page.first_published_at) or BEGAN_AT}

    def items(self, page: DialoguePage | None) -> QuerySet[SessionPage]:
        found = SessionPage.objects.live().child_of(page) if page else archive.public()
        newest = F("first_published_at").desc(nulls_last=True)
        return found.select_related("locale").order_by(newest, "-pk")[:ENTRIES]

    def item_title(self, item: SessionPage) -> str:
        return xml(item.title)

    def item_description(self, item: SessionPage) -> str:
        when = day_and_time(item.starts_at)
        said = item.cancelled_because or item.introduction
        return xml(format_html("<p>{}</p><p>{}</p>", when, said))

    def item_link(self, item: SessionPage) -> str:
        return item.get_url() or ""

    def item_guid(self, item: SessionPage) -> str:
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: SessionPage) -> datetime:
        return item.first_published_at or item.starts_at

    def item_updateddate(self, item: SessionPage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)

    def item_extra_kwargs(self, item: SessionPage) -> dict[str, Any]:
        return {"language": item.locale.language_code}


feed = kept(KEPT)(Sessions())
