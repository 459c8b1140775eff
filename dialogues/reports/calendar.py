"""Dialogues and their sessions as cards, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Page

from ciudad_global.common.tones import tone
from dialogues.models import DialoguePage, SessionPage

PICTURE = "fill-640x288|format-webp|webpquality-65"  # a card is 400 px wide at most


@dataclass(frozen=True, slots=True)
class SessionCard:
    """What components/session_card.html shows."""

    title: str
    url: str
    starts_at: datetime
    kind: str
    place: str
    past: bool
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class DialogueCard:
    """What components/dialogue_card.html shows."""

    title: str
    url: str
    summary: str
    tone: str
    picture_url: str
    sessions_count: int
    next_session: str


def dialogue_tone(page: DialoguePage) -> str:
    """Return the dialogue's colour, the same in each language."""
    return tone(page.translation_key.int)


def place(session: SessionPage) -> str:
    """Return where a session is, in one line."""
    if session.venue:
        return session.venue
    return _("En línea") if session.stream_url else ""


def session_card(session: SessionPage, colour: str, request: HttpRequest) -> SessionCard:
    """Return one session's card."""
    past = session.is_over()
    return SessionCard(
        title=session.title,
        url=session.get_url(request) or "",
        starts_at=timezone.localtime(session.starts_at),
        kind=capfirst(session.get_kind_display()),
        place=place(session),
        past=past,
        note=_note(session, past),
        tone=colour,
    )


def _note(session: SessionPage, past: bool) -> str:
    if session.is_cancelled:
        return _("Se canceló")
    return _("Relatoría disponible") if past and session.minutes else ""


def session_cards(
    sessions: Iterable[SessionPage], colour: str, request: HttpRequest
) -> tuple[list[SessionCard], list[SessionCard]]:
    """Return the cards of sessions to come (soonest first) and of past ones (latest first)."""
    cards = sorted(
        (session_card(session, colour, request) for session in sessions),
        key=lambda card: card.starts_at,
    )
    past = [card for card in reversed(cards) if card.past]
    return [card for card in cards if not card.past], past


def coming(below: Page, request: HttpRequest, limit: int) -> list[SessionCard]:
    """Return the next sessions of all dialogues below this page (two queries)."""
    ahead = SessionPage.objects.live().descendant_of(below).filter(ends_at__gt=timezone.now())
    return cards(ahead.order_by("starts_at")[:limit], request)


def cards(sessions: Iterable[SessionPage], request: HttpRequest) -> list[SessionCard]:
    """Return cards of sessions of any dialogues, in their order (two queries)."""
    found = list(sessions)
    parents = {
        page.path: page
        for page in DialoguePage.objects.live().filter(path__in={_above(one) for one in found})
    }
    return [
        session_card(session, dialogue_tone(parents[_above(session)]), request)
        for session in found
        if _above(session) in parents
    ]


def dialogue_cards(dialogues: "QuerySet[DialoguePage]", request: HttpRequest) -> list[DialogueCard]:
    """Return cards of these dialogues in their order (four queries)."""
    pages = list(
        dialogues.prefetch_related(
            Prefetch("picture", get_image_model().objects.prefetch_renditions(PICTURE))
        )
    )
    times = _times(pages)
    return [
        DialogueCard(
            title=page.title,
            url=page.get_url(request) or "",
            summary=page.introduction,
            tone=dialogue_tone(page),
            picture_url=page.picture.get_rendition(PICTURE).url if page.picture else "",
            sessions_count=len(times[page.path]),
            next_session=_next(times[page.path]),
        )
        for page in pages
    ]


def _above(page: Page) -> str:
    path: str = page.path
    return path[: -Page.steplen]


def _next(moments: list[tuple[datetime, datetime]]) -> str:
    now = timezone.now()
    ahead = [starts_at for starts_at, ends_at in moments if ends_at > now]
    return date_format(timezone.localtime(min(ahead)), "MONTH_DAY_FORMAT") if ahead else ""


def _times(pages: list[DialoguePage]) -> dict[str, list[tuple[datetime, datetime]]]:
    """Return when the sessions below each dialogue's path start and end (one query)."""
    below = Q(pk__in=())
    for page in pages:
        below |= Q(path__startswith=page.path, depth=page.depth + 1)
    times: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    sessions = SessionPage.objects.live().filter(below)
    for path, starts_at, ends_at in sessions.values_list("path", "starts_at", "ends_at"):
        times[path[: -Page.steplen]].append((starts_at, ends_at))
    return times
