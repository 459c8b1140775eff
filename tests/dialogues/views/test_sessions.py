"""All sessions: those to come, and each year's."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from dialogues.models import DialoguePage
from dialogues.views.sessions import PAGE_SIZE
from tests.factories import pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue() -> DialoguePage:
    return pages.dialogue(pages.dialogues(pages.home()))


def held(dialogue: DialoguePage, number: int, *moment: int) -> None:
    starts_at = datetime(*moment, tzinfo=ZoneInfo("America/Mexico_City"))
    pages.session(dialogue, number, starts_at=starts_at, ends_at=starts_at.replace(minute=59))


def titles(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert HOSTILE not in response.content.decode()
    return [card.title[:8] for card in response.context["cards"]]


def test_what_comes_stands_apart_from_what_was(client: Client, dialogue: DialoguePage) -> None:
    for number, days in ((1, 9), (2, 2), (3, -800)):
        pages.session(dialogue, number, days=days)
    assert titles(client, "/es/sesiones/") == ["Sesión 2", "Sesión 1"]


def test_a_session_belongs_to_the_year_of_the_citys_clock(
    client: Client, dialogue: DialoguePage
) -> None:
    held(dialogue, 1, 2024, 12, 31, 22)  # already 2025 in UTC
    held(dialogue, 2, 2025, 6, 1, 10)
    assert titles(client, "/es/sesiones/2024/") == ["Sesión 1"]
    assert titles(client, "/es/sesiones/2025/") == ["Sesión 2"]
    tabs = client.get("/es/sesiones/2024/").context["tabs"]
    assert [(tab["label"], tab["current"]) for tab in tabs] == [
        ("Próximas", False),
        ("2025", False),
        ("2024", True),
    ]


def test_a_year_without_sessions_is_not_found(client: Client, dialogue: DialoguePage) -> None:
    assert client.get("/es/sesiones/1999/").status_code == 404


def test_without_sessions_it_says_what_to_do(client: Client, dialogue: DialoguePage) -> None:
    html = client.get("/es/sesiones/").content.decode()
    assert "Suscríbete al calendario" in html


@pytest.mark.parametrize("count", [1, PAGE_SIZE + 1])
def test_it_costs_the_same_for_any_number(
    client: Client, dialogue: DialoguePage, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        pages.session(dialogue, number)
    client.get("/es/sesiones/")
    with django_assert_num_queries(7):
        response = client.get("/es/sesiones/")
    assert len(response.context["cards"]) == min(count, PAGE_SIZE)
    assert bool(response.context["next_url"]) is (count > PAGE_SIZE)
