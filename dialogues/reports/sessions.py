"""What hangs on a session whatever its language, for its page."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from wagtail.models import Page

from ciudad_global.agenda.models import City, Network
from dialogues.models import Edition, Encounter, SessionPage


def of(page: SessionPage) -> Any:
    """Return the row of a page's session, None where it never was public (one query).

    With its floor and its minutes where it has them; `feeds` says whether its tables feed a
    consultation, `was_corrected` whether its minutes have another edition than the first.
    """
    fed = Encounter.objects.filter(pk=OuterRef("pk"), gatherings__isnull=False)
    corrected = Edition.objects.filter(minutes__encounter=OuterRef("pk"), number__gt=1)
    found = Encounter.objects.filter(pk=page.translation_key).select_related("floor", "minutes")
    return found.annotate(feeds=Exists(fed), was_corrected=Exists(corrected)).first()


def fed(page: SessionPage, request: HttpRequest) -> list[dict[str, str]]:
    """Return the pages of the public consultations that the session's tables feed (one query).

    Through names of relations: dialogues and consultations do not import each other.
    """
    process = "consultationpage__consultation"
    found = (
        Page.objects.live()
        .filter(**{f"{process}__gatherings__encounter": page.translation_key})
        .filter(locale=page.locale_id)
        .exclude(**{f"{process}__state": "draft"})
        .distinct()
        .order_by("path")
    )
    return [{"title": each.title, "url": each.get_url(request) or ""} for each in found]


def ties(page: SessionPage) -> dict[str, Any]:
    """Return the cities and networks of the session (two queries)."""
    return {
        "cities": list(City.objects.filter(sessions=page).order_by("name_es")),
        "networks": list(Network.objects.filter(sessions=page).order_by("acronym")),
    }
