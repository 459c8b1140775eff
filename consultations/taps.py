"""Votes that a visitor tapped: kept in their own browser, signed, until they sign in.

A cookie for each proposal: two taps at the same moment then never overwrite each other, and a
signature holds for its proposal alone.
"""

import secrets
import time
from collections.abc import Callable, Iterable
from operator import itemgetter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from consultations.actions.tap import Tap

MOST = 30
_SECONDS = 2 * 60 * 60
_SALT = "consultations.taps"


def waiting(request: HttpRequest) -> dict[int, Tap]:
    """Return what the browser keeps, by proposal, in the order in which it was tapped."""
    found = []
    for name in request.COOKIES:
        pk = name.removeprefix(settings.TAP_COOKIE)
        if pk == name or not (pk.isdecimal() and len(pk) < 19):
            continue
        kept = request.get_signed_cookie(name, None, salt=_SALT, max_age=_SECONDS)
        if kept:
            value, moment, token = kept.split(".")
            found.append((int(moment), Tap(int(pk), int(value), token)))
    return {tap.proposal_id: tap for _moment, tap in sorted(found, key=itemgetter(0))}


def keep(response: HttpResponse, proposal_id: int, value: int) -> None:
    """Let the browser keep a vote on a proposal, instead of any other on it."""
    response.set_signed_cookie(
        f"{settings.TAP_COOKIE}{proposal_id}",
        f"{int(value)}.{time.time_ns()}.{secrets.token_urlsafe(9)}",
        salt=_SALT,
        max_age=_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop(response: HttpResponse, proposal_ids: Iterable[int]) -> None:
    """Let the browser forget these."""
    for pk in proposal_ids:
        response.delete_cookie(f"{settings.TAP_COOKIE}{pk}", samesite="Lax")


class Taps:
    """Middleware: what had its turn when somebody signed in leaves the browser with the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        drop(response, getattr(request, "counted_taps", ()))
        return response
