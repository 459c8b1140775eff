"""Claiming cases, and letting go of them."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ciudad_global.common.html import plain
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, queue
from ciudad_global.moderation.forms import QueueFilters
from ciudad_global.moderation.views.team import team_only
from ciudad_global.users.models import User

AT_ONCE = 10


@team_only
@require_POST
def claim_next(request: HttpRequest) -> HttpResponse:
    """Take the next free cases of the queue as it is filtered, and show what one holds."""
    user = cast("User", request.user)
    filters = QueueFilters(request.GET, user=user)
    among = queue.decidable(user, filters.wanted)
    number = actions.claim_next(by=user, among=among, number=AT_ONCE)
    if not number:
        messages.info(request, _("Aquí no hay nada libre que puedas tomar."))
        return redirect(reverse("moderation:queue") + filters.query())
    said = ngettext(
        "Tomaste %(n)d caso: es tuyo durante 15 minutos.",
        "Tomaste %(n)d casos: son tuyos durante 15 minutos.",
        number,
    )
    messages.success(request, said % {"n": number})
    return redirect(reverse("moderation:queue") + filters.query(held=queue.Held.MINE))


@team_only
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one case, with a reason (`why`) if somebody else holds it."""
    user = cast("User", request.user)
    case = get_object_or_404(queue.visible_to(user), pk=pk)
    try:
        actions.claim(by=user, case=case, why=plain(request.POST.get("why", ""))[:1000])
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request, pk)


@team_only
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let go of one case."""
    user = cast("User", request.user)
    actions.release(by=user, case=get_object_or_404(queue.visible_to(user), pk=pk))
    return _back(request, pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where the button was: the case's page, or its place in the list as it was asked."""
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    if "list" in request.POST:
        return redirect(f"{reverse('moderation:queue')}{asked}#asunto-{pk}")
    return redirect(reverse("moderation:case", args=[pk]) + asked)
