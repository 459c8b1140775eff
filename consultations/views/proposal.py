"""A proposal's own page."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ciudad_global.agenda.models import Alcaldia, Goal
from ciudad_global.common.permissions import Answer
from ciudad_global.moderation import changes
from ciudad_global.moderation.states import TOMBSTONES, State
from ciudad_global.notifications.follow_views import follow_button
from ciudad_global.notifications.models import Follow
from consultations import permissions
from consultations.models import (
    Attachment,
    Comment,
    Commitment,
    Consultation,
    Merge,
    Proposal,
    SessionCount,
)
from consultations.permissions.editing import may_attach, may_edit_proposal, may_take_away
from consultations.permissions.merge import may_moderate
from consultations.reports import commitments, gatherings, mine, overview, practices
from consultations.reports.thread import removal_reason
from consultations.views import thread
from consultations.views.share import short_address


def get(request: HttpRequest, pk: int) -> Proposal:
    """Return a proposal that this person may know of, with its consultation; else raise Http404.

    Everybody may know of a tombstone: look at the state before showing any text.
    """
    proposals = Proposal.objects.select_related(
        "consultation", "author", "theme", "response", "merged_into"
    ).annotate(
        has_merged=Exists(Merge.objects.done().filter(target=OuterRef("pk"))),
        has_attachments=Exists(Attachment.objects.filter(proposal=OuterRef("pk"))),
        has_practices=Exists(Proposal.practices.through.objects.filter(proposal=OuterRef("pk"))),
        has_commitments=Exists(Commitment.objects.published().filter(proposals=OuterRef("pk"))),
        has_hands=Exists(SessionCount.objects.filter(proposal=OuterRef("pk"))),
    )
    if request.user.is_authenticated:
        following = request.user.follows.filter(proposal=OuterRef("pk"))
        proposals = proposals.annotate(followed=Exists(following))
    proposal = get_object_or_404(proposals, pk=pk)
    check(request, proposal)
    return proposal


def check(request: HttpRequest, proposal: Proposal) -> None:
    """Raise Http404 unless this person may know of the proposal. Of a public one, nobody is asked
    who they are."""
    draft = proposal.consultation.state == Consultation.State.DRAFT
    if draft and not request.user.has_perm("consultations.change_consultation"):
        raise Http404
    if proposal.state not in TOMBSTONES and not permissions.may_read(request.user, proposal):
        raise Http404


@require_safe
def proposal(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """Show a proposal: its text, the vote, the city's answer, the comments."""
    proposal = get(request, pk)
    if proposal.state == State.DRAFT:
        return redirect(proposal.draft_url)
    if proposal.state in TOMBSTONES:  # before the address is corrected: that tells the title
        return gone(request, proposal)
    address = proposal.get_absolute_url()
    if request.path != address:
        query = request.META["QUERY_STRING"]
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    return render(request, "consultations/proposal.html", _context(request, proposal))


def gone(request: HttpRequest, content: Proposal | Comment) -> HttpResponse:
    """Say that something is no longer here, and why, never what it said (410)."""
    proposal = content.proposal if isinstance(content, Comment) else content
    context = {
        "state": content.state,
        "reason": removal_reason(content),
        "consultation": proposal.consultation,
        # A comment's proposal may still be there.
        "proposal": proposal if proposal.is_published else None,
        "is_comment": isinstance(content, Comment),
        "decision_url": content.author_id
        and content.author_id == request.user.pk
        and reverse(f"decisions:{content._meta.model_name}", args=[content.pk]),
        "may_moderate": may_moderate(request.user, proposal.consultation),
        "content": content,
    }
    return render(request, "consultations/gone.html", context, status=410)


def vote_control(request: HttpRequest, proposal: Proposal, *, may_vote: Answer) -> dict[str, Any]:
    """Return what `components/vote.html` needs (one query for signed-in people).

    The proposal comes from `get`, which knows whether the person follows it.
    """
    user, consultation = request.user, proposal.consultation
    return {
        "proposal": proposal,
        "vote_url": reverse("consultations:vote", args=[proposal.pk]),
        "ballot": consultation.ballot,
        "may_vote": may_vote,
        "my_vote": mine.votes(user, consultation, [proposal]).get(proposal.pk),
        "signed_in": user.is_authenticated,
        "show_totals": consultation.shows_totals,
        "follow_proposal": follow_button(
            request,
            Follow.Kind.PROPOSAL,
            proposal.pk,
            followed=getattr(proposal, "followed", False),
        ),
    }


def _context(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    user, consultation = request.user, proposal.consultation
    phases = list(consultation.phases.in_order())
    rights = permissions.rights(user, consultation, phases)
    address = proposal.get_absolute_url()
    response = getattr(proposal, "response", None)
    return {
        **vote_control(
            request, proposal, may_vote=permissions.may_vote_on(user, proposal, rights.vote)
        ),
        **thread.comments(request, proposal, rights),
        "consultation": consultation,
        "tone": overview.tone(consultation),
        "voting": overview.voting(consultation, phases),
        "goals": list(Goal.objects.filter(proposals=proposal).in_order()),
        "alcaldias": list(Alcaldia.objects.filter(proposals=proposal).order_by("slug")),
        "response": response if response and response.published_at else None,
        "commitments": commitments.few(proposal.commitments.published())
        if proposal.has_commitments  # type: ignore[attr-defined]
        else [],
        "asked": changes.asked(proposal)
        if user.is_authenticated and proposal.author_id == user.pk
        else None,
        "is_author": user.is_authenticated and proposal.author_id == user.pk,
        "practices": practices.told(proposal.practices.values_list("pk", flat=True))
        if proposal.has_practices  # type: ignore[attr-defined]
        else [],
        "may_edit": may_edit_proposal(user, proposal, phases),
        "attachments": _attachments(proposal),
        "may_attach": may_attach(user, proposal, phases),
        "may_take_away": proposal.has_attachments and may_take_away(user, proposal),  # type: ignore[attr-defined]
        "may_withdraw": permissions.may_withdraw(user, proposal),
        "removal_reason": removal_reason(proposal),
        "merged_here": _merged_here(proposal),
        "crumbs": _crumbs(consultation),
        "gathered": gatherings.sources([proposal.gathering_id]).get(proposal.gathering_id)
        if proposal.gathering_id
        else None,
        # As with the votes: who sees how others think leans that way.
        "hands": gatherings.hands(proposal)
        if proposal.has_hands and consultation.shows_totals  # type: ignore[attr-defined]
        else [],
        "canonical": request.build_absolute_uri(address),
        "short_url": short_address(request, proposal),
    }


def _crumbs(consultation: Consultation) -> list[dict[str, str]]:
    page = consultation.page
    return [{"label": page.title, "url": page.get_url() or ""}] if page else []


def _merged_here(proposal: Proposal) -> list[Proposal]:
    """Return the duplicates that were united with this one (no query where there are none)."""
    if not proposal.has_merged:  # type: ignore[attr-defined]
        return []
    return [merge.source for merge in proposal.merges_here.done().select_related("source")]


def _attachments(proposal: Proposal) -> list[Attachment]:
    """Return its images and documents (no query where there are none)."""
    if not proposal.has_attachments:  # type: ignore[attr-defined]
        return []
    return list(proposal.attachments.order_by("-kind", "position"))  # images first
