""" "Una por una": one statement after the other, big, with its vote."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from ciudad_global.common.refusal import go_to, refused
from consultations import taps
from consultations.models import Consultation
from consultations.permissions import rights
from consultations.permissions.vote import may_support_another
from consultations.reports import mine
from consultations.reports.one_by_one import Step, step
from consultations.views import tap

MOST_SKIPPED = 50


@never_cache
@require_safe
def one_by_one(request: HtmxRequest, slug: str) -> HttpResponse:
    """Show one statement that the person has not voted on; what they skip is in the address."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    allowed = rights(request.user, consultation, consultation.phases.all())
    page = consultation.get_absolute_url() or "/"
    if not (allowed.vote or allowed.vote.needs_sign_in):
        # What htmx asked for is a statement: the page says why there is none.
        return go_to(request, page) if request.htmx else refused(request, allowed.vote, page)
    kept = {} if request.user.is_authenticated else taps.waiting(request)
    skipped = _ids(request.GET.get("saltadas", ""))
    now = step(request.user, consultation, tapped=kept, skipped=skipped)
    if now.proposal is None and now.done + now.skipped < now.total:
        return redirect(request.get_full_path())  # taken down this very moment: draw again
    one_more = _one_more(request, consultation, len(kept))
    context: dict[str, Any] = {
        "consultation": consultation,
        "page": consultation.page,
        "rights": allowed,
        "signed_in": request.user.is_authenticated,
        "step": now,
        "stop": "" if one_more else one_more.why,
        "again_url": request.path,  # with a fragment a browser would only scroll
        "propose_url": reverse("consultations:propose", args=[slug]),
        **tap.bar(kept, request.path),
        **_control(request, now, allowed.vote, skipped),
    }
    # htmx changes the statement; the address stays, so that going back leaves the flow.
    return push_url(render(request, "consultations/one_by_one.html", context), False)


def _control(
    request: HtmxRequest, now: Step, may_vote: Answer, skipped: list[int]
) -> dict[str, Any]:
    """Return what components/statement.html needs; no totals, which would sway."""
    if now.proposal is None:
        return {}

    def url(skipped: list[int]) -> str:
        query = {"saltadas": ".".join(map(str, skipped[-MOST_SKIPPED:]))} if skipped else {}
        return f"{request.path}?{urlencode(query)}#una" if query else f"{request.path}#una"

    return {
        "proposal": now.proposal,
        "vote_url": reverse("consultations:vote", args=[now.proposal.pk]),
        "ballot": now.proposal.consultation.ballot,
        "may_vote": may_vote,
        "my_vote": None,
        "next": url(skipped),
        "skip_url": url([*skipped, now.proposal.pk]),
        "done": now.done,
        "total": now.total,
    }


def _one_more(request: HtmxRequest, consultation: Consultation, kept: int) -> Answer:
    """Return whether the person has a vote left: supports may be limited, and what waits is."""
    if not request.user.is_authenticated:
        return ALLOWED if kept < taps.MOST else refuse(tap.full())
    if consultation.supports_limit is None:
        return ALLOWED
    return may_support_another(consultation, mine.supports(request.user, consultation))


def _ids(text: str) -> list[int]:
    """Return the numbers in "12.7", without what nobody's link says."""
    return [int(part) for part in text.split(".")[-MOST_SKIPPED:] if _is_id(part)]


def _is_id(part: str) -> bool:
    return part.isdecimal() and len(part) < 19
