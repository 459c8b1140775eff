"""Proposing, and taking a proposal back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciudad_global.common.html import render as rendered
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation.states import State
from consultations.actions import proposal as actions
from consultations.forms import ProposalForm
from consultations.models import Consultation, Proposal
from consultations.permissions import may_withdraw, rights
from consultations.views.refusal import refused

LONGEST = 10 * actions.BODY_LIMIT


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HtmxRequest, slug: str) -> HttpResponse:
    """Show the form; a POST with `preview` shows how it will look, any other POST sends it."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    answer = rights(request.user, consultation, consultation.phases.all()).propose
    kept = f"proposal:{slug}"
    if not request.user.is_authenticated:
        # A session can end while somebody writes: what was typed waits for them to sign in.
        if request.method == "POST":
            # Anybody can send this: what is longer than a form can be is not kept.
            if len(sent := request.POST.urlencode()) < LONGEST:
                request.session[kept] = sent
        elif not answer.needs_sign_in:
            return refused(request, answer, consultation.get_absolute_url())
        return redirect_to_login(request.path)

    context: dict[str, Any] = {"consultation": consultation, "page": consultation.page}
    if request.method != "POST":
        if not answer:
            return refused(request, answer, consultation.get_absolute_url())
        typed = request.session.get(kept)
        context["restored"] = bool(typed)
        context["form"] = ProposalForm(consultation, QueryDict(typed) if typed else None)
        return render(request, "consultations/propose.html", context)

    form = context["form"] = ProposalForm(consultation, request.POST)
    status = 200
    if form.is_valid():
        if "preview" in request.POST:
            written = {**form.cleaned_data}
            context["preview"] = written
            context["preview_html"] = rendered(written["body"], limit=actions.BODY_LIMIT)
        else:
            try:
                proposal = actions.propose(
                    by=request.user, consultation=consultation, **form.cleaned_data
                )
            except Refused as refusal:
                context["why"], status = str(refusal), 403
            else:
                request.session.pop(kept, None)
                messages.success(request, _what_next(proposal))
                return redirect(proposal)
    return render(request, "consultations/propose.html", context, status=status)


def _what_next(proposal: Proposal) -> str:
    if proposal.state == State.PUBLISHED:
        return _(
            "Tu propuesta ya está publicada. Qué sigue: compártela, y responde a quien la comente."
        )
    return _(
        "Recibimos tu propuesta. Qué sigue: una persona la revisa, normalmente en menos de 24 "
        "horas, y te avisamos aquí y por correo."
    )


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
        return redirect("consultations:mine")
    answer = may_withdraw(request.user, proposal)
    if not answer:
        return refused(request, answer, proposal.get_absolute_url())
    return render(request, "consultations/proposal_withdraw.html", {"proposal": proposal})
