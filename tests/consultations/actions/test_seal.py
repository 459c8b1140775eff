"""Sealing: two people, and no vote leads back to anybody."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import log
from ciudad_global.moderation.models import Appeal, Case
from consultations.actions import seal as actions
from consultations.models import Consultation, Export, Merge, Sealing, Snapshot, Voiding, Vote
from consultations.opinions.verify import main
from tests.consultations.opinions.planted import planted
from tests.consultations.reports.open_data.exports import voted
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory(state=Consultation.State.CLOSED)


def sealed(consultation: Consultation) -> Consultation:
    for _person in range(2):
        actions.seal(by=in_role("publisher"), consultation=consultation)
    return consultation


def cast(consultation: Consultation, *people: int) -> list[Vote]:
    proposals = ProposalFactory.create_batch(2, consultation=consultation)
    return Vote.objects.bulk_create(
        Vote(
            proposal=proposal,
            voter=consultation.voter_token(person),
            value=1 if person % 2 else -1,
            cast_on=f"2026-11-{10 + person}",
        )
        for person in people
        for proposal in proposals
    )


def test_one_person_proposes_and_another_one_confirms(consultation: Consultation) -> None:
    first, second = in_role("publisher"), in_role("publisher")
    assert actions.seal(by=first, consultation=consultation) is False
    assert consultation.state == Consultation.State.CLOSED
    with pytest.raises(Refused, match="La propusiste tú"):
        actions.seal(by=first, consultation=consultation)
    assert actions.seal(by=second, consultation=consultation) is True
    sealing = Sealing.objects.get()
    assert (sealing.proposed_by, sealing.confirmed_by) == (first, second)
    assert (consultation.state, consultation.salt) == (Consultation.State.SEALED, None)
    with pytest.raises(Refused, match="Ya está sellada"):
        actions.seal(by=in_role("publisher"), consultation=consultation)


def test_the_database_wants_two_people_as_well(consultation: Consultation) -> None:
    person = in_role("publisher")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sealing.objects.create(
            consultation=consultation,
            proposed_by=person,
            confirmed_by=person,
            confirmed_at=timezone.now(),
        )


@pytest.mark.parametrize("role", ["editor", "moderator", "official", "auditor"])
def test_only_who_publishes_seals(consultation: Consultation, role: str) -> None:
    with pytest.raises(Refused, match="Tu rol no sella"):
        actions.seal(by=in_role(role), consultation=consultation)


def test_votes_keep_their_sums_and_lose_their_names(consultation: Consultation) -> None:
    before = cast(consultation, 1, 2, 3)
    other = ConsultationFactory()
    kept = cast(other, 1)
    sealed(consultation)
    after = Vote.objects.filter(proposal__consultation=consultation)
    assert Counter(after.values_list("proposal", "value")) == Counter(
        (vote.proposal_id, vote.value) for vote in before
    )
    assert {vote.voter for vote in after}.isdisjoint(vote.voter for vote in before)
    # Who voted on both proposals still is one voter.
    assert sorted(Counter(after.values_list("voter", flat=True)).values()) == [2, 2, 2]
    assert {vote.cast_on for vote in after} == {timezone.localdate()}
    assert set(Vote.objects.filter(proposal__consultation=other)) == set(kept)


def test_votes_lie_in_the_order_of_their_new_names(consultation: Consultation) -> None:
    cast(consultation, *range(1, 9))
    sealed(consultation)
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT voter FROM consultations_vote ORDER BY {place}")  # noqa: S608
        lying = [str(voter) for (voter,) in cursor.fetchall()]
    assert lying == sorted(lying)


def test_the_final_figures_are_taken_once(consultation: Consultation, run_tasks: Any) -> None:
    cast(consultation, 1, 2, 3)
    sealed(consultation)
    run_tasks()
    actions.finish(consultation_id=consultation.pk)
    final = consultation.snapshots.get()
    assert (final.kind, final.figures["voters"]) == (Snapshot.Kind.FINAL, 3)
    assert Export.objects.ready().filter(snapshot=final).count() == 2


def test_what_is_not_sealed_has_no_final_figures(consultation: Consultation) -> None:
    actions.finish(consultation_id=consultation.pk)
    assert consultation.snapshots.count() == 0


@pytest.mark.parametrize("told", [True, False])
def test_votes_are_given_away_only_if_voters_were_told(
    run_tasks: Any, tmp_path: Path, capsys: Any, told: bool
) -> None:
    consultation = voted(planted(60, 40)[0], publishes_votes=told)
    sealed(consultation)
    run_tasks()
    path = tmp_path / "export.zip"
    with Export.objects.get(excel=False).file.open() as file:
        path.write_bytes(file.read())
    with ZipFile(path) as zip_file:
        assert ("votes.csv" in zip_file.namelist()) is told
    assert main([str(path)]) == 0
    said = capsys.readouterr().out
    assert ("votes of 100 people give the same figures" in said) is told


def test_votes_of_few_are_given_to_nobody(run_tasks: Any) -> None:
    consultation = voted(planted(50, 30)[0], publishes_votes=True)
    sealed(consultation)
    run_tasks()
    with Export.objects.get(excel=False).file.open() as file:
        assert "votes.csv" not in ZipFile(file).namelist()


def refused(consultation: Consultation) -> str:
    with pytest.raises(Refused) as refusal:
        actions.seal(by=in_role("publisher"), consultation=consultation)
    return str(refusal.value)


def test_it_has_to_be_closed_first() -> None:
    assert refused(ConsultationFactory()) == "Primero hay que cerrarla."


def test_it_waits_for_moderation(consultation: Consultation) -> None:
    proposal = ProposalFactory(consultation=consultation, state="pending")
    Case.objects.create(
        consultation=consultation, proposal=proposal, cause="review", waiting_since=timezone.now()
    )
    assert refused(consultation).startswith("Moderación todavía tiene casos")


def decision(consultation: Consultation) -> Any:
    comment = CommentFactory(proposal__consultation=consultation, state="removed")
    return log.append(
        case=Case.objects.create(consultation=consultation, comment=comment, cause="flag"),
        moderator=in_role("moderator"),
        outcome="removed",
        before="published",
        after="removed",
        reason="spam",
        text="Vende.",
    )


def test_it_waits_until_nobody_can_appeal_any_more(consultation: Consultation) -> None:
    decision(consultation)
    assert refused(consultation).startswith("Todavía se puede apelar")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert actions.seal(by=in_role("publisher"), consultation=consultation) is False


def test_it_waits_for_appeals(consultation: Consultation) -> None:
    against = decision(consultation)
    Appeal.objects.create(decision=against, author=None, text="No.", due_at=timezone.now())
    assert refused(consultation) == "Hay apelaciones sin responder."


def test_it_waits_for_votes_to_be_voided(consultation: Consultation) -> None:
    Voiding.objects.create(
        consultation=consultation, ballot="0" * 64, voters=5, votes=100, reason_es="No.",
        reason_en="No.", proposed_by=ResidentFactory(),
    )  # fmt: skip
    assert refused(consultation).startswith("Hay una anulación de votos")


def test_it_waits_for_merges(consultation: Consultation) -> None:
    source, target = ProposalFactory.create_batch(2, consultation=consultation)
    Merge.objects.create(
        source=source, target=target, reason="Igual.", proposed_by=ResidentFactory()
    )
    assert refused(consultation).startswith("Hay propuestas por unir")
