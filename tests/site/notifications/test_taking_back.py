"""What is told of a decision waits while it can be taken back, and goes with it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Decision
from ciudad_global.notifications.models import Mail, Notice
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    decide,
)

pytestmark = pytest.mark.django_db
WORDS = {"reason": "spam", "text": "Vende algo."}


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def decision(moderator) -> Decision:
    comment = CommentFactory(
        proposal=ProposalFactory(consultation=ConsultationFactory(moderators=[moderator])),
        state="draft",
    )
    actions.ask_review(content=comment)
    return decide(by=moderator, case=comment.case, outcome="rejected", **WORDS)


def later(**how):
    return time_machine.travel(timezone.now() + timedelta(**how))


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


def test_the_mail_waits_for_ten_minutes(decision, run_tasks) -> None:
    run_tasks()
    call_command("send_outbox")
    assert subjects() == []
    with later(minutes=10, seconds=1):
        run_tasks()
    assert subjects() == ["No publicamos tu comentario"]


def test_after_that_the_outbox_sends_it_too(decision) -> None:
    with later(minutes=10, seconds=1):
        call_command("send_outbox")
    assert subjects() == ["No publicamos tu comentario"]


def test_what_was_taken_back_is_told_to_nobody(decision, moderator, run_tasks) -> None:
    actions.undo(by=moderator, decision=decision)
    with later(minutes=11):
        run_tasks()
    assert (subjects(), Notice.objects.count(), Mail.objects.count()) == ([], 0, 0)


def test_a_mail_that_failed_goes_no_more(decision, moderator) -> None:
    Mail.objects.update(attempts=3, error="ConnectionRefusedError")
    actions.undo(by=moderator, decision=decision)
    assert Mail.objects.count() == 0


def test_whoever_has_the_mail_already_gets_a_correction(decision, moderator, run_tasks) -> None:
    Mail.objects.update(not_before=None)
    call_command("send_outbox")
    actions.undo(by=moderator, decision=decision)
    run_tasks()
    correction = "Corrección: deshicimos lo que decidimos sobre tu comentario"
    assert subjects() == ["No publicamos tu comentario", correction]
    assert "Vuelve a estar en revisión." in mail.outbox[-1].body
    assert [notice.kind for notice in Notice.objects.all()] == ["content_undone"]


def test_a_mail_that_is_on_its_way_is_corrected_too(decision, moderator) -> None:
    Mail.objects.update(claimed_until=timezone.now() + timedelta(minutes=5), attempts=1)
    actions.undo(by=moderator, decision=decision)
    assert [mail.subject for mail in Mail.objects.order_by("pk")] == [
        "No publicamos tu comentario",
        "Corrección: deshicimos lo que decidimos sobre tu comentario",
    ]


def test_other_notices_stay(decision, moderator) -> None:
    other = Notice.objects.create(user=decision.case.content.author, kind="comment")
    actions.undo(by=moderator, decision=decision)
    assert list(Notice.objects.all()) == [other]


@pytest.mark.parametrize("outcome", ["upheld", "reversed"])
def test_after_an_answer_no_older_mail_goes_out(decision, moderator, outcome, run_tasks) -> None:
    colleague, author = ModeratorFactory(), decision.case.content.author
    decision.case.consultation.moderators.add(colleague)
    appeal = actions.file_appeal(by=author, decision=decision, text="No vende nada.")
    actions.answer_appeal(by=colleague, appeal=appeal, outcome=outcome, text="Se revisó.")
    with later(minutes=11):
        run_tasks()
    told = [message.subject for message in mail.outbox if message.to == [author.email]]
    assert [subject.partition(":")[0] for subject in told] == ["Respondimos tu apelación"]
    assert Notice.objects.filter(user=author).count() == 2
