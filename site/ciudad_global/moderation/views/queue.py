"""The queue."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciudad_global.moderation import actions, queue
from ciudad_global.moderation.forms import QueueFilters
from ciudad_global.moderation.views.team import tabs, team_only
from ciudad_global.users.models import User


@team_only
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits."""
    user = cast("User", request.user)
    filters = QueueFilters(request.GET, user=user)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page, items = queue.page(user, filters.wanted, after=after, before=before)
    count = queue.count(user, filters.wanted)
    context = {
        "items": items,
        "form": filters,
        "query": filters.query(),
        # Where the buttons of an item lead back to: this very page of the list.
        "here": filters.query(after=after, before=before),
        "may_claim": request.user.has_perm("moderation.decide_case"),
        "latest": actions.latest(user),
        "result_count": min(count, queue.MOST_COUNTED),
        "is_more": count > queue.MOST_COUNTED,
        "active": bool(filters.query()),
        "clear_url": request.path,
        "tabs": tabs("moderation:queue", user),
        "previous_url": page.earlier and filters.query(before=page.earlier),
        "next_url": page.later and filters.query(after=page.later),
    }
    return render(request, "moderation/queue.html", context)
