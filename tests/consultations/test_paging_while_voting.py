"""Whoever pages through a moving order misses nothing that stays where it was."""

import random
import threading
from collections import Counter

import pytest
from django.db import connection

from consultations.actions import vote
from consultations.models import Consultation, Proposal
from consultations.reports import listing
from consultations.reports.listing import PAGE_SIZE, Sort, Wanted
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)

MOVING = (Sort.SUPPORTED, Sort.AGREED, Sort.DIVIDED)


def walk(consultation: Consultation, sort: Sort) -> Counter[int]:
    """Return how often each proposal was shown from the first page to the last."""
    shown: Counter[int] = Counter()
    after = ""
    while True:
        page = listing.page(consultation, Wanted(sort=sort, after=after))
        shown.update(proposal.pk for proposal in page.proposals)
        after = page.later
        if not after:
            return shown


@pytest.fixture
def proposals() -> list[Proposal]:
    # Many share a number, so that the id has to part them.
    return [
        ProposalFactory(consultation=consultation, author=None, agree_count=n % 5, pass_count=n % 3)
        for consultation in [ConsultationFactory()]
        for n in range(4 * PAGE_SIZE + 7)
    ]


@pytest.mark.parametrize("sort", MOVING)
def test_what_is_not_voted_is_shown_once_while_others_are(
    proposals: list[Proposal], sort: Sort
) -> None:
    consultation, chance = proposals[0].consultation, random.Random(1)
    moved = chance.sample(proposals, 30)
    stayed = {one.pk for one in proposals} - {one.pk for one in moved}
    residents = [ResidentFactory() for _ in range(3)]
    done = threading.Event()

    def cast() -> None:
        try:
            for resident in residents:
                for one in moved:
                    vote.cast(by=resident, proposal=one, value=chance.choice((1, 0, -1)))
        finally:
            done.set()
            connection.close()

    voting = threading.Thread(target=cast)
    voting.start()
    walks = []
    while not done.is_set() or len(walks) < 3:
        walks.append(walk(consultation, sort))
    voting.join()
    assert len(walks) >= 3
    for shown in walks:
        assert {pk: shown[pk] for pk in stayed} == dict.fromkeys(stayed, 1)
    assert walk(consultation, sort) == {one.pk: 1 for one in proposals}


def test_what_crosses_the_cursor_stands_where_it_belongs_now(proposals: list[Proposal]) -> None:
    consultation = proposals[0].consultation
    first = listing.page(consultation, Wanted(sort=Sort.SUPPORTED))
    sinking, rising = first.proposals[-1], proposals[0]
    assert rising not in first.proposals
    Proposal.objects.filter(pk=sinking.pk).update(agree_count=0)
    Proposal.objects.filter(pk=rising.pk).update(agree_count=99)
    rest: list[int] = []
    after = first.later
    while after:
        page = listing.page(consultation, Wanted(sort=Sort.SUPPORTED, after=after))
        rest += [one.pk for one in page.proposals]
        after = page.later
    stayed = {one.pk for one in proposals} - {one.pk for one in first.proposals} - {rising.pk}
    assert sorted(rest) == sorted(stayed | {sinking.pk})
    assert listing.page(consultation, Wanted(sort=Sort.SUPPORTED)).proposals[0] == rising
