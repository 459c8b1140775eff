"""Asking, supporting, withdrawing, choosing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.notifications.models import Notice
from dialogues.actions import question as actions
from dialogues.models import Floor, Question, QuestionSupport
from tests.factories import (
    ConsultationFactory,
    FloorFactory,
    ModeratorFactory,
    QuestionFactory,
    ResidentFactory,
    UserFactory,
    decide,
)

pytestmark = pytest.mark.django_db


def ask(floor: Floor, body: str = "¿Cuándo?", **who: object) -> Question:
    return actions.ask(by=who.pop("by", None) or ResidentFactory(), floor=floor, body=body)


def test_a_question_is_published_at_once() -> None:
    asked = ask(FloorFactory())
    assert (asked.state, asked.stage) == (State.PUBLISHED, Question.Stage.WAITING)
    assert not Case.objects.exists()


def test_it_waits_where_the_session_reviews_first() -> None:
    floor = FloorFactory(reviewed_first=True)
    asked = ask(floor)
    assert asked.state == State.PENDING
    case = Case.objects.get()
    assert (case.place, case.content, case.consultation) == (floor, asked, None)


def test_personal_data_is_held_by_a_rule() -> None:
    asked = ask(FloorFactory(), "¿Me llaman al 55 1234 5678 o a mi correo yo@ejemplo.mx?")
    assert asked.state == State.HELD
    assert Notice.objects.get().kind == "content_held"


def test_a_double_click_asks_once() -> None:
    floor, person = FloorFactory(), ResidentFactory()
    assert ask(floor, by=person) == ask(floor, by=person)


def test_a_person_has_three_open_questions() -> None:
    floor, person = FloorFactory(), ResidentFactory()
    for number in range(3):
        asked = ask(floor, f"¿{number}?", by=person)
    with pytest.raises(Refused, match="Ya tienes 3 preguntas"):
        ask(floor, "¿Otra?", by=person)
    actions.withdraw(by=person, question=asked)
    assert ask(floor, "¿Otra?", by=person).is_published


@pytest.mark.parametrize(
    ("fields", "switch", "may"),
    [
        ({}, "clock", True),
        ({}, "closed", False),
        ({"starts_at": timedelta(hours=2), "ends_at": timedelta(hours=3)}, "clock", False),
        ({"starts_at": timedelta(hours=2), "ends_at": timedelta(hours=3)}, "open", True),
        ({"starts_at": timedelta(minutes=10), "ends_at": timedelta(hours=3)}, "clock", True),
        ({"starts_at": timedelta(hours=-3), "ends_at": timedelta(minutes=-10)}, "clock", True),
        ({"starts_at": timedelta(hours=-3), "ends_at": timedelta(minutes=-20)}, "clock", False),
        ({"state": "cancelled"}, "open", False),
    ],
)
def test_when_people_may_ask(fields: dict[str, object], switch: str, may: bool) -> None:
    now = timezone.now()
    when = {
        f"encounter__{name}": now + value if isinstance(value, timedelta) else value
        for name, value in fields.items()
    }
    floor = FloorFactory(**when, switch=switch)
    if may:
        assert ask(floor).is_published
    else:
        with pytest.raises(Refused):
            ask(floor)


def test_an_account_to_confirm_does_not_ask() -> None:
    with pytest.raises(Refused, match="Confirma tu correo"):
        ask(FloorFactory(), by=UserFactory())


def test_support_counts_once_and_is_taken_back_once() -> None:
    question, person = QuestionFactory(), ResidentFactory()
    for act, count in ((actions.support, 1), (actions.support, 1), (actions.unsupport, 0)):
        act(by=person, question=question)
        question.refresh_from_db()
        assert question.supports_count == count
    actions.unsupport(by=person, question=question)
    assert not QuestionSupport.objects.exists()


def test_nobody_supports_their_own() -> None:
    question = QuestionFactory()
    with pytest.raises(Refused, match="Es tuya"):
        actions.support(by=question.author, question=question)


def test_what_was_answered_takes_no_more_support() -> None:
    question = QuestionFactory(picked_at=timezone.now(), answered_at=timezone.now())
    with pytest.raises(Refused, match="ya se respondió"):
        actions.support(by=ResidentFactory(), question=question)


def test_a_moderator_chooses_answers_and_puts_back() -> None:
    moderator = ModeratorFactory()
    question = QuestionFactory(floor=FloorFactory(moderators=[moderator]))
    seen = "waiting"
    for stage in ("picked", "answered", "waiting"):
        actions.move(by=moderator, question=question, stage=stage, seen=seen)
        question.refresh_from_db()
        assert question.stage == stage
        seen = stage


def test_the_second_of_two_moderators_hears_of_the_first() -> None:
    moderator = ModeratorFactory()
    question = QuestionFactory(floor=FloorFactory(moderators=[moderator]))
    actions.move(by=moderator, question=question, stage="picked", seen="waiting")
    with pytest.raises(Refused, match="ahora está elegida"):
        actions.move(by=moderator, question=question, stage="picked", seen="waiting")


def test_only_who_is_assigned_to_the_session_chooses() -> None:
    question = QuestionFactory()
    with pytest.raises(Refused, match="No moderas las preguntas"):
        actions.move(by=ModeratorFactory(), question=question, stage="picked", seen="waiting")
    with pytest.raises(Refused, match="No moderas las preguntas"):
        actions.turn(by=ModeratorFactory(), floor=question.floor, switch="closed")


def test_a_reported_question_is_decided_by_the_moderators_of_its_session() -> None:
    moderator, other = ModeratorFactory(), ModeratorFactory()
    ConsultationFactory(moderators=[other])
    question = QuestionFactory(floor=FloorFactory(moderators=[moderator]))
    moderation.flag(by=ResidentFactory(), content=question, reason="offensive")
    case = Case.objects.waiting().get()
    assert list(Case.objects.assigned_to(moderator)) == [case]
    assert list(Case.objects.assigned_to(other)) == []
    with pytest.raises(Refused, match="No moderas las preguntas"):
        decide(by=other, case=case, outcome=Outcome.REMOVED, reason="offensive", text="No.")
    decide(by=moderator, case=case, outcome=Outcome.REMOVED, reason="offensive", text="No.")
    question.refresh_from_db()
    assert question.state == State.REMOVED
    told = Notice.objects.get(user=question.author)
    assert (told.kind, told.facts["what"]) == ("content_removed", "question")


def test_an_appeal_gives_a_question_back() -> None:
    moderator, other = ModeratorFactory(), ModeratorFactory()
    question = QuestionFactory(floor=FloorFactory(moderators=[moderator, other]))
    case = moderation.open_case(by=moderator, content=question)
    decision = decide(by=moderator, case=case, outcome=Outcome.REMOVED, reason="spam", text="No.")
    appeal = moderation.file_appeal(by=question.author, decision=decision, text="Sí.")
    moderation.answer_appeal(by=other, appeal=appeal, outcome=Outcome.REVERSED, text="Va.")
    question.refresh_from_db()
    assert question.is_published


def test_nobody_asks_for_changes_to_a_question() -> None:
    assert Outcome.CHANGES not in moderation.outcomes(QuestionFactory())


def test_a_case_of_a_question_belongs_to_its_session() -> None:
    question = QuestionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(question=question, consultation=ConsultationFactory(), cause="flag")
