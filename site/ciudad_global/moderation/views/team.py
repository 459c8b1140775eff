"""Who gets in to the moderators' pages, and how they lead to each other."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ciudad_global.moderation import batches, permissions
from ciudad_global.users.models import User

View = Callable[..., HttpResponse]


def team_only(view: View) -> View:
    """Let in who has a queue to read; the others see 403, visitors the way to sign in."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_read_queue(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(checked)


def tabs(current: str, user: User) -> list[dict[str, Any]]:
    """Return the moderators' pages, among them those of sections that stand above this one."""
    # A count of nothing is not worth saying.
    counts = {"moderation:batches": batches.waiting_for(user) or None}
    pages = [
        ("moderation:queue", _("En espera")),
        ("moderation:batches", _("En grupo")),
        ("consultations:merges", _("Duplicadas")),
        ("moderation:appeals", _("Apelaciones")),
        ("moderation:sanctions", _("Sanciones")),
        ("moderation:history", _("Decisiones")),
    ]
    if permissions.reads_everything(user):
        pages.append(("consultations:integrity", _("Votos")))
    return [
        {
            "label": label,
            "url": reverse(name),
            "current": name == current,
            "count": counts.get(name),
        }
        for name, label in pages
    ]
