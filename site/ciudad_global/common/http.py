"""What a request may carry besides Django's own."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from ciudad_global.users.models import User


class HtmxRequest(HttpRequest):
    """A request after django-htmx's middleware."""

    htmx: HtmxDetails


class TeamRequest(HttpRequest):
    """A request inside /admin/: Wagtail let nobody in who is not signed in."""

    user: "User"
