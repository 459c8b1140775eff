"""Atom feeds: what Django's own lacks."""

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

# What XML cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Atom(Atom1Feed):
    """Atom whose entries say their language, and whose date without entries is a fixed one.

    Needs `began_at` of the feed and `language` of each entry.
    """

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {**super().item_attributes(item), "xml:lang": item["language"]}

    def latest_post_date(self) -> datetime:
        if self.items:
            return super().latest_post_date()
        began: datetime = self.feed["began_at"]
        return began


def tag(since: date, name: str) -> str:
    """Return a name that stays when titles and addresses change (a tag: URI, RFC 4151)."""
    host = urlsplit(settings.BASE_URL).hostname
    return f"tag:{host},{since:%Y-%m-%d}:{name}"


def xml(text: str) -> str:
    """Return the text without what XML cannot hold."""
    return _NOT_XML.sub("", text)
