"""One search over the editors' pages and the residents' proposals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from ciudad_global.moderation.states import State
from consultations import search_index
from consultations.models import Consultation, Proposal

PAGES = 8
PROPOSALS = 20
# Further down nobody finds anything; the words should be better ones.
LAST = 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what has all of the person's words: pages first, then proposals, best first."""
    text = request.GET.get("q", "").strip()[:200].replace("\0", "")
    number = request.GET.get("pagina", "1")
    page = min(max(int(number), 1), LAST) if number.isdecimal() and len(number) < 9 else 1
    context: dict[str, Any] = {"q": text, "searched": bool(text)}
    if text:
        context |= {
            "pages": found_pages(request, text) if page == 1 else [],
            **found_proposals(text, page),
        }
    return render(request, "home/search.html", context)


def found_pages(request: HttpRequest, text: str) -> list[dict[str, str]]:
    """Return the best pages in the active language."""
    pages = Page.objects.live().filter(locale=Locale.get_active(), depth__gt=1)
    # SQLite's index would take a lone quotation mark for the start of a phrase.
    words = text.replace('"', " ").strip()
    if not words:
        return []
    return [
        {"title": page.title, "url": page.get_url(request) or ""}
        for page in pages.search(words)[:PAGES]
    ]


def found_proposals(text: str, page: int) -> dict[str, Any]:
    """Return one page of published proposals and the addresses of the ones beside it."""
    published = Proposal.objects.filter(state=State.PUBLISHED).exclude(
        consultation__state=Consultation.State.DRAFT
    )
    start = (page - 1) * PROPOSALS
    best = search_index.PROPOSALS.best(text, published)
    here = published.for_cards().in_bulk(best[start : start + PROPOSALS])

    def address(number: int) -> str:
        return f"?{urlencode({'q': text, 'pagina': str(number)})}"

    return {
        "proposals": [here[pk] for pk in best[start : start + PROPOSALS] if pk in here],
        "previous_url": address(page - 1) if page > 1 else "",
        "next_url": address(page + 1) if len(best) > page * PROPOSALS and page < LAST else "",
    }
