"""The instant that ends a phase, crossed for real by the engine's clock: none late, no 500."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from consultations import permissions
from consultations.actions import comment, participation, proposal, vote
from consultations.actions import consultation as consultations
from consultations.models import Comment, Consultation, Phase, Proposal, Vote
from tests.consultations.test_concurrency import at_once, counters
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory
from tests.factories.people import in_role

pytestmark = pytest.mark.django_db(transaction=True)
# Each act is another one than the last: a double click would be written once.
ACTS: dict[str, Callable] = {
    "vote": lambda by, found, n: vote.cast(by=by, proposal=found, value=n % 3 - 1),
    "comment": lambda by, found, n: comment.write(by=by, proposal=found, body=f"Texto {n}"),
    "propose": lambda by, found, n: proposal.propose(
        by=by, consultation=found.consultation, title=f"Una propuesta de {by.pk}, {n}", body="Sí."
    ),
}
OVER = {
    "vote": "La votación cerró el",
    "comment": "El plazo para comentar terminó el",
    "propose": "El plazo para proponer terminó el",
}


@pytest.fixture
def found() -> Proposal:
    """Return a proposal in a consultation where everything may be done."""
    return ProposalFactory(consultation=ConsultationFactory(proposals_review="after"))


def end_in(seconds: int, found: Proposal) -> datetime:
    """Let its phase end in so long, at the next full second; return the instant."""
    end = timezone.now().replace(microsecond=0) + timedelta(seconds=seconds + 1)
    Phase.objects.filter(consultation=found.consultation_id).update(ends_at=end)
    return end


def written() -> list:
    """Return everything that people wrote, in a form that compares."""
    return [
        sorted(Vote.objects.values_list("proposal", "voter", "value")),
        sorted(Comment.objects.values_list("pk", "body")),
        sorted(Proposal.objects.values_list("pk", "title", "votes_count", "comments_count")),
    ]


def in_threads(jobs: Iterable[Callable[[], object]]) -> list[object]:
    """Run the jobs in parallel, each with its own connection; an error is raised here."""

    def run(job: Callable[[], object]) -> object:
        try:
            return job()
        finally:
            connection.close()

    jobs = list(jobs)
    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.parametrize("act", ACTS)
def test_what_begins_after_the_instant_is_refused(act, found) -> None:
    people, ends = ResidentFactory.create_batch(4), []
    # Everybody has done something before the end is set, however busy the machine is.
    warm = threading.Barrier(len(people), lambda: ends.append(end_in(1, found)), timeout=60)

    def keep_on(by) -> tuple[int, int, list[str]]:
        """Act until well after the end; return what was done, what was done late, refusals."""
        ACTS[act](by, found, 0)
        warm.wait()
        (end,) = ends
        done, late, refused, number = 1, 0, [], count(1)
        while (begun := timezone.now()) < end + timedelta(seconds=0.6):
            try:
                ACTS[act](by, found, next(number))
            except Refused as refusal:
                refused.append(str(refusal))
            else:
                done += 1
                late += begun > end
        return done, late, refused

    results = in_threads(lambda by=by: keep_on(by) for by in people)
    assert sum(late for _done, late, _refused in results) == 0
    refused = [why for *_rest, refusals in results for why in refusals]
    assert refused
    assert {why[: len(OVER[act])] for why in refused} == {OVER[act]}
    rows = {"vote": Vote, "comment": Comment, "propose": Proposal}[act].objects.count()
    done = [done for done, _late, _refused in results]
    assert rows == {"vote": len(people), "comment": sum(done), "propose": sum(done) + 1}[act]


@pytest.mark.parametrize("act", ACTS)
def test_who_waits_past_the_instant_is_too_late(act, found) -> None:
    resident, locked, before = ResidentFactory(), threading.Event(), written()
    end = end_in(2, found)

    def hold() -> None:
        """Keep the person's lock from before the end until after it."""
        with transaction.atomic():
            participation.join(
                by=resident, consultation=found.consultation, what=permissions.COMMENT
            )
            locked.set()
            time.sleep((end - timezone.now()).total_seconds() + 0.3)

    def wait() -> str:
        locked.wait(5)
        assert timezone.now() < end
        with pytest.raises(Refused) as refusal:
            ACTS[act](resident, found, 0)
        assert timezone.now() > end
        return str(refusal.value)

    _held, why = in_threads([hold, wait])
    assert why.startswith(OVER[act])
    assert written() == before


