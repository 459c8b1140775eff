"""Pages that go live or expire at a set time: the worker is told when to look."""

from datetime import datetime
from typing import Any

from wagtail.models import Page, Revision

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
