"""The queue: what waits for a decision, for whom, in which order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciudad_global.common import keyset
from ciudad_global.common.permissions import Answer
from ciudad_global.common.search.words import read
from ciudad_global.moderation import permissions, signals
from ciudad_global.moderation.models import Case, Flag, ModeratedContent, Signal
from ciudad_global.moderation.models.case import CONTENTS, PLACES, CaseQuerySet, PlaceId
from ciudad_global.moderation.states import Reason
from ciudad_global.users.models import User
from ciudad_global.users.search_index import NAMES

PAGE_SIZE = 20
# More is said as "1000+": counting every case would cost more than the page.
MOST_COUNTED = 1_000


class Sort(TextChoices):
    """The orders of the queue, as they stand in its address."""

    OLDEST = "oldest", _("Primero lo que más ha esperado")
    RISKIEST = "riskiest", _("Primero lo que más puede dañar")
    DUE = "due", _("Primero lo que vence antes")


COLUMNS = {Sort.OLDEST: "waiting_since", Sort.RISKIEST: "-risk", Sort.DUE: "due_at"}


class Age(TextChoices):
    """For how long it has waited, as it stands in the queue's address."""

    DAY = "day", _("Más de 24 horas")
    DAYS = "3days", _("Más de 3 días")
    LATE = "late", _("Atrasado")


AGES = {Age.DAY: timedelta(days=1), Age.DAYS: timedelta(days=3)}


class Held(TextChoices):
    """Who reviews it, as it stands in the queue's address."""

    MINE = "mine", _("Lo que tomé")
    FREE = "free", _("Lo que nadie ha tomado")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the queue; empty means everything. `consultation` is the id of a place."""

    consultation: str = ""
    kind: str = ""
    cause: str = ""
    reason: str = ""  # of a report
    language: str = ""
    age: str = ""
    held: str = ""
    q: str = ""
    sort: Sort = Sort.OLDEST


@dataclass(frozen=True, slots=True)
class Item:
    """One case as a list shows it: `reports` counts by reason, and never says who."""

    case: Case
    content: ModeratedContent
    reports: list[tuple[str, int]]
    # What the computer noticed, in sentences.
    signals: list[str]
    may_decide: Answer
    # Who holds it now, and whether that is whoever reads the list.
    holder: User | None
    is_mine: bool


def places(user: User) -> list[tuple[str, str]]:
    """Return id and name of the consultations and sessions whose queue this person may read."""
    found = []
    for name, titled in (("consultation", "title"), ("floor", "encounter__title")):
        rows = _all(name)
        if permissions.reads_everything(user):
            rows = rows.filter(Exists(Case.objects.waiting().filter(**{name: OuterRef("pk")})))
        else:
            rows = rows.filter(moderators=user)
        found += [(str(pk), title) for pk, title in rows.order_by(titled).values_list("pk", titled)]
    return found


def assigned(user: User) -> frozenset[PlaceId]:
    """Return the ids of the consultations and floors that this person moderates."""
    mine = (_all(name).filter(moderators=user).values_list("pk", flat=True) for name in PLACES)
    return frozenset(chain.from_iterable(mine))


def _all(place: str) -> "QuerySet[Any]":
    # By name: they stand above moderation.
    model: Any = Case._meta.get_field(place).related_model
    return model._default_manager.all()


def waiting(user: User, wanted: Wanted) -> CaseQuerySet:
    """Return the waiting cases that this person may read and asked for."""
    found = visible_to(user).waiting()
    if wanted.consultation:
        name = "consultation" if wanted.consultation.isdecimal() else "floor"
        found = found.filter(**{name: wanted.consultation})
    if wanted.kind:
        found = found.filter(**{f"{wanted.kind}__isnull": False})
    if wanted.cause:
        found = found.filter(cause=wanted.cause)
    if wanted.reason:
        found = found.filter(Exists(Flag.objects.filter(case=OuterRef("pk"), reason=wanted.reason)))
    if wanted.language:
        spoken = (Q(**{f"{name}__language": wanted.language}) for name in CONTENTS)
        found = found.filter(reduce(or_, spoken))
    if wanted.age == Age.LATE:
        found = found.late()
    elif wanted.age:
        found = found.filter(waiting_since__lt=timezone.now() - AGES[Age(wanted.age)])
    if wanted.held == Held.MINE:
        found = found.held_by(user)
    elif wanted.held == Held.FREE:
        found = found.free()
    return _with_words(found, wanted.q) if wanted.q else found


@dataclass(frozen=True, slots=True)
class Figures:
    """How much waits for somebody."""

    waiting: int
    late: int
    mine: int
    oldest: datetime | None


def figures(user: User) -> Figures:
    """Return how much of what this person may read waits, is late, is theirs (one query)."""
    now = timezone.now()
    mine = Q(claimed_by=user, claimed_until__gt=now)
    counted = (
        visible_to(user)
        .waiting()
        .aggregate(
            waiting=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now)),
            mine=Count("pk", filter=mine),
            oldest=Min("waiting_since"),
        )
    )
    return Figures(**counted)


def _with_words(found: CaseQuerySet, text: str) -> CaseQuerySet:
    """Return the cases whose text, or whose author's public name, has all of these words."""
    if not (words := read(text)):
        return found.none()
    either = Q(pk__in=())
    # Not of questions: they are as short as their case, and may be asked without a name.
    for name in ("proposal", "comment"):
        model: Any = Case._meta.get_field(name).related_model
        by = model._base_manager.filter(author__in=NAMES.keys(words)).order_by().values("pk")
        for having in (by, *(index.keys(words) for index in model.search_indexes)):
            either |= Q(**{f"{name}__in": having})
    return found.filter(either)


