"""The door of a session, on the phone of whoever receives people there."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ciudad_global.common import paging
from ciudad_global.common.html import plain
from ciudad_global.common.permissions import Refused
from ciudad_global.users.models import User
from dialogues.actions import registration as actions
from dialogues.models import Encounter, Registration
from dialogues.permissions.registration import may_check_in, may_receive
from dialogues.reports import registrations as reports

PAGE_SIZE = 30


@login_required
@never_cache
@require_safe
def door(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """List who is expected, with a search by name; how many are in."""
    encounter = _received(request, key)
    text = plain(request.GET.get("q", ""))[:100].strip()
    found = Paginator(reports.at_door(encounter, text), PAGE_SIZE)
    page = found.get_page(request.GET.get("pagina"))
    context = {
        "encounter": encounter,
        "title": str(encounter),
        "figures": reports.figures(encounter),
        "page": page,
        "text": text,
        **paging.links(request, page),
    }
    return render(request, "dialogues/door.html", context)


@login_required
@never_cache
@require_safe
def needs(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """List what people need, to prepare the room and to print."""
    encounter = _received(request, key)
    page = Paginator(reports.with_needs(encounter), PAGE_SIZE * 4).get_page(
        request.GET.get("pagina")
    )
    context = {
        "encounter": encounter,
        "title": str(encounter),
        "page": page,
        **paging.links(request, page),
    }
    return render(request, "dialogues/door_needs.html", context)


def person(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Show whose pass it is and whether it is good; POST lets them in, or takes that back.

    The caller has made sure that whoever asks receives people at this door.
    """
    if request.method == "POST":
        by = cast("User", request.user)
        try:
            if "undo" in request.POST:
                actions.undo_check_in(by=by, registration=registration)
                messages.info(request, _("Quitamos la llegada."))
            else:
                actions.check_in(by=by, registration=registration)
                messages.success(
                    request, _("Adelante: %(name)s.") % {"name": registration.user.public_name}
                )
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return HttpResponseRedirect(_back(request))
    context = {
        "registration": registration,
        "encounter": registration.encounter,
        "title": str(registration.encounter),
        "answer": may_check_in(registration),
        "figures": reports.figures(registration.encounter),
    }
    return render(request, "dialogues/door_person.html", context)


def _received(request: HttpRequest, key: uuid.UUID) -> Encounter:
    encounter = get_object_or_404(Encounter, pk=key)
    if not may_receive(request.user, encounter):
        raise PermissionDenied
    return encounter


def _back(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, request.get_host(), request.is_secure())
    return page if ours else request.path
