"""A session's row follows its pages."""

from typing import Any

from dialogues.actions import encounter
from dialogues.models import SessionPage


def follow_page(instance: SessionPage, raw: bool = False, **kwargs: Any) -> None:
    """Keep the encounter as the pages in the database say, after one was saved or deleted."""
    if not raw:  # a fixture's page comes in parts
        encounter.follow(instance.translation_key)
