"""What moderators do to content beside deciding: covering data, closing a thread, moving."""

from copy import copy
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ciudad_global.common.permissions import Answer, Refused
from ciudad_global.moderation import queue
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.permissions import may_decide
from ciudad_global.moderation.views.team import team_only
from ciudad_global.users.models import User
from consultations.actions import measure as actions
from consultations.actions import move as moves
from consultations.measure_forms import MaskForm, MoveForm, ThreadForm
from consultations.models import Proposal


@team_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mask(request: HttpRequest, pk: int) -> HttpResponse:
    """Cover personal data; POST previews (`do`) or does it."""
    case, answer = _case(request, pk)
    if not answer:
        return _page(request, "mask", case, None, answer.why, 403)
    content = case.content
    form = MaskForm(request.POST or None, initial={"seen": case.seen_as()})
    if request.method != "POST" or not form.is_valid():
        return _page(request, "mask", case, form)
    passages = form.cleaned_data["passages"]
    try:
        if request.POST.get("do") == "mask":
            actions.mask(by=cast("User", request.user), case=case, **form.cleaned_data)
            messages.success(request, _("Quedaron tapados. Le avisamos a quien lo escribió."))
            return redirect("moderation:case", pk)
        versions = list(content.versions.all()) if isinstance(content, Proposal) else []
        actions.check_passages([content, *versions], passages)  # type: ignore[list-item]
        preview = copy(content)
        actions.cover(preview, passages, content.language)  # type: ignore[arg-type]
    except Refused as refused:
        form.add_error("passages", str(refused))
        return _page(request, "mask", case, form)
    return _page(request, "mask", case, form, preview=preview)


@team_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a proposal's thread, or open it again."""
    case, answer = _case(request, pk)
    if case.proposal is None:
        raise Http404
    if not answer:
        return _page(request, "thread", case, None, answer.why, 403)
    form = ThreadForm(request.POST or None, initial={"seen": case.seen_as()})
    if request.method != "POST" or not form.is_valid():
        return _page(request, "thread", case, form)
    locked = case.proposal.comments_locked_at
    act = actions.unlock_thread if locked else actions.lock_thread
    try:
        act(by=cast("User", request.user), case=case, **form.cleaned_data)
    except Refused as refused:
        return _page(request, "thread", case, form, str(refused), 409)
    done = _("Los comentarios están abiertos.") if locked else _("Los comentarios están cerrados.")
    messages.success(request, done)
    return redirect("moderation:case", pk)


@team_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a comment and its replies below another proposal."""
    case, answer = _case(request, pk)
    if case.comment is None:
        raise Http404
    if not answer:
        return _page(request, "move", case, None, answer.why, 403)
    form = MoveForm(request.POST or None, comment=case.comment, initial={"seen": case.seen_as()})
    if request.method != "POST" or not form.is_valid():
        return _page(request, "move", case, form)
    try:
        moves.move(by=cast("User", request.user), case=case, **form.cleaned_data)
    except Refused as refused:
        return _page(request, "move", case, form, str(refused), 409)
    messages.success(request, _("Quedó en la otra propuesta. Le avisamos a quien lo escribió."))
    return redirect("moderation:case", pk)


def _case(request: HttpRequest, pk: int) -> tuple[Case, Answer]:
    user = cast("User", request.user)
    found = queue.visible_to(user).exclude(consultation=None).with_content()
    case = get_object_or_404(found, pk=pk)
    return case, may_decide(user, case)


def _page(
    request: HttpRequest,
    name: str,
    case: Case,
    form: MaskForm | ThreadForm | MoveForm | None,
    refusal: str = "",
    status: int = 200,
    **context: object,
) -> HttpResponse:
    context |= {"case": case, "content": case.content, "form": form, "refusal": refusal}
    return render(request, f"moderation/{name}.html", context, status=status)
