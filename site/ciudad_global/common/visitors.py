"""Forms that visitors may send. Their pages are the same bytes for everybody, so they carry no
token; the browser itself has to say that the form came from a page of this site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that one of our own pages sent this.

    No script and no other site can write these headers. Every browser sends one of them with a
    form since 2020; without any, the answer is no.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


class _Check(CsrfViewMiddleware):
    """Django's own check, which tells instead of refusing."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def carries_token(request: HttpRequest) -> bool:
    """Return whether a POST has Django's token.

    For a view that is exempt from the check because it has something kinder to say than no.
    """

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    return _Check(view).process_view(request, view, (), {}) is None


def visitors_may_post(view: View) -> View:
    """Let visitors send the view's form without a token; signed-in people need theirs.

    What a form of another site sends carries no session (SameSite), so it would be taken for a
    visitor's: it is refused by where it comes from.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return (view if comes_from_here(request) else protected)(request, *args, **kwargs)
        return protected(request, *args, **kwargs)

    return checked
