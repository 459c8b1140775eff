"""What the editors' live pages say, to be searched."""

from collections.abc import Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Manager
from wagtail.models import Page, get_page_models
from wagtail.search import index

from home.models import PageText


def keep(page: Page) -> None:
    """Write down what a page says while it is live, forget it when it is not."""
    if not page.live:
        PageText.objects.filter(pk=page.pk).delete()
        return
    words = [text for field in page.get_search_fields() for text in _texts(page, field)]
    PageText.objects.update_or_create(
        pk=page.pk, defaults={"title": page.title, "text": "\n".join(filter(None, words))}
    )


def catch_up(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Keep the live pages that were there before this table."""
    tables = connections[using].introspection.table_names()
    needed = {model._meta.db_table for model in (PageText, *get_page_models())}
    if needed <= set(tables):  # else migrated back to before one of them
        for page in Page.objects.live().filter(page_text=None, depth__gt=1).specific():
            keep(page)


def _texts(instance: Any, field: Any) -> Iterator[str]:
    """Yield what a search field of Wagtail's kind holds, except the title, which weighs more."""
    if isinstance(field, index.RelatedFields):
        related = field.get_value(instance)
        for other in related.all() if isinstance(related, Manager) else filter(None, [related]):
            for inner in field.fields:
                yield from _texts(other, inner)
    elif isinstance(field, index.SearchField) and field.field_name != "title":
        value = field.get_value(instance)
        yield from map(str, value if isinstance(value, list) else [value])
