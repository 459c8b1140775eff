"""Editing what has been sent, and what it said before."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common.html import render as rendered
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import refused, sign_in
from ciudad_global.moderation import changes
from ciudad_global.moderation.states import TOMBSTONES, State
from consultations.actions import draft as drafts
from consultations.actions import proposal as actions
from consultations.forms import ProposalForm, typed_in
from consultations.models import Proposal, ProposalVersion
from consultations.permissions import may_read_unpublished
from consultations.permissions.editing import edits_freely, may_edit_proposal
from consultations.reports.difference import difference
from consultations.views.arrival import say_what_next
from consultations.views.proposal import get, gone

# Where the session keeps what was typed when the one before it ended: the last proposal only.
_TYPED = "edit"


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HtmxRequest, pk: int) -> HttpResponse:
    """Show one's own proposal to be changed; POST previews (`do`) or changes it."""
    if not request.user.is_authenticated:
        if request.method == "POST":
            _keep(request, pk)
        return sign_in(request, request.path)
    visible = Proposal.objects.visible_to(request.user).select_related("consultation")
    proposal = get_object_or_404(visible, pk=pk)
    if proposal.state == State.DRAFT:
        return redirect(proposal.draft_url)
    answer = may_edit_proposal(request.user, proposal, proposal.consultation.phases.all())
    if request.method != "POST":
        if not answer:
            return refused(request, answer, proposal.get_absolute_url())
        if kept := _kept(request, pk):
            form = _form(proposal, typed=kept["typed"])
            return _page(request, proposal, form, seen=kept["seen"], restored=True)
        return _page(request, proposal, _form(proposal, typed=_typed(proposal)))
    if request.POST.get("do") == "practices":
        form = _form(proposal, typed=typed_in(request.POST))
        return _page(request, proposal, form, looked_for_practices=True)
    form = _form(proposal, request.POST)
    if not form.is_valid():
        return _page(request, proposal, form)
    if request.POST.get("do") == "preview":
        body = rendered(form.cleaned_data["body"], limit=actions.BODY_LIMIT)
        return _page(request, proposal, form, preview=_whole(proposal, form), preview_html=body)
    try:
        version = actions.edit(
            by=request.user,
            proposal=proposal,
            seen=request.POST.get("seen", ""),
            **form.cleaned_data,
        )
    except actions.Outdated as outdated:
        now = outdated.proposal
        form = _form(proposal, typed=typed_in(request.POST))
        return _page(request, proposal, form, status=409, other=now, seen=now.fingerprint())
    except Refused as refusal:
        return _page(request, proposal, form, status=403, why=str(refusal))
    if _kept(request, pk):
        del request.session[_TYPED]
    proposal = Proposal.objects.get(pk=pk)
    if proposal.state == State.HELD:
        say_what_next(request, proposal)
    else:
        messages.success(request, _done(proposal, version))
    return redirect(proposal)


def _keep(request: HttpRequest, pk: int) -> None:
    """Keep what was typed until its author has signed in again."""
    with suppress(Refused):  # more than a draft may hold
        typed = drafts.tidy(typed_in(request.POST))
        seen = request.POST.get("seen", "")[:64]
        request.session[_TYPED] = {"pk": pk, "typed": typed, "seen": seen}


def _kept(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    found: dict[str, Any] = request.session.get(_TYPED, {})
    return found if found.get("pk") == pk else None


def _form(proposal: Proposal, data: Any = None, typed: drafts.Typed | None = None) -> ProposalForm:
    form = ProposalForm(proposal.consultation, data, typed)
    del form.fields["started"]
    if not edits_freely(proposal):
        form.keep_text_only()
    return form


def _typed(proposal: Proposal) -> drafts.Typed:
    """Return the proposal as its author would have typed it."""
    return {
        "title": proposal.title,
        "summary": proposal.summary,
        "body": proposal.body,
        "theme": str(proposal.theme_id or ""),
        "language": proposal.language,
        "goals": [str(pk) for pk in proposal.goals.values_list("pk", flat=True)],
        "alcaldias": [str(pk) for pk in proposal.alcaldias.values_list("pk", flat=True)],
        "practices": [str(pk) for pk in proposal.practices.values_list("pk", flat=True)],
    }


def _whole(proposal: Proposal, form: ProposalForm) -> dict[str, Any]:
    """Return what the proposal would be: what cannot change any more is as it was."""
    stays = {
        "language": proposal.language,
        "theme": proposal.theme,
        "alcaldias": proposal.alcaldias.order_by("slug"),
    }
    return stays | form.cleaned_data


def _page(
    request: HtmxRequest, proposal: Proposal, form: ProposalForm, status: int = 200, **context: Any
) -> HttpResponse:
    seen = request.POST.get("seen") or proposal.fingerprint()
    context = {
        "seen": seen,
        "freely": edits_freely(proposal),
        "asked": changes.asked(proposal),
    } | context
    context |= {"proposal": proposal, "form": form, "signed_in": True}
    return render(request, "consultations/edit.html", context, status=status)


def _done(proposal: Proposal, version: ProposalVersion | None) -> str:
    if version:
        return _("Guardamos tus cambios. El texto anterior queda en «Versiones».")
    if proposal.is_published:
        return _("Guardamos tus cambios: ya se ven.")
    return _("Guardamos tus cambios: se revisará el texto nuevo.")


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what each edit changed: the newest one, or the one that replaced `version`."""
    proposal = get(request, pk)
    if proposal.state in TOMBSTONES:
        return gone(request, proposal)
    kept = list(proposal.versions.order_by("number"))
    if not kept:
        raise Http404
    wanted = request.GET.get("version", "")
    by_number = {str(version.number): place for place, version in enumerate(kept)}
    place = by_number.get(wanted, len(kept) - 1)
    before, after = kept[place], [*kept, proposal][place + 1]
    asked = before.asked or getattr(after, "asked", False)
    context = {
        "proposal": proposal,
        "versions": kept[::-1],
        "before": before,
        # What moderation wanted changed is not read again here.
        "hidden": asked
        and proposal.author_id != request.user.pk
        and not may_read_unpublished(request.user, proposal.consultation),
        "changes": [
            (name, difference(getattr(before, field), getattr(after, field)))
            for field, name in (
                ("title", _("Título")),
                ("summary", _("En pocas palabras")),
                ("body", _("Texto")),
            )
        ],
    }
    return render(request, "consultations/versions.html", context)
