"""The small files that machines look for at fixed addresses."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ciudad_global.common import signing

# Forms, accounts and the team's desk: nothing there for a search engine.
PRIVATE = (
    "/admin/",
    "/*/cuenta/",
    "/*/perfil/",
    "/*/avisos/",
    "/*/mi-participacion/",
    "/*/moderacion/",
    "/*/buscar/",
)


def text(*lines: str) -> HttpResponse:
    """Return these lines as a plain text file."""
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Say what search engines may read."""
    if settings.DEMONSTRATION:
        return text("User-agent: *", "Disallow: /")
    return text(
        "User-agent: *",
        *(f"Disallow: {path}" for path in PRIVATE),
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
    )


@require_safe
@cache_control(public=True, max_age=3600)
def security(request: HttpRequest) -> HttpResponse:
    """Say how to report a weakness (RFC 9116)."""
    expires = timezone.now() + timedelta(days=180)
    return text(
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: es, en",
        f"Canonical: {settings.BASE_URL}{reverse('home:security')}",
    )


@require_safe
@cache_control(public=True, max_age=3600)
def signing_key(request: HttpRequest) -> HttpResponse:
    """Give the key that checks open data."""
    return HttpResponse(signing.public_key(), content_type="application/x-pem-file")


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Lead browsers that ask for the old name to the mark."""
    return redirect(static("img/favicon.svg"), permanent=True)
