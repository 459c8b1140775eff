"""Does a moderator read it before everybody else does?"""

from typing import Any

from django.db.models import QuerySet

from ciudad_global.moderation.states import State
from consultations.models import Comment, Consultation, Proposal

# What was read by everybody, and not taken down by moderation.
STOOD = (State.PUBLISHED, State.MERGED, State.WITHDRAWN)


def comes_first(content: Proposal | Comment) -> bool:
    """Return whether this text is reviewed before it is published, as its consultation says.

    Of a change, it says whether a moderator looks again. Of a person's first contributions, those
    on the whole site count (one query; call it in the transaction that writes).
    """
    if isinstance(content, Comment):
        consultation = content.proposal.consultation
        policy = consultation.comments_review
    else:
        consultation = content.consultation
        policy = consultation.proposals_review
    if policy != Consultation.Review.FIRST:
        return policy == Consultation.Review.BEFORE
    if content.author is None:
        return True
    stood = _others(Proposal, content).union(_others(Comment, content), all=True)
    return stood.count() < consultation.first_contributions


def _others(model: type[Proposal | Comment], content: Proposal | Comment) -> QuerySet[Any]:
    """Return what its author has published besides it: no text vouches for itself."""
    found = model._default_manager.filter(
        author=content.author, state__in=STOOD, published_at__isnull=False
    )
    if isinstance(content, model):
        found = found.exclude(pk=content.pk)
    return found.order_by().values("pk")
