"""Who gets in to the moderators' pages, and how they lead to each other."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ciudad_global.moderation import permissions

View = Callable[..., HttpResponse]


def team_only(view: View) -> View:
    """Let in who has a queue to read; the others see 403, visitors the way to sign in."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_read_queue(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(checked)


def tabs(current: str, *, audits: bool = False) -> list[dict[str, Any]]:
    """Return the moderators' pages, among them those of sections that stand above this one.

    `audits` adds what only those read who may read everything.
    """
    pages = [
        ("moderation:queue", _("En espera")),
        ("consultations:merges", _("Duplicadas")),
        ("moderation:appeals", _("Apelaciones")),
        ("moderation:sanctions", _("Sanciones")),
        ("moderation:history", _("Decisiones")),
    ]
    if audits:
        pages.append(("consultations:integrity", _("Votos")))
    return [
        {"label": label, "url": reverse(name), "current": name == current} for name, label in pages
    ]
