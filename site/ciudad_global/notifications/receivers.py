"""What authors are told of decisions about what they wrote."""

from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import Truncator

from ciudad_global.common.templatetags.moments import day_and_time
from ciudad_global.moderation import deadlines, rules
from ciudad_global.moderation.actions import undo_until
from ciudad_global.moderation.models import Decision
from ciudad_global.moderation.states import APPEALABLE, Outcome, Reason, State
from ciudad_global.notifications.actions import forget, hold_mail, notify

# Which templates say it; what is not here is nobody's own matter, or told where it is done.
KINDS = {
    Outcome.PUBLISHED: "content_published",
    Outcome.HELD: "content_held",
    Outcome.CHANGES: "content_changes",
    Outcome.REJECTED: "content_rejected",
    Outcome.REMOVED: "content_removed",
    Outcome.MASKED: "content_masked",
    Outcome.MOVED: "content_moved",
    Outcome.UPHELD: "appeal_upheld",
    Outcome.REVERSED: "appeal_reversed",
    Outcome.WARNED: "sanction_warned",
    Outcome.SUSPENDED: "sanction_suspended",
    Outcome.LIFTED: "sanction_lifted",
}
# Told even where the state stays what it was.
IN_PLACE = (
    Outcome.CHANGES,
    Outcome.MASKED,
    Outcome.MOVED,
    Outcome.UPHELD,
    Outcome.REVERSED,
    Outcome.WARNED,
    Outcome.SUSPENDED,
    Outcome.LIFTED,
)


def tell_author(decision: Decision, **kwargs: Any) -> None:
    """Tell the person concerned what was decided, by whom and why; nothing of what changed
    nothing.

    The mail waits while the decision can be taken back.
    """
    kind, user = KINDS.get(Outcome(decision.outcome)), decision.concerns
    appealed = decision.appeal and decision.appeal.decision
    changed = decision.before != decision.after or decision.outcome in IN_PLACE
    if appealed:
        # Whoever appealed has read it; its mail would come after that of the answer.
        hold_mail(appealed)
    if kind is None or user is None or not changed:
        return
    if kind == "content_published" and decision.before in (State.REJECTED, State.REMOVED):
        kind = "content_restored"
    with translation.override(user.language):
        facts = {
            **_about(decision),
            "reason": str(Reason(decision.reason).label) if decision.reason else "",
            "rule": rules.url(decision.reason) if decision.reason else "",
            "explanation": decision.text,
            "automatic": decision.moderator_id is None,
            "published": decision.after == State.PUBLISHED,
            "masked": bool(appealed and appealed.outcome == Outcome.MASKED),
            **how_to_appeal(decision),
        }
    notify(
        user=user,
        kind=kind,
        facts=facts,
        url=_url(decision),
        even_suspended=True,
        decision=decision,
        not_before=undo_until(decision),
    )


def how_to_appeal(decision: Decision) -> dict[str, str]:
    """Return what templates/notices/parts/appeal.* needs, in the active language."""
    if decision.outcome not in APPEALABLE:
        return {}
    until = timezone.localtime(deadlines.appeal_until(decision.created_at))
    return {
        "appeal": reverse("decisions:decision", args=[decision.pk]),
        "appeal_until": date_format(until, "DATE_FORMAT"),
    }


def _about(decision: Decision) -> dict[str, str]:
    """Return what it is about, and how its author knows it again."""
    if decision.case is None:
        assert decision.sanction is not None  # noqa: S101 - the constraint says so
        ends_at = decision.sanction.ends_at
        return {
            "what": "sanction",
            "passage": decision.sanction.get_kind_display(),
            "acts": decision.sanction.acts,
            "until": day_and_time(ends_at) if ends_at else "",
        }
    content = decision.case.content
    return {"what": content._meta.model_name or "", "passage": _passage(content)}


def _url(decision: Decision) -> str:
    """Return where it is read: the content itself, or else the decision's own page."""
    if decision.after == State.PUBLISHED and decision.case and decision.outcome != Outcome.UPHELD:
        return decision.case.content.get_absolute_url()
    told = decision.appeal.decision if decision.appeal else decision
    if told.outcome == Outcome.LIFTED and told.sanction:
        told = told.sanction.decisions.get(outcome=Outcome.SUSPENDED)
    return reverse("decisions:decision", args=[told.pk])


def take_back(decision: Decision, **kwargs: Any) -> None:
    """Let the notice of a decision that was taken back disappear, and its mail if it waits still.

    Whoever has had the mail gets a short correction.
    """
    if not forget(decision) or decision.case is None:
        return
    content = decision.case.content
    if content.author:
        notify(
            user=content.author,
            kind="content_undone",
            facts={**_about(decision), "state": decision.before},
            url=_among_ones_own(content),
            even_suspended=True,
        )


def _among_ones_own(content: Any) -> str:
    if content._meta.model_name == "question":
        return str(content.get_absolute_url())
    part = "propuestas" if content._meta.model_name == "proposal" else "comentarios"
    return f"{reverse('consultations:mine')}?ver={part}"


def _passage(content: Any) -> str:
    """Return how the author knows it again: a proposal by its title, a comment by its start."""
    text = getattr(content, "title", "") or content.body
    return Truncator(" ".join(text.split())).chars(140)
