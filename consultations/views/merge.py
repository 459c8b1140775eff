"""Uniting duplicates: what moderators see and send."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common import paging
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import refused
from ciudad_global.moderation.permissions import may_read_queue, reads_everything
from ciudad_global.moderation.views.team import tabs
from ciudad_global.users.models import User
from consultations import similarity
from consultations.actions import merge as actions
from consultations.forms import MergeForm
from consultations.models import Merge, Proposal
from consultations.models.merge import MergeQuerySet
from consultations.permissions import merge as permissions

PAGE_SIZE = 20


def _visible_to(user: User) -> MergeQuerySet:
    """Return the merges that this person may read. Raises PermissionDenied."""
    if not may_read_queue(user):
        raise PermissionDenied
    found = Merge.objects.select_related(
        "source__consultation",
        "source__author",
        "target__author",
        "proposed_by",
        "decided_by",
        "undone_by",
    )
    if reads_everything(user):
        return found
    return found.filter(source__consultation__moderators=user)


@login_required
@never_cache
@require_safe
def merges(request: HttpRequest) -> HttpResponse:
    """List merges: first those that wait for a second person."""
    user = cast("User", request.user)
    found = _visible_to(user).waiting_first()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "merges": page.object_list,
        "tabs": tabs("consultations:merges", user),
        **paging.links(request, page),
    }
    return render(request, "consultations/merges.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HtmxRequest, pk: int) -> HttpResponse:
    """Choose the proposal that this one is united with, and say why."""
    user = cast("User", request.user)
    source = get_object_or_404(
        Proposal.objects.published().select_related("consultation", "author"), pk=pk
    )
    answer = permissions.may_moderate(user, source.consultation)
    if not answer:
        return refused(request, answer, source.get_absolute_url())
    form = MergeForm(request.POST or None, initial={"target": request.GET.get("con", "")})
    if request.method == "POST" and form.is_valid():
        try:
            merge = actions.propose(by=user, source=source, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("target", str(refusal))
        else:
            messages.success(request, _("Listo: falta que otra persona del equipo lo confirme."))
            return redirect("consultations:merge", merge.pk)
    context = {
        "form": form,
        "proposal": source,
        "similar": [
            proposal
            for proposal in similarity.similar(source.consultation, source.title)
            if proposal != source
        ],
    }
    return render(request, "consultations/merge_propose.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show both proposals side by side; POST confirms, declines or undoes (`step`)."""
    user = cast("User", request.user)
    found = get_object_or_404(_visible_to(user), pk=pk)
    if request.method == "POST":
        steps = {
            "confirm": (actions.confirm, _("Quedaron unidas. Avisamos a quienes las escribieron.")),
            "decline": (actions.decline, _("Se quedan como estaban.")),
            "undo": (actions.undo, _("Volvieron a separarse. Avisamos a quienes las escribieron.")),
        }
        if (step := request.POST.get("step", "")) not in steps:
            raise BadRequest("No such step.")
        act, done = steps[step]
        try:
            act(by=user, merge=found)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("consultations:merge", pk)
    context = {
        "merge": found,
        "may_confirm": permissions.may_confirm_merge(user, found),
        "may_decline": permissions.may_decline_merge(user, found),
        "may_undo": permissions.may_undo_merge(user, found, within=actions.UNDO_WITHIN),
        "until": found.decided_at and found.decided_at + actions.UNDO_WITHIN,
    }
    return render(request, "consultations/merge.html", context)
