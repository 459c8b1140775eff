"""Lists in numbered pages (`?pagina=2`), for what is small enough to be counted."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest


def links(request: HttpRequest, page: "Page[Any]", anchor: str = "") -> dict[str, str]:
    """Return what components/pagination.html needs; what the address asks for stays in it."""

    def address(number: int) -> str:
        query = request.GET.copy()
        query["pagina"] = str(number)
        return f"?{query.urlencode()}{anchor}"

    return {
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
    }
