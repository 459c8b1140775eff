"""Practices as cards and lists, in a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from wagtail.images import get_image_model

from ciudad_global.agenda.models import City, CityQuerySet, Goal
from ciudad_global.common import keyset
from ciudad_global.common.search.pages import PAGES
from ciudad_global.common.tones import tone
from dialogues.models import Practice, PracticeIndexPage, PracticePage
from dialogues.reports.calendar import PICTURE

PAGE_SIZE = 12
CITED_BY = 10
TONES = {PracticePage.Direction.SHARED: "nopal", PracticePage.Direction.SOUGHT: "cielo"}


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """What components/practice_card.html shows."""

    title: str
    url: str
    summary: str
    city: City
    direction: str
    direction_tone: str
    tone: str
    picture_url: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for among the practices. Each part narrows the list."""

    text: str = ""
    direction: str = ""
    city: str = ""
    goal: int | None = None
    page: str = "1"

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.direction or self.city or self.goal)


def listed(below: PracticeIndexPage, wanted: Wanted) -> "ListPage[PracticePage]":
    """Return one page of the practices below this page by title (two queries, with the count)."""
    found = PracticePage.objects.live().child_of(below)
    if wanted.direction:
        found = found.filter(direction=wanted.direction)
    if wanted.city:
        found = found.filter(city__slug=wanted.city)
    if wanted.goal:
        of_goal = PracticePage.goals.through.objects.filter(
            practicepage=OuterRef("pk"), goal=wanted.goal
        )
        found = found.filter(Exists(of_goal))
    found = PAGES.matching(found, wanted.text)
    return Paginator(found.order_by("title", "pk"), PAGE_SIZE).get_page(wanted.page)


def cards(practices: Any, request: HttpRequest) -> list[PracticeCard]:
    """Return cards of a queryset of practices, or a slice, in their order (three queries)."""
    pictures = Prefetch("picture", get_image_model().objects.prefetch_renditions(PICTURE))
    return [
        PracticeCard(
            title=page.title,
            url=page.get_url(request) or "",
            summary=page.introduction,
            city=page.city,
            direction=capfirst(page.get_direction_display()),
            direction_tone=TONES[PracticePage.Direction(page.direction)],
            tone=practice_tone(page),
            picture_url=page.picture.get_rendition(PICTURE).url if page.picture else "",
        )
        for page in practices.select_related("city").prefetch_related(pictures)
    ]


def practice_tone(page: PracticePage) -> str:
    """Return the practice's colour, the same in each language."""
    return tone(page.translation_key.int)


def cities() -> CityQuerySet:
    """Return the cities that public practices are from."""
    return City.objects.filter(
        Exists(PracticePage.objects.live().filter(city=OuterRef("pk")))
    ).by_name()


def goals() -> "QuerySet[Goal]":
    """Return the goals that public practices serve."""
    return Goal.objects.in_order().filter(
        Exists(PracticePage.objects.live().filter(goals=OuterRef("pk")))
    )


def cited_by(page: PracticePage, *, after: str = "", before: str = "") -> keyset.Page[Any]:
    """Return public proposals that cite the practice, the newest first (one query).

    Through the name of the relation: dialogues and consultations do not import each other.
    """
    proposals = Practice(key=page.translation_key).proposals.published()
    public = proposals.exclude(consultation__state="draft")
    return keyset.page(public, by="-id", size=CITED_BY, after=after, before=before)
