"""Voting: cast, change, withdraw. The counter moves in the transaction that writes the row."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Refused, refuse, require
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import participation
from consultations.models import Consultation, Proposal, Vote
from consultations.permissions.vote import may_support_another

COUNTERS = {
    Vote.Value.AGREE: "agree_count",
    Vote.Value.PASS: "pass_count",
    Vote.Value.DISAGREE: "disagree_count",
}


def cast(*, by: User, proposal: Proposal, value: int) -> bool:
    """Cast or change the person's vote; the same vote again changes nothing.

    Returns whether there was none before. Raises Refused with the sentence for the person,
    ValueError for a value that the ballot does not have.
    """
    consultation = proposal.consultation
    value = Vote.Value(value)
    if not consultation.is_opinion and value != Vote.Value.AGREE:
        raise ValueError("This ballot only has supports.")
    with transaction.atomic():
        participation.join(by=by, consultation=consultation, what=permissions.VOTE)
        require(permissions.may_vote_on(by, proposal, ALLOWED))
        token = consultation.voter_token(by.pk)
        if _insert(proposal.pk, token, value):
            _check_limit(consultation, token)
            _count(proposal, {value: 1})
            return True
        vote = Vote.objects.select_for_update().get(pk=(proposal.pk, token))
        if vote.value != value or vote.merged_from_id:
            # Their own word now, which taking a merge apart leaves alone.
            Vote.objects.filter(pk=vote.pk).update(
                value=value, cast_on=timezone.localdate(), merged_from=None
            )
        if vote.value != value:
            _count(proposal, {Vote.Value(vote.value): -1, value: 1})
        return False


def withdraw(*, by: User, proposal: Proposal) -> None:
    """Take the person's vote back, as if it had not been cast; nothing happens without one.

    Also from a proposal that nobody reads any more: there a support would be lost to its giver.
    A suspension does not stop it.
    Raises Refused with the sentence for the person.
    """
    with transaction.atomic():
        participation.join(by=by, consultation=proposal.consultation, what=permissions.TAKE_BACK)
        token = proposal.consultation.voter_token(by.pk)
        vote = Vote.objects.select_for_update().filter(pk=(proposal.pk, token)).first()
        if vote is not None:
            Vote.objects.filter(pk=vote.pk).delete()
            if not _move(proposal, {Vote.Value(vote.value): -1}, ~Q(state=State.MERGED)):
                raise Refused(
                    refuse(_("Esta propuesta se unió a otra: quita tu voto en la que quedó."))
                )


def _insert(proposal_id: int, voter: UUID, value: int) -> bool:
    """Insert the row unless there is one; return whether it was inserted."""
    columns = {
        "proposal_id": proposal_id,
        "voter": Vote._meta.get_field("voter").get_db_prep_value(voter, connection),
        "value": value,
        "cast_on": timezone.localdate(),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Vote._meta.db_table} ({', '.join(columns)})"  # noqa: S608 - our names
            " VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            list(columns.values()),
        )
        return cursor.rowcount == 1


def _check_limit(consultation: Consultation, voter: UUID) -> None:
    if consultation.supports_limit is not None:
        # The new one is among them.
        others = Vote.objects.filter(voter=voter).towards_limit().count() - 1
        require(may_support_another(consultation, others))


def _count(proposal: Proposal, changes: dict[Vote.Value, int]) -> None:
    if not _move(proposal, changes, Q(state=State.PUBLISHED)):
        raise Refused(refuse(_("Esta propuesta ya no está publicada: no se puede votar.")))


def _move(proposal: Proposal, changes: dict[Vote.Value, int], when: Q) -> int:
    """Move the counters by the changes, unless the proposal has become another one than `when`."""
    return Proposal.objects.filter(when, pk=proposal.pk).update(
        **{COUNTERS[value]: F(COUNTERS[value]) + change for value, change in changes.items()}
    )
