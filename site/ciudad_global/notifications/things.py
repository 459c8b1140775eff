"""What can be followed, as a person may read it now.

This section lies below the ones that things belong to: it knows them by names of relations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from ciudad_global.notifications.models import Follow

Key = tuple[Follow.Kind, int | UUID]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something public: what it is called and where it is read."""

    kind: Follow.Kind
    key: int | UUID
    title: str
    url: str
    language: str


def find(request: HttpRequest, kind: Follow.Kind, key: int | UUID) -> Thing:
    """Return one thing; raise Http404 where nobody may read it."""
    try:
        return find_all(request, [(kind, key)])[kind, key]
    except KeyError as error:
        raise Http404 from error


def find_all(request: HttpRequest, keys: Iterable[Key]) -> dict[Key, Thing]:
    """Return the things among these that are public (one query for each kind)."""
    wanted: dict[Follow.Kind, list[Any]] = {}
    for kind, key in keys:
        wanted.setdefault(kind, []).append(key)
    return {
        (thing.kind, thing.key): thing
        for kind, some in wanted.items()
        for thing in _FINDERS[kind](request, some)
    }


def _proposals(request: HttpRequest, keys: list[Any]) -> Iterable[Thing]:
    model: Any = Follow._meta.get_field("proposal").related_model
    found = model.objects.published().exclude(consultation__state="draft").filter(pk__in=keys)
    for each in found:
        url = each.get_absolute_url()
        yield Thing(Follow.Kind.PROPOSAL, each.pk, each.title, url, each.language)


def _consultations(request: HttpRequest, keys: list[Any]) -> Iterable[Thing]:
    pages = (
        Page.objects.filter(consultationpage__consultation__in=keys)
        .exclude(consultationpage__consultation__state="draft")
        .annotate(key=F("consultationpage__consultation"))
    )
    return _read(request, Follow.Kind.CONSULTATION, pages)


def _dialogues(request: HttpRequest, keys: list[Any]) -> Iterable[Thing]:
    pages = Page.objects.filter(dialoguepage__isnull=False, translation_key__in=keys)
    return _read(request, Follow.Kind.DIALOGUE, pages.annotate(key=F("translation_key")))


def _read(request: HttpRequest, kind: Follow.Kind, pages: "QuerySet[Any]") -> Iterable[Thing]:
    """Return live pages as things, each in the active language where it has one."""
    here = (get_language() or "es")[:2]
    live = pages.filter(live=True).select_related("locale")
    # The last one of a key stays.
    for page in sorted(live, key=lambda page: (page.locale.language_code == here, page.pk)):
        url = page.get_url(request) or ""
        yield Thing(kind, page.key, page.title, url, page.locale.language_code)


_FINDERS = {
    Follow.Kind.PROPOSAL: _proposals,
    Follow.Kind.CONSULTATION: _consultations,
    Follow.Kind.DIALOGUE: _dialogues,
}
