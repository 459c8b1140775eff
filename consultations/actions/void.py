"""Voiding votes: one person proposes, another one confirms, everybody reads how many and why."""

from collections import Counter, defaultdict
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.users.models import User
from consultations.actions import participation
from consultations.actions.vote import COUNTERS
from consultations.models import Consultation, Proposal, Voiding, Vote
from consultations.permissions import void as permissions
from consultations.reports import flagged


def propose(
    *, by: User, consultation: Consultation, ballot: str, reason_es: str, reason_en: str
) -> Voiding:
    """Propose to void a set of votes (`flagged.tokens`); nothing changes until another confirms.

    The reasons are what everybody will read. Raises Refused.
    """
    with transaction.atomic():
        consultation = _locked(consultation.pk)
        require(permissions.may_void(by, consultation))
        voters = flagged.tokens(consultation, ballot)
        if not voters:
            raise Refused(refuse(_("Ese conjunto de votos ya no existe.")))
        if consultation.voidings.filter(state=Voiding.State.PROPOSED, ballot=ballot).exists():
            raise Refused(refuse(_("Ya está propuesto: falta que otra persona confirme.")))
        return Voiding.objects.create(
            consultation=consultation,
            ballot=ballot,
            voters=len(voters),
            votes=flagged.own_votes(consultation, voters),
            reason_es=reason_es,
            reason_en=reason_en,
            proposed_by=by,
        )


def discard(*, by: User, voiding: Voiding) -> None:
    """Leave the votes as they are. Raises Refused."""
    with transaction.atomic():
        voiding = _current(voiding)
        require(permissions.may_discard(by, voiding))
        _decided(voiding, Voiding.State.DISCARDED, by)


def confirm(*, by: User, voiding: Voiding) -> None:
    """Remove the votes and move the counters, at once. Raises Refused.

    Nobody votes meanwhile, and the set has to be the one that was proposed.
    """
    with transaction.atomic():
        participation.pause()
        voiding = _current(voiding)
        require(permissions.may_confirm(by, voiding))
        consultation = voiding.consultation
        voters = flagged.tokens(consultation, voiding.ballot)
        found = len(voters), flagged.own_votes(consultation, voters)
        if found != (voiding.voters, voiding.votes):
            raise Refused(
                refuse(_("Ese conjunto de votos cambió: descártalo y proponlo de nuevo."))
            )
        removed = _remove(consultation, voters)
        for proposal, votes in sorted(removed.items()):
            Proposal.objects.filter(pk=proposal).update(
                **{column: F(column) - votes[value] for value, column in COUNTERS.items()}
            )
        _decided(voiding, Voiding.State.DONE, by)


def _locked(consultation_id: int) -> Consultation:
    # What merges lock as well: no copy of a vote comes or goes meanwhile.
    return Consultation.objects.select_for_update(no_key=True).get(pk=consultation_id)


def _current(voiding: Voiding) -> Voiding:
    """Return it as it is now; nobody else decides in the consultation meanwhile."""
    _locked(voiding.consultation_id)
    return Voiding.objects.select_related("consultation").get(pk=voiding.pk)


def _remove(consultation: Consultation, voters: list[UUID]) -> dict[int, Counter[int]]:
    """Delete the votes, copies on merged proposals as well; return how many by proposal, value."""
    adapt = Vote._meta.get_field("voter").get_db_prep_value
    removed: dict[int, Counter[int]] = defaultdict(Counter)
    for some in flagged.chunks(voters):
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {Vote._meta.db_table} WHERE proposal_id IN "  # noqa: S608 - our names
                f"(SELECT id FROM {Proposal._meta.db_table} WHERE consultation_id = %s) "
                f"AND voter IN ({', '.join(['%s'] * len(some))}) RETURNING proposal_id, value",
                [consultation.pk, *(adapt(voter, connection) for voter in some)],
            )
            for proposal, value in cursor.fetchall():
                removed[proposal][value] += 1
    return removed


def _decided(voiding: Voiding, state: Voiding.State, by: User) -> None:
    voiding.state, voiding.decided_by, voiding.decided_at = state, by, timezone.now()
    voiding.save(update_fields=["state", "decided_by", "decided_at"])
