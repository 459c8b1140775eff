"""The list of practices."""

from typing import Any

from django.http import HttpRequest

from ciudad_global.common import paging
from dialogues.models import PracticeIndexPage
from dialogues.practice_forms import PracticeFilterForm
from dialogues.reports import practices


def page_context(request: HttpRequest, page: PracticeIndexPage) -> dict[str, Any]:
    """Return one page of what is asked for."""
    form = PracticeFilterForm(request.GET)
    wanted = form.wanted()
    found = practices.listed(page, wanted)
    return {
        "filters": form,
        "is_filtered": wanted.is_filtered,
        "list_url": page.get_url(request),
        "count": found.paginator.count,
        "practices": practices.cards(found.object_list, request),
        **paging.links(request, found),
    }
