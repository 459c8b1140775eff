"""Deciding."""

from collections.abc import Container, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Refused, refuse, require
from ciudad_global.moderation import deadlines, log, permissions
from ciudad_global.moderation.actions.case import lock_both
from ciudad_global.moderation.actions.claim import held_by_another
from ciudad_global.moderation.events import decided
from ciudad_global.moderation.models import Batch, Case, Decision, ModeratedContent
from ciudad_global.moderation.states import MOVES, Outcome, State
from ciudad_global.users.models import User

# The state that each outcome leads to.
LEADS_TO = {
    Outcome.PUBLISHED: State.PUBLISHED,
    Outcome.HELD: State.HELD,
    Outcome.CHANGES: State.HELD,
    Outcome.REJECTED: State.REJECTED,
    Outcome.REMOVED: State.REMOVED,
}


def outcomes(content: ModeratedContent, *, waits: bool = True) -> list[Outcome]:
    """Return what a moderator may decide about this content now, given whether its case waits.

    Nothing once it is united with another: taking it apart again is what gives back its votes.
    """
    if content.state == State.MERGED:
        return []
    here = State(content.state)
    return [
        outcome
        for outcome, state in LEADS_TO.items()
        if (content.can_be_changed or outcome != Outcome.CHANGES)
        and (
            state in MOVES[here]
            or (waits and state == here == State.PUBLISHED)
            or (outcome == Outcome.CHANGES and here == State.HELD)
        )
    ]


def decide(*, by: User, case: Case, outcome: str, seen: str, **words: Any) -> Decision:
    """Decide a case; the author is told through the `decided` signal.

    `outcome` is an Outcome, `seen` what `Case.seen_as` said when the moderator read it; `words`
    are reason, text (for the author) and note (for colleagues). Raises Refused when the person
    may not, when somebody else was faster, when the content has changed, or when a refusal gives
    no reason.
    """
    with transaction.atomic():
        case, content = lock_both(case)
        require(may_decide_now(by, case, content, outcome=outcome, seen=seen))
        return decide_locked(by=by, case=case, content=content, outcome=outcome, **words)


def may_decide_now(
    by: User, case: Case, content: ModeratedContent, *, outcome: str, seen: str, **known: Any
) -> Answer:
    """Return whether this person, who saw that, may decide this; case and content are locked.

    `known` is what `may_act_now` takes, too.
    """
    if not (answer := may_act_now(by, case, content, seen=seen, **known)):
        return answer
    if outcome not in outcomes(content, waits=case.waiting_since is not None):
        return refuse(_("Esa decisión ya no es posible: recarga la página."))
    return ALLOWED


def may_act_now(
    by: User,
    case: Case,
    content: ModeratedContent,
    *,
    seen: str,
    beside: Iterable[User] = (),
    **own: Container[Any],
) -> Answer:
    """Return whether this person may act on the case as they saw it; both are locked.

    Who decides it `beside` them may hold the case; `own` is what `permissions.may_decide` takes.
    """
    if not (answer := permissions.may_decide(by, case, **own)):
        return answer
    version = seen.partition("-")[0]
    if version.isdecimal() and version != str(case.version):
        return refuse(_already(case))
    if seen != f"{case.version}-{content.seen_as()}":
        return refuse(_("La persona lo cambió hace un momento: revísalo otra vez."))
    if case.holder() not in (None, by, *beside):
        return held_by_another(case)
    return ALLOWED


def _already(case: Case) -> str:
    last = case.decisions.select_related("moderator").order_by("-pk").first()
    if last is None or last.moderator is None:
        return _("Otra persona ya lo decidió.")
    return _("Ya lo decidió %(who)s: %(what)s.") % {
        "who": last.moderator,
        "what": last.get_outcome_display(),
    }


def decide_locked(
    *,
    by: User | None,
    case: Case,
    content: ModeratedContent,
    outcome: str,
    rule: str = "",
    reason: str = "",
    text: str = "",
    note: str = "",
    batch: Batch | None = None,
) -> Decision:
    """Write a decision about a case and its content, both locked and checked by the caller.

    `rule` names what decided where no person did (`by` is None). Raises Refused when a refusal
    gives no reason.
    """
    if outcome != Outcome.PUBLISHED and not (reason and text.strip()):
        raise Refused(refuse(_("Elige una razón y escribe una explicación para la persona.")))
    before, after = content.state, LEADS_TO[Outcome(outcome)]
    if after != before:
        content.move_to(after)
    waiting_since = case.waiting_since
    # A held item still waits for a last word, and what should change waits for its author.
    leave_queue(case, waits=outcome == Outcome.HELD)
    decision = log.append(
        case=case,
        moderator=by,
        rule=rule,
        outcome=outcome,
        before=before,
        after=after,
        reason=reason if outcome != Outcome.PUBLISHED else "",
        text=text.strip(),
        note=note.strip(),
        batch=batch,
        waiting_since=waiting_since,
    )
    decided.send(sender=Decision, decision=decision)
    return decision


def leave_queue(case: Case, *, waits: bool = False) -> None:
    """Note on a locked case that it was decided, and whether it waits on for a last word."""
    case.version += 1
    case.claimed_by = case.claimed_until = None
    if not waits:
        case.waiting_since = case.due_at = None
    elif case.waiting_since is None:
        case.waiting_since = timezone.now()
        case.due_at = deadlines.due(case.cause, case.waiting_since)
    case.save(update_fields=["version", "claimed_by", "claimed_until", "waiting_since", "due_at"])


def beside(
    *, by: User, case: Case, content: ModeratedContent, outcome: str, **words: str
) -> Decision:
    """Write a decision that leaves the content in its state and the case where it waits.

    Both are locked, the caller has checked (`may_act_now`) and done what it is about.
    """
    case.version += 1
    case.save(update_fields=["version"])
    decision = log.append(
        case=case,
        moderator=by,
        outcome=outcome,
        before=content.state,
        after=content.state,
        waiting_since=case.waiting_since,
        **words,
    )
    decided.send(sender=Decision, decision=decision)
    return decision
