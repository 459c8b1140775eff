"""Writing down what is said at a table: once, however often it is sent."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.signals import UNKNOWN
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import comment as comments
from consultations.actions import participation
from consultations.actions.proposal import clean
from consultations.models import Comment, Entry, Gathering, Proposal, SessionCount
from consultations.permissions import review
from consultations.permissions.gathering import may_count, may_record

# Hands by their names in the form and in the count.
HANDS = ("in_favour", "against", "abstained")


def record(
    *,
    by: User,
    gathering: Gathering,
    key: uuid.UUID,
    kind: str,
    fields: dict[str, Any],
    typed: dict[str, Any],
    said_at: datetime | None = None,
) -> Entry:
    """Write down a proposal, a comment or hands; return the entry that says what became of it.

    `fields` are what the form cleaned, `typed` is what was sent: it is kept where the consultation
    no longer takes it. The same key again writes nothing and returns the first entry. Raises
    Refused for whoever does not write down here, and for a key of somebody else's.
    """
    require(may_record(by, gathering))
    entry = Entry(key=key, gathering=gathering, kind=kind, recorded_by=by, said_at=said_at)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)  # first: the same key sent twice at once waits here
            try:
                with transaction.atomic():
                    _WRITE[entry.kind](by, entry, fields)
            except Refused as refusal:
                entry.proposal = entry.comment = None
                entry.state, entry.why, entry.typed = Entry.State.REFUSED, str(refusal), typed
            entry.save()
    except IntegrityError:
        first = Entry.objects.filter(key=key).first()
        if first is None:
            raise
        if (first.gathering_id, first.recorded_by_id) != (gathering.pk, by.pk):
            why = _("Esa clave ya es de otro apunte: escríbelo otra vez.")
            raise Refused(refuse(why)) from None
        return first
    return entry


def propose(
    *, by: User, gathering: Gathering, checked_by: User | None = None, **fields: Any
) -> Proposal:
    """Write a proposal that nobody signs. Call it in a transaction. Raises Refused."""
    consultation = gathering.consultation
    participation.stand_beside(by=by, consultation=consultation, what=permissions.PROPOSE)
    proposal = Proposal.objects.create(
        consultation=consultation,
        gathering=gathering,
        origin=gathering.origin,
        recorded_by=by,
        checked_by=checked_by,
        **clean(fields),
    )
    moderation.arrive(content=proposal, reviewed=review.comes_first(proposal), arrival=UNKNOWN)
    return proposal


def _propose(by: User, entry: Entry, fields: dict[str, Any]) -> None:
    hands = {name: fields.pop(name, None) for name in HANDS}
    entry.proposal = propose(by=by, gathering=entry.gathering, **fields)
    if any(number is not None for number in hands.values()):
        _count_hands(by, entry, hands)


def _comment(by: User, entry: Entry, fields: dict[str, Any]) -> None:
    proposal = _proposal_here(entry, fields)
    participation.stand_beside(by=by, consultation=proposal.consultation, what=permissions.COMMENT)
    entry.comment = Comment(
        proposal=proposal,
        gathering=entry.gathering,
        recorded_by=by,
        body=fields["body"],
        body_html=comments.rendered(proposal, fields["body"], fields["language"]),
        stance=fields["stance"],
        language=fields["language"],
    )
    comments.put(entry.comment)


def _count(by: User, entry: Entry, fields: dict[str, Any]) -> None:
    entry.proposal = _proposal_here(entry, fields)
    require(may_count(entry.gathering.consultation))
    _count_hands(by, entry, fields)


def _count_hands(by: User, entry: Entry, hands: dict[str, Any]) -> None:
    """Write the hands of this table; a second count of it takes the place of the first."""
    SessionCount.objects.update_or_create(
        gathering=entry.gathering,
        proposal=entry.proposal,
        defaults={name: hands.get(name) or 0 for name in HANDS}
        | {"counted_by": by, "counted_at": timezone.now()},
    )


def _proposal_here(entry: Entry, fields: dict[str, Any]) -> Proposal:
    proposal: Proposal = fields["proposal"]
    if proposal.consultation_id != entry.gathering.consultation_id:
        raise Refused(refuse(_("Esa propuesta es de otra consulta: revisa su número.")))
    return proposal


_WRITE: dict[str, Callable[[User, Entry, dict[str, Any]], None]] = {
    Entry.Kind.PROPOSAL: _propose,
    Entry.Kind.COMMENT: _comment,
    Entry.Kind.COUNT: _count,
}
