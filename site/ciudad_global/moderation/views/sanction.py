"""Warnings and suspensions: the list, one of them, proposing one."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common import keyset
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, permissions, queue
from ciudad_global.moderation import sanctions as rights
from ciudad_global.moderation.models import Sanction
from ciudad_global.moderation.models.sanction import SanctionQuerySet
from ciudad_global.moderation.sanction_forms import SanctionForm, StepForm
from ciudad_global.moderation.views.team import tabs, team_only
from ciudad_global.users.models import User

PAGE_SIZE = 30


def _visible_to(user: User) -> SanctionQuerySet:
    """Return what this person may read: everything, or what they proposed."""
    found = Sanction.objects.select_related("user", "case", "proposed_by", "decided_by")
    return found if permissions.reads_everything(user) else found.filter(proposed_by=user)


@team_only
@require_safe
def sanctions(request: HttpRequest) -> HttpResponse:
    """List warnings and suspensions, newest first; or those that wait for a second person."""
    user = cast("User", request.user)
    found = _visible_to(user)
    waiting = request.GET.get("which") == "waiting"
    if waiting:
        found = found.filter(state=Sanction.State.PROPOSED)
    page = keyset.page(
        found,
        by="-id",
        size=PAGE_SIZE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "sanctions": page.rows,
        "waiting": waiting,
        "tabs": tabs("moderation:sanctions", user),
        **keyset.links(page, **({"which": "waiting"} if waiting else {})),
    }
    return render(request, "moderation/sanctions.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def sanction(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one; POST confirms, discards or lifts it (`step`)."""
    user = cast("User", request.user)
    found = get_object_or_404(_visible_to(user), pk=pk)
    form = StepForm()
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step not in ("confirm", "discard", "lift"):
            raise BadRequest("No such step.")
        form = StepForm(request.POST)
        try:
            if step == "confirm":
                actions.confirm_suspension(by=user, sanction=found)
                messages.success(request, _("La suspensión empezó. Le avisamos a la persona."))
                return redirect("moderation:sanction", pk)
            if form.is_valid() and step == "discard":
                actions.discard_suspension(by=user, sanction=found, note=form.cleaned_data["text"])
                messages.success(request, _("La descartaste. La persona no se entera."))
                return redirect("moderation:sanction", pk)
            if form.is_valid():
                actions.lift_suspension(by=user, sanction=found, text=form.cleaned_data["text"])
                messages.success(request, _("La levantaste. Le avisamos a la persona."))
                return redirect("moderation:sanction", pk)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("moderation:sanction", pk)
    context = {
        "sanction": found,
        "form": form,
        "decisions": found.decisions.select_related("moderator").order_by("-pk"),
        "may_confirm": rights.may_confirm(user, found),
        "may_discard": rights.may_discard(user, found),
        "may_lift": rights.may_lift(user, found),
    }
    return render(request, "moderation/sanction.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Warn who wrote what the case is about, or propose to suspend them."""
    user = cast("User", request.user)
    case = get_object_or_404(queue.visible_to(user).with_content(), pk=pk)
    person = case.content.author
    answer = rights.may_sanction(user, case)
    form = SanctionForm(request.POST or None)
    refusal, status = answer.why, 200 if answer else 403
    if answer and request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("reason", "text", "note")}
        try:
            if form.cleaned_data["kind"] == Sanction.Kind.WARNING:
                made = actions.warn(by=user, case=case, **words)
                messages.success(request, _("Le avisamos a la persona."))
            else:
                more = {name: form.cleaned_data[name] for name in ("stops", "hours")}
                made = actions.propose_suspension(by=user, case=case, **more, **words)
                messages.success(request, _("Listo: falta que quien administra la confirme."))
            return redirect("moderation:sanction", made.pk)
        except Refused as refused:
            refusal, status = str(refused), 409
    context = {
        "case": case,
        "person": person,
        "form": form if answer else None,
        "refusal": refusal,
        "earlier": person.sanctions.order_by("-pk")[:10] if answer and person else [],
    }
    return render(request, "moderation/sanction_propose.html", context, status=status)
