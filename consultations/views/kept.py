"""What a visitor typed, kept in the session from their first POST on: nothing is lost when they
sign in, or when a session ends while they write."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse
from consultations.actions import draft

_NAME = "drafts"
# Of one visitor: the newest ones.
_MOST = 5


def keep(request: HttpRequest, slug: str, typed: draft.Typed, **where: Any) -> None:
    """Keep what was typed for this consultation; `where` tells the draft that it belongs to.

    Raises Refused when it is too long, or when one network begins too many (a session costs
    nothing to whoever throws its cookie away).
    """
    kept = request.session.get(_NAME, {})
    if not kept and not ratelimit.consume(request, action="keep_text"):
        raise Refused(
            refuse(
                _("Desde tu red se guardaron muchos textos: entra con tu correo para guardarlo.")
            )
        )
    kept.pop(slug, None)
    kept[slug] = {"typed": draft.tidy(typed), **where}
    request.session[_NAME] = dict(list(kept.items())[-_MOST:])


def kept(request: HttpRequest, slug: str) -> draft.Typed | None:
    """Return what was typed for this consultation. A session is only read if a cookie came."""
    found = request.session.get(_NAME, {}).get(slug)
    return found["typed"] if found else None


def everything(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """Return all that is kept: slug -> typed, and the draft that it belongs to."""
    found: dict[str, dict[str, Any]] = request.session.get(_NAME, {})
    return dict(found)


def forget(request: HttpRequest, slug: str) -> None:
    """Forget what was typed for this consultation."""
    if slug in (kept := request.session.get(_NAME, {})):
        del kept[slug]
        request.session[_NAME] = kept
