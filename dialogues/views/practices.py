"""The list of practices."""

from typing import Any

from django.http import HttpRequest

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
        "previous_url": _address(request, found.previous_page_number())
        if found.has_previous()
        else "",
        "next_url": _address(request, found.next_page_number()) if found.has_next() else "",
    }


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["pagina"] = str(number)
    return f"?{query.urlencode()}"
