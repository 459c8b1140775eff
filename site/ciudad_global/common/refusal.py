"""Answers that several views give: saying no with the way out, leading on, in place."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect, push_url

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Answer


def go_to(request: HtmxRequest, url: str) -> HttpResponse:
    """Lead the whole page to `url`, also when htmx asked for a part of it."""
    if request.htmx:
        return HttpResponseClientRedirect(url)
    return redirect(url)


def came_from(request: HttpRequest, otherwise: str) -> str:
    """Return the page that a form was on (its `next`), if it is ours."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, request.get_host(), request.is_secure())
    return page if ours else otherwise


def in_place(request: HtmxRequest, part: str, page: str, context: dict[str, Any]) -> HttpResponse:
    """Answer htmx with a part of the page, whose address stays; everybody else with a page.

    What asks is boosted, and htmx minds `hx-push-url="false"` only where nothing is.
    """
    return push_url(render(request, part if request.htmx else page, context), False)


def sign_in(request: HtmxRequest, next_url: str) -> HttpResponse:
    """Ask the visitor to sign in and to go on to the path `next_url`."""
    return go_to(request, redirect_to_login(next_url).url)


def refused(request: HtmxRequest, answer: Answer, back: str) -> HttpResponse:
    """Say why not: on a page of its own (403), or in place for htmx, which shows only a 200.

    Who only has to sign in is asked to, and comes back to the same address.
    """
    if answer.needs_sign_in:
        return sign_in(request, request.get_full_path())
    if request.htmx:
        notice = {"level": "warning", "text": answer.why, "live": True}
        return push_url(render(request, "components/notice.html", notice), False)
    context = {"why": answer.why, "back": back}
    return render(request, "errors/refused.html", context, status=403)
