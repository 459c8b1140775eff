"""One case: reading it, deciding it."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import push_url

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, appeals, permissions, queue
from ciudad_global.moderation.forms import DecisionForm, QueueFilters
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import Outcome, Reason, State
from ciudad_global.moderation.views.team import team_only
from ciudad_global.users.models import User


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HtmxRequest, pk: int) -> HttpResponse:
    """Show one case; POST decides it and goes on to the next one."""
    user = cast("User", request.user)
    found = get_object_or_404(queue.visible_to(user).with_content(), pk=pk)
    filters = QueueFilters(request.GET, user=user)
    form = DecisionForm(request.POST or None, content=found.content)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.htmx and form.errors else 200
        return _case_page(request, found, filters, form, status=status)
    try:
        decision = actions.decide(by=user, case=found, **form.cleaned_data)
    except Refused as refused:
        latest = queue.visible_to(user).with_content().get(pk=pk)
        # 409: somebody was faster, or the text has changed its state meanwhile.
        status = 409 if permissions.may_decide(user, latest) else 403
        return _case_page(request, latest, filters, form, refusal=str(refused), status=status)
    if request.htmx:  # in the list: a line takes the place of the case
        context = {"decision": decision, "said": _said(decision), "query": filters.query()}
        return push_url(render(request, "moderation/decided.html", context), False)
    messages.success(request, _said(decision))
    next_case = None
    if "stay" not in request.POST:
        next_case = queue.following(user, filters.wanted, found)
    if next_case:
        return redirect(reverse("moderation:case", args=[next_case.pk]) + filters.query())
    return redirect(reverse("moderation:queue") + filters.query())


def _said(decision: Decision) -> str:
    if decision.before == decision.after == State.PUBLISHED:
        return _("Decidido: se queda publicado. Nadie recibe aviso.")
    said = {
        Outcome.PUBLISHED: _("Decidido: se publicó."),
        Outcome.HELD: _("Decidido: queda retenido y sigue en espera."),
        Outcome.CHANGES: _("Decidido: queda retenido hasta que lo cambie quien lo escribió."),
        Outcome.REJECTED: _("Decidido: no se publica."),
        Outcome.REMOVED: _("Decidido: se retiró del sitio."),
    }[Outcome(decision.outcome)]
    told = _("Le avisamos a quien lo escribió.")
    return f"{said} {told}"


def _case_page(
    request: HtmxRequest,
    case: Case,
    filters: QueueFilters,
    form: DecisionForm,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    user = cast("User", request.user)
    (item,) = queue.items(user, [case])
    decisions = list(case.decisions.select_related("moderator", "batch", "undone").order_by("-pk"))
    waits = case.waiting_since is not None
    seen = request.GET.get("seen") or case.seen_as()
    # What was decided since this person read the case, to be compared with what they sent.
    since = form.data.get("seen", "").partition("-")[0] if status == 409 else ""
    overtaken = since.isdecimal() and since != str(case.version)
    context = {
        "item": item,
        "form": form,
        "refusal": refusal,
        "query": filters.query(),
        # The list, where it was read, opens the form in place and says what it showed.
        "seen": seen,
        "outcomes": actions.outcomes(item.content, waits=waits),
        "other": next((each for each in decisions if each.after), None) if overtaken else None,
        "mine": _sent(form) if overtaken else None,
        # What reporters wrote last; who they are is not even loaded.
        "remarks": case.flags.exclude(text="").order_by("-pk").values_list("text", flat=True)[:50],
        "decisions": decisions,
        "appeal": appeals.waiting_about(case),
        "undoable": actions.offered(user, decisions),
        "latest": actions.latest(user),
    }
    return render(request, "moderation/case.html", context, status=status)


def _sent(form: DecisionForm) -> dict[str, str]:
    """Return what the person wanted to decide, in words."""
    asked = form.cleaned_data
    is_refusal = asked["outcome"] != Outcome.PUBLISHED
    return {
        "outcome": str(Outcome(asked["outcome"]).label),
        "reason": str(Reason(asked["reason"]).label) if is_refusal and asked["reason"] else "",
        "text": asked["text"] if is_refusal else "",
    }
