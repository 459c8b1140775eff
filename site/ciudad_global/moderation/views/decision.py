"""A decision as the person reads whom it concerns, and their appeal."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, appeals, deadlines, permissions, rules
from ciudad_global.moderation.forms import AppealForm
from ciudad_global.moderation.models import Appeal, Case, Decision
from ciudad_global.moderation.states import APPEALABLE

_KEPT = "appeal"
# More than an appeal may have, so that whoever typed too much finds it all again.
_KEPT_LENGTH = 6000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one's own decision in full; POST appeals it."""
    user = request.user
    if not user.is_authenticated:
        _keep(request, pk)
        return redirect_to_login(request.path)
    found = get_object_or_404(
        Decision.objects.filter(outcome__in=APPEALABLE, undone__isnull=True), pk=pk
    )
    if found.concerns != user:
        raise Http404
    form = AppealForm(request.POST or None, initial={"text": _kept(request, pk)})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.file_appeal(by=user, decision=found, text=form.cleaned_data["text"])
        except Refused as refused:
            refusal = str(refused)
        else:
            request.session.pop(_KEPT, None)
            messages.success(request, _("Recibimos tu apelación. Te avisaremos de la respuesta."))
            return redirect("decisions:decision", pk)
    context = _context(found, form) | {
        "refusal": refusal,
        "may_appeal": permissions.may_appeal(user, found),
    }
    # 409: it was decided anew, or the time is over, while they wrote.
    return render(request, "moderation/own_decision.html", context, status=409 if refusal else 200)


@login_required
@require_safe
def about(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Lead to the last decision against what the person wrote."""
    model: Any = Case._meta.get_field(name).related_model
    content = get_object_or_404(model._base_manager.filter(author=request.user), pk=pk)
    found = appeals.latest_about(content)
    return redirect("decisions:decision", found.pk) if found else redirect("notifications:list")


def _context(found: Decision, form: AppealForm) -> dict[str, Any]:
    return {
        "decision": found,
        "content": found.case and found.case.content,
        "sanction": found.sanction,
        "rule": rules.url(found.reason),
        "until": deadlines.appeal_until(found.created_at),
        "working_days": settings.APPEAL_WORKING_DAYS,
        "appeal": Appeal.objects.filter(decision=found).first(),
        "form": form,
    }


def _keep(request: HttpRequest, pk: int) -> None:
    """Keep what was typed in the session of whoever was signed out while they wrote."""
    text = request.POST.get("text", "")
    if text and ratelimit.consume(request, action="keep_text"):
        request.session[_KEPT] = [pk, text[:_KEPT_LENGTH]]


def _kept(request: HttpRequest, pk: int) -> str:
    whose, text = request.session.get(_KEPT, (None, ""))
    return text if whose == pk else ""
