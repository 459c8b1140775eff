"""Which statement comes next."""

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser

from consultations.actions import vote
from consultations.models import Consultation, Proposal
from consultations.reports.one_by_one import step
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def drawn(user, consultation, times: int = 60, **more) -> set[int]:
    random = np.random.default_rng(4)
    return {
        found.pk
        for _ in range(times)
        if (found := step(user, consultation, random=random, **more).proposal)
    }


def test_it_works() -> None:
    proposals = ProposalFactory.create_batch(3, consultation=ConsultationFactory())
    consultation, resident = proposals[0].consultation, ResidentFactory()
    vote.cast(by=resident, proposal=proposals[0], value=1)
    now = step(resident, consultation)
    assert now.proposal in proposals[1:]
    assert (now.done, now.total, now.skipped) == (1, 3, 0)
    assert drawn(resident, consultation) == {proposal.pk for proposal in proposals[1:]}


def test_only_what_is_published_is_shown() -> None:
    shown = ProposalFactory()
    for state in ("pending", "held", "removed", "withdrawn", "merged", "draft"):
        ProposalFactory(consultation=shown.consultation, state=state)
    ProposalFactory()
    assert drawn(VISITOR, shown.consultation) == {shown.pk}


def test_ones_own_proposal_is_not_shown() -> None:
    own = ProposalFactory()
    other = ProposalFactory(consultation=own.consultation)
    anonymous = ProposalFactory(consultation=own.consultation, author=None)
    assert drawn(own.author, own.consultation) == {other.pk, anonymous.pk}
    assert step(own.author, own.consultation).total == 2


def test_what_a_visitor_tapped_or_anybody_skipped_is_not_shown() -> None:
    consultation = ConsultationFactory()
    first, second, third = ProposalFactory.create_batch(3, consultation=consultation)
    assert drawn(VISITOR, consultation, tapped=[first.pk], skipped=[second.pk, 999]) == {third.pk}
    end = step(VISITOR, consultation, tapped=[first.pk, third.pk], skipped=[second.pk])
    assert (end.proposal, end.done, end.total, end.skipped) == (None, 2, 3, 1)


def test_without_proposals_there_is_nothing_to_show() -> None:
    assert step(VISITOR, ConsultationFactory()).total == 0


def test_at_first_the_least_seen_come_first() -> None:
    consultation = ConsultationFactory()
    seen, unseen = ProposalFactory.create_batch(2, consultation=consultation)
    Proposal.objects.filter(pk=seen.pk).update(agree_count=1)
    assert drawn(VISITOR, consultation) == {unseen.pk}


def test_once_there_is_data_what_divides_and_is_new_comes_more_often() -> None:
    consultation = ConsultationFactory()
    dull, telling = ProposalFactory.create_batch(2, consultation=consultation)
    Proposal.objects.update(agree_count=30, pass_count=1, disagree_count=30)
    Proposal.objects.filter(pk=telling.pk).update(extremity=2)
    random = np.random.default_rng(5)
    shown = [step(VISITOR, consultation, random=random).proposal for _ in range(60)]
    assert shown.count(telling) > 40 > shown.count(dull) > 0


def test_a_sealed_consultation_knows_nobodys_votes() -> None:
    proposal, resident = ProposalFactory(), ResidentFactory()
    vote.cast(by=resident, proposal=proposal, value=1)
    consultation = proposal.consultation
    consultation.salt, consultation.state = None, Consultation.State.SEALED
    consultation.save()
    assert step(resident, consultation).done == 0


def test_ten_thousand_proposals_take_as_many_queries_as_ten(django_assert_num_queries) -> None:
    consultation, resident = ConsultationFactory(), ResidentFactory()
    for count in (10, 9_990):
        Proposal.objects.bulk_create(
            Proposal(consultation=consultation, title="Una idea", state="published")
            for _ in range(count)
        )
        with django_assert_num_queries(3):
            step(resident, consultation)
