"""Lists of proposals: order, filters, pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import Consultation
from consultations.reports import listing
from consultations.reports.listing import PAGE_SIZE, Sort, Wanted
from tests.factories import ConsultationFactory, ProposalFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


def fill(consultation: Consultation, number: int = 2 * PAGE_SIZE + 5) -> list[int]:
    """Make proposals with many equal counters; return their ids."""
    return [
        ProposalFactory(
            consultation=consultation,
            author=None,
            agree_count=n % 3,
            disagree_count=n % 2,
            comments_count=n % 4,
        ).pk
        for n in range(number)
    ]


def forwards(consultation: Consultation, sort: Sort, at: datetime = NOON) -> list[list[int]]:
    """Return the ids of each page, following `later` to the end."""
    pages, after = [], ""
    while True:
        page = listing.page(consultation, Wanted(sort=sort, after=after), at)
        pages.append([proposal.pk for proposal in page.proposals])
        after = page.later
        if not after:
            return pages


@pytest.mark.parametrize("sort", Sort)
def test_pages_neither_skip_nor_repeat(consultation: Consultation, sort: Sort) -> None:
    everything = fill(consultation)
    pages = forwards(consultation, sort)
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 5]
    assert sorted(pk for page in pages for pk in page) == everything


@pytest.mark.parametrize("sort", Sort)
def test_the_way_back_shows_the_same_pages(consultation: Consultation, sort: Sort) -> None:
    fill(consultation)
    there = forwards(consultation, sort)
    last = listing.page(consultation, Wanted(sort=sort), NOON)
    while last.later:
        last = listing.page(consultation, Wanted(sort=sort, after=last.later), NOON)
    back = [[proposal.pk for proposal in last.proposals]]
    while last.earlier:
        last = listing.page(consultation, Wanted(sort=sort, before=last.earlier), NOON)
        back.insert(0, [proposal.pk for proposal in last.proposals])
    assert back == there


def test_nothing_moves_when_somebody_proposes_meanwhile(consultation: Consultation) -> None:
    everything = fill(consultation)
    first = listing.page(consultation, Wanted(sort=Sort.NEWEST), NOON)
    ProposalFactory.create_batch(3, consultation=consultation, author=None)
    second = listing.page(consultation, Wanted(sort=Sort.NEWEST, after=first.later), NOON)
    newest_first = everything[::-1]
    assert [p.pk for p in second.proposals] == newest_first[PAGE_SIZE : 2 * PAGE_SIZE]


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        (Sort.NEWEST, lambda p: p.pk),
        (Sort.SUPPORTED, lambda p: (p.agree_count, p.pk)),
        (Sort.AGREED, lambda p: ((p.agree_count + 1) / (p.votes_count + 2), p.pk)),
        (
            Sort.DIVIDED,
            lambda p: (2 * min(p.agree_count, p.disagree_count) / (p.votes_count + 2), p.pk),
        ),
        (Sort.DISCUSSED, lambda p: (p.comments_count, p.pk)),
    ],
)
def test_each_order_says_what_it_does(consultation: Consultation, sort: Sort, key: object) -> None:
    fill(consultation, PAGE_SIZE)
    shown = listing.page(consultation, Wanted(sort=sort), NOON).proposals
    assert shown == sorted(shown, key=key, reverse=True)


def test_the_shuffle_is_the_same_for_everybody_within_an_hour(consultation: Consultation) -> None:
    fill(consultation, PAGE_SIZE)
    orders = [
        forwards(consultation, Sort.RANDOM, NOON + timedelta(minutes=minutes))[0]
        for minutes in (0, 59, 60)
    ]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2])


def test_the_shuffle_that_was_begun_is_finished_after_the_hour(consultation: Consultation) -> None:
    fill(consultation)
    expected = forwards(consultation, Sort.RANDOM)
    first = listing.page(consultation, Wanted(), NOON)
    second = listing.page(consultation, Wanted(after=first.later), NOON + timedelta(hours=1))
    assert [p.pk for p in second.proposals] == expected[1]


def test_every_proposal_comes_first_sometimes(consultation: Consultation) -> None:
    everything = fill(consultation, 5)
    firsts = {
        forwards(consultation, Sort.RANDOM, NOON + timedelta(hours=hour))[0][0]
        for hour in range(60)
    }
    assert firsts == set(everything)


def test_a_supports_ballot_offers_no_order_by_agreement() -> None:
    consultation = ConsultationFactory(ballot=Consultation.Ballot.SUPPORT)
    assert listing.sorts(consultation) == [
        Sort.RANDOM,
        Sort.NEWEST,
        Sort.SUPPORTED,
        Sort.DISCUSSED,
    ]


def test_hidden_totals_are_not_betrayed_by_an_order() -> None:
    consultation = ConsultationFactory(totals=Consultation.Totals.AFTER_CLOSING)
    assert listing.sorts(consultation) == [Sort.RANDOM, Sort.NEWEST, Sort.DISCUSSED]


def test_a_deep_page_starts_in_the_index(consultation: Consultation) -> None:
    fill(consultation)
    first = listing.page(consultation, Wanted(sort=Sort.SUPPORTED), NOON)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        listing.page(consultation, Wanted(sort=Sort.SUPPORTED, after=first.later), NOON)
    sql = captured[-1]["sql"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " ".join(str(row[-1]) for row in cursor.fetchall())
        assert "proposal_supported (consultation_id=? AND state=? AND agree_count<?)" in plan
        assert "TEMP B-TREE" not in plan