def test_no_request_that_crosses_the_instant_counts_late_or_breaks(found) -> None:
    people = ResidentFactory.create_batch(4)
    slug, address = found.consultation.slug, f"/es/propuestas/{found.pk}"
    clients = [Client(raise_request_exception=False) for _person in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)

    numbers = count()

    def keep_on(client: Client, until: datetime) -> set[int]:
        """Vote, comment and propose in turn, once at least; return the statuses."""
        statuses: set[int] = set()
        while not statuses or timezone.now() < until:
            number = next(numbers)
            for url, form in (
                (f"{address}/voto/", {"value": ("agree", "disagree")[number % 2]}),
                (f"{address}/comentar/", {"body": f"Texto {number}"}),
                (
                    f"/es/consultas/{slug}/proponer/",
                    {
                        "title": f"Una propuesta más, {number}",
                        "body": "Sí.",
                        "language": "es",
                        "do": "send",
                    },
                ),
            ):
                statuses.add(client.post(url, form).status_code)
        return statuses

    before = written()
    keep_on(clients[0], timezone.now())  # however long the first of them takes
    end = end_in(2, found)
    statuses = in_threads(lambda client=client: keep_on(client, end) for client in clients)
    at_the_end = written()
    assert all(one != other for one, other in zip(before, at_the_end, strict=True))
    after = timezone.now() + timedelta(seconds=0.5)
    statuses += in_threads(lambda client=client: keep_on(client, after) for client in clients)
    assert written() == at_the_end
    assert max(set().union(*statuses)) < 500


def test_nothing_is_written_once_the_consultation_was_closed() -> None:
    consultation = ConsultationFactory()
    proposals, people = (
        ProposalFactory.create_batch(4, consultation=consultation),
        ResidentFactory.create_batch(12),
    )

    def close() -> list:
        time.sleep(0.02)
        consultations.close(consultation=Consultation.objects.get())
        return written()

    def keep_voting(by) -> None:
        for number in range(8):
            vote.cast(by=by, proposal=proposals[number % 4], value=1)

    at_closing, *_answers = at_once([close, *(lambda by=by: keep_voting(by) for by in people)])
    assert written() == at_closing
    assert sum(sum(counters(each)) for each in proposals) == Vote.objects.count()


def test_no_vote_is_cast_under_rules_that_changed_meanwhile() -> None:
    publisher = in_role("publisher", "consultations.publish_consultation")
    for _round in range(4):
        hot = ProposalFactory(consultation=ConsultationFactory())
        people = ResidentFactory.create_batch(8)
        # Each knows the rules as they were, as a request does that has begun.
        known = [Proposal.objects.select_related("consultation").get(pk=hot.pk) for _ in people]
        changed = Consultation.objects.get(pk=hot.consultation_id)
        changed.ballot = Consultation.Ballot.SUPPORT
        answers = at_once(
            [
                lambda wanted=changed: consultations.write(by=publisher, consultation=wanted),
                *(
                    lambda by=by, found=found: vote.cast(by=by, proposal=found, value=-1)
                    for by, found in zip(people, known, strict=True)
                ),
            ]
        )
        hot.consultation.refresh_from_db()
        if hot.consultation.is_opinion:
            assert answers[0] == "Ya hay votos: las reglas y la boleta no cambian."
            assert hot.votes.count() == 8
        else:
            assert hot.votes.count() == 0
            assert set(answers[1:]) == {"Las reglas acaban de cambiar: carga la página otra vez."}
        assert counters(hot) == [0, 0, hot.votes.count()]
