"""The queue."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciudad_global.moderation import queue
from ciudad_global.moderation.forms import QueueFilters
from ciudad_global.moderation.views.team import tabs, team_only
from ciudad_global.users.models import User


@team_only
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits, oldest or most reported first."""
    user = cast("User", request.user)
    filters = QueueFilters(request.GET, user=user)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page, items = queue.page(user, filters.wanted, after=after, before=before)
    count = queue.waiting(user, filters.wanted).count()
    context = {
        "items": items,
        "form": filters,
        "query": filters.query(),
        "result_count": count,
        "active": bool(filters.query()),
        "clear_url": request.path,
        "tabs": tabs("moderation:queue"),
        "previous_url": page.earlier and filters.query(before=page.earlier),
        "next_url": page.later and filters.query(after=page.later),
    }
    return render(request, "moderation/queue.html", context)
