"""Error pages in the site's design.

They are rendered without a request: no database, no session, no cache is asked on the way.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

WRITTEN = ("title", "summary", "body", "text")  # the fields that people write sentences in


def page(status: int) -> HttpResponse:
    """Return the page for this status."""
    return HttpResponse(render_to_string(f"errors/{status}.html"), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return page(400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return page(403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return page(404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 429."""
    return page(429)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return page(500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose token is missing or old, and hand back what was typed."""
    # Only what comes from our own pages: nobody else puts words on this one.
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    typed = [request.POST[name] for name in WRITTEN if ours and request.POST.get(name)]
    return HttpResponse(render_to_string("errors/csrf.html", {"typed": typed}), status=403)
