"""What search engines should read: the editors' pages and the published proposals."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from ciudad_global.moderation.states import State
from consultations.models import Consultation, Proposal
from consultations.models.proposal import ProposalQuerySet


class PagesSitemap(Sitemap):
    """Live pages in every language, below the site's home pages."""

    limit = 5_000

    def items(self) -> PageQuerySet:
        """Return the pages in the order of the tree."""
        homes = Page.objects.filter(
            translation_key__in=Site.objects.values("root_page__translation_key")
        )
        below = Q(pk__in=())
        for home in homes:
            below |= Q(path__startswith=home.path)
        return Page.objects.live().filter(below).order_by("path")

    def location(self, item: Page) -> str:
        """Return the page's path."""
        return item.get_url() or "/"

    def lastmod(self, item: Page) -> datetime | None:
        """Return when it last changed."""
        return item.last_published_at


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


SECTIONS: dict[str, type[Sitemap]] = {"paginas": PagesSitemap, "propuestas": ProposalsSitemap}
