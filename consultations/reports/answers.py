"""What the city answered to one person: to what they wrote, and to what they follow."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Value

from ciudad_global.moderation.states import State
from ciudad_global.notifications.models import Follow
from consultations.models import (
    Comment,
    Commitment,
    CommitmentUpdate,
    Consultation,
    Proposal,
    Response,
)

if TYPE_CHECKING:
    from ciudad_global.users.models import User

RESPONSE, COMMITMENT, UPDATE = "response", "commitment", "update"


def answers(user: "User") -> "QuerySet[Any]":
    """Return (kind, id) of responses, commitments and their updates, the newest first.

    One query for a page of them; `read` brings the rows.
    """
    mine = Q(pk__in=_proposals(user))
    followed = Q(consultation__in=_followed(user, "consultation"))
    proposals = Proposal.objects.published().filter(mine | followed)
    responses = Response.objects.published().filter(proposal__in=proposals)
    commitments = (
        Commitment.objects.published()
        .exclude(consultation__state=Consultation.State.DRAFT)
        .filter(
            Q(pk__in=_sources(Commitment.proposals.through, proposal__in=_proposals(user)))
            | Q(pk__in=_sources(Commitment.comments.through, comment__in=_comments(user)))
            | followed
        )
    )
    updates = CommitmentUpdate.objects.published().filter(commitment__in=commitments)
    rows = [
        found.order_by().annotate(kind=Value(kind)).values_list("kind", "pk", "published_at")
        for kind, found in ((RESPONSE, responses), (COMMITMENT, commitments), (UPDATE, updates))
    ]
    return rows[0].union(*rows[1:]).order_by("-published_at", "kind", "-pk")


def read(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Return what each of these rows stands for, in their order (three queries at most)."""
    rows = list(rows)
    of = {
        RESPONSE: Response.objects.select_related("proposal"),
        COMMITMENT: Commitment.objects.all(),
        UPDATE: CommitmentUpdate.objects.select_related("commitment"),
    }
    found = {
        kind: queryset.in_bulk([pk for other, pk, _moment in rows if other == kind])
        for kind, queryset in of.items()
    }
    return [{kind: found[kind][pk]} for kind, pk, _moment in rows]


def _followed(user: "User", kind: str) -> "QuerySet[Any]":
    return Follow.objects.filter(user=user, **{f"{kind}__isnull": False}).values(kind)


def _proposals(user: "User") -> "QuerySet[Any]":
    """Return the ids of what the person proposed or follows, and of what those were united with."""
    own = Q(author=user) | Q(pk__in=_followed(user, "proposal"))
    joined = Proposal.objects.filter(own, state=State.MERGED).values("merged_into")
    return Proposal.objects.filter(own | Q(pk__in=joined)).values("pk")


def _comments(user: "User") -> "QuerySet[Any]":
    return Comment.objects.published().filter(author=user).values("pk")


def _sources(through: Any, **sources: Any) -> "QuerySet[Any]":
    found: QuerySet[Any] = through.objects.filter(**sources).values("commitment")
    return found
