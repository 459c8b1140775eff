"""Voiding votes takes two people and leaves every counter right."""

import threading
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from ciudad_global.common.permissions import Refused
from consultations.actions import merge, recount, void, vote
from consultations.models import Consultation, Voiding, Vote
from consultations.permissions import seal
from consultations.reports import flagged
from tests.factories import (
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
)

pytestmark = pytest.mark.django_db
WHY = {"reason_es": "Votos idénticos.", "reason_en": "Identical votes."}


def auditor():
    return in_role("auditor", "consultations.void_votes")


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def proposals(consultation):
    return ProposalFactory.create_batch(20, consultation=consultation)


@pytest.fixture
def ballot(consultation, proposals):
    """Return the ballot of six accounts, beside two other votes."""
    for voter in [uuid4() for _number in range(6)]:
        Vote.objects.bulk_create(
            Vote(proposal=proposal, voter=voter, value=1, cast_on="2026-11-20")
            for proposal in proposals
        )
    recount.fix(consultation)
    for value in (1, -1):
        vote.cast(by=ResidentFactory(), proposal=proposals[0], value=value)
    return flagged.groups(consultation)[0].key


def proposed(consultation, ballot, by=None):
    return void.propose(by=by or auditor(), consultation=consultation, ballot=ballot, **WHY)


def test_it_works(consultation, proposals, ballot) -> None:
    voiding = proposed(consultation, ballot)
    assert (voiding.voters, voiding.votes, Vote.objects.count()) == (6, 120, 122)
    void.confirm(by=auditor(), voiding=voiding)
    voiding.refresh_from_db()
    assert voiding.state == Voiding.State.DONE
    assert Vote.objects.count() == 2
    assert list(recount.differences(consultation)) == []
    proposals[0].refresh_from_db()
    assert (proposals[0].agree_count, proposals[0].disagree_count) == (1, 1)


def test_copies_that_a_merge_made_go_too(consultation, proposals, ballot) -> None:
    moderators = ModeratorFactory.create_batch(2)
    consultation.moderators.set(moderators)
    target = ProposalFactory(consultation=consultation)
    union = merge.propose(by=moderators[0], source=proposals[0], target=target, reason="Igual.")
    merge.confirm(by=moderators[1], merge=union)
    void.confirm(by=auditor(), voiding=proposed(consultation, ballot))
    assert Vote.objects.filter(proposal=target).count() == 2
    assert list(recount.differences(consultation)) == []
    merge.undo(by=moderators[0], merge=union)
    assert list(recount.differences(consultation)) == []


def test_whoever_proposed_it_does_not_confirm_it(consultation, ballot) -> None:
    one = auditor()
    voiding = proposed(consultation, ballot, by=one)
    with pytest.raises(Refused, match="otra persona"):
        void.confirm(by=one, voiding=voiding)
    with pytest.raises(IntegrityError, match="voiding_confirmed_by_another"), transaction.atomic():
        Voiding.objects.update(state="done", decided_by=one, decided_at="2026-11-20T12:00Z")
    assert Vote.objects.count() == 122


@pytest.mark.parametrize("role", ["moderator", "editor", "publisher", "official"])
def test_nobody_else_voids_votes(consultation, ballot, role) -> None:
    with pytest.raises(Refused):
        proposed(consultation, ballot, by=in_role(role))


def test_a_set_that_changed_is_not_voided(consultation, proposals, ballot) -> None:
    voiding = proposed(consultation, ballot)
    Vote.objects.filter(proposal=proposals[3]).first().delete()
    with pytest.raises(Refused, match="cambió"):
        void.confirm(by=auditor(), voiding=voiding)
    void.discard(by=auditor(), voiding=voiding)
    assert proposed(consultation, flagged.groups(consultation)[0].key).voters == 5


def test_it_is_proposed_once(consultation, ballot) -> None:
    proposed(consultation, ballot)
    with pytest.raises(Refused, match="Ya está propuesto"):
        proposed(consultation, ballot)


def test_it_is_confirmed_once(consultation, ballot) -> None:
    voiding = proposed(consultation, ballot)
    void.confirm(by=auditor(), voiding=voiding)
    for step in (void.confirm, void.discard):
        with pytest.raises(Refused, match="ya lo decidió"):
            step(by=auditor(), voiding=voiding)


def test_a_set_that_nobody_found_is_not_voided(consultation) -> None:
    with pytest.raises(Refused, match="ya no existe"):
        proposed(consultation, "0" * 64)


@pytest.mark.parametrize("state", [Consultation.State.SEALED, Consultation.State.ARCHIVED])
def test_nothing_is_voided_once_it_is_sealed(consultation, ballot, state) -> None:
    voiding = proposed(consultation, ballot)
    Consultation.objects.update(state=state)
    with pytest.raises(Refused, match="sellada"):
        void.confirm(by=auditor(), voiding=voiding)
    assert Vote.objects.count() == 122


def test_what_waits_when_it_is_archived_can_be_discarded_and_keeps_nobody_from_sealing(
    consultation, ballot
) -> None:
    voiding = proposed(consultation, ballot)
    Consultation.objects.update(state=Consultation.State.ARCHIVED)
    unsettled = str(seal.is_settled(consultation).why)
    void.discard(by=auditor(), voiding=voiding)
    assert unsettled.startswith("Hay una anulación de votos")
    assert seal.is_settled(consultation)


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_void_once(consultation, ballot) -> None:
    voiding = proposed(consultation, ballot)
    people, start, outcomes = [auditor(), auditor()], threading.Barrier(2), []

    def confirm(person) -> None:
        start.wait()
        try:
            void.confirm(by=person, voiding=voiding)
        except Refused as refusal:
            outcomes.append(str(refusal))
        else:
            outcomes.append("done")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Otra persona ya lo decidió.", "done"]
    assert Vote.objects.count() == 2
    assert list(recount.differences(consultation)) == []
