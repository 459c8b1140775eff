"""Voting through the action."""

import pytest
from django.db import connection

from ciudad_global.common.permissions import Refused
from consultations.actions import vote
from consultations.models import Consultation, Participation, Proposal, Vote
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, in_role

pytestmark = pytest.mark.django_db

COUNTERS = ("agree_count", "pass_count", "disagree_count", "votes_count")


def counters(proposal: object) -> list[int]:
    proposal.refresh_from_db()
    return [getattr(proposal, name) for name in COUNTERS]


def test_it_works() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    assert counters(proposal) == [1, 0, 0, 1]
    token = proposal.consultation.voter_token(resident.pk)
    assert list(Vote.objects.values_list("proposal_id", "voter", "value")) == [
        (proposal.pk, token, 1)
    ]
    assert Participation.objects.filter(user=resident).count() == 1


def test_the_same_vote_twice_counts_once() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    vote.cast(by=resident, proposal=proposal, value=1)
    assert counters(proposal) == [1, 0, 0, 1]


def test_a_vote_can_be_changed() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    vote.cast(by=resident, proposal=proposal, value=-1)
    assert counters(proposal) == [0, 0, 1, 1]


def test_a_vote_can_be_taken_back() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=0)
    vote.withdraw(by=resident, proposal=proposal)
    vote.withdraw(by=resident, proposal=proposal)
    assert counters(proposal) == [0, 0, 0, 0]
    assert Vote.objects.count() == 0


def test_the_limit_of_supports_holds_and_says_what_to_do() -> None:
    consultation = ConsultationFactory(ballot=Consultation.Ballot.SUPPORT, supports_limit=1)
    first, second = ProposalFactory.create_batch(2, consultation=consultation)
    resident = ResidentFactory()
    vote.cast(by=resident, proposal=first, value=1)
    with pytest.raises(Refused, match="Ya usaste tu apoyo: retíralo para cambiarlo"):
        vote.cast(by=resident, proposal=second, value=1)
    assert counters(second) == [0, 0, 0, 0]


@pytest.mark.parametrize("state", ["withdrawn", "merged", "erased"])
def test_a_support_of_what_has_ended_is_free_again(state) -> None:
    consultation = ConsultationFactory(ballot=Consultation.Ballot.SUPPORT, supports_limit=1)
    first, second, third = ProposalFactory.create_batch(3, consultation=consultation)
    resident = ResidentFactory()
    vote.cast(by=resident, proposal=first, value=1)
    Proposal.objects.filter(pk=first.pk).update(state=state)
    vote.cast(by=resident, proposal=second, value=1)
    with pytest.raises(Refused, match="Ya usaste tu apoyo"):
        vote.cast(by=resident, proposal=third, value=1)


@pytest.mark.parametrize("state", ["held", "removed"])
def test_a_support_of_what_may_come_back_counts_until_it_is_taken_back(state) -> None:
    consultation = ConsultationFactory(ballot=Consultation.Ballot.SUPPORT, supports_limit=1)
    first, second = ProposalFactory.create_batch(2, consultation=consultation)
    resident = ResidentFactory()
    vote.cast(by=resident, proposal=first, value=1)
    Proposal.objects.filter(pk=first.pk).update(state=state)
    with pytest.raises(Refused, match="retíralo para cambiarlo"):
        vote.cast(by=resident, proposal=second, value=1)
    vote.withdraw(by=resident, proposal=first)
    vote.cast(by=resident, proposal=second, value=1)
    assert counters(first) == [0, 0, 0, 0]
    assert counters(second) == [1, 0, 0, 1]


def test_a_vote_on_a_duplicate_is_taken_back_where_it_counts() -> None:
    source, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=source, value=1)
    Proposal.objects.filter(pk=source.pk).update(state="merged")
    with pytest.raises(Refused, match="quita tu voto en la que quedó"):
        vote.withdraw(by=resident, proposal=source)
    assert Vote.objects.count() == 1


def test_a_support_ballot_knows_no_disagreement() -> None:
    proposal = ProposalFactory(consultation__ballot=Consultation.Ballot.SUPPORT)
    with pytest.raises(ValueError, match="only has supports"):
        vote.cast(by=ResidentFactory(), proposal=proposal, value=-1)


def test_an_account_of_the_team_cannot_vote() -> None:
    proposal = ProposalFactory()
    with pytest.raises(Refused, match="Las cuentas del equipo no participan"):
        vote.cast(by=in_role("editor"), proposal=proposal, value=1)
    assert Participation.objects.count() == 0


def test_no_column_of_a_vote_leads_to_a_person() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM consultations_vote")
        columns = [column[0] for column in cursor.description]
    assert columns == ["proposal_id", "voter", "value", "cast_on", "merged_from_id"]
