"""Live questions on the stage: who conducts chooses, the hall reads."""

import uuid
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from ciudad_global.common.http import kept
from ciudad_global.common.permissions import Refused
from ciudad_global.common.qr import drawn
from ciudad_global.moderation.views.team import team_only
from ciudad_global.users.models import User
from dialogues.actions import question as actions
from dialogues.models import Floor, Question
from dialogues.permissions import question as permissions
from dialogues.reports import questions as reports
from dialogues.views.questions import get_floor

_A_DAY = 24 * 60 * 60


@team_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conduct(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what is asked to its moderators; POST moves a question, or opens and closes."""
    floor, user = get_floor(key), cast("User", request.user)
    if not (answer := permissions.may_conduct(user, floor)):
        raise PermissionDenied(answer.why)
    if request.method != "POST":
        context = {
            "floor": floor,
            "is_open": floor.is_open,
            "switches": Floor.Switch.choices,
            "board": reports.board(floor, user),
            "held": reports.held(floor),
        }
        return render(request, "dialogues/questions_conduct.html", context)
    try:
        if switch := request.POST.get("switch"):
            if switch not in Floor.Switch.values:
                return HttpResponseBadRequest()
            actions.turn(by=user, floor=floor, switch=switch)
        else:
            stage, pk = request.POST.get("stage", ""), request.POST.get("question", "")
            if stage not in Question.Stage.values or not (pk.isdecimal() and len(pk) < 19):
                return HttpResponseBadRequest()
            question = get_object_or_404(floor.questions, pk=pk)
            question.floor = floor
            seen = request.POST.get("seen", "")
            actions.move(by=user, question=question, stage=stage, seen=seen)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("dialogues:questions_conduct", key)


@require_safe
def screen(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the hall what is being asked, as big as it fits."""
    return render(request, "dialogues/questions_screen.html", _on_screen(request, key))


@require_safe
@conditional_page
def screen_now(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give the questions alone, for the screen that refreshes itself."""
    return render(request, "dialogues/questions_screen_now.html", _on_screen(request, key))


@kept(_A_DAY)
def qr(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Draw the address where people ask."""
    return drawn(request.build_absolute_uri(get_floor(key).get_absolute_url()))


def _on_screen(request: HttpRequest, key: uuid.UUID) -> dict[str, object]:
    floor = get_floor(key)
    address = request.build_absolute_uri(reverse("dialogues:questions", args=[key]))
    return {
        "floor": floor,
        "is_open": floor.is_open,
        "questions": reports.screen(floor),
        "address": address,
    }
