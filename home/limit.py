"""Requests that are too large to be read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from home.views.errors import page

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestLimit:
    """Answer a request that says it is larger than REQUEST_LIMIT with 413, and read none of it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        # Without a number here, Django reads nothing.
        length = request.META.get("CONTENT_LENGTH", "")
        if length.isdecimal() and float(length) > settings.REQUEST_LIMIT:
            return page(413)
        return self.get_response(request)
