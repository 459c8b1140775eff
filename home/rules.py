"""Where the community rules are: what `settings.RULES_PAGE` names."""

from ciudad_global.common.context import kept
from home.models import RulesPage


def address(language: str) -> str:
    """Return the address of the rules in this language, or else in another; "" without a page."""
    return kept(f"rules:{language}", lambda: _address(language))


def _address(language: str) -> str:
    pages = {
        page.locale.language_code: page
        for page in RulesPage.objects.live().select_related("locale").order_by("pk")
    }
    page = pages.get(language) or next(iter(pages.values()), None)
    return page.get_url() or "" if page else ""
