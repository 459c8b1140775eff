"""The site closed for a while."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from home.views.errors import page

GetResponse = Callable[[HttpRequest], HttpResponse]


class Maintenance:
    """While MAINTENANCE is set, answer everything with 503, except how the machine is.

    Static files are served before it, so the page keeps its design.
    """

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.MAINTENANCE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.path == "/salud/":
            return self.get_response(request)
        response = page(503)
        response.headers["Retry-After"] = "600"
        return response
