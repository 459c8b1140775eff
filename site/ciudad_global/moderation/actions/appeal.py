"""Asking that somebody else looks at a decision again, and answering that."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import deadlines, log, permissions
from ciudad_global.moderation.actions.case import lock_both
from ciudad_global.moderation.actions.decision import leave_queue
from ciudad_global.moderation.events import decided
from ciudad_global.moderation.models import Appeal, Case, Decision, ModeratedContent, Sanction
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.users.models import User


def file_appeal(*, by: User, decision: Decision, text: str) -> Appeal:
    """Ask that somebody else looks again; once for each decision. Raises Refused."""
    with transaction.atomic():
        _lock(decision)
        decision = Decision.objects.get(pk=decision.pk)
        require(permissions.may_appeal(by, decision))
        return Appeal.objects.create(
            decision=decision,
            author=by,
            text=text.strip(),
            due_at=deadlines.appeal_due(timezone.now()),
        )


def answer_appeal(*, by: User, appeal: Appeal, outcome: str, text: str) -> Decision:
    """Answer an appeal with UPHELD or REVERSED and say why (`text`, for the author).

    A reversal gives back what the decision took, unless another decision has changed it since.
    Raises Refused, also when somebody else was faster.
    """
    with transaction.atomic():
        case, content = _lock(appeal.decision)
        appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
        if appeal.outcome:
            what = {"who": appeal.decided_by, "what": appeal.get_outcome_display()}
            raise Refused(refuse(_("Ya la respondió %(who)s: %(what)s.") % what))
        require(permissions.may_answer(by, appeal))
        if not text.strip():
            raise Refused(refuse(_("Explica tu respuesta: la persona la leerá.")))
        decision, reverses = appeal.decision, outcome == Outcome.REVERSED
        before = content.state if content else ""
        if reverses and permissions.holds(decision):
            _give_back(decision, content)
        after = content.state if content else ""
        appeal.outcome, appeal.answer = outcome, text.strip()
        appeal.decided_by, appeal.decided_at = by, timezone.now()
        appeal.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
        if case:
            leave_queue(case, waits=case.waiting_since is not None and before == after)
        given = log.append(
            case=case,
            sanction=decision.sanction,
            moderator=by,
            outcome=outcome,
            before=before,
            after=after,
            reason="" if reverses else decision.reason,
            text=appeal.answer,
            appeal=appeal,
            waiting_since=appeal.created_at,
        )
        decided.send(sender=Decision, decision=given)
        return given


def _lock(decision: Decision) -> tuple[Case | None, ModeratedContent | None]:
    """Lock what the decision is about: case and content, or the sanction."""
    if decision.case is None:
        Sanction.objects.select_for_update(of=("self",)).get(decisions=decision)
        return None, None
    return lock_both(decision.case)


def _give_back(decision: Decision, content: ModeratedContent | None) -> None:
    """Take the effect of a decision that holds away again; its object is locked.

    What was kept from being read is published: the person who answers has reviewed it.
    """
    if content is None:
        Sanction.objects.filter(decisions=decision).update(state=Sanction.State.LIFTED)
    elif decision.outcome != Outcome.MASKED:
        content.move_to(State.PUBLISHED)
