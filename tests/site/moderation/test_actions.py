"""Deciding."""

import pytest
from django.db import DatabaseError, transaction

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import State
from consultations.actions.proposal import withdraw
from consultations.models import Proposal
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> object:
    return ModeratorFactory()


@pytest.fixture
def comment(moderator: object) -> object:
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))
    comment = CommentFactory(proposal=proposal)
    actions.flag(by=ResidentFactory(), content=comment, reason="spam")
    return comment


def test_it_works(comment, moderator) -> None:
    decide(
        by=moderator, case=comment.case, outcome=State.REMOVED, reason="spam", text="Es publicidad."
    )
    comment.refresh_from_db()
    comment.proposal.refresh_from_db()
    comment.case.refresh_from_db()
    assert comment.state == State.REMOVED
    assert comment.proposal.comments_count == 0
    assert comment.case.waiting_since is None


def test_a_removal_without_reason_is_refused(comment, moderator) -> None:
    with pytest.raises(Refused, match="Elige una razón"):
        decide(by=moderator, case=comment.case, outcome=State.REMOVED)


def test_the_second_of_two_decisions_is_told(comment, moderator) -> None:
    seen = comment.case.seen_as()
    decide(by=moderator, case=comment.case, outcome=State.PUBLISHED)
    with pytest.raises(Refused, match=r"Ya lo decidió .*: publicar"):
        actions.decide(by=moderator, case=comment.case, outcome=State.PUBLISHED, seen=seen)
    assert Decision.objects.count() == 1


def test_a_moderator_of_another_consultation_cannot_decide(comment) -> None:
    with pytest.raises(Refused, match="No moderas esta consulta"):
        decide(by=ModeratorFactory(), case=comment.case, outcome=State.PUBLISHED)


def test_nobody_decides_on_what_they_wrote(moderator) -> None:
    proposal = ProposalFactory(
        consultation=ConsultationFactory(moderators=[moderator]), author=moderator
    )
    actions.flag(by=ResidentFactory(), content=proposal, reason="spam")
    with pytest.raises(Refused, match="Es tuyo: decide otra persona"):
        decide(by=moderator, case=proposal.case, outcome=State.PUBLISHED)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_decision(comment, moderator, change) -> None:
    decision = decide(by=moderator, case=comment.case, outcome=State.PUBLISHED)
    rows = Decision.objects.filter(pk=decision.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(text="otra cosa") if change == "update" else rows.delete()


def test_a_report_that_comes_after_the_withdrawal_makes_no_case() -> None:
    proposal = ProposalFactory()
    seen_before = Proposal.objects.get()
    withdraw(by=proposal.author, proposal=proposal)
    with pytest.raises(Refused):
        actions.flag(by=ResidentFactory(), content=seen_before, reason="spam")
    assert not Case.objects.exists()


def test_a_report_in_the_middle_of_the_withdrawal_leaves_nothing_to_decide(monkeypatch) -> None:
    proposal = ProposalFactory()
    stop_waiting = actions.stop_waiting

    def stop_then_report(*, content) -> None:
        stop_waiting(content=content)
        monkeypatch.setattr(actions, "stop_waiting", stop_waiting)
        actions.flag(by=ResidentFactory(), content=Proposal.objects.get(), reason="spam")

    monkeypatch.setattr(actions, "stop_waiting", stop_then_report)
    withdraw(by=proposal.author, proposal=proposal)
    assert not Case.objects.waiting().exists()
