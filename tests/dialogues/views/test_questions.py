"""Questions on the phone."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ciudad_global.moderation.models import Flag
from ciudad_global.moderation.states import State
from dialogues.models import Question
from tests.factories import FloorFactory, QuestionFactory, ResidentFactory

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def test_it_works(client: Client) -> None:
    floor, person = FloorFactory(), ResidentFactory()
    client.force_login(person)
    answer = client.post(floor.get_absolute_url(), {"body": "¿Cuándo?", "is_unsigned": "on"})
    asked = Question.objects.get()
    assert answer["Location"] == f"{floor.get_absolute_url()}#pregunta-{asked.pk}"
    page = client.get(floor.get_absolute_url()).content.decode()
    assert "¿Cuándo?" in page
    assert "Anónima" in page


def test_a_visitors_text_waits_while_they_sign_in(client: Client) -> None:
    floor, person = FloorFactory(), ResidentFactory()
    answer = client.post(floor.get_absolute_url(), {"body": "¿Cuándo?"}, **HERE)
    assert answer["Location"].startswith(reverse("account_login"))
    assert "¿Cuándo?</textarea>" in client.get(floor.get_absolute_url()).content.decode()
    assert person is not None
    assert not Question.objects.exists()


def test_what_cannot_be_asked_is_kept_on_the_form(client: Client) -> None:
    floor = FloorFactory()
    client.force_login(ResidentFactory())
    answer = client.post(floor.get_absolute_url(), {"body": "a" * 301})
    assert answer.status_code == 422
    assert "301 caracteres" in answer.content.decode()
    assert "a" * 301 in answer.content.decode()


def test_too_late_keeps_the_text(client: Client) -> None:
    floor = FloorFactory(switch="closed")
    client.force_login(ResidentFactory())
    page = client.post(floor.get_absolute_url(), {"body": "¿Ya es tarde?"}).content.decode()
    assert "Ya no se reciben preguntas" in page
    assert "¿Ya es tarde?" in page


def test_held_questions_are_shown_to_their_author_alone(client: Client) -> None:
    question = QuestionFactory(body="¿Detenida?", state=State.HELD)
    url = reverse("dialogues:questions_latest", args=[question.floor.pk])
    assert "¿Detenida?" not in client.get(url).content.decode()
    client.force_login(question.author)
    assert "¿Detenida?" in client.get(url).content.decode()


def test_the_most_supported_comes_first(client: Client) -> None:
    floor = FloorFactory()
    for count in (1, 7, 3):
        QuestionFactory(floor=floor, body=f"¿Con {count}?", supports_count=count)
    page = client.get(floor.get_absolute_url()).content.decode()
    assert sorted((1, 7, 3), key=lambda count: page.index(f"¿Con {count}?")) == [7, 3, 1]


def test_supporting_and_taking_it_back(client: Client) -> None:
    question = QuestionFactory()
    url = reverse("dialogues:question_support", args=[question.floor.pk])
    client.force_login(ResidentFactory())
    for name, count in (("apoyar", 1), ("quitar", 0)):
        answer = client.post(url, {name: question.pk})
        assert answer["Location"] == question.get_absolute_url()
        question.refresh_from_db()
        assert question.supports_count == count


def test_a_visitor_who_supports_signs_in(client: Client) -> None:
    question = QuestionFactory()
    url = reverse("dialogues:question_support", args=[question.floor.pk])
    answer = client.get(url, {"apoyar": question.pk})
    assert answer["Location"].startswith(reverse("account_login"))


def test_the_list_alone_says_when_nothing_changed(client: Client) -> None:
    question = QuestionFactory()
    url = reverse("dialogues:questions_latest", args=[question.floor.pk])
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"if-none-match": etag}).status_code == 304
    Question.objects.update(supports_count=5)
    assert client.get(url, headers={"if-none-match": etag}).status_code == 200


def test_visitors_get_the_same_bytes_without_a_cookie(client: Client) -> None:
    floor = QuestionFactory().floor
    for name in ("questions", "questions_latest", "questions_screen", "questions_screen_now"):
        answer = client.get(reverse(f"dialogues:{name}", args=[floor.pk]))
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_withdrawing(client: Client) -> None:
    question = QuestionFactory()
    client.force_login(question.author)
    url = reverse("dialogues:question_withdraw", args=[question.pk])
    assert client.get(url).status_code == 200
    client.post(url)
    question.refresh_from_db()
    assert question.state == State.WITHDRAWN


def test_reporting(client: Client) -> None:
    question = QuestionFactory()
    client.force_login(ResidentFactory())
    url = reverse("dialogues:question_flag", args=[question.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"reason": "spam"})
    assert Flag.objects.get().case.content == question


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    floor, now = FloorFactory(), timezone.now()
    for _one in range(number):
        QuestionFactory(floor=floor)
        QuestionFactory(floor=floor, picked_at=now)
        QuestionFactory(floor=floor, picked_at=now, answered_at=now)
    url = reverse("dialogues:questions_latest", args=[floor.pk])
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)
    person = ResidentFactory()
    client.force_login(person)
    QuestionFactory(floor=floor, author=person, state=State.PENDING)
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
