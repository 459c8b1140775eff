"""Practices that proposals cite, told by the editors' pages of another section.

Through names of relations: consultations and dialogues do not import each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.translation import get_language
from wagtail.models import Page

from ciudad_global.common.search.pages import PAGES
from consultations.models import Proposal

OFFERED = 8


@dataclass(frozen=True, slots=True)
class PracticeLink:
    """A practice in one line."""

    key: str
    title: str
    city: str
    url: str

    def __str__(self) -> str:
        return f"{self.city}: {self.title}"


def all_of_them() -> "QuerySet[Any]":
    """Return what can be cited: the practices that have a public page."""
    model: Any = Proposal._meta.get_field("practices").related_model
    return model.objects.filter(pk__in=_pages().order_by().values("translation_key"))


def offered(text: str, chosen: Iterable[str]) -> list[PracticeLink]:
    """Return those that are chosen, then some that have the person's words (two queries).

    Without words, the first ones by title.
    """
    mine = told(chosen) if chosen else []
    found = PAGES.matching(_pages().filter(locale__language_code=_language()), text)
    others = found.exclude(translation_key__in=[link.key for link in mine])
    return [*mine, *map(_link, others.order_by("title", "pk")[:OFFERED])]


def told(keys: Iterable[str | UUID]) -> list[PracticeLink]:
    """Return these practices in the active language, or else in another one (one query)."""
    spoken = Case(When(locale__language_code=_language(), then=Value(1)), default=Value(0))
    pages = _pages().filter(translation_key__in=keys).order_by(spoken, "title", "pk")
    return list({page.translation_key: _link(page) for page in pages}.values())


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def _pages() -> "QuerySet[Page]":
    found: QuerySet[Page] = Page.objects.live().filter(practicepage__isnull=False)
    return found.annotate(city=F(f"practicepage__city__name_{_language()}"))


def _link(page: Any) -> PracticeLink:
    return PracticeLink(str(page.translation_key), page.title, page.city, page.get_url() or "")
