"""What the worker computes while a consultation is open."""

import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultations import tasks
from consultations.actions import participation, vote
from consultations.models import Consultation, Participation, Proposal
from tests.consultations.test_concurrency import at_once
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db


def take_part(proposals: list[Proposal], people: int) -> None:
    """Let people vote: half of them one way, half the other, all alike on the last."""
    for number, person in enumerate(ResidentFactory.create_batch(people)):
        for proposal in proposals[:-1]:
            vote.cast(by=person, proposal=proposal, value=(1, -1)[number % 2])
        vote.cast(by=person, proposal=proposals[-1], value=1)


def extremities(consultation: Consultation) -> list[float]:
    return list(consultation.proposals.order_by("pk").values_list("extremity", flat=True))


def test_it_works(run_tasks) -> None:
    """Each 25th person wakes the worker, which weighs once there are 25 of them."""
    consultation = ConsultationFactory()
    proposals = ProposalFactory.create_batch(3, consultation=consultation)
    take_part(proposals, 25)
    assert DBTaskResult.objects.count() == 2
    # The worker may come late: by then more have voted.
    run_tasks()
    first, second, alike = extremities(consultation)
    assert first == pytest.approx(second)
    assert first > 1
    assert alike == 0


def test_fewer_than_25_change_nothing() -> None:
    consultation = ConsultationFactory()
    take_part(ProposalFactory.create_batch(2, consultation=consultation), 4)
    tasks.weigh.call(consultation.pk)
    assert extremities(consultation) == [0, 0]


def test_it_is_done_again_only_for_25_more(monkeypatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 4)
    consultation = ConsultationFactory()
    proposals = ProposalFactory.create_batch(2, consultation=consultation)
    take_part(proposals, 4)
    tasks.weigh.call(consultation.pk)
    Proposal.objects.update(extremity=0)
    take_part(proposals, 3)
    tasks.weigh.call(consultation.pk)
    assert extremities(consultation) == [0, 0]
    take_part(proposals, 1)
    tasks.weigh.call(consultation.pk)
    assert extremities(consultation)[0] > 0


def test_a_large_consultation_waits_for_a_twentieth_more() -> None:
    consultation = ConsultationFactory()
    proposals = ProposalFactory.create_batch(2, consultation=consultation)
    take_part(proposals, 30)
    cache.set(f"weighed:{consultation.pk}", 29 - 29 // 20)
    tasks.weigh.call(consultation.pk)
    assert extremities(consultation) == [0, 0]


def test_what_was_taken_down_no_longer_shapes_the_centre() -> None:
    consultation = ConsultationFactory()
    proposals = ProposalFactory.create_batch(3, consultation=consultation)
    take_part(proposals, 26)
    proposals[0].refresh_from_db()
    proposals[0].move_to("removed")
    tasks.weigh.call(consultation.pk)
    removed, left, _alike = extremities(consultation)
    assert removed == 0
    assert left > 0


@pytest.mark.parametrize("fields", [{"state": "closed"}, {"ballot": "support"}])
def test_where_no_opinions_are_being_formed_nothing_is_computed(monkeypatch, fields) -> None:
    proposal = ProposalFactory(consultation=ConsultationFactory())
    for person in ResidentFactory.create_batch(25):
        participation.join(by=person, consultation=proposal.consultation, what="may_vote")
    monkeypatch.setattr(tasks, "read", lambda _pk: pytest.fail("counted for nothing"))
    Consultation.objects.update(**fields)
    tasks.weigh.call(proposal.consultation_id)


def test_a_consultation_that_is_gone_is_no_failure() -> None:
    tasks.weigh.call(0)
    assert Participation.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_it_stands_in_nobodys_way() -> None:
    """Whoever holds one proposal may go on to another one, as a merge does."""
    consultation = ConsultationFactory()
    first, last = ProposalFactory.create_batch(2, consultation=consultation)
    locked = threading.Event()

    def hold_both() -> None:
        with transaction.atomic():
            Proposal.objects.filter(pk=last.pk).update(agree_count=1)
            locked.set()
            time.sleep(0.5)
            Proposal.objects.filter(pk=first.pk).update(agree_count=1)

    def weigh() -> None:
        locked.wait(5)
        tasks._store(consultation.pk, {first.pk: 1.5, last.pk: 2.5})

    at_once([hold_both, weigh])
    assert extremities(consultation) == [1.5, 2.5]
    assert set(consultation.proposals.values_list("agree_count", flat=True)) == {1}


def live(consultation: Consultation) -> list[int]:
    """Return how many voters the live figures tell of, the oldest first."""
    found = consultation.snapshots.filter(kind="live").order_by("pk")
    return [snapshot.figures["voters"] for snapshot in found]


def test_figures_are_frozen_for_each_25_voters_more(monkeypatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 4)
    consultation = ConsultationFactory()
    proposals = ProposalFactory.create_batch(2, consultation=consultation)
    for people, expected in ((3, []), (1, [4]), (3, [4]), (1, [4, 8])):
        take_part(proposals, people)
        with time_machine.travel(timezone.now() + timedelta(hours=2 * len(expected))):
            tasks.count_live.call(consultation.pk)
        assert live(consultation) == expected


def test_figures_are_frozen_once_an_hour(monkeypatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    consultation = ConsultationFactory()
    proposals = ProposalFactory.create_batch(2, consultation=consultation)
    for _time in range(2):
        take_part(proposals, 2)
        tasks.count_live.call(consultation.pk)
    assert live(consultation) == [2]


@pytest.mark.parametrize(
    "fields", [{"totals": "after_closing"}, {"state": "closed"}], ids=["hidden", "closed"]
)
def test_hidden_or_final_totals_have_no_live_figures(monkeypatch, fields) -> None:
    monkeypatch.setattr(tasks, "BATCH", 0)
    consultation = ConsultationFactory(**fields)
    tasks.count_live.call(consultation.pk)
    assert live(consultation) == []
