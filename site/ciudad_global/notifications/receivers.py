"""Whom to tell of what happens in other sections."""

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from ciudad_global.moderation.models import Decision
from ciudad_global.moderation.states import Reason, State
from ciudad_global.notifications.actions import notify


def tell_author(decision: Decision, **kwargs: Any) -> None:
    """Tell the author what was decided and why; nothing of reports that changed nothing."""
    if decision.case is None:
        return
    content = decision.case.content
    if decision.before == decision.after or content.author is None:
        return
    published = decision.after == State.PUBLISHED
    notify(
        user=content.author,
        kind=f"content_{decision.after}",
        facts={
            "what": content._meta.model_name,
            "passage": Truncator(" ".join(_passage(content).split())).chars(140),
            "reason": Reason(decision.reason).label if decision.reason else "",
            "explanation": decision.text,
        },
        # What is not published is found among one's own.
        url=content.get_absolute_url() if published else _among_ones_own(content),
        even_suspended=True,
    )


def _among_ones_own(content: Any) -> str:
    part = "propuestas" if content._meta.model_name == "proposal" else "comentarios"
    return f"{reverse('consultations:mine')}?ver={part}"


def _passage(content: Any) -> str:
    """Return how the author knows it again: a proposal by its title, a comment by its start."""
    return getattr(content, "title", "") or content.body
