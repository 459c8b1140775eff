"""How many texts came from one network."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from ciudad_global.moderation import networks


def test_neighbours_are_counted_together() -> None:
    assert [networks.count(ip) for ip in ("203.0.113.7", "203.0.113.8", "203.0.113.7")] == [1, 2, 3]
    assert networks.count("203.0.114.7") == 1
    assert networks.count("2001:db8:1:1::1") == 1
    assert networks.count("2001:db8:1:2::1") == 2
    assert networks.count("2001:db8:2::1") == 1


def test_after_ten_minutes_the_count_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert networks.count("203.0.113.7") == 1
    later = timezone.now() + timedelta(seconds=networks.WINDOW)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert networks.count("203.0.113.7") == 1


def test_no_address_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    add = cache.add
    monkeypatch.setattr(cache, "add", lambda *args: kept.append(args) or add(*args))
    networks.count("203.0.113.7")
    assert "203.0.113" not in str(kept)


def test_a_cache_that_does_not_answer_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "incr", broken)
    assert networks.count("203.0.113.7") == 0


def test_what_is_no_address_is_not_counted() -> None:
    assert networks.count("") == 0
