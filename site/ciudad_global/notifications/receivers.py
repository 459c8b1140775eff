"""What authors are told of decisions about what they wrote."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator

from ciudad_global.moderation import rules
from ciudad_global.moderation.actions import undo_until
from ciudad_global.moderation.models import Decision
from ciudad_global.moderation.states import Outcome, Reason, State
from ciudad_global.notifications.actions import forget, notify

# Which templates say it; what is not here is nobody's own matter, or told where it is done.
KINDS = {
    Outcome.PUBLISHED: "content_published",
    Outcome.HELD: "content_held",
    Outcome.CHANGES: "content_changes",
    Outcome.REJECTED: "content_rejected",
    Outcome.REMOVED: "content_removed",
    Outcome.MASKED: "content_masked",
}
# Told even where the state stays what it was.
IN_PLACE = (Outcome.CHANGES, Outcome.MASKED)


def tell_author(decision: Decision, **kwargs: Any) -> None:
    """Tell the author what was decided, by whom and why; nothing of what changed nothing.

    The mail waits while the decision can be taken back.
    """
    kind = KINDS.get(Outcome(decision.outcome))
    changed = decision.before != decision.after or decision.outcome in IN_PLACE
    if decision.case is None or kind is None or not changed:
        return
    content = decision.case.content
    if content.author is None:
        return
    if kind == "content_published" and decision.before in (State.REJECTED, State.REMOVED):
        kind = "content_restored"
    published = decision.after == State.PUBLISHED
    with translation.override(content.author.language):
        rule = rules.url(decision.reason) if decision.reason else ""
    notify(
        user=content.author,
        kind=kind,
        facts={
            "what": content._meta.model_name,
            "passage": _passage(content),
            "reason": Reason(decision.reason).label if decision.reason else "",
            "rule": rule,
            "explanation": decision.text,
            "automatic": decision.moderator_id is None,
        },
        # What is not published is found among one's own.
        url=content.get_absolute_url() if published else _among_ones_own(content),
        even_suspended=True,
        decision=decision,
        not_before=undo_until(decision),
    )


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
            facts={
                "what": content._meta.model_name,
                "passage": _passage(content),
                "state": decision.before,
            },
            url=_among_ones_own(content),
            even_suspended=True,
        )


def _among_ones_own(content: Any) -> str:
    part = "propuestas" if content._meta.model_name == "proposal" else "comentarios"
    return f"{reverse('consultations:mine')}?ver={part}"


def _passage(content: Any) -> str:
    """Return how the author knows it again: a proposal by its title, a comment by its start."""
    text = getattr(content, "title", "") or content.body
    return Truncator(" ".join(text.split())).chars(140)
