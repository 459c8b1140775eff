"""A consultation's newest proposals as an Atom feed, with the filters of its page."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ciudad_global.common.atom import Atom, tag, xml
from ciudad_global.common.http import kept
from ciudad_global.common.templatetags.cleaned import cleaned
from consultations.filters import FilterForm
from consultations.models import Consultation, Proposal
from consultations.reports import listing

ENTRIES = 50


class _Listed:
    """What the address asks for."""

    def __init__(self, consultation: Consultation, form: FilterForm) -> None:
        self.consultation = consultation
        self.wanted = form.wanted()
        self.query = form.query()


class Proposals(Feed):
    """The newest published proposals. No counters: totals may be hidden."""

    feed_type = Atom
    author_name = settings.WAGTAIL_SITE_NAME  # of entries that have none

    def get_object(self, request: HttpRequest, slug: str) -> _Listed:
        consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
        return _Listed(consultation, FilterForm(consultation, request.GET))

    def title(self, listed: _Listed) -> str:
        page = listed.consultation.page
        question = page.title if page else listed.consultation.title
        return xml(_("Propuestas · %(question)s") % {"question": question})

    def subtitle(self, listed: _Listed) -> str:
        return _("Con los filtros que elegiste.") if listed.query else ""

    def link(self, listed: _Listed) -> str:
        address = listed.consultation.get_absolute_url() or "/"
        return f"{address}?{listed.query}" if listed.query else address

    def feed_url(self, listed: _Listed) -> str:
        return feed_address(listed.consultation, listed.query)

    def feed_guid(self, listed: _Listed) -> str:
        query = f"?{listed.query}" if listed.query else ""
        return tag(listed.consultation.created_at, f"consultas/{listed.consultation.slug}{query}")

    def feed_extra_kwargs(self, listed: _Listed) -> dict[str, Any]:
        began_at = listed.consultation.published_at or listed.consultation.created_at
        return {"began_at": began_at}

    def items(self, listed: _Listed) -> Any:
        found = listing.filtered(listed.consultation, listed.wanted)
        newest = F("published_at").desc(nulls_last=True)
        return found.select_related("theme", "author").order_by(newest, "-id")[:ENTRIES]

    def item_title(self, item: Proposal) -> str:
        return xml(item.title)

    def item_description(self, item: Proposal) -> str:
        summary = format_html("<p>{}</p>", item.summary) if item.summary else ""
        return xml(f"{summary}{cleaned(item.body_html)}")

    def item_guid(self, item: Proposal) -> str:
        return tag(item.consultation.created_at, f"propuestas/{item.pk}")

    def item_author_name(self, item: Proposal) -> str | None:
        return xml(item.author_name) or None

    def item_categories(self, item: Proposal) -> list[str]:
        return [xml(item.theme.name)] if item.theme else []

    def item_pubdate(self, item: Proposal) -> datetime:
        return item.published_at or item.created_at

    def item_updateddate(self, item: Proposal) -> datetime:
        return max(filter(None, (self.item_pubdate(item), item.edited_at)))

    def item_extra_kwargs(self, item: Proposal) -> dict[str, Any]:
        return {"language": item.language}


proposals = kept(5 * 60)(Proposals())


def feed_address(consultation: Consultation, query: str = "") -> str:
    """Return the feed's path, with the list's filters."""
    address = reverse("consultations:feed", args=[consultation.slug])
    return f"{address}?{query}" if query else address
