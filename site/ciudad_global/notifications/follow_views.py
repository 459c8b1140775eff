"""Following a proposal, a consultation or a dialogue, and stopping."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.notifications import actions, things
from ciudad_global.notifications.followers import read_token
from ciudad_global.notifications.models import Follow


def follow_button(
    request: HttpRequest, kind: Follow.Kind, key: int | UUID, *, followed: bool
) -> dict[str, Any]:
    """Return what components/follow.html needs (no query)."""
    return {
        "kind": kind,
        "key": key,
        "url": reverse(f"notifications:follow_{kind}", args=[key]),
        "followed": followed,
        # Where a person without script comes back to.
        "next": request.get_full_path(),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HtmxRequest, kind: Follow.Kind, key: int | UUID) -> HttpResponse:
    """Follow by POST, or stop with `stop`; a GET only asks, after signing in perhaps."""
    user = request.user
    if not user.is_authenticated:
        signing_in = redirect_to_login(request.path)
        return HttpResponseClientRedirect(signing_in.url) if request.htmx else signing_in
    if request.method == "POST" and "stop" in request.POST:
        # What nobody may read any more can be left too.
        actions.unfollow(by=user, kind=kind, key=key)
        return _done(request, kind, key, followed=False, said=_("Ya no te avisaremos."))
    thing = things.find(request, kind, key)
    if request.method == "POST":
        try:
            actions.follow(by=user, kind=kind, key=key)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(thing.url)
        said = _("Te avisaremos aquí y por correo de lo que pase.")
        return _done(request, kind, key, followed=True, said=said)
    followed = Follow.objects.filter(user=user, **{kind: key}).exists()
    context = {
        "thing": thing,
        "follow": follow_button(request, kind, key, followed=followed) | {"next": thing.url},
        "signed_in": True,
    }
    return render(request, "notifications/follow.html", context)


def _done(
    request: HtmxRequest, kind: Follow.Kind, key: int | UUID, *, followed: bool, said: str
) -> HttpResponse:
    """Answer htmx with the button as it is now; lead everybody else back, with a sentence."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, request.get_host(), request.is_secure()):
        back = f"{reverse('consultations:mine')}?ver=siguiendo"
    if request.htmx:
        button = follow_button(request, kind, key, followed=followed) | {"next": back}
        context = {"follow": button, "signed_in": True, "said": said}
        return render(request, "components/follow.html", context)
    messages.success(request, said)
    # Not redirect(): it would take a word for the name of a view.
    return HttpResponseRedirect(back)


@never_cache
@csrf_exempt  # the signed link is what allows it, and whoever holds it need not be signed in
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: HttpRequest, token: str) -> HttpResponse:
    """Stop following what a mail was about: a GET asks, a POST does it."""
    try:
        user, keys = read_token(token)
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    named = Q(*(Q(**{kind: key}) for kind, key in keys), _connector=Q.OR)
    follows = Follow.objects.filter(named, user=user)
    if request.method == "POST":
        follows.delete()
        return redirect(request.path)
    followed = [each.thing for each in follows.order_by("pk")]
    known = things.find_all(request, followed)
    context = {"rows": [(kind, known.get((kind, key))) for kind, key in followed]}
    return render(request, "notifications/unfollow.html", context)
