"""What a request may carry besides Django's own, and how answers are kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from ciudad_global.users.models import User

View = Callable[..., HttpResponseBase]


class HtmxRequest(HttpRequest):
    """A request after django-htmx's middleware."""

    htmx: HtmxDetails


class TeamRequest(HttpRequest):
    """A request inside /admin/: Wagtail let nobody in who is not signed in."""

    user: "User"


def kept(seconds: int) -> Callable[[View], View]:
    """Let anybody keep a view's answer for so long and ask whether it has changed.

    For what is the same for everybody, whoever is signed in.
    """

    def keep(view: View) -> View:
        return require_safe(conditional_page(cache_control(public=True, max_age=seconds)(view)))

    return keep
