"""What search engines should read: the editors' pages and the published proposals."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from ciudad_global.moderation.states import State
from consultations.models import Consultation, Proposal
from consultations.models.proposal import ProposalQuerySet


class PagesSitemap(Sitemap):
    """Live pages in one language, below the site's home page; each names its live twins."""

    limit = 5_000

    def __init__(self, language: str) -> None:
        self.language = language

    def items(self) -> PageQuerySet:
        """Return the pages in the order of the tree."""
        homes = Page.objects.filter(
            translation_key__in=Site.objects.values("root_page__translation_key")
        )
        below = Q(pk__in=())
        for home in homes:
            below |= Q(path__startswith=home.path)
        spoken = Page.objects.live().filter(below, locale__language_code=self.language)
        # A consultation's page may be approved before its process is public.
        drafts = Q(consultationpage__consultation__state=Consultation.State.DRAFT)
        return spoken.exclude(drafts).order_by("path")

    def location(self, item: Page) -> str:
        """Return the page's path."""
        return item.get_url() or "/"

    def lastmod(self, item: Page) -> datetime | None:
        """Return when it last changed."""
        return item.last_published_at

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        """Return the page's entries, with the languages that each can be read in (one query)."""
        urls: list[dict[str, Any]] = super()._urls(page, protocol, domain)  # type: ignore[misc]
        here = {url["item"].translation_key for url in urls}
        twins: dict[UUID, dict[str, str]] = defaultdict(dict)
        live = Page.objects.live().filter(translation_key__in=here)
        for twin in live.select_related("locale"):
            address = f"{protocol}://{domain}{twin.get_url() or '/'}"
            twins[twin.translation_key][twin.locale.language_code] = address
        for url in urls:
            found = twins[url["item"].translation_key]
            if len(found) > 1:
                found |= {"x-default": found.get(settings.LANGUAGE_CODE, url["location"])}
                url["alternates"] = [
                    {"lang_code": code, "location": address}
                    for code, address in sorted(found.items())
                ]
        return urls


class ProposalsSitemap(Sitemap):
    """Published proposals, each in the language that it is written in."""

    limit = 5_000

    def items(self) -> ProposalQuerySet:
        """Return the proposals of public consultations."""
        return (
            Proposal.objects.filter(state=State.PUBLISHED)
            .exclude(consultation__state=Consultation.State.DRAFT)
            .only("title", "language", "edited_at", "published_at")
            .order_by("pk")
        )

    def location(self, item: Proposal) -> str:
        """Return the proposal's path."""
        with translation.override(item.language):
            return item.get_absolute_url()

    def lastmod(self, item: Proposal) -> datetime | None:
        """Return when its text last changed."""
        return item.edited_at or item.published_at


SECTIONS: dict[str, Sitemap] = {
    **{f"paginas-{code}": PagesSitemap(code) for code, _name in settings.LANGUAGES},
    "propuestas": ProposalsSitemap(),
}
