"""Voting, changing a vote, taking it back."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ciudad_global.common import networks
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import ALLOWED, Answer, Refused
from ciudad_global.common.refusal import came_from, go_to, refused
from ciudad_global.common.visitors import carries_token, comes_from_here
from ciudad_global.moderation.states import READABLE, TOMBSTONES
from consultations import permissions
from consultations.actions import activity
from consultations.actions import vote as actions
from consultations.models import Consultation, Proposal, Vote
from consultations.views import tap
from consultations.views.proposal import get, gone, vote_control

WITHDRAW = "withdraw"
VALUES = {
    Consultation.Ballot.OPINION: {
        "agree": Vote.Value.AGREE,
        "pass": Vote.Value.PASS,
        "disagree": Vote.Value.DISAGREE,
    },
    Consultation.Ballot.SUPPORT: {"support": Vote.Value.AGREE},
}


@never_cache
@csrf_exempt  # `_is_meant` asks for the token: only a visitor's form goes without one
@require_http_methods(["GET", "POST"])
def vote(request: HtmxRequest, pk: int) -> HttpResponse:
    """Cast, change or withdraw a vote by POST; a visitor's waits in the browser. A GET asks."""
    data = request.POST if request.method == "POST" else request.GET
    value = data.get("value", "")
    # A vote on what nobody reads any more can still be taken back, from "Mi participación".
    takes_back = request.method == "POST" and value == WITHDRAW
    proposal = _voted_on(request, pk) if takes_back else get(request, pk)
    if proposal.state in TOMBSTONES and not (request.htmx or takes_back):
        return gone(request, proposal)
    values = VALUES[Consultation.Ballot(proposal.consultation.ballot)]
    if value != WITHDRAW and value not in values:
        raise BadRequest("No such vote in this ballot.")
    if request.method == "GET" or not _is_meant(request):
        return _ask(request, proposal, value)
    if not request.user.is_authenticated:
        return tap.tap(request, proposal, values.get(value))
    try:
        if value == WITHDRAW:
            actions.withdraw(by=request.user, proposal=proposal)
        elif actions.cast(by=request.user, proposal=proposal, value=values[value]):
            network = networks.of(request)
            activity.note(
                by=request.user, consultation_id=proposal.consultation_id, network=network
            )
        answer = ALLOWED
    except Refused as refusal:
        answer = refusal.answer
    if request.htmx and not request.htmx.boosted:
        return _control(request, proposal, answer)
    back = came_from(request, _page_of(proposal))
    flows = "#" in back  # "una por una" says beside the statement what came of the last one
    place = back if flows else f"{back}#voto-{proposal.pk}"
    if answer:
        done = _("Quitaste tu voto.") if value == WITHDRAW else _("Tu voto cuenta y es secreto.")
        messages.success(request, done)
    elif flows:
        messages.error(request, answer.why)
    else:
        return refused(request, answer, place)  # at the top of a long page nobody would read it
    return HttpResponseRedirect(place)


def _voted_on(request: HtmxRequest, pk: int) -> Proposal:
    """Return a proposal that the person may have voted on; else raise Http404.

    What a moderator holds back only few may read, but each vote on it is still its voter's.
    """
    try:
        return get(request, pk)
    except Http404:
        took_part = Proposal.objects.filter(consultation__participations__user=request.user.pk)
        return get_object_or_404(took_part.select_related("consultation"), pk=pk)


def _page_of(proposal: Proposal) -> str:
    """Return where to go on. An address tells the title, which not everybody may read any more."""
    if proposal.state in READABLE:
        return proposal.get_absolute_url()
    return f"{reverse('consultations:mine')}?ver=votos"


def _is_meant(request: HtmxRequest) -> bool:
    """Return whether somebody pressed a button of ours. Visitors' have no token (ADR 15)."""
    visits = not request.user.is_authenticated
    return carries_token(request) or (visits and comes_from_here(request))


def _may_vote(request: HtmxRequest, proposal: Proposal) -> Answer:
    consultation = proposal.consultation
    rights = permissions.rights(request.user, consultation, consultation.phases.all())
    return permissions.may_vote_on(request.user, proposal, rights.vote)


def _control(request: HtmxRequest, proposal: Proposal, answer: Answer) -> HttpResponse:
    """Answer htmx with the vote control as it is now."""
    proposal.refresh_from_db(fields=["agree_count", "pass_count", "disagree_count", "votes_count"])
    # Who has no support left may free one on this very page: the button stays, beside the reason.
    # Who has just taken a vote back may be suspended: it does not.
    takes_back = request.POST.get("value") == WITHDRAW
    stays = answer if answer and not takes_back else _may_vote(request, proposal)
    context = vote_control(request, proposal, may_vote=stays if stays or answer else answer)
    context["refusal"] = answer.why if stays else ""
    context["next"] = request.POST.get("next", "")
    return render(request, "components/vote.html", context)


def _ask(request: HtmxRequest, proposal: Proposal, value: str) -> HttpResponse:
    """Ask for the tap that counts: a link, or a page that we cannot know for ours, led here."""
    if request.htmx:
        return go_to(request, f"{request.path}?{urlencode({'value': value})}")
    answer = _may_vote(request, proposal)
    back = _page_of(proposal)
    if not (answer or answer.needs_sign_in):
        return refused(request, answer, back)
    words = {
        "agree": _("De acuerdo"),
        "pass": _("Paso"),
        "disagree": _("En desacuerdo"),
        "support": _("Apoyar"),
        WITHDRAW: _("Quitar mi voto"),
    }
    context = {
        "proposal": proposal,
        "value": value,
        "words": words[value],
        "action": request.path,
        "back_url": back,
    }
    return render(request, "consultations/vote_confirm.html", context)
