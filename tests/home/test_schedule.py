"""Approved pages go live, and leave, at their time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from home.models import HomePage, StandardPage
from tests.factories import in_role

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def approved(**schedule: datetime) -> StandardPage:
    """Return a page that an editor wrote and a publisher approved."""
    page = StandardPage(title="Reglas", slug="reglas", live=False, **schedule)
    HomePage.objects.first().add_child(instance=page)
    page.save_revision(user=in_role("editor"))
    publisher = in_role("publisher")
    page.get_workflow().start(page, publisher)
    page.current_workflow_task_state.approve(user=publisher)
    page.refresh_from_db()
    return page


def is_live(page: StandardPage) -> bool:
    page.refresh_from_db()
    return page.live


def test_it_goes_live_at_its_time(run_tasks) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        page = approved(go_live_at=NOW + DAY)
        run_tasks()
        assert is_live(page) is False
        clock.shift(DAY + timedelta(seconds=1))
        run_tasks()
        assert is_live(page) is True


def test_it_leaves_at_its_time(run_tasks) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        page = approved(expire_at=NOW + DAY)
        run_tasks()
        assert is_live(page) is True
        clock.shift(DAY + timedelta(seconds=1))
        run_tasks()
        assert is_live(page) is False
