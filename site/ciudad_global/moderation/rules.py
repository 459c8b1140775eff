"""Where the community rules are read. The page itself stands above this section (RULES_PAGE)."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language


def url(reason: str = "", language: str | None = None) -> str:
    """Return the address of the rules, or of the one that a Reason names; "" while there are none.

    They are those in this language, or else in the active one.
    """
    page: str = import_string(settings.RULES_PAGE)((language or get_language() or "")[:2])
    return f"{page}#{reason}" if page and reason else page
