"""Drafts and edits hold when the same person writes from several places at the same time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case, Flag
from consultations.actions import draft, proposal, vote
from consultations.models import Proposal, ProposalVersion
from tests.consultations.test_concurrency import at_once
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = {"title": "Más sombra en las paradas", "body": "Con árboles.", "language": "es"}


def test_the_limit_of_drafts_holds() -> None:
    consultation, resident = ConsultationFactory(), ResidentFactory()
    answers = at_once(
        lambda number=number: draft.save(
            by=resident, consultation=consultation, typed={"title": f"Idea {number}"}
        )
        for number in range(20)
    )
    assert Proposal.objects.drafts_of(resident).count() == draft.LIMIT
    assert sum("Ya tienes 5 borradores" in str(answer) for answer in answers) == 15


def test_a_draft_is_sent_once_however_often_it_is_pressed() -> None:
    consultation, resident = ConsultationFactory(), ResidentFactory()
    begun = draft.save(by=resident, consultation=consultation, typed={"title": "Más sombra"})
    answers = at_once(
        [lambda: proposal.propose(by=resident, consultation=consultation, draft=begun.pk, **TEXT)]
        * 10
    )
    assert set(answers) == {begun}
    assert Proposal.objects.get().state == "pending"


def test_of_edits_at_once_against_one_text_one_is_kept() -> None:
    old = ProposalFactory(published_at=timezone.now() - timedelta(hours=1))
    seen = old.fingerprint()
    answers = at_once(
        lambda number=number: proposal.edit(
            by=old.author, proposal=old, seen=seen, **TEXT | {"body": f"Número {number}"}
        )
        for number in range(10)
    )
    assert ProposalVersion.objects.count() == 1
    assert sum("cambió en otra ventana" in str(answer) for answer in answers) == 9


def test_edits_reports_votes_and_a_withdrawal_do_not_stand_in_each_others_way() -> None:
    old = ProposalFactory(published_at=timezone.now() - timedelta(hours=1))
    people = ResidentFactory.create_batch(12)
    seen = old.fingerprint()
    jobs = [
        *(
            lambda person=person: moderation.flag(by=person, content=old, reason="spam")
            for person in people[:6]
        ),
        *(lambda person=person: vote.cast(by=person, proposal=old, value=1) for person in people),
        lambda: proposal.edit(by=old.author, proposal=old, seen=seen, **TEXT),
    ]
    at_once(jobs)
    old.refresh_from_db()
    assert old.title == TEXT["title"]
    assert old.agree_count == 12
    assert Flag.objects.count() == 6
    assert Case.objects.get().waiting_since is not None
    proposal.withdraw(by=old.author, proposal=old)
    assert Case.objects.get().waiting_since is None
