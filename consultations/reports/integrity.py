"""How the votes of a consultation came, and how they stand without those that were flagged."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from consultations.models import Consultation, Proposal, Vote, VoteActivity
from consultations.reports import flagged

HOURS = 48
BURSTS = 10
# As many votes of one network within an hour are worth a look.
BURST = 20
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Hour:
    """How many new votes an hour brought, and how many of them from accounts of that day."""

    hour: datetime
    votes: int
    new: int

    @property
    def new_percent(self) -> int:
        return round(100 * self.new / self.votes) if self.votes else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A proposal's totals, with all votes and without the flagged ones."""

    proposal: Proposal
    agree: tuple[int, int]
    neutral: tuple[int, int]
    disagree: tuple[int, int]
    percent: tuple[int, int]


def hours(consultation: Consultation, before: datetime | None = None) -> list[Hour]:
    """Return the last hours with votes, the newest first, one more than a page (one query)."""
    rows = VoteActivity.objects.filter(consultation=consultation)
    if before:
        rows = rows.filter(hour__lt=before)
    summed = rows.values_list("hour").annotate(Sum("votes"), Sum("by_new_accounts"))
    return [Hour(*row) for row in summed.order_by("-hour")[: HOURS + 1]]


def bursts(consultation: Consultation) -> list[VoteActivity]:
    """Return the hours in which one network brought most votes, while it is known (one query)."""
    rows = VoteActivity.objects.filter(consultation=consultation, votes__gte=BURST)
    return list(rows.exclude(network="").order_by("-votes", "-hour", "pk")[:BURSTS])


def differences(
    consultation: Consultation, voters: list[UUID], page: int
) -> tuple[list[Difference], bool]:
    """Return a page of the proposals that change most without these voters, and if more follow."""
    flags = flagged.counted(consultation, voters)
    lost: Counter[int] = Counter()
    for (pk, _value), number in flags.items():
        lost[pk] += number
    start = (page - 1) * PAGE_SIZE
    ordered = sorted(lost, key=lambda pk: (-lost[pk], pk))[start : start + PAGE_SIZE + 1]
    shown = Proposal.objects.in_bulk(ordered[:PAGE_SIZE])
    return [_difference(shown[pk], flags) for pk in ordered[:PAGE_SIZE]], len(ordered) > PAGE_SIZE


def _difference(proposal: Proposal, flags: Counter[tuple[int, int]]) -> Difference:
    def both(count: int, value: int) -> tuple[int, int]:
        return count, count - flags[proposal.pk, value]

    agree = both(proposal.agree_count, Vote.Value.AGREE)
    neutral = both(proposal.pass_count, Vote.Value.PASS)
    disagree = both(proposal.disagree_count, Vote.Value.DISAGREE)
    totals = [sum(column) for column in zip(agree, neutral, disagree, strict=True)]
    with_all, without = (
        round(100 * yes / total) if total else 0 for yes, total in zip(agree, totals, strict=True)
    )
    return Difference(proposal, agree, neutral, disagree, (with_all, without))
