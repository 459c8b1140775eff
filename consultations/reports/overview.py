"""Where consultations stand: for their cards, their timelines and whoever lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from ciudad_global.common import clock, tones
from ciudad_global.common.templatetags.moments import closes, day_and_time, time_left
from ciudad_global.moderation.states import State
from consultations.models import (
    Consultation,
    ConsultationPage,
    Participation,
    Phase,
    Proposal,
)

PICTURE = "fill-640x288|format-webp|webpquality-65"  # a card is 400 px wide at most


class Standing(StrEnum):
    """What a list of consultations is ordered by."""

    OPEN = "open"
    COMING = "coming"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a consultation stands now, in words for people."""

    standing: Standing
    label: str
    time_left: str = ""
    # The moment that `time_left` speaks of.
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Return whether residents can do something now."""
        return self.standing is Standing.OPEN


@dataclass(frozen=True, slots=True)
class Card:
    """What components/consultation_card.html shows."""

    title: str
    url: str
    summary: str
    stage: Stage
    tone: str
    picture_url: str
    proposals_count: int
    participants_count: int


def tone(consultation: Consultation) -> str:
    """Return the colour that this consultation keeps everywhere."""
    return tones.tone(consultation.pk)


def in_order(phases: Iterable[Phase]) -> list[Phase]:
    """Return loaded phases as the timeline shows them."""
    return sorted(phases, key=lambda phase: (phase.starts_at, phase.ends_at, phase.pk or 0))


def how_long(phase: Phase) -> str:
    """Return "Quedan 5 días, cierra el 3 de marzo a las 18:00"."""
    return capfirst(f"{time_left(phase.ends_at)}, {closes(phase.ends_at)}")


def voting(consultation: Consultation, phases: Iterable[Phase]) -> Phase | None:
    """Return the running phase that ends the vote, None when nobody can vote now."""
    if consultation.state != Consultation.State.PUBLISHED:
        return None
    running = [phase for phase in phases if phase.may_vote and phase.runs()]
    return max(running, key=lambda phase: phase.ends_at, default=None)


def stage(consultation: Consultation, phases: Iterable[Phase]) -> Stage:
    """Return where the consultation stands; `phases` are its own, already loaded.

    When several phases run, the one that ends first says how long: it is the one to hurry for.
    """
    now = clock.now()
    if consultation.is_closed:
        return Stage(Standing.CLOSED, _("Cerrada"))
    ordered = in_order(phases)
    running = [phase for phase in ordered if phase.runs(now)]
    acting = [phase for phase in running if phase.allows]
    if acting and consultation.state == Consultation.State.PUBLISHED:
        first, *others = sorted(acting, key=lambda phase: phase.ends_at)
        label = " · ".join(dict.fromkeys(phase.name for phase in (first, *others)))
        left = f"{first.name}: {how_long(first)}" if others else how_long(first)
        return Stage(Standing.OPEN, label, left, first.ends_at)
    label = running[0].name if running else ""
    coming = [phase for phase in ordered if phase.allows and phase.starts_at > now]
    if coming:
        opens = _("Abre el %(moment)s") % {"moment": day_and_time(coming[0].starts_at)}
        return Stage(Standing.COMING, label or _("Próxima"), opens, coming[0].starts_at)
    return Stage(Standing.CLOSED, label or _("Terminada"))


def pages_of(consultation_ids: Iterable[int]) -> dict[int, ConsultationPage]:
    """Return the live page of each consultation, in the active language where it has one."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    pages = ConsultationPage.objects.live().filter(consultation__in=list(consultation_ids))
    found: dict[int, ConsultationPage] = {}
    for page in pages.select_related("locale").order_by("pk"):
        if page.locale.language_code == language or page.consultation_id not in found:
            found[page.consultation_id] = page
    return found


def cards(
    pages: "QuerySet[ConsultationPage]", request: HttpRequest | None = None
) -> dict[Standing, list[Card]]:
    """Return cards of these pages by standing: what closes first leads, what closed last too.

    A constant number of queries; drafts are left out.
    """
    found = list(
        pages.exclude(consultation__state=Consultation.State.DRAFT)
        .select_related("consultation")
        .prefetch_related(
            "consultation__phases",
            Prefetch("picture", get_image_model().objects.prefetch_renditions(PICTURE)),
        )
    )
    here = [page.consultation_id for page in found]
    proposals = _counts(Proposal.objects.filter(consultation__in=here, state=State.PUBLISHED))
    people = _counts(Participation.objects.filter(consultation__in=here))
    groups: dict[Standing, list[tuple[float, Card]]] = {standing: [] for standing in Standing}
    for page in found:
        consultation, phases = page.consultation, in_order(page.consultation.phases.all())
        now = stage(consultation, phases)
        card = Card(
            title=page.title,
            url=page.get_url(request) or "",
            summary=page.introduction,
            stage=now,
            tone=tone(consultation),
            picture_url=page.picture.get_rendition(PICTURE).url if page.picture else "",
            proposals_count=proposals.get(consultation.pk, 0),
            participants_count=people.get(consultation.pk, 0),
        )
        groups[now.standing].append((_urgency(now, consultation, phases), card))
    return {
        standing: [card for _at, card in sorted(group, key=lambda pair: pair[0])]
        for standing, group in groups.items()
    }


def _urgency(now: Stage, consultation: Consultation, phases: list[Phase]) -> float:
    moment = clock.now()
    if now.standing is Standing.OPEN:
        return min(p.ends_at for p in phases if p.runs(moment) and p.allows).timestamp()
    if now.standing is Standing.COMING:
        return min(p.starts_at for p in phases if p.starts_at > moment and p.allows).timestamp()
    ended = consultation.closed_at or max((p.ends_at for p in phases), default=None)
    return -ended.timestamp() if ended else 0


def _counts(rows: QuerySet) -> dict[int, int]:
    return dict(
        rows.order_by()
        .values_list("consultation")
        .annotate(n=Count("pk"))
        .values_list("consultation", "n")
    )
