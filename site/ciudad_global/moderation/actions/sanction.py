"""Warning a person; suspending them, which takes two people; lifting that."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import log, sanctions
from ciudad_global.moderation.events import decided
from ciudad_global.moderation.models import Case, Decision, Sanction
from ciudad_global.moderation.states import Outcome
from ciudad_global.users.models import User


def warn(*, by: User, case: Case, reason: str, text: str, note: str = "") -> Sanction:
    """Warn who wrote what the case is about, at once. Raises Refused."""
    with transaction.atomic():
        sanction = _write(
            by,
            case,
            kind=Sanction.Kind.WARNING,
            state=Sanction.State.ACTIVE,
            starts_at=timezone.now(),
            reason=reason,
            text=text,
            note=note,
        )
        _tell(by, sanction, Outcome.WARNED)
        return sanction


def propose_suspension(
    *,
    by: User,
    case: Case,
    stops: Collection[str],
    hours: int | None,
    reason: str,
    text: str,
    note: str = "",
) -> Sanction:
    """Propose to suspend who wrote what the case is about; an administrator has the last word.

    `stops` are some of `Sanction.SWITCHES`, `hours` None for good. Raises Refused.
    """
    with transaction.atomic():
        sanction = _write(
            by,
            case,
            kind=Sanction.Kind.SUSPENSION,
            hours=hours,
            reason=reason,
            text=text,
            note=note,
            **{switch: switch in stops for switch in Sanction.SWITCHES},
        )
        _note(by, sanction, Outcome.PROPOSED, text=sanction.text, note=sanction.note)
        return sanction


def confirm_suspension(*, by: User, sanction: Sanction) -> None:
    """Let a proposed suspension begin; the person is told. Raises Refused."""
    with transaction.atomic():
        locked = _lock(sanction)
        require(sanctions.may_confirm(by, locked))
        now = timezone.now()
        locked.state, locked.decided_by, locked.starts_at = Sanction.State.ACTIVE, by, now
        locked.ends_at = now + timedelta(hours=locked.hours) if locked.hours else None
        locked.save(update_fields=["state", "decided_by", "starts_at", "ends_at"])
        _tell(by, locked, Outcome.SUSPENDED)


def discard_suspension(*, by: User, sanction: Sanction, note: str) -> None:
    """Let a proposed suspension be, and say why to colleagues; nobody else hears of it.

    Raises Refused.
    """
    with transaction.atomic():
        locked = _lock(sanction)
        require(sanctions.may_discard(by, locked))
        _require_words(note)
        locked.state, locked.decided_by = Sanction.State.DISCARDED, by
        locked.save(update_fields=["state", "decided_by"])
        _note(by, locked, Outcome.DISCARDED, note=note.strip())


def lift_suspension(*, by: User, sanction: Sanction, text: str) -> None:
    """End a suspension before its time; the person is told why. Raises Refused."""
    with transaction.atomic():
        locked = _lock(sanction)
        require(sanctions.may_lift(by, locked))
        _require_words(text)
        locked.state = Sanction.State.LIFTED
        locked.save(update_fields=["state"])
        _tell(by, locked, Outcome.LIFTED, text=text.strip())


def _write(by: User, case: Case, **fields: Any) -> Sanction:
    _require_words(fields["text"])
    person = case.content.author
    if person:
        # First of all locks: of two proposals about one person the second sees the first.
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
    # Before the log: who decides the case meanwhile holds it and waits for the log.
    case = Case.objects.select_for_update().get(pk=case.pk)
    require(sanctions.may_sanction(by, case))
    assert person is not None  # noqa: S101 - the answer says so
    suspends = fields["kind"] == Sanction.Kind.SUSPENSION
    if suspends and Sanction.objects.filter(user=person, state=Sanction.State.PROPOSED).exists():
        raise Refused(refuse(_("Ya hay una suspensión propuesta para esta persona.")))
    fields["text"], fields["note"] = fields["text"].strip(), fields["note"].strip()
    return Sanction.objects.create(user=person, case=case, proposed_by=by, **fields)


def _lock(sanction: Sanction) -> Sanction:
    return Sanction.objects.select_for_update().get(pk=sanction.pk)


def _require_words(text: str) -> None:
    if not text.strip():
        raise Refused(refuse(_("Explica por qué.")))


def _note(by: User, sanction: Sanction, outcome: Outcome, **words: str) -> Decision:
    """Write a step into the log, after everything else is locked."""
    return log.append(
        sanction=sanction, moderator=by, outcome=outcome, reason=sanction.reason, **words
    )


def _tell(by: User, sanction: Sanction, outcome: Outcome, text: str = "") -> None:
    """Write a step into the log and tell the person."""
    decision = _note(by, sanction, outcome, text=text or sanction.text)
    decided.send(sender=Decision, decision=decision)
