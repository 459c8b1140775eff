"""A visitor's votes, before they sign in: kept, shown, forgotten."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Answer, refuse
from ciudad_global.common.refusal import came_from, refused
from ciudad_global.users.views import onward
from consultations import permissions, taps
from consultations.actions.tap import Tap
from consultations.models import Consultation, Proposal
from consultations.views.proposal import vote_control


def tap(request: HtmxRequest, proposal: Proposal, value: int | None) -> HttpResponse:
    """Let the visitor's browser keep a vote, or forget it (None), and say how it counts."""
    back = came_from(request, _page_before(request) or proposal.get_absolute_url())
    kept = taps.waiting(request)
    answer = _may_tap(request, proposal, kept)
    in_place = request.htmx and not request.htmx.boosted
    if answer.needs_sign_in:
        kept.pop(proposal.pk, None)
        if value is not None:
            kept[proposal.pk] = Tap(proposal.pk, value, "")
    response: HttpResponse
    if in_place:
        here = request.htmx.current_url_abs_path or back
        context = bar(kept, here) | vote_control(request, proposal, may_vote=answer)
        context["my_vote"] = value if answer.needs_sign_in else None
        response = render(request, "consultations/tap.html", context)
    elif "next" in request.POST:
        response = HttpResponseRedirect(back)  # "una por una" says itself what stands in the way
    elif not answer.needs_sign_in:
        response = refused(request, answer, back)
    else:
        place = back if "#" in back else f"{back}#voto-{proposal.pk}"
        response = redirect(bar(kept, place)["waiting_url"])
    if value is not None and answer.needs_sign_in:
        taps.keep(response, proposal.pk, value)
    elif value is None:
        taps.drop(response, [proposal.pk])
    return response


def _page_before(request: HtmxRequest) -> str:
    """Return the path of our page that sent this, "" if it is not known.

    A visitor's form does not say it: it is the same wherever it stands.
    """
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, request.get_host()):
        return ""
    path = urlsplit(page)._replace(scheme="", netloc="").geturl()
    return path if url_has_allowed_host_and_scheme(path, None) else ""


def _may_tap(request: HtmxRequest, proposal: Proposal, kept: dict[int, Tap]) -> Answer:
    """Return the answer of a visitor: at best that signing in is all that is missing."""
    consultation = proposal.consultation
    rights = permissions.rights(request.user, consultation, consultation.phases.all())
    answer = permissions.may_vote_on(request.user, proposal, rights.vote)
    if answer.needs_sign_in and len(kept) >= taps.MOST and proposal.pk not in kept:
        return refuse(full())
    return answer


def full() -> str:
    """Return what to do when the browser keeps as many votes as it can."""
    return _("Guardamos hasta %(most)d votos: entra con tu correo para que cuenten y sigue.") % {
        "most": taps.MOST
    }


def bar(kept: dict[int, Tap], back: str) -> dict[str, Any]:
    """Return what components/taps.html says; who signs in comes back to `back`."""
    return {
        "waiting": len(kept),
        "waiting_url": f"{reverse('consultations:taps')}?{urlencode({'next': back})}",
        "sign_in_url": redirect_to_login(back).url,
    }


@never_cache
@require_safe
def waiting(request: HtmxRequest) -> HttpResponse:
    """Show what waits to be counted. htmx names what is on its page (`en`) and gets it as it is."""
    if request.user.is_authenticated:
        return redirect(f"{reverse('consultations:mine')}?ver=votos")
    kept = taps.waiting(request)
    if request.htmx:
        here = request.htmx.current_url_abs_path or "/"
        wanted = {int(pk) for pk in request.GET.getlist("en") if pk.isdecimal() and len(pk) < 19}
        controls = [
            vote_control(request, proposal, may_vote=permissions.may_participate(request.user))
            | {"my_vote": kept[proposal.pk].value}
            for proposal in _proposals(wanted & kept.keys())
        ]
        context = bar(kept, here) | {"controls": controls}
        return render(request, "consultations/taps_here.html", context)
    back = onward(request)
    context = bar(kept, back) | {
        "rows": [
            {
                "proposal": proposal,
                "value": kept[proposal.pk].value,
                "url": reverse("consultations:vote", args=[proposal.pk]),
            }
            for proposal in _proposals(kept)
        ],
        "full": full() if len(kept) >= taps.MOST else "",
        "here": request.get_full_path(),
        "back": back,
    }
    return render(request, "consultations/taps.html", context)


def _proposals(ids: Any) -> list[Proposal]:
    found = (
        Proposal.objects.published()
        .exclude(consultation__state=Consultation.State.DRAFT)
        .select_related("consultation")
        .in_bulk(list(ids))
    )
    return [found[pk] for pk in ids if pk in found]
