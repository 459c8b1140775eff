"""Voting: cast, change, withdraw. The counter moves in the transaction that writes the row."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciudad_global.common.permissions import ALLOWED, Refused, refuse, require
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import participation
from consultations.models import Consultation, Proposal, Vote

COUNTERS = {
    Vote.Value.AGREE: "agree_count",
    Vote.Value.PASS: "pass_count",
    Vote.Value.DISAGREE: "disagree_count",
}


def cast(*, by: User, proposal: Proposal, value: int) -> None:
    """Cast or change the person's vote; the same vote again changes nothing.

    Raises Refused with the sentence for the person, ValueError for a value that the ballot
    does not have.
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
            return
        vote = Vote.objects.select_for_update().get(pk=(proposal.pk, token))
        if vote.value != value or vote.merged_from_id:
            # Their own word now, which taking a merge apart leaves alone.
            Vote.objects.filter(pk=vote.pk).update(
                value=value, cast_on=timezone.localdate(), merged_from=None
            )
        if vote.value != value:
            _count(proposal, {Vote.Value(vote.value): -1, value: 1})


def withdraw(*, by: User, proposal: Proposal) -> None:
    """Take the person's vote back, as if it had not been cast; nothing happens without one."""
    with transaction.atomic():
        participation.join(by=by, consultation=proposal.consultation, what=permissions.VOTE)
        token = proposal.consultation.voter_token(by.pk)
        vote = Vote.objects.select_for_update().filter(pk=(proposal.pk, token)).first()
        if vote is not None:
            Vote.objects.filter(pk=vote.pk).delete()
            _count(proposal, {Vote.Value(vote.value): -1})


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
    # The token belongs to this consultation alone, so its votes are the person's votes here.
    # A support of a duplicate counts with the proposal that it was merged into.
    limit = consultation.supports_limit
    supports = Vote.objects.filter(voter=voter).exclude(proposal__state=State.MERGED)
    if limit is not None and supports.count() > limit:
        raise Refused(
            refuse(
                ngettext(
                    "Ya usaste tu apoyo: retíralo para cambiarlo.",
                    "Ya usaste tus %(limit)d apoyos: retira uno para cambiarlo.",
                    limit,
                )
                % {"limit": limit}
            )
        )


def _count(proposal: Proposal, changes: dict[Vote.Value, int]) -> None:
    moved = Proposal.objects.filter(pk=proposal.pk, state=State.PUBLISHED).update(
        **{COUNTERS[value]: F(COUNTERS[value]) + change for value, change in changes.items()}
    )
    if not moved:
        raise Refused(refuse(_("Esta propuesta ya no está publicada: no se puede votar.")))
