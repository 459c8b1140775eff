"""What the city owes in its consultations: answers and commitments, by when."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from consultations.models import Commitment, Consultation, Phase, Proposal


def acting(prefix: str = "") -> Q:
    """Return what tells the phases in which people can do something."""
    return reduce(or_, (Q(**{f"{prefix}{switch}": True}) for switch in Phase.SWITCHES))


def answer_by(ended_at: datetime) -> datetime:
    """Return until when what was proposed should be answered."""
    return ended_at + timedelta(days=settings.RESPONSE_DAYS)


def unanswered() -> "QuerySet[Any]":
    """Return published proposals of consultations in which nobody can take part any more and to
    which no answer is public; each knows when that was (`ended_at`).
    """
    last = (
        Phase.objects.filter(acting(), consultation=OuterRef("consultation"))
        .order_by()
        .values("consultation")
        .annotate(last=Max("ends_at"))
        .values("last")
    )
    return (
        Proposal.objects.published()
        .exclude(consultation__state__in=(Consultation.State.DRAFT, Consultation.State.ARCHIVED))
        .exclude(consultation__source__gt="")  # imported: another city owed those answers
        .filter(Q(response=None) | Q(response__published_at=None))
        .annotate(last_ends_at=Subquery(last))
        .annotate(
            ended_at=Least(
                Coalesce("last_ends_at", "consultation__closed_at"),
                Coalesce("consultation__closed_at", "last_ends_at"),
            )
        )
        .filter(ended_at__lte=timezone.now())
    )


def overdue() -> "QuerySet[Any]":
    """Return those of the unanswered that should have been answered by now."""
    return unanswered().filter(
        ended_at__lte=timezone.now() - timedelta(days=settings.RESPONSE_DAYS)
    )


def late() -> "QuerySet[Commitment]":
    """Return the commitments whose day has passed and that are neither done nor dropped."""
    over = (Commitment.Status.DONE, Commitment.Status.DROPPED)
    return (
        Commitment.objects.published()
        .filter(due_on__lt=timezone.localdate())
        .exclude(status__in=over)
    )
