"""All sessions: those to come, and each year's."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciudad_global.common import paging
from dialogues.models import DialogueIndexPage
from dialogues.reports import archive, calendar

PAGE_SIZE = 20


@require_safe
def sessions(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """List the sessions to come, or those of a year that are over. 404 for a year without any."""
    years = archive.years()
    if year is not None and year not in years:
        raise Http404
    found = archive.coming() if year is None else archive.past(year)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    index = DialogueIndexPage.objects.live().filter(locale__language_code=request.LANGUAGE_CODE)
    context = {
        "cards": calendar.cards(page.object_list, request),
        "year": year,
        "tabs": _tabs(year, years),
        "crumbs": [{"label": one.title, "url": one.get_url(request)} for one in index[:1]],
        "calendar_url": reverse("dialogues:calendar"),
        "feed_url": reverse("dialogues:feed"),
        **paging.links(request, page),
    }
    return render(request, "dialogues/sessions.html", context)


def _tabs(year: int | None, years: list[int]) -> list[dict[str, object]]:
    ahead = {"label": _("Próximas"), "url": reverse("dialogues:sessions"), "current": year is None}
    return [
        ahead,
        *(
            {
                "label": str(each),
                "url": reverse("dialogues:sessions_of_year", args=[each]),
                "current": each == year,
            }
            for each in years
        ),
    ]
