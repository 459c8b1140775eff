"""Taking a proposal back, or throwing a draft away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import refused
from consultations.actions import draft as drafts
from consultations.actions import proposal as actions
from consultations.models import Proposal
from consultations.permissions import may_withdraw


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HtmxRequest, pk: int) -> HttpResponse:
    """Ask whether to take the proposal back; POST does it."""
    assert request.user.is_authenticated  # noqa: S101 - for the type checker
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            actions.withdraw(by=request.user, proposal=proposal)
        except Refused as refusal:
            return refused(request, refusal.answer, proposal.get_absolute_url())
        messages.success(request, _("Retiraste tu propuesta. Sus comentarios siguen ahí."))
        return redirect(f"{reverse('consultations:mine')}?ver=propuestas")
    answer = may_withdraw(request.user, proposal)
    if not answer:
        return refused(request, answer, proposal.get_absolute_url())
    return render(request, "consultations/proposal_withdraw.html", {"proposal": proposal})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HtmxRequest, pk: int) -> HttpResponse:
    """Ask whether to throw one's own draft away; POST does it."""
    assert request.user.is_authenticated  # noqa: S101 - for the type checker
    own = Proposal.objects.drafts_of(request.user).select_related("consultation")
    draft = get_object_or_404(own, pk=pk)
    # The proposal that says the same, for which the person has just voted.
    number = request.GET.get("igual", "")
    number = number if number.isdecimal() and len(number) < 19 else "0"
    same = Proposal.objects.published().filter(pk=number).first()
    if request.method == "POST":
        drafts.discard(by=request.user, draft=draft)
        messages.success(request, _("Descartaste el borrador."))
        return redirect(same or f"{reverse('consultations:mine')}?ver=borradores")
    context = {"draft": draft, "same": same}
    return render(request, "consultations/draft_discard.html", context)
