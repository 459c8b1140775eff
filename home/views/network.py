"""La ciudad en el mundo: the map, its list, and a page for each city."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciudad_global.agenda import world_map
from ciudad_global.agenda.models import City
from ciudad_global.common import paging
from home.network_forms import CityFilterForm
from home.reports import network as report


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Show the cities that are asked for, on the map and as a list that says the same."""
    form = CityFilterForm(request.GET)
    wanted = form.wanted()
    page = report.cities(wanted)
    context = {
        "filters": form,
        "is_filtered": wanted.is_filtered,
        "cities": page.object_list,
        "count": page.paginator.count,
        "map": world_map.draw(page.object_list, report.here()),
        "ties": [tie for tie in City.Tie if tie != City.Tie.HERE],
        "networks": report.networks(),
        **paging.links(request, page),
    }
    return render(request, "home/network.html", context)


@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what ties this city to Mexico City, and what came of it."""
    city = get_object_or_404(City.objects.select_related("document"), slug=slug)
    context = {
        "city": city,
        "map": world_map.draw([] if city.is_here else [city], report.here()),
        "networks": city.networks.order_by("acronym"),
        "dialogues": report.dialogues(city, request),
        "practices": report.practices(city, request),
        "sessions": report.sessions(city, request),
        "commitments": report.commitments(city),
        "crumbs": [{"label": _("La ciudad en el mundo"), "url": reverse("pages:network")}],
    }
    return render(request, "home/city.html", context)
