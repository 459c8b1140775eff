"""Taking back a decision that one has just made."""

from collections.abc import Container, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Refused, refuse, require
from ciudad_global.moderation import deadlines, log, permissions
from ciudad_global.moderation.actions.case import lock_both
from ciudad_global.moderation.actions.decision import LEADS_TO
from ciudad_global.moderation.events import undone
from ciudad_global.moderation.models import Appeal, Case, Decision, ModeratedContent
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.users.models import User

WITHIN = timedelta(minutes=10)


def undo(*, by: User, decision: Decision) -> Decision:
    """Take back one's own decision: the content is what it was, and waits as it did.

    Raises Refused after `WITHIN`, for somebody else's, for one that is not the last about its
    case, and when the content has changed its state since.
    """
    if decision.case is None:
        raise Refused(refuse(_("Esta decisión no se deshace.")))
    with transaction.atomic():
        case, content = lock_both(decision.case)
        require(may_undo(by, decision, case, content))
        return undo_locked(by=by, decision=decision, case=case, content=content)


def undo_until(decision: Decision) -> datetime | None:
    """Return until when whoever made the decision may take it back; None: it stands at once."""
    if decision.moderator_id is None or decision.outcome not in LEADS_TO or decision.appeal_id:
        return None
    return decision.created_at + WITHIN


def latest(by: User) -> Decision | None:
    """Return the last thing that this person decided, if it can still be taken back."""
    newer = Decision.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    recent = Decision.objects.filter(
        ~Exists(newer.exclude(outcome=Outcome.TAKEN)),
        moderator=by,
        created_at__gt=timezone.now() - WITHIN,
        outcome__in=LEADS_TO,
    )
    found = recent.select_related(
        "case__proposal", "case__comment", "case__question", "batch"
    ).order_by("-pk")
    return found.first()


def offered(by: User, decisions: Iterable[Decision]) -> set[int]:
    """Return the ids of those that a list offers this person to take back.

    Decisions come with their `batch` and `undone`. Whether one is the last about its case is seen
    when it is taken back.
    """
    now = timezone.now()
    return {
        decision.pk
        for decision in decisions
        if (until := undo_until(decision))
        and now < until
        and by.pk in decision.deciders
        and not hasattr(decision, "undone")
    }


def may_undo(
    by: User, decision: Decision, case: Case, content: ModeratedContent, **own: Container[Any]
) -> Answer:
    """Return whether this person may take this decision back now.

    `own` is what `permissions.may_decide` takes.
    """
    if not (answer := permissions.may_decide(by, case, **own)):
        return answer
    if by.pk not in decision.deciders:
        return refuse(_("Solo quien decidió puede deshacerlo."))
    until = undo_until(decision)
    if until is None:
        return refuse(_("Esta decisión no se deshace."))
    if timezone.now() > until:
        return refuse(_("Pasaron más de 10 minutos: toma otra decisión."))
    if case.decisions.exclude(outcome=Outcome.TAKEN).order_by("-pk").first() != decision:
        return refuse(_("Hay una decisión más nueva sobre este caso."))
    if Appeal.objects.filter(decision=decision).exists():
        return refuse(_("La persona ya apeló: le responde alguien más."))
    if content.state != decision.after:
        return refuse(_("La persona lo cambió mientras tanto."))
    return ALLOWED


def undo_locked(*, by: User, decision: Decision, case: Case, content: ModeratedContent) -> Decision:
    """Take the decision back; the caller has locked case and content and checked `may_undo`."""
    before = State(decision.before)
    if content.state != before:
        content.move_to(before, undoing=True)
    case.version += 1
    case.waiting_since, case.due_at = decision.waiting_since, None
    if case.waiting_since:
        reasons = case.flags.values_list("reason", flat=True)
        case.due_at = deadlines.due(case.cause, case.waiting_since, reasons)
    case.save(update_fields=["version", "waiting_since", "due_at"])
    taken_back = log.append(
        case=case,
        moderator=by,
        outcome=Outcome.UNDONE,
        before=decision.after,
        after=before,
        undoes=decision,
        batch=decision.batch,
    )
    undone.send(sender=Decision, decision=decision)
    return taken_back
