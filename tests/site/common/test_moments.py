"""Times as people say them."""

from datetime import UTC, datetime

import pytest
import time_machine

from ciudad_global.common.templatetags.moments import ago, closes, time_left

NOW = datetime(2026, 2, 26, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 3, 18, 0, tzinfo=UTC), "quedan 5 días"),
        (datetime(2026, 2, 27, 18, 30, tzinfo=UTC), "queda 1 día"),
        (datetime(2026, 2, 27, 17, 59, tzinfo=UTC), "quedan 23 horas"),
        (datetime(2026, 2, 26, 18, 1, tzinfo=UTC), "queda 1 minuto"),
        (datetime(2026, 2, 26, 18, 0, 30, tzinfo=UTC), "queda menos de un minuto"),
        (datetime(2026, 2, 26, 17, 59, tzinfo=UTC), ""),
    ],
)
def test_the_time_left_is_said_in_its_largest_unit(moment, words) -> None:
    assert time_left(moment) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 2, 26, 17, 59, 30, tzinfo=UTC), "hace un momento"),
        (datetime(2026, 2, 26, 14, 50, tzinfo=UTC), "hace 3\xa0horas"),
        (datetime(2025, 12, 24, 14, 50, tzinfo=UTC), "24 de diciembre de 2025"),
    ],
)
def test_what_is_recent_is_told_by_its_age(moment, words) -> None:
    assert ago(moment) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 4, 0, 0, tzinfo=UTC), "cierra el 3 de marzo a las 18:00"),
        (datetime(2027, 3, 4, 0, 0, tzinfo=UTC), "cierra el 3 de marzo de 2027 a las 18:00"),
    ],
)
def test_closing_is_said_in_the_citys_time_with_a_year_only_when_needed(moment, words) -> None:
    assert closes(moment) == words
