"""Saying that a comment is useful, and taking that back."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import push_url, retarget

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import came_from, refused, sign_in
from consultations import permissions
from consultations.actions import useful as actions
from consultations.models import Comment, Proposal
from consultations.reports import mine
from consultations.views import proposal as proposals
from consultations.views.thread import what_one_may

MARK, UNMARK = "marcar", "quitar"


@never_cache
@require_http_methods(["GET", "POST"])
def useful(request: HtmxRequest, pk: int) -> HttpResponse:
    """Mark a comment (`marcar` = its id) or take the mark back (`quitar`) by POST.

    A GET asks visitors to sign in and leads everybody to the comment, where the button is.
    """
    proposal = proposals.get(request, pk)
    data = request.POST if request.method == "POST" else request.GET
    comment = _comment(proposal, data.get(MARK) or data.get(UNMARK) or "")
    if not request.user.is_authenticated:
        return sign_in(request, f"{request.path}?{MARK}={comment.pk}")
    if request.method == "GET":
        return HttpResponseRedirect(comment.get_absolute_url())
    try:
        if MARK in data:
            actions.mark(by=request.user, comment=comment)
        else:
            actions.unmark(by=request.user, comment=comment)
    except Refused as refusal:
        answer = refused(request, refusal.answer, comment.get_absolute_url())
        return retarget(answer, _place(comment)) if request.htmx else answer
    if request.htmx:
        return _actions(request, comment)
    done = _("Lo marcaste como útil.") if MARK in data else _("Quitaste tu marca.")
    messages.success(request, done)
    back = came_from(request, proposal.get_absolute_url())
    return HttpResponseRedirect(f"{back}#comentario-{comment.number}")


def _comment(proposal: Proposal, pk: str) -> Comment:
    """Return the proposal's comment with this id; else Http404."""
    if not (pk.isdecimal() and len(pk) < 19):
        raise Http404
    comment = get_object_or_404(
        Comment.objects.published().select_related("author"), pk=pk, proposal=proposal
    )
    comment.proposal = proposal
    return comment


def _place(comment: Comment) -> str:
    return f"#comentario-{comment.number} > .comment__actions"


def _actions(request: HtmxRequest, comment: Comment) -> HttpResponse:
    """Answer htmx with what can be done with the comment, as it is now."""
    comment.refresh_from_db(fields=["useful_count"])
    proposal = comment.proposal
    consultation = proposal.consultation
    rights = permissions.rights(request.user, consultation, consultation.phases.all())
    context = {
        **what_one_may(request.user, proposal, rights),
        "comment": comment,
        "my_marks": mine.useful_marks(request.user, [comment]),
    }
    answer = render(request, "components/comment_actions.html", context)
    return push_url(retarget(answer, _place(comment)), False)
