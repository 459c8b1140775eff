"""The outbox: a mail is written with its cause and delivered once, by the worker."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend as Memory
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from ciudad_global.notifications import outbox, tasks
from ciudad_global.notifications.models import Mail
from tests.factories import ResidentFactory
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


class Broken(Memory):
    """A mail server that does not answer."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("someone@example.org")


BROKEN = f"{__name__}.Broken"


@pytest.fixture(autouse=True)
def _through_the_outbox(settings) -> None:
    settings.EMAIL_BACKEND = "ciudad_global.notifications.outbox.EmailBackend"


def put() -> Mail:
    return outbox.put(to="ana@example.org", subject="Tu código", text="123456")


def attempts() -> list[tuple[int, str, bool]]:
    return [
        (mail.attempts, mail.error, mail.sent_at is not None)
        for mail in Mail.objects.order_by("pk")
    ]


def test_it_works(run_tasks) -> None:
    send_mail("Hola", "Texto", None, ["ana@example.org"])
    assert mail.outbox == []  # nothing goes out in the request
    run_tasks()
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [
        (["ana@example.org"], "Hola", "Texto")
    ]
    assert attempts() == [(1, "", True)]


def test_a_rollback_leaves_neither_mail_nor_task() -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert (Mail.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_each_recipient_gets_a_mail_that_belongs_to_their_account() -> None:
    ana = ResidentFactory(email="ana@example.org")
    message = EmailMultiAlternatives("Hola", "Texto", to=["Ana <ana@example.org>"], bcc=["b@c.mx"])
    message.attach_alternative("<p>Texto</p>", "text/html")
    message.send()
    assert list(Mail.objects.order_by("pk").values_list("to", "user", "html")) == [
        ("ana@example.org", ana.pk, "<p>Texto</p>"),
        ("b@c.mx", None, "<p>Texto</p>"),
    ]


def test_a_subject_is_one_line() -> None:
    mail = outbox.put(to="a@b.mx", subject=f"Hola\r\nBcc: x@y.mx {HOSTILE}", text="")
    assert mail.subject == f"Hola Bcc: x@y.mx {HOSTILE}"


def test_a_task_that_runs_twice_sends_one_mail() -> None:
    waiting = put()
    tasks.deliver.call(waiting.pk)
    tasks.deliver.call(waiting.pk)
    assert len(mail.outbox) == 1


def test_a_mail_that_somebody_is_sending_is_left_alone(monkeypatch) -> None:
    waiting = put()

    def send_again(self: Memory, messages: Any) -> int:
        assert tasks.attempt(waiting.pk) is None
        return 1

    monkeypatch.setattr(Memory, "send_messages", send_again)
    tasks.attempt(waiting.pk)
    assert attempts() == [(1, "", True)]


def test_a_failure_comes_back_later_and_then_sends_one_mail(settings, run_tasks) -> None:
    works, settings.OUTBOX_DELIVERY = settings.OUTBOX_DELIVERY, BROKEN
    put()
    run_tasks()
    assert attempts() == [(1, "ConnectionRefusedError", False)]
    again = DBTaskResult.objects.get(status="READY")
    assert round((again.run_after - again.enqueued_at).total_seconds()) == 120
    settings.OUTBOX_DELIVERY = works
    DBTaskResult.objects.filter(pk=again.pk).update(run_after=again.enqueued_at)
    run_tasks()
    run_tasks()
    assert (len(mail.outbox), attempts()) == (1, [(2, "", True)])


def test_it_gives_up_after_a_day(settings) -> None:
    settings.OUTBOX_DELIVERY = BROKEN
    waiting = put()
    DBTaskResult.objects.all().delete()
    for _try in range(tasks.TRIES):
        tasks.deliver.call(waiting.pk)
    pauses = [
        round((task.run_after - task.enqueued_at).total_seconds() / 60)
        for task in DBTaskResult.objects.order_by("enqueued_at")
    ]
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240]


def test_send_outbox_delivers_what_was_given_up(settings) -> None:
    works, settings.OUTBOX_DELIVERY = settings.OUTBOX_DELIVERY, BROKEN
    for _mail in range(2):
        tasks.attempt(put().pk)
    settings.OUTBOX_DELIVERY = works
    said = StringIO()
    call_command("send_outbox", stdout=said)
    call_command("send_outbox", stdout=said)
    assert said.getvalue() == "2 sent, 0 failed.\n0 sent, 0 failed.\n"
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(("demonstration", "kept"), [(True, "123456"), (False, "")])
def test_a_sent_body_is_kept_in_the_demonstration_only(settings, demonstration, kept) -> None:
    settings.DEMONSTRATION = demonstration
    waiting = put()
    tasks.attempt(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.text, mail.outbox[0].body) == (kept, "123456")
