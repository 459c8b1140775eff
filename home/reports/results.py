"""Search results in words for people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ciudad_global.common.search.snippets import Part, marked, snippet
from ciudad_global.common.search.words import Word
from consultations.models import Comment, Proposal
from home.models import PageText

# What pages of a section are, where the section's name does not say it.
_NAMES: dict[str, Callable[[], str]] = {
    "SummaryPage": lambda: _("Resumen"),
    "SessionPage": lambda: _("Sesión"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was found. `about` says what it belongs to."""

    url: str
    title: list[Part]
    snippet: list[Part]
    about: str = ""
    by: str = ""
    at: datetime | None = None
    language: str = ""


def of_proposals(
    keys: list[int], public: "QuerySet[Proposal]", words: list[Word], questions: dict[int, str]
) -> dict[int, Result]:
    """Return results by key (one query). `questions` are titles by consultation."""
    found = public.select_related("author").in_bulk(keys)
    return {
        pk: Result(
            url=one.get_absolute_url(),
            title=marked(one.title, words),
            snippet=snippet(f"{one.summary}\n{one.body}", words),
            about=questions.get(one.consultation_id, ""),
            by=one.author_name,
            at=one.published_at,
            language=one.language,
        )
        for pk, one in found.items()
    }


def of_comments(
    keys: list[int], public: "QuerySet[Comment]", words: list[Word], questions: dict[int, str]
) -> dict[int, Result]:
    """Return results by key, under the titles of their proposals (one query)."""
    found = public.select_related("author", "proposal").in_bulk(keys)
    return {
        pk: Result(
            url=one.get_absolute_url(),
            title=marked(one.proposal.title, words),
            snippet=snippet(one.body, words),
            about=questions.get(one.proposal.consultation_id, ""),
            by=one.author_name,
            at=one.published_at,
            language=one.language,
        )
        for pk, one in found.items()
    }


def of_pages(keys: list[int], words: list[Word], request: HttpRequest) -> dict[int, Result]:
    """Return results by key (one query)."""
    found = PageText.objects.select_related("page").in_bulk(keys)
    return {
        pk: Result(
            url=url,
            title=marked(one.title, words),
            snippet=snippet(one.text, words),
            about=_NAMES.get(one.page.specific_class.__name__, str)(),
        )
        for pk, one in found.items()
        if (url := one.page.get_url(request))
    }
