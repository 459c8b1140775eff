"""Votes that hold when the workers of a server get them at the same moment."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from ciudad_global.users.models import User
from consultations.models import Consultation, Participation, Proposal, Vote
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory
from tests.processes import PROCESSES, THREADS, Workers, workers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]


@pytest.fixture(scope="module")
def at_work(django_db_setup: None) -> Iterator[Workers]:
    """Return five processes with ten threads each."""
    with workers(str(connection.settings_dict["NAME"])) as ready:
        yield ready


def session(person: User) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def shares(posts: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    assert len(posts) == PROCESSES * THREADS
    return [posts[n::PROCESSES] for n in range(PROCESSES)]


def url(proposal: Proposal) -> str:
    return f"/es/propuestas/{proposal.pk}/voto/"


def counters(proposal: Proposal) -> list[int]:
    proposal.refresh_from_db()
    return [proposal.agree_count, proposal.pass_count, proposal.disagree_count]


def test_fifty_votes_of_one_person_are_one(at_work: Workers) -> None:
    hot, values = ProposalFactory(), ("agree", "pass", "disagree", "withdraw", "agree")
    posts = [(url(hot), value) for value in values] * THREADS
    statuses = at_work.at_once(shares(posts), session(ResidentFactory()))
    assert statuses == [302] * 50
    left = list(Vote.objects.values_list("value", flat=True))
    assert len(left) <= 1
    assert counters(hot) == [left.count(value) for value in (1, 0, -1)]
    assert Participation.objects.count() == 1


def test_ten_supports_of_fifty_at_once_are_ten(at_work: Workers) -> None:
    consultation = ConsultationFactory(ballot=Consultation.Ballot.SUPPORT, supports_limit=10)
    proposals = ProposalFactory.create_batch(50, consultation=consultation)
    posts = [(url(proposal), "support") for proposal in proposals]
    statuses = at_work.at_once(shares(posts), session(ResidentFactory()))
    # Those beyond the limit are told why.
    assert sorted(statuses) == [302] * 10 + [403] * 40
    assert Vote.objects.count() == 10
    assert sum(counters(proposal)[0] for proposal in proposals) == 10
