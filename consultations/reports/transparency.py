"""What moderation did, in numbers that everybody may read: no text, no person, no small count."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce
from operator import add
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import RowNumber, TruncMonth

from ciudad_global.moderation.models import Appeal, Case, Decision
from ciudad_global.moderation.states import Outcome, Reason, State
from consultations.models import Comment, Consultation, Proposal, Voiding
from consultations.reports.few import FEWEST, Count, join_small

# What is said about another decision or to colleagues, not about what somebody wrote.
_NOT_ABOUT_CONTENT = (Outcome.UNDONE, Outcome.TAKEN, Outcome.UPHELD, Outcome.REVERSED)
_KINDS = {
    Outcome.HELD: "held",
    Outcome.CHANGES: "held",
    Outcome.REJECTED: "taken",
    Outcome.REMOVED: "taken",
}
# Each figure and the counts that it is the sum of. Those are the smallest that are ever told.
MEASURES = {
    "proposals": ("proposals",),
    "comments": ("comments",),
    "held": ("held", "held_rule"),
    "taken": ("taken", "taken_rule"),
    "by_people": ("held", "taken", "other"),
    "by_rule": ("held_rule", "taken_rule", "other_rule"),
    "appeals": ("reversed", "not_reversed"),
    "reversals": ("reversed",),
}

MOST_VOIDINGS = 50

# (consultation, month) -> name -> how many
Parts = dict[tuple[int, date], Counter[str]]
Figures = dict[str, Count]


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month; appeals are those that were sent in it."""

    month: date
    figures: Figures
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one consultation or of several."""

    total: Figures
    median: timedelta | None
    months: list[Month]
    # Of what was taken down in months in which a consultation saw `FEWEST` or more.
    reasons: Counter[str]
    waiting: Count
    oldest: datetime | None
    # The newest; published as they are.
    voidings: list[Voiding]


@dataclass(slots=True)
class _Counted:
    parts: Parts = field(default_factory=lambda: defaultdict(Counter))
    # The same for what was taken down, by reason instead of together.
    reasons: dict[tuple[int, date, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )


def report(consultations: "QuerySet[Consultation]") -> Report:
    """Return what moderation did in these consultations (a constant number of queries)."""
    counted = _Counted()
    for name, rows, where in (
        ("proposals", _received_proposals(), "consultation"),
        ("comments", _received_comments(), "proposal__consultation"),
    ):
        found = rows.filter(**{f"{where}__in": consultations})
        for (consultation, month), number in _by_month(found, where):
            counted.parts[consultation, month][name] += number
    decisions = _standing().filter(case__consultation__in=consultations)
    _count_decisions(counted, decisions)
    _count_appeals(counted, consultations)
    by_month: dict[date, list[Counter[str]]] = defaultdict(list)
    for (_consultation, month), numbers in counted.parts.items():
        by_month[month].append(numbers)
    medians = _medians(decisions)
    waiting = Case.objects.waiting().filter(consultation__in=consultations)
    queue = (
        waiting.order_by()
        .values_list("consultation")
        .annotate(models.Count("pk"), models.Min("waiting_since"))
    )
    queues = list(queue)
    return Report(
        total=_figures(counted.parts.values()),
        median=_median(decisions),
        months=[
            Month(month, _figures(numbers), medians.get(month))
            for month, numbers in sorted(by_month.items(), reverse=True)
        ],
        reasons=_reasons(counted),
        waiting=reduce(add, (Count.of(number) for _pk, number, _since in queues), Count()),
        oldest=min((since for _pk, _number, since in queues), default=None),
        voidings=list(
            Voiding.objects.done().filter(consultation__in=consultations)[:MOST_VOIDINGS]
        ),
    )


def _received_proposals() -> "QuerySet[Proposal]":
    return Proposal.objects.exclude(state=State.DRAFT).exclude(origin=Proposal.Origin.IMPORT)


def _received_comments() -> "QuerySet[Comment]":
    return Comment.objects.exclude(state=State.DRAFT).filter(external_id="")


def _standing() -> "QuerySet[Decision]":
    """Return decisions about content that nobody took back; those on accounts have no case."""
    decisions = Decision.objects.filter(case__isnull=False, undone__isnull=True)
    return decisions.exclude(outcome__in=_NOT_ABOUT_CONTENT)


def _month() -> TruncMonth:
    return TruncMonth(
        "created_at", output_field=models.DateField(), tzinfo=ZoneInfo(settings.TIME_ZONE)
    )


def _by_month(rows: "QuerySet", *by: str) -> Iterable[tuple[tuple, int]]:
    """Yield what the rows are grouped by, the month second, and how many there are (one query)."""
    grouped = rows.order_by().annotate(month=_month())
    first, *others = by
    for *key, number in grouped.values_list(first, "month", *others).annotate(n=models.Count("pk")):
        yield tuple(key), number


def _count_decisions(counted: _Counted, decisions: "QuerySet[Decision]") -> None:
    decisions = decisions.annotate(
        by=models.Case(
            models.When(rule="", then=models.Value("")),
            default=models.Value("_rule"),
            output_field=models.CharField(),
        )
    )
    found = _by_month(decisions, "case__consultation", "outcome", "reason", "by")
    for (consultation, month, outcome, reason, by), number in found:
        kind = _KINDS.get(outcome, "other")
        counted.parts[consultation, month][kind + by] += number
        if kind == "taken":
            counted.reasons[consultation, month, kind + by][reason] += number


def _count_appeals(counted: _Counted, consultations: "QuerySet[Consultation]") -> None:
    where = "decision__case__consultation"
    appeals = Appeal.objects.filter(**{f"{where}__in": consultations})
    for (consultation, month, outcome), number in _by_month(appeals, where, "outcome"):
        name = "reversed" if outcome == Appeal.Outcome.REVERSED else "not_reversed"
        counted.parts[consultation, month][name] += number


def _figures(parts: Iterable[Counter[str]]) -> Figures:
    parts = list(parts)
    return {
        measure: reduce(add, (Count.of(one[name]) for one in parts for name in names), Count())
        for measure, names in MEASURES.items()
    }


def _reasons(counted: _Counted) -> Counter[str]:
    """Return how many were taken down for each reason.

    Counts of less than `FEWEST` in a month are told nowhere, so they are not among these either.
    """
    told: dict[int, Counter[str]] = defaultdict(Counter)
    for (consultation, _when, _name), numbers in counted.reasons.items():
        if numbers.total() >= FEWEST:
            told[consultation] += numbers
    joined = (join_small(numbers, Reason.OTHER) for numbers in told.values())
    return sum(joined, Counter[str]())


def _median(decisions: "QuerySet[Decision]") -> timedelta | None:
    return _mean([wait for _month, wait in _middle(decisions)])


def _medians(decisions: "QuerySet[Decision]") -> dict[date, timedelta | None]:
    waits: dict[date, list[timedelta]] = defaultdict(list)
    for month, wait in _middle(decisions, F("month")):
        waits[month].append(wait)
    return {month: _mean(found) for month, found in waits.items()}


def _mean(waits: list[timedelta]) -> timedelta | None:
    return sum(waits, timedelta()) / len(waits) if waits else None


def _middle(decisions: "QuerySet[Decision]", *partition: F) -> Iterable[tuple[date, timedelta]]:
    """Return how long people's decisions in the middle took, with their months.

    One of each partition where their number is odd, two where it is even (one query).
    """
    wait = models.ExpressionWrapper(
        F("created_at") - F("waiting_since"), output_field=models.DurationField()
    )
    ordered = decisions.filter(rule="", waiting_since__isnull=False).annotate(
        month=_month(),
        wait=wait,
        place=models.Window(RowNumber(), partition_by=partition or None, order_by=["wait", "pk"]),
        n=models.Window(models.Count("pk"), partition_by=partition or None),
    )
    return ordered.filter(
        n__gte=FEWEST, place__gte=(F("n") + 1) / 2, place__lte=F("n") / 2 + 1
    ).values_list("month", "wait")
