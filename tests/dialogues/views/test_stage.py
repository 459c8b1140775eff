"""Choosing questions, and the hall's screen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ciudad_global.moderation.states import State
from dialogues.models import Floor
from tests.factories import FloorFactory, ModeratorFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor(client: Client) -> Floor:
    moderator = ModeratorFactory()
    client.force_login(moderator)
    return FloorFactory(moderators=[moderator])


def conduct(floor: Floor) -> str:
    return reverse("dialogues:questions_conduct", args=[floor.pk])


def test_it_works(client: Client, floor: Floor) -> None:
    question = QuestionFactory(floor=floor)
    assert "Elegir" in client.get(conduct(floor)).content.decode()
    sent = {"question": question.pk, "seen": "waiting", "stage": "picked"}
    client.post(conduct(floor), sent)
    question.refresh_from_db()
    assert question.stage == "picked"
    again = client.post(conduct(floor), sent, follow=True)
    assert "Otra persona la movió" in again.content.decode()


def test_closing_by_hand(client: Client, floor: Floor) -> None:
    client.post(conduct(floor), {"switch": "closed"})
    floor.refresh_from_db()
    assert not floor.is_open


@pytest.mark.parametrize("sent", [{"switch": "no"}, {"stage": "no"}, {"stage": "picked"}])
def test_what_makes_no_sense_is_refused(client: Client, floor: Floor, sent: dict[str, str]) -> None:
    assert client.post(conduct(floor), sent).status_code == 400


def test_who_is_not_assigned_does_not_get_in(client: Client) -> None:
    client.force_login(ModeratorFactory())
    assert client.get(conduct(FloorFactory())).status_code == 403


def test_the_screen_shows_what_was_chosen_in_its_order(client: Client) -> None:
    floor, now = FloorFactory(), timezone.now()
    second = QuestionFactory(floor=floor, body="¿Segunda?", picked_at=now)
    QuestionFactory(floor=floor, body="¿Primera?", picked_at=now - timedelta(minutes=1))
    QuestionFactory(floor=floor, body="¿Detenida?", picked_at=now, state=State.HELD)
    QuestionFactory(floor=floor, body="¿En espera?")
    page = client.get(reverse("dialogues:questions_screen", args=[floor.pk])).content.decode()
    assert page.index("¿Primera?") < page.index("¿Segunda?")
    assert "¿Detenida?" not in page
    assert "¿En espera?" not in page
    assert second.author.email not in page


def test_the_code_leads_to_the_questions(client: Client) -> None:
    answer = client.get(reverse("dialogues:questions_qr", args=[FloorFactory().pk]))
    assert answer["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow(
    client: Client, floor: Floor, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    for _one in range(number):
        QuestionFactory(floor=floor)
        QuestionFactory(floor=floor, picked_at=now)
    url = reverse("dialogues:questions_screen_now", args=[floor.pk])
    client.logout()
    client.get(url)
    with django_assert_num_queries(2):
        client.get(url)
