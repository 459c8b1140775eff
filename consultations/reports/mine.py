"""What one person did. Votes are found by making their token anew, because they carry no user."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from wagtail.models import Page

from ciudad_global.moderation.states import State
from consultations.models import (
    Comment,
    Commitment,
    Consultation,
    Proposal,
    UsefulMark,
    Vote,
)
from consultations.reports.answers import answers

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def votes(
    user: "User | AnonymousUser", consultation: Consultation, proposals: Iterable[Proposal]
) -> dict[int, int]:
    """Return the person's own votes on these proposals: proposal id -> 1, 0 or -1 (one query).

    Empty for visitors and for a sealed consultation, where nobody can find them any more.
    """
    if not user.is_authenticated or consultation.salt is None:
        return {}
    return dict(
        Vote.objects.filter(
            voter=consultation.voter_token(user.pk), proposal__in=list(proposals)
        ).values_list("proposal_id", "value")
    )


def useful_marks(user: "User | AnonymousUser", comments: Iterable[Comment]) -> set[int]:
    """Return the ids of the comments that the person marked as useful (one query, none where
    nobody marked any).
    """
    marked = [comment.pk for comment in comments if comment.useful_count]
    if not marked or not user.is_authenticated:
        return set()
    mine = UsefulMark.objects.filter(user=user, comment__in=marked)
    return set(mine.values_list("comment", flat=True))


def voted(user: "User", consultation: Consultation) -> list[int]:
    """Return the proposals of this consultation that the person has voted on (one query)."""
    if consultation.salt is None:
        return []
    votes = Vote.objects.filter(voter=consultation.voter_token(user.pk))
    return list(votes.values_list("proposal_id", flat=True))


def supports(user: "User", consultation: Consultation) -> int:
    """Return how many of their supports here the person has used (one query)."""
    return Vote.objects.filter(voter=consultation.voter_token(user.pk)).towards_limit().count()


def consultations(user: "User") -> list[Consultation]:
    """Return the consultations that the person took part in."""
    return list(Consultation.objects.filter(participations__user=user))


def all_votes(user: "User", consultations: Iterable[Consultation]) -> "QuerySet[Vote]":
    """Return the person's own votes in these consultations, newest consultation first.

    A token belongs to one consultation, so one query finds them all; sealed consultations have
    none to find.
    """
    tokens = [c.voter_token(user.pk) for c in consultations if c.salt is not None]
    return (
        Vote.objects.filter(voter__in=tokens)
        .select_related("proposal__consultation", "proposal__response")
        .order_by("-proposal__consultation", "-proposal")
    )


def counts(user: "User") -> dict[str, int]:
    """Return how much there is of each part of "Mi participación" (seven queries)."""
    return {
        "answers": answers(user).count(),
        "proposals": proposals(user).count(),
        "drafts": drafts(user).count(),
        "comments": comments(user).count(),
        "votes": all_votes(user, consultations(user)).count(),
        "follows": user.follows.count(),
    }


def proposals(user: "User") -> "QuerySet[Proposal]":
    """Return the person's proposals with what the city answered, newest consultation first."""
    return (
        Proposal.objects.filter(author=user)
        .exclude(state__in=(State.DRAFT, State.ERASED))
        .select_related("consultation", "response")
        .prefetch_related(
            Prefetch(
                "commitments", Commitment.objects.published().order_by("due_on"), to_attr="promises"
            )
        )
        .order_by("-consultation", "-pk")
    )


def drafts(user: "User") -> "QuerySet[Proposal]":
    """Return what the person has begun and not sent, newest consultation first."""
    return (
        Proposal.objects.drafts_of(user)
        .select_related("consultation")
        .order_by("-consultation", "-created_at", "-pk")
    )


def comments(user: "User") -> "QuerySet[Comment]":
    """Return the person's comments with their proposals, newest consultation first."""
    return (
        Comment.objects.filter(author=user)
        .exclude(state=State.ERASED)
        .select_related("proposal__consultation")
        .order_by("-proposal__consultation", "-pk")
    )


def sessions(user: "User") -> "QuerySet[Any]":
    """Return the person's registrations for sessions, the latest session first.

    Through the name of the relation: consultations and dialogues do not import each other.
    """
    found = user.registrations.exclude(state="cancelled").select_related("encounter")
    return found.order_by("-encounter__starts_at", "-pk")


def session_titles(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return what the public pages of these sessions are called, in the active language where one
    speaks it (one query).
    """
    here = (get_language() or "es")[:2]
    live = Page.objects.live().filter(translation_key__in=list(keys))
    pages = live.values_list("translation_key", "title", "locale__language_code").order_by("pk")
    # The last one of a key stays.
    ordered = sorted(pages, key=lambda page: page[2] == here)
    return {key: title for key, title, _language in ordered}
