"""Pages are searched as they are published; the worker is told when to look for those that go
live or expire at a set time."""

from datetime import datetime
from typing import Any

from wagtail.models import Page, Revision

from home import search_index
from home.tasks import follow_schedule


def _at(moment: datetime) -> None:
    follow_schedule.using(run_after=moment).enqueue()


def publish_later(instance: Revision, **kwargs: Any) -> None:
    """Wake the worker when an approved revision is to go live."""
    if instance.approved_go_live_at:
        _at(instance.approved_go_live_at)


def expire_later(instance: Page, **kwargs: Any) -> None:
    """Wake the worker when a published page is to leave."""
    if instance.expire_at:
        _at(instance.expire_at)


def keep_text(
    instance: Page, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """Keep what the search knows of a page that was saved."""
    if raw:
        return  # a fixture's page comes in parts; `migrate` catches up
    if update_fields is not None:
        # Saving a draft writes a few columns of an instance that holds what is not public yet.
        instance = type(instance)._default_manager.get(pk=instance.pk)
    search_index.keep(instance)
