"""What the live blocks of editors' pages show of the agenda (`settings.LIVE_BLOCKS`)."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from ciudad_global.agenda.models import Goal


def goals(request: HttpRequest, page: Page | None, about: Page) -> dict[str, Any]:
    """Return the goals of the page's dialogue or consultation (one query).

    Through names of relations: this layer does not know the sections above it.
    """
    tied = Q(dialogues=about.pk) | Q(consultations__pages=about.pk)
    found = Goal.objects.filter(pk__in=Goal.objects.filter(tied).values("pk"))
    return {"found_goals": list(found.in_order())}
