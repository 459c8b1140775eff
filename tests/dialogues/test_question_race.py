"""Supports and limits that hold when many requests come at once."""

from functools import partial

import pytest

from dialogues.actions import question as actions
from dialogues.models import Question, QuestionSupport
from tests.consultations.test_concurrency import at_once
from tests.factories import FloorFactory, QuestionFactory, ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_thirty_supports_of_one_person_count_once() -> None:
    question, person = QuestionFactory(), ResidentFactory()
    at_once([partial(actions.support, by=person, question=question)] * 30)
    question.refresh_from_db()
    assert (question.supports_count, QuestionSupport.objects.count()) == (1, 1)


def test_thirty_people_count_thirty_times() -> None:
    question = QuestionFactory()
    people = [ResidentFactory() for _number in range(30)]
    at_once(partial(actions.support, by=person, question=question) for person in people)
    question.refresh_from_db()
    assert (question.supports_count, QuestionSupport.objects.count()) == (30, 30)


def test_of_ten_questions_at_once_three_are_asked() -> None:
    floor, person = FloorFactory(), ResidentFactory()
    at_once(partial(actions.ask, by=person, floor=floor, body=f"¿{n}?") for n in range(10))
    assert Question.objects.count() == 3
