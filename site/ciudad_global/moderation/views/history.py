"""What was decided."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciudad_global.common import keyset
from ciudad_global.moderation import actions, permissions
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.views.team import tabs, team_only
from ciudad_global.users.models import User

HISTORY_PAGE = 50


@team_only
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """List decisions, newest first: one's own, or all that one may read."""
    user = cast("User", request.user)
    own = request.GET.get("whose") == "mine"
    decisions = Decision.objects.select_related(
        "moderator",
        "batch",
        "undone",
        "case__consultation",
        "case__proposal",
        "case__comment__proposal",
        "case__floor__encounter",
        "case__question",
        "sanction__user",
    )
    if own:
        decisions = decisions.filter(moderator=user)
    elif not permissions.reads_everything(user):
        decisions = decisions.filter(case__in=Case.objects.assigned_to(user).values("pk"))
    page = keyset.page(
        decisions,
        by="-id",
        size=HISTORY_PAGE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "decisions": page.rows,
        "undoable": actions.offered(user, page.rows),
        "own": own,
        "tabs": tabs("moderation:history", user),
        **keyset.links(page, **({"whose": "mine"} if own else {})),
    }
    return render(request, "moderation/history.html", context)
