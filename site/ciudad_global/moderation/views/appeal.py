"""Appeals, as moderators read and answer them."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common import keyset
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, appeals, permissions
from ciudad_global.moderation.forms import AnswerForm
from ciudad_global.moderation.models import Appeal
from ciudad_global.moderation.views.team import tabs, team_only
from ciudad_global.users.models import User


@team_only
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List the appeals that wait, or those that were answered (`ver`)."""
    user = cast("User", request.user)
    answered = request.GET.get("ver") == "respondidas"
    page = appeals.page(
        user,
        answered=answered,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "appeals": page.rows,
        "answered": answered,
        "now": timezone.now(),
        "tabs": tabs("moderation:appeals", user),
        **keyset.links(page, **({"ver": "respondidas"} if answered else {})),
    }
    return render(request, "moderation/appeals.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one appeal with what it is about; POST answers it."""
    user = cast("User", request.user)
    found = get_object_or_404(appeals.visible_to(user), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _appeal_page(request, found, form)
    try:
        actions.answer_appeal(by=user, appeal=found, **form.cleaned_data)
    except Refused as refused:
        latest = appeals.visible_to(user).get(pk=pk)
        # 409: somebody was faster.
        status = 409 if permissions.may_answer(user, latest) else 403
        return _appeal_page(request, latest, form, refusal=str(refused), status=status)
    messages.success(request, _("Respondida. Le avisamos a quien apeló."))
    return redirect("moderation:appeals")


def _appeal_page(
    request: HttpRequest, found: Appeal, form: AnswerForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    user = cast("User", request.user)
    case = found.decision.case
    context = {
        "appeal": found,
        "decision": found.decision,
        "content": case and case.content,
        "holds": permissions.holds(found.decision),
        "may_answer": permissions.may_answer(user, found),
        "is_late": not found.outcome and found.due_at < timezone.now(),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "moderation/appeal.html", context, status=status)
