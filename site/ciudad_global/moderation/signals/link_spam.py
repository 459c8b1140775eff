"""The same link in texts of several new accounts."""

import re
from collections.abc import Iterable
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

from django.apps import apps
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from ciudad_global.moderation.models import ModeratedContent
from ciudad_global.moderation.signals.kind import Facts, Kind, Post
from ciudad_global.moderation.states import Reason, State

NEW = timedelta(days=7)
ACCOUNTS = 3
# How many of the latest texts are looked through.
BACK = 1_000
# Where everybody has a page of their own: there the page is what is repeated.
SHARED = (
    "youtube.com", "youtu.be", "facebook.com", "instagram.com", "x.com", "twitter.com",
    "tiktok.com", "google.com", "goo.gl", "bit.ly", "tinyurl.com", "t.me", "wa.me", "whatsapp.com",
    "change.org", "wordpress.com", "blogspot.com", "medium.com", "wikipedia.org", "github.com",
    "linkedin.com",
)  # fmt: skip
# Who speaks for a government or the United Nations advertises nothing.
PUBLIC = ("gob.mx", "gov", "un.org", "onu.org.mx", "unam.mx", "europa.eu")
_HREF = re.compile(r'href="(https?://[^"]+)"')


def look(post: Post) -> Facts | None:
    """Return the link that is repeated, and how many new accounts wrote it, this one included."""
    author, since = post.content.author, timezone.now() - NEW
    if author is None or author.date_joined < since:
        return None
    for link in sorted(links(post.content.body_html)):
        authors = {author.pk}
        for model in apps.get_models():
            if issubclass(model, ModeratedContent):
                authors |= _new_accounts(model, link)
        if len(authors) >= ACCOUNTS:
            return {"link": link, "accounts": len(authors)}
    return None


def _new_accounts(model: type[ModeratedContent], link: str) -> set[int]:
    """Return which new accounts wrote this link lately."""
    since = timezone.now() - NEW
    latest = model._default_manager.exclude(state=State.DRAFT).order_by("-pk")
    wrote = (
        latest.filter(pk__in=latest.values("pk")[:BACK])
        .filter(
            body_html__icontains=escape(link), created_at__gt=since, author__date_joined__gt=since
        )
        .values_list("author", "body_html")
    )
    return {author for author, html in wrote if link in links(html)}


def links(html: str) -> set[str]:
    """Return where a text leads outside: by host, or by host and page where many share one."""
    found = set()
    for address in _HREF.findall(html):
        try:
            parts = urlsplit(unescape(address))
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            continue
        if host and not _below(host, PUBLIC):
            page = parts.path.rstrip("/") + (parts.query and f"?{parts.query}")
            found.add(host + page if _below(host, SHARED) else host)
    return found


def _below(host: str, domains: Iterable[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def sentence(facts: Facts) -> str:
    """Say which link."""
    return _("%(accounts)d cuentas nuevas publicaron el mismo enlace (%(link)s).") % facts


KIND = Kind("link_spam", 30, look, sentence, holds_for=Reason.SPAM)
