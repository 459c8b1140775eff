"""Taking back what one has just decided."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import push_url

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, queue
from ciudad_global.moderation.forms import QueueFilters
from ciudad_global.moderation.models import Decision
from ciudad_global.moderation.views.team import team_only
from ciudad_global.users.models import User


@team_only
@require_POST
def undo(request: HtmxRequest, pk: int) -> HttpResponse:
    """Take a decision back: in place, the case is there again; else its page follows."""
    user = cast("User", request.user)
    decision = get_object_or_404(
        Decision.objects.select_related("case", "batch"), pk=pk, case__in=queue.visible_to(user)
    )
    filters = QueueFilters(request.GET, user=user)
    page = reverse("moderation:case", args=[decision.case_id]) + filters.query()
    try:
        actions.undo(by=user, decision=decision)
    except Refused as refused:
        if request.htmx:  # the browser sends it again without script, and reads why on the page
            return HttpResponse(str(refused), status=409)
        messages.error(request, str(refused))
        return redirect(page)
    if request.htmx:
        again = queue.visible_to(user).with_content().filter(decisions=decision)
        (item,) = queue.items(user, again)
        query = filters.query()
        context = {"item": item, "query": query, "here": query, "choosable": True}
        return push_url(render(request, "components/queue_item.html", context), False)
    messages.success(request, _("Deshecho: está como antes."))
    return redirect(page)
