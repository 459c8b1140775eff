"""A consultation's page."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import refuse
from ciudad_global.notifications.follow_views import follow_button
from ciudad_global.notifications.models import Follow
from consultations.filters import FilterForm
from consultations.models import (
    Commitment,
    Consultation,
    ConsultationPage,
    Proposal,
    SummaryPage,
    Voiding,
)
from consultations.permissions import Rights, may_vote_on, rights
from consultations.reports import commitments, facets, listing, mine, overview
from consultations.reports.timeline import moves, timeline, with_moves
from consultations.views.feed import feed_address


def _may_read_draft(request: HttpRequest) -> bool:
    """Return whether a page that was approved before its process may be shown."""
    return getattr(request, "is_preview", False) or request.user.has_perm(
        "consultations.view_consultation"
    )


def page_context(request: HttpRequest, page: ConsultationPage) -> dict[str, Any]:
    """Return the question, where it stands, what the person may do, and one page of proposals."""
    # One query for all: the phases bring their consultation, whether their end was moved, whether
    # it led to commitments, whether votes were voided, and whether the person follows it.
    promised = Commitment.objects.published().filter(consultation=OuterRef("consultation"))
    voided = Voiding.objects.done().filter(consultation=OuterRef("consultation"))
    found = (
        with_moves(page.consultation_id)
        .select_related("consultation")
        .annotate(has_commitments=Exists(promised), has_voidings=Exists(voided))
    )
    if request.user.is_authenticated:
        following = request.user.follows.filter(consultation=OuterRef("consultation"))
        found = found.annotate(followed=Exists(following))
    phases = overview.in_order(found)
    consultation = phases[0].consultation if phases else page.consultation
    if getattr(request, "shows_phase", False):
        consultation.state = Consultation.State.PUBLISHED  # in this preview only
    if consultation.state == Consultation.State.DRAFT and not _may_read_draft(request):
        raise Http404
    allowed = rights(request.user, consultation, phases)
    form = FilterForm(consultation, request.GET)
    wanted = form.wanted()
    form.count(facets.counts(consultation, wanted))
    listed = listing.page(consultation, wanted)
    summary = SummaryPage.objects.child_of(page).live().first() if page.numchild else None
    return {
        "consultation": consultation,
        "stage": overview.stage(consultation, phases),
        "timeline": timeline(consultation, phases),
        "changes": moves(consultation, phases),
        "tone": overview.tone(consultation),
        "rights": allowed,
        "propose_url": reverse("consultations:propose", args=[consultation.slug]),
        "one_by_one_url": reverse("consultations:one_by_one", args=[consultation.slug]),
        "summary_url": summary.get_url(request) if summary else "",
        "filters": form,
        "list_url": request.path,
        "page_url": request.build_absolute_uri(request.path),
        "feed_url": feed_address(consultation, form.query()),
        # Where a vote without script comes back to.
        "next": request.get_full_path(),
        "is_filtered": wanted.is_filtered,
        "count": listed.count,
        "cards": cards(request, consultation, listed.proposals, allowed),
        "vote_why": _why_no_vote(allowed),
        "ballot": consultation.ballot,
        "show_totals": consultation.shows_totals,
        "signed_in": request.user.is_authenticated,
        "previous_url": _link(request, antes=listed.earlier) if listed.earlier else "",
        "next_url": _link(request, despues=listed.later) if listed.later else "",
        "follow": follow_button(
            request,
            Follow.Kind.CONSULTATION,
            consultation.pk,
            followed=any(getattr(phase, "followed", False) for phase in phases),
        ),
        "commitments": commitments.few(consultation.commitments.published())
        if any(phase.has_commitments for phase in phases)  # type: ignore[attr-defined]
        else [],
        "voidings": list(Voiding.objects.done().filter(consultation=consultation))
        if any(phase.has_voidings for phase in phases)  # type: ignore[attr-defined]
        else [],
        "commitments_url": reverse("consultations:commitments", args=[consultation.slug]),
        "crumbs": [{"label": _("Consultas"), "url": "../"}],
    }


def cards(
    request: HttpRequest, consultation: Consultation, proposals: list[Proposal], allowed: Rights
) -> list[dict[str, Any]]:
    """Return what components/proposal_card.html needs of each proposal (one query at most)."""
    closed = _why_no_vote(allowed)
    votes = mine.votes(request.user, consultation, proposals)
    shows_totals = consultation.shows_totals
    return [
        {
            "proposal": proposal,
            "my_vote": votes.get(proposal.pk),
            # What keeps the person from voting at all is said once, above the list.
            "may_vote": refuse("") if closed else may_vote_on(request.user, proposal, allowed.vote),
            "vote_url": reverse("consultations:vote", args=[proposal.pk])
            if not closed or proposal.pk in votes or (shows_totals and proposal.votes_count)
            else "",
        }
        for proposal in proposals
    ]


def _why_no_vote(allowed: Rights) -> str:
    return "" if allowed.vote.needs_sign_in else allowed.vote.why


def _link(request: HttpRequest, **cursor: str) -> str:
    """Return this list's address at another place."""
    asked = request.GET.copy()
    for name in ("antes", "despues"):
        asked.pop(name, None)
    asked.update(cursor)
    return f"?{asked.urlencode()}#propuestas"
