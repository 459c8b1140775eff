"""What moderators hear once a day."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case
from ciudad_global.notifications import digest
from ciudad_global.notifications.models import Mail, Notice
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> object:
    return ModeratorFactory()


def wait_for(moderator, number: int = 1) -> None:
    consultation = ConsultationFactory(moderators=[moderator])
    for proposal in ProposalFactory.create_batch(number, consultation=consultation, state="draft"):
        actions.ask_review(content=proposal)


def test_it_works(moderator, capsys) -> None:
    wait_for(moderator, 3)
    now = timezone.now()
    late = Case.objects.order_by("pk")[:1].get()
    Case.objects.filter(pk=late.pk).update(
        waiting_since=now - timedelta(days=2, hours=1), due_at=now - timedelta(days=1)
    )
    call_command("send_moderation_digest")
    assert capsys.readouterr().out == "1 told.\n"
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (moderator.email, "Moderación: esperan 3 casos")
    assert "1 ya está atrasado" in mail.text
    assert "El más viejo espera desde hace 2 días." in mail.text
    assert "/es/moderacion/" in mail.text
    assert "1 ya está atrasado" in mail.html


def test_it_speaks_the_moderators_language() -> None:
    wait_for(ModeratorFactory(language="en"))
    digest.send()
    mail = Mail.objects.get()
    assert mail.subject == "Moderation: 1 case is waiting"
    assert "None is late." in mail.text
    assert "/en/moderacion/" in mail.text


def test_nobody_hears_of_nothing(moderator) -> None:
    wait_for(moderator)
    wait_for(ModeratorFactory(is_active=False))
    without_role = ModeratorFactory()
    without_role.groups.clear()
    wait_for(without_role)
    idle = ModeratorFactory()
    ConsultationFactory(moderators=[idle])
    assert digest.send() == 1
    assert list(Mail.objects.values_list("to", flat=True)) == [moderator.email]


def test_it_tells_once_a_day_and_the_newest_stands_for_all(moderator) -> None:
    wait_for(moderator)
    assert [digest.send(), digest.send()] == [1, 0]
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert digest.send() == 1
    assert (Notice.objects.count(), Mail.objects.count()) == (1, 2)


def test_whoever_may_answer_hears_of_appeals(moderator) -> None:
    colleague = ModeratorFactory()
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=[moderator, colleague]))
    case = Case.objects.create(
        consultation=proposal.consultation, proposal=proposal, cause=Case.Cause.FLAG
    )
    decision = decide(by=moderator, case=case, outcome="removed", reason="spam", text="Vende.")
    appeal = actions.file_appeal(by=proposal.author, decision=decision, text="No vendo nada.")
    Mail.objects.all().delete()
    with time_machine.travel(appeal.due_at + timedelta(hours=1)):
        assert digest.send() == 1
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (colleague.email, "Moderación: espera 1 apelación")
    for said in (mail.text, mail.html):
        assert "Espera 1 apelación, 1 atrasada." in said
    assert "/es/moderacion/apelaciones/" in mail.text


def test_appeals_about_an_account_are_heard_of_too(moderator) -> None:
    colleague = ModeratorFactory()
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=[moderator, colleague]))
    case = Case.objects.create(
        consultation=proposal.consultation, proposal=proposal, cause=Case.Cause.FLAG
    )
    sanction = actions.warn(by=moderator, case=case, reason="spam", text="Vende.")
    actions.file_appeal(
        by=proposal.author, decision=sanction.decisions.get(), text="No vendo nada."
    )
    Mail.objects.all().delete()
    assert digest.send() == 1
    assert Mail.objects.get().to == colleague.email
