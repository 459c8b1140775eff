"""Uniting duplicates: one moderator proposes, another one confirms, either may undo for ten days.

Both proposals keep their own votes, and comments stay where they were written. While a merge
holds, the target also has a copy of each vote of the source whose voter had not voted on it.
"""

from collections import Counter
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation.actions import is_waiting
from ciudad_global.moderation.states import State
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.followers import tell_followers
from ciudad_global.users.models import User
from consultations.actions.vote import COUNTERS
from consultations.models import Consultation, Merge, Proposal, Vote
from consultations.permissions import merge as permissions

UNDO_WITHIN = timedelta(days=10)


def propose(*, by: User, source: Proposal, target: Proposal, reason: str) -> Merge:
    """Propose to unite `source` with `target`; nothing changes until somebody else confirms.

    `reason` is what both authors will read. Raises Refused with the sentence for the moderator.
    """
    with transaction.atomic():
        _lock(source.consultation_id)
        source.refresh_from_db(fields=["state"])
        target.refresh_from_db(fields=["state"])
        require(permissions.may_merge(by, source, target))
        if source.merges_away.filter(state=Merge.State.PROPOSED).exists():
            raise Refused(refuse(_("Ya está propuesto unirla: falta que otra persona confirme.")))
        return Merge.objects.create(source=source, target=target, reason=reason, proposed_by=by)


def decline(*, by: User, merge: Merge) -> None:
    """Leave both proposals as they are. Raises Refused."""
    with transaction.atomic():
        merge = _locked(merge)
        require(permissions.may_decline_merge(by, merge))
        _decided(merge, Merge.State.DECLINED, by)


def confirm(*, by: User, merge: Merge) -> None:
    """Unite the two: the source points to the target, votes count once. Raises Refused.

    The source is locked before its votes are read, so nobody's vote on it is left out. The
    target's votes are written before its counter: a resident does the same, so nobody waits in
    a circle.
    """
    with transaction.atomic():
        merge = _locked(merge)
        require(permissions.may_confirm_merge(by, merge))
        source = _locked_source(merge, State.PUBLISHED)
        # Under the lock, which a report takes as well: once united, nobody could remove it.
        if is_waiting(source):
            raise Refused(
                refuse(_("La propuesta que sobra espera una decisión en la cola: primero tómala."))
            )
        target = Proposal.objects.select_related("consultation", "author").get(pk=merge.target_id)
        source.move_to(State.MERGED)
        Proposal.objects.filter(pk=source.pk).update(merged_into=target)
        _copy_votes(source, target)
        if not _count(target, _votes_by_value(source, target), sign=1, state=State.PUBLISHED):
            raise Refused(refuse(_("La propuesta que se queda ya no está publicada.")))
        _decided(merge, Merge.State.DONE, by)
        _tell(merge, "proposals_merged", by)


def undo(*, by: User, merge: Merge) -> None:
    """Take the two apart again: copied votes go, votes changed since then stay. Raises Refused."""
    with transaction.atomic():
        merge = _locked(merge)
        require(permissions.may_undo_merge(by, merge, within=UNDO_WITHIN))
        if merge.target.state == State.MERGED:
            raise Refused(
                refuse(_("La otra propuesta también está unida a una: primero sepárala de ella."))
            )
        source = _locked_source(merge, State.MERGED)
        source.move_to(State.PUBLISHED)
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {Vote._meta.db_table} "  # noqa: S608 - our names
                "WHERE proposal_id = %s AND merged_from_id = %s RETURNING value",
                [merge.target_id, merge.source_id],
            )
            gone = Counter(value for (value,) in cursor.fetchall())
        _count(merge.target, gone, sign=-1)
        merge.state, merge.undone_by, merge.undone_at = Merge.State.UNDONE, by, timezone.now()
        merge.save(update_fields=["state", "undone_by", "undone_at"])
        _tell(merge, "proposals_parted", by)


def _lock(consultation_id: int) -> None:
    # One merge at a time in a consultation: two that cross would wait for each other for ever.
    # Without the key: who takes part for the first time refers to the row when they commit.
    Consultation.objects.select_for_update(no_key=True).get(pk=consultation_id)


def _locked(merge: Merge) -> Merge:
    """Return the merge as it is now; nobody else merges in the consultation meanwhile."""
    _lock(merge.source.consultation_id)
    return Merge.objects.select_related(
        "source__consultation", "source__author", "target__author"
    ).get(pk=merge.pk)


def _locked_source(merge: Merge, state: State) -> Proposal:
    """Return the source, locked. Raises Refused when it left this state meanwhile."""
    source = Proposal.objects.select_for_update(no_key=True).get(pk=merge.source_id)
    if source.state != state:
        raise Refused(refuse(_("La propuesta que sobra cambió mientras tanto: ya no es posible.")))
    return source


def _decided(merge: Merge, state: Merge.State, by: User) -> None:
    merge.state, merge.decided_by, merge.decided_at = state, by, timezone.now()
    merge.save(update_fields=["state", "decided_by", "decided_at"])


def _copy_votes(source: Proposal, target: Proposal) -> None:
    """Let each vote on the source count for the target, unless its voter voted there."""
    table, author = Vote._meta.db_table, None
    if not target.consultation.own_vote and target.author_id:
        author = Vote._meta.get_field("voter").get_db_prep_value(
            target.consultation.voter_token(target.author_id), connection
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (proposal_id, voter, value, cast_on, merged_from_id) "  # noqa: S608
            f"SELECT %s, voter, value, cast_on, proposal_id FROM {table} WHERE proposal_id = %s "
            f"{'AND voter <> %s ' if author else ''}ON CONFLICT DO NOTHING",
            [target.pk, source.pk, *([author] if author else [])],
        )


def _votes_by_value(source: Proposal, target: Proposal) -> Counter[int]:
    """Return how many copied votes of each value the target has from the source."""
    copied = Vote.objects.filter(proposal=target, merged_from=source)
    return Counter(dict(copied.values_list("value").annotate(number=Count("*"))))


def _count(proposal: Proposal, votes: Counter[int], *, sign: int, **where: State) -> int:
    """Move the counters of the proposal; return 0 when it is not as `where` says."""
    return Proposal.objects.filter(pk=proposal.pk, **where).update(
        **{column: F(column) + sign * votes[value] for value, column in COUNTERS.items()}
    )


def _tell(merge: Merge, kind: str, by: User) -> None:
    """Tell both authors, each once, and who follows what was merged away."""
    facts = {
        "source": merge.source.title,
        # Once it is gone, its words are no longer sent to anybody.
        "target": merge.target.title if merge.target.is_published else gettext_lazy("otra"),
        "reason": merge.reason,
    }
    url = (merge.target if kind == "proposals_merged" else merge.source).get_absolute_url()
    people = {p.author_id: p.author for p in (merge.source, merge.target) if p.author}
    for person in people.values():
        notify(
            user=person,
            kind=kind,
            facts={
                **facts,
                "yours": "source" if person.pk == merge.source.author_id else "target",
            },
            url=url,
        )
    tell_followers(
        by=by,
        kind=f"{kind}_followed",
        facts=facts,
        url=url,
        proposals=[merge.source_id],
        but=[person for person in people if person],
    )
