"""Sealing: what links people to their votes is destroyed, and the final figures are taken."""

from django.db import connection, transaction
from django.utils import timezone

from ciudad_global.common.permissions import require
from ciudad_global.users.models import User
from consultations.actions import participation, snapshot
from consultations.models import Consultation, Proposal, Sealing, Snapshot, Vote
from consultations.permissions import seal as permissions
from consultations.tasks import finish_sealing

# A name for each voter that nothing can be worked out from, as the engine writes a UUID.
_RANDOM = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
_VOTES, _PROPOSALS = Vote._meta.db_table, Proposal._meta.db_table
_OF_CONSULTATION = f"proposal_id IN (SELECT id FROM {_PROPOSALS} WHERE consultation_id = %s)"  # noqa: S608 - our names


def seal(*, by: User, consultation: Consultation) -> bool:
    """Propose to seal it, or confirm what somebody else proposed; return whether it is sealed now.

    Sealed, its votes are written anew under random names, in the order of these, all of one day;
    the salt is destroyed. Totals can be counted again for ever, and nobody, whoever holds the
    database and the secret, can say who voted what. Raises Refused.
    """
    with transaction.atomic():
        participation.pause()
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        require(permissions.may_seal(by, locked))
        sealing, is_new = Sealing.objects.get_or_create(
            consultation=locked, defaults={"proposed_by": by}
        )
        if is_new:
            return False
        _forget_who(locked)
        if locked.state == Consultation.State.CLOSED:  # what is archived stays so
            locked.state = Consultation.State.SEALED
        locked.salt = None
        locked.save(update_fields=["state", "salt"])
        sealing.confirmed_by, sealing.confirmed_at = by, timezone.now()
        sealing.save(update_fields=["confirmed_by", "confirmed_at"])
        finish_sealing.enqueue(locked.pk)
    consultation.refresh_from_db(fields=["state", "salt"])
    return True


def finish(*, consultation_id: int) -> None:
    """Take the final figures of a sealed consultation, once; its open data follow."""
    consultation = Consultation.objects.get(pk=consultation_id)
    final = consultation.snapshots.filter(kind=Snapshot.Kind.FINAL)
    if consultation.salt is None and not final.exists():
        snapshot.take(consultation=consultation, kind=Snapshot.Kind.FINAL)


def _forget_who(consultation: Consultation) -> None:
    """Write the votes anew: neither name, day nor place in the table tells whose they are."""
    closed_on = timezone.localdate(consultation.closed_at or timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE sealed_voter AS SELECT voter, {_RANDOM[connection.vendor]} "  # noqa: S608
            f"AS name FROM (SELECT DISTINCT voter FROM {_VOTES} WHERE {_OF_CONSULTATION}) AS who",
            [consultation.pk],
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE sealed_vote AS "  # noqa: S608
            "SELECT proposal_id, name, value, merged_from_id "
            f"FROM {_VOTES} JOIN sealed_voter USING (voter) WHERE {_OF_CONSULTATION}",
            [consultation.pk],
        )
        cursor.execute(f"DELETE FROM {_VOTES} WHERE {_OF_CONSULTATION}", [consultation.pk])  # noqa: S608
        cursor.execute(
            f"INSERT INTO {_VOTES} (proposal_id, voter, value, cast_on, merged_from_id) "  # noqa: S608
            "SELECT proposal_id, name, value, %s, merged_from_id "
            "FROM sealed_vote ORDER BY name, proposal_id",
            [closed_on],
        )
        cursor.execute("DROP TABLE sealed_vote")
        cursor.execute("DROP TABLE sealed_voter")
