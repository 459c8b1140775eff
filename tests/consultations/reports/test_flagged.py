"""Votes that somebody should look at, found without seeing whose they are."""

from uuid import uuid4

import pytest
from django.utils import timezone

from ciudad_global.moderation.models import Sanction
from consultations.models import Participation, Vote
from consultations.reports import flagged
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def proposals(consultation):
    return ProposalFactory.create_batch(21, consultation=consultation)


def cast(proposals, value=1, voter=None, **fields):
    voter = voter or uuid4()
    Vote.objects.bulk_create(
        Vote(proposal=proposal, voter=voter, value=value, cast_on="2026-11-20", **fields)
        for proposal in proposals
    )
    return voter


def test_the_same_ballots_are_found_whatever_their_order(consultation, proposals) -> None:
    alike = {cast(proposals) for _number in range(3)}
    alike |= {cast(reversed(proposals)) for _number in range(3)}
    cast(proposals, value=-1)
    cast(proposals[:20])
    [group] = flagged.groups(consultation)
    assert (group.voters, group.votes_each) == (6, 21)
    assert set(flagged.tokens(consultation, group.key)) == alike


def test_short_ballots_and_small_groups_are_nobody_s_business(consultation, proposals) -> None:
    for _number in range(6):
        cast(proposals[: flagged.LONG - 1])
    for _number in range(flagged.FEWEST_ALIKE - 1):
        cast(proposals)
    assert flagged.groups(consultation) == []


def test_ballots_that_only_share_the_sum_are_told_apart(
    consultation, proposals, monkeypatch
) -> None:
    monkeypatch.setattr(flagged, "PRIME", 2)  # nearly everything is the same to it
    agreeing = {cast(proposals) for _number in range(5)}
    for _number in range(6):
        cast(proposals, value=-1)
    groups = flagged.groups(consultation)
    assert [group.voters for group in groups] == [6, 5]
    assert set(flagged.tokens(consultation, groups[1].key)) == agreeing


def test_copies_of_a_merge_are_not_part_of_a_ballot(consultation, proposals) -> None:
    other = ProposalFactory(consultation=consultation)
    for number in range(6):
        voter = cast(proposals)
        if number % 2:
            cast([other], voter=voter, merged_from=proposals[0])
    [group] = flagged.groups(consultation)
    assert (group.voters, group.votes_each) == (6, 21)


def test_another_consultation_is_another_matter(consultation, proposals) -> None:
    for _number in range(6):
        cast(proposals)
    assert flagged.groups(ConsultationFactory()) == []


def test_one_query_finds_them(consultation, proposals, django_assert_num_queries) -> None:
    for value in (1, -1, 0):
        for _number in range(5):
            cast(proposals, value=value)
    with django_assert_num_queries(1):
        assert len(flagged.groups(consultation)) == 3


def suspend(consultation, proposals, number, *, votes=True):
    moderator, administrator = ModeratorFactory.create_batch(2)
    for resident in ResidentFactory.create_batch(number):
        Participation.objects.create(
            consultation=consultation, user=resident, joined_on="2026-11-20"
        )
        Sanction.objects.create(
            user=resident, kind="suspension", state="active", stops_voting=True, reason="spam",
            text="Por correo basura.", proposed_by=moderator, decided_by=administrator,
            starts_at=timezone.now(),
        )  # fmt: skip
        if votes:
            cast(proposals, voter=consultation.voter_token(resident.pk))


@pytest.mark.parametrize(("accounts", "found"), [(9, 0), (10, 10), (19, 10)])
def test_no_single_account_can_be_told_by_the_difference(
    consultation, proposals, accounts, found
) -> None:
    suspend(consultation, proposals[:2], accounts)
    suspend(consultation, proposals, 5, votes=False)
    voters = flagged.tokens(consultation, "")
    assert len(voters) == found
    assert flagged.own_votes(consultation, voters) == 2 * found


def test_a_sealed_consultation_knows_no_suspended_accounts(consultation, proposals) -> None:
    suspend(consultation, proposals[:1], 10)
    consultation.salt = None
    assert flagged.tokens(consultation, "") == []
