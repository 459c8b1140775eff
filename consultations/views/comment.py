"""Commenting, replying, changing a comment, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import go_to, in_place, refused, sign_in
from ciudad_global.moderation import changes
from ciudad_global.moderation.states import TOMBSTONES, State
from consultations import permissions
from consultations.actions import comment as actions
from consultations.forms import CommentForm
from consultations.models import Comment, Proposal
from consultations.permissions import review
from consultations.permissions.comment import may_edit_comment, thread_open
from consultations.reports import thread
from consultations.views import proposal as proposals
from consultations.views.arrival import arrival, say_what_next


def get(request: HttpRequest, pk: int) -> Comment:
    """Return a comment that this person may know of, on a proposal they may read; else Http404.

    As with proposals, everybody may know of a tombstone.
    """
    comment = get_object_or_404(Comment.objects.select_related("author"), pk=pk)
    comment.proposal = proposals.get(request, comment.proposal_id)
    if comment.state not in TOMBSTONES and not permissions.may_read(request.user, comment):
        raise Http404
    return comment


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the comment's place in its thread."""
    comment = get(request, pk)
    proposal = comment.proposal
    start = thread.start_of(comment, request.user)
    if proposal.state in TOMBSTONES or (start is None and comment.state in TOMBSTONES):
        return proposals.gone(request, comment)
    page = f"{proposal.get_absolute_url()}{f'?desde={start}' if start else ''}"
    place = "comentarios" if start is None else f"comentario-{comment.number}"
    return redirect(f"{page}#{place}")


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HtmxRequest, pk: int) -> HttpResponse:
    """Comment on a proposal."""
    proposal = proposals.get(request, pk)
    if proposal.state in TOMBSTONES:
        return proposals.gone(request, proposal)
    return _write(request, proposal, None, f"{proposal.get_absolute_url()}#comentarios")


@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: HtmxRequest, pk: int) -> HttpResponse:
    """Reply to a comment."""
    parent = get(request, pk)
    if not parent.is_published:
        return proposals.gone(request, parent)
    return _write(request, parent.proposal, parent, parent.get_absolute_url())


def _write(
    request: HtmxRequest, proposal: Proposal, parent: Comment | None, back: str
) -> HttpResponse:
    if not request.user.is_authenticated:
        return _sign_in(request)
    consultation = proposal.consultation
    answer = thread_open(proposal) and (
        permissions.rights(request.user, consultation, consultation.phases.all()).comment
    )
    form = CommentForm(
        request.POST or None,
        initial=request.session.get(_typed(request)),
        auto_id=f"responder-{parent.number}-%s" if parent else "comentar-%s",
        is_reply=parent is not None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            written = actions.write(
                by=request.user,
                proposal=proposal,
                parent=parent,
                language=(get_language() or "es")[:2],
                arrival=arrival(request, form),
                **form.cleaned_data,
            )
        except Refused as refusal:
            # On the form, so that what was typed can be copied.
            form.add_error(None, str(refusal))
        else:
            request.session.pop(_typed(request), None)
            say_what_next(request, written)
            return go_to(request, written.get_absolute_url())
    elif not answer and request.method == "GET":
        return refused(request, answer, back)
    context = {
        "parent": parent,
        "submit_label": _("Publicar"),
        "cancel_url": back,
        "reviewed": review.comes_first(Comment(proposal=proposal, author=request.user)),
    }
    return _form(request, form, proposal, context)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HtmxRequest, pk: int) -> HttpResponse:
    """Change one's own comment, soon after it was published or before."""
    comment = get(request, pk)
    if comment.state in TOMBSTONES:
        return proposals.gone(request, comment)
    if not request.user.is_authenticated:
        return _sign_in(request)
    proposal, back = comment.proposal, comment.get_absolute_url()
    consultation = proposal.consultation
    asked = changes.asked(comment)
    answer = may_edit_comment(request.user, comment)
    if answer:
        answer = permissions.rights(request.user, consultation, consultation.phases.all()).comment
    now = {"body": comment.body, "stance": comment.stance}
    form = CommentForm(
        request.POST or None,
        initial=request.session.get(_typed(request), now),
        auto_id=f"editar-{comment.number}-%s",
        is_reply=comment.parent_id is not None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(by=request.user, comment=comment, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session.pop(_typed(request), None)
            comment.refresh_from_db(fields=["state"])
            if asked or comment.state == State.HELD:
                say_what_next(request, comment)
            else:
                messages.success(request, _("Cambiaste tu comentario."))
            return go_to(request, back)
    elif not answer and request.method == "GET":
        return refused(request, answer, back)
    context = {
        "edited": comment,
        "asked": asked,
        "submit_label": _("Enviar") if asked else _("Guardar"),
        "cancel_url": back,
    }
    return _form(request, form, proposal, context)


def _typed(request: HttpRequest) -> str:
    """Return where the session keeps what was typed at this address."""
    return f"comment:{request.path}"


def _sign_in(request: HtmxRequest) -> HttpResponse:
    """Ask to sign in: a session can end while somebody writes, and what was typed waits."""
    if request.method == "POST":
        typed = request.POST.get("body", "")[: 2 * actions.BODY_LIMIT]
        stance = request.POST.get("stance", "")
        request.session[_typed(request)] = {
            "body": typed,
            "stance": stance if stance in Comment.Stance.values else "",
        }
    return sign_in(request, request.path)


def _form(
    request: HtmxRequest, form: CommentForm, proposal: Proposal, context: dict[str, Any]
) -> HttpResponse:
    """Show the form, alone or on its page."""
    form.fields["body"].widget.attrs["autofocus"] = True
    context |= {"form": form, "proposal": proposal, "action": request.path}
    return in_place(request, "components/comment_form.html", "consultations/comment.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HtmxRequest, pk: int) -> HttpResponse:
    """Ask whether to take one's own comment back, then do it."""
    comment = get(request, pk)
    if not request.user.is_authenticated:
        return sign_in(request, request.path)
    back = comment.get_absolute_url()
    if request.method == "POST":
        try:
            actions.withdraw(by=request.user, comment=comment)
        except Refused as refusal:
            return refused(request, refusal.answer, back)
        messages.success(request, _("Retiraste tu comentario."))
        return go_to(request, f"{comment.proposal.get_absolute_url()}#comentarios")
    answer = permissions.may_withdraw(request.user, comment)
    if not answer:
        return refused(request, answer, back)
    return render(
        request, "consultations/comment_withdraw.html", {"comment": comment, "back_url": back}
    )
