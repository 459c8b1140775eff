"""What every template knows about the site."""

import secrets
from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

Kept = TypeVar("Kept")
EDITION = "site-edition"
# Each language calls itself by its own name.
NAMES = {"es": "Español", "en": "English"}


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what layouts need. Reads no session: anonymous pages are the same for everyone."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    menus = kept(f"menus:{language}", lambda: _menus(request, language))
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "demonstration": settings.DEMONSTRATION,
        "home_url": menus["home_url"],
        "navigation": [
            item | {"current": request.path.startswith(item["url"])} for item in menus["navigation"]
        ],
        "footer_links": menus["footer_links"],
        "translations": _translations(request, language),
    }


def forget(**kwargs: Any) -> None:
    """Start a new edition: a page was published, moved or removed."""
    cache.set(EDITION, secrets.token_hex(8), None)


def kept(name: str, make: Callable[[], Kept]) -> Kept:
    """Return what `make` said in this edition of the site, without a query."""
    edition = cache.get(EDITION, "first")
    return cast("Kept", cache.get_or_set(f"site:{edition}:{name}", make, 60 * 60))


def _menus(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return the links below the home page: the ones in menus go on top, the rest in the footer."""
    found = Site.find_for_request(request)
    root = found.root_page if found else None
    if root is None:
        return {"home_url": "/", "navigation": [], "footer_links": []}
    locale = Locale.objects.filter(language_code=language).first()
    home = (locale and root.get_translation_or_none(locale)) or root
    children = list(home.get_children().live().public().order_by("path"))

    def links(*, in_menus: bool) -> list[dict[str, str]]:
        return [
            {"label": page.title, "url": page.get_url(request) or ""}
            for page in children
            if page.show_in_menus is in_menus
        ]

    return {
        "home_url": home.get_url(request) or "/",
        "navigation": links(in_menus=True),
        "footer_links": links(in_menus=False),
    }


def _translations(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """Return this page's address in each language; that language's home where it has none."""
    match = request.resolver_match
    if match is None:
        return []
    urls: dict[str, str] | None
    if match.url_name == "wagtail_serve":
        # Routed once already: this reads what the request remembers.
        page = Page.find_for_request(request, match.args[0])
        urls = page and kept(
            f"translations:{page.translation_key}",
            lambda: {
                other.locale.language_code: other.get_url(request) or ""
                for other in page.get_translations(inclusive=True)
                .live()
                .select_related("locale")
                .order_by()
            },
        )
    else:
        urls = {code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}
    # Where the person was going and what they searched for; the rest is the visitor's.
    query = urlencode({name: request.GET[name] for name in ("next", "q") if name in request.GET})
    return [
        {
            "code": code,
            "name": NAMES[code],
            "url": f"{url}?{query}" if query and url else url or f"/{code}/",
            # Where this very page is read in that language, if it is.
            "alternate": url or "",
            "current": code == language,
        }
        for code, _name in settings.LANGUAGES
        for url in [(urls or {}).get(code)]
    ]
