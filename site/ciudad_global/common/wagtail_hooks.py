"""What every page is served with."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from ciudad_global.common import embeds

Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponse]


@hooks.register("on_serve_page")
def allow_players(serve: Serve) -> Serve:
    """Let a page that shows videos of other sites, and no other, open these sites' players."""

    def serve_page(
        page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if hosts := embeds.hosts(page):
            response._csp_update = {"frame-src": hosts}  # type: ignore[attr-defined]
        return response

    return serve_page
