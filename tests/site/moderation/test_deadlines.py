"""Deadlines of appeals: days of the calendar for who appeals, working days for who answers."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from ciudad_global.moderation import deadlines


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        ("2026-11-23 10:00", "2026-11-30 23:59"),  # Monday to Monday
        ("2026-11-21 10:00", "2026-11-27 23:59"),  # Saturday: Monday is the first day
        ("2026-11-13 23:30", "2026-11-23 23:59"),  # Monday 16 is a holiday
        ("2026-12-22 10:00", "2026-12-30 23:59"),  # Christmas
        ("2026-12-28 10:00", "2027-01-05 23:59"),  # into the next year, New Year's Day
    ],
)
def test_an_answer_is_due_after_five_working_days(filed: str, due: str) -> None:
    moment = timezone.make_aware(datetime.fromisoformat(filed))
    assert deadlines.appeal_due(moment) == timezone.make_aware(datetime.fromisoformat(due))


def test_one_may_appeal_until_the_thirtieth_day_is_over() -> None:
    decided_at = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # still the 24th in Mexico City
    end = datetime.fromisoformat("2026-12-24 23:59")
    assert deadlines.appeal_until(decided_at) == timezone.make_aware(end)
