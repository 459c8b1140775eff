"""Comparing stored counters with the rows that they count."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from ciudad_global.moderation.models import Case, Flag
from ciudad_global.moderation.states import State
from consultations.models import Comment, Consultation, Proposal, UsefulMark, Vote


@dataclass(frozen=True, slots=True)
class Counter:
    """A stored counter and the expression that counts its rows."""

    model: type[models.Model]
    column: str
    truth: Any
    consultation: str = "consultation"

    @property
    def name(self) -> str:
        return f"{self.model._meta.model_name}.{self.column}"

    def wrong(self, consultation: Consultation | None) -> models.QuerySet[Any]:
        """Return the rows whose counter is wrong, with `truth` beside; one query."""
        rows = self.model._default_manager.annotate(truth=self.truth)
        if consultation is not None:
            rows = rows.filter(**{self.consultation: consultation})
        return rows.exclude(**{self.column: F("truth")}).order_by("pk")


@dataclass(frozen=True, slots=True)
class Difference:
    """One counter that does not say what its rows say."""

    counter: str
    pk: int
    stored: int
    counted: int


def _rows(queryset: models.QuerySet[Any], owner: str, figure: Any = None) -> Any:
    figure = figure or Count("*")
    grouped = queryset.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Coalesce(Subquery(grouped.annotate(figure=figure).values("figure")), 0)


COUNTERS = (
    Counter(Proposal, "agree_count", _rows(Vote.objects.filter(value=1), "proposal")),
    Counter(Proposal, "pass_count", _rows(Vote.objects.filter(value=0), "proposal")),
    Counter(Proposal, "disagree_count", _rows(Vote.objects.filter(value=-1), "proposal")),
    Counter(
        Proposal,
        "comments_count",
        _rows(Comment.objects.filter(state=State.PUBLISHED), "proposal"),
    ),
    # It never goes back, so it may be ahead of the comments that are left, never behind.
    Counter(
        Proposal,
        "comments_serial",
        Greatest(F("comments_serial"), _rows(Comment.objects.all(), "proposal", Max("number"))),
    ),
    Counter(
        Comment,
        "replies_count",
        _rows(Comment.objects.all(), "parent"),
        "proposal__consultation",
    ),
    Counter(
        Comment,
        "useful_count",
        _rows(UsefulMark.objects.all(), "comment"),
        "proposal__consultation",
    ),
    Counter(Case, "flags_count", _rows(Flag.objects.all(), "case")),
)


def differences(consultation: Consultation | None = None) -> Iterator[Difference]:
    """Yield every wrong counter, of one consultation or of all; one query a counter."""
    for counter in COUNTERS:
        wrong = counter.wrong(consultation).values_list("pk", counter.column, "truth")
        for pk, stored, counted in wrong.iterator():
            yield Difference(counter.name, pk, stored, counted)


def fix(consultation: Consultation | None = None) -> None:
    """Set the wrong counters, of one consultation or of all, to what their rows say."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and consultation is None:
            # Who has changed a counter must commit first, who wants to must wait; in the order
            # in which everybody locks. SQLite has one writer anyway.
            tables = ", ".join(model._meta.db_table for model in (Case, Comment, Proposal))
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
        for counter in COUNTERS:
            counter.wrong(consultation).order_by().update(**{counter.column: counter.truth})
