"""The rows of sessions and practices follow their pages."""

from typing import Any

from dialogues.actions import encounter
from dialogues.models import Practice, PracticePage, SessionPage


def follow_page(instance: SessionPage, raw: bool = False, **kwargs: Any) -> None:
    """Keep the encounter as the pages in the database say, after one was saved or deleted."""
    if not raw:  # a fixture's page comes in parts
        encounter.follow(instance.translation_key)


def keep_practice(instance: PracticePage, raw: bool = False, **kwargs: Any) -> None:
    """Keep the row that proposals cite, from the first page of a practice on."""
    if not raw:
        Practice.objects.get_or_create(pk=instance.translation_key)