def decidable(user: User, wanted: Wanted) -> CaseQuerySet:
    """Return what this person asked for and may decide, in the order they asked for."""
    mine = waiting(user, wanted).assigned_to(user).not_written_by(user).not_reported_by(user)
    by = COLUMNS[wanted.sort]
    return mine.order_by(by, "-pk" if by.startswith("-") else "pk")


def count(user: User, wanted: Wanted) -> int:
    """Return how many cases `waiting` has, at most one more than MOST_COUNTED."""
    return waiting(user, wanted).order_by()[: MOST_COUNTED + 1].count()


def visible_to(user: User) -> CaseQuerySet:
    """Return the cases that this person may read."""
    if permissions.reads_everything(user):
        return Case.objects.all()
    return Case.objects.assigned_to(user)


def items(user: User, cases: Iterable[Case]) -> list[Item]:
    """Return the cases with their reports, signals and the person's right (five queries)."""
    cases = list(cases)
    reports: dict[int, list[tuple[str, int]]] = defaultdict(list)
    counted = (
        Flag.objects.filter(case__in=cases)
        .values("case", "reason")
        .annotate(number=Count("pk"))
        .order_by("-number", "reason")
    )
    for case_id, reason, number in counted.values_list("case", "reason", "number"):
        reports[case_id].append((str(Reason(reason).label), number))
    noticed: dict[int, list[str]] = defaultdict(list)
    for signal in Signal.objects.filter(case__in=cases).order_by("-weight", "pk"):
        if said := signals.sentence(signal):
            noticed[signal.case_id].append(said)
    mine = assigned(user)
    reported = frozenset(
        Flag.objects.filter(case__in=cases, reporter=user).values_list("case", flat=True)
    )
    return [
        Item(
            case=case,
            content=case.content,
            reports=reports[case.pk],
            signals=noticed[case.pk],
            may_decide=permissions.may_decide(user, case, mine, reported),
            holder=(holder := case.holder()),
            is_mine=holder == user,
        )
        for case in cases
    ]


def page(
    user: User, wanted: Wanted, *, after: str = "", before: str = ""
) -> tuple[keyset.Page[Case], list[Item]]:
    """Return one page of the queue and what to show of it (seven queries)."""
    found = keyset.page(
        waiting(user, wanted).with_content(),
        by=COLUMNS[wanted.sort],
        size=PAGE_SIZE,
        after=after,
        before=before,
    )
    return found, items(user, found.rows)


def following(user: User, wanted: Wanted, case: Case) -> Case | None:
    """Return the case to decide after this one (as it was before its decision), if any is left."""
    by = COLUMNS[wanted.sort]
    held_by_others = Q(claimed_until__gt=timezone.now()) & ~Q(claimed_by=user)
    mine = decidable(user, wanted).exclude(held_by_others).exclude(pk=case.pk)
    for after in (keyset.cursor(case, by), ""):
        rows = keyset.page(mine, by=by, size=1, after=after).rows
        if rows:
            return rows[0]
    return None
