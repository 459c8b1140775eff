"""The queue: what waits for a decision, for whom, in which order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from ciudad_global.common import keyset
from ciudad_global.common.permissions import Answer
from ciudad_global.moderation import permissions
from ciudad_global.moderation.models import Case, Flag, ModeratedContent
from ciudad_global.moderation.models.case import CaseQuerySet
from ciudad_global.moderation.states import Reason
from ciudad_global.users.models import User

PAGE_SIZE = 30


class Sort(TextChoices):
    """The orders of the queue, as they stand in its address."""

    OLDEST = "oldest", _("Primero lo que más ha esperado")
    REPORTED = "reported", _("Primero lo más reportado")


COLUMNS = {Sort.OLDEST: "waiting_since", Sort.REPORTED: "-flags_count"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the queue; empty means everything. `consultation` is an id."""

    consultation: str = ""
    kind: str = ""
    cause: str = ""
    sort: Sort = Sort.OLDEST


@dataclass(frozen=True, slots=True)
class Item:
    """One case as a list shows it: `reports` counts by reason, and never says who."""

    case: Case
    content: ModeratedContent
    reports: list[tuple[str, int]]
    may_decide: Answer


def consultations(user: User) -> list[tuple[str, str]]:
    """Return id and name of the consultations whose queue this person may read."""
    found = _all_consultations()
    if permissions.reads_everything(user):
        found = found.filter(Exists(Case.objects.waiting().filter(consultation=OuterRef("pk"))))
    else:
        found = found.filter(moderators=user)
    return [(str(pk), title) for pk, title in found.order_by("title").values_list("pk", "title")]


def _all_consultations() -> "QuerySet[Any]":
    # By name: consultations stand above moderation.
    return apps.get_model("consultations", "Consultation")._default_manager.all()


def waiting(user: User, wanted: Wanted) -> CaseQuerySet:
    """Return the waiting cases that this person may read and asked for."""
    found = visible_to(user).waiting()
    if wanted.consultation:
        found = found.filter(consultation=int(wanted.consultation))
    if wanted.kind:
        found = found.filter(**{f"{wanted.kind}__isnull": False})
    if wanted.cause:
        found = found.filter(cause=wanted.cause)
    return found


def visible_to(user: User) -> CaseQuerySet:
    """Return the cases that this person may read."""
    if permissions.reads_everything(user):
        return Case.objects.all()
    return Case.objects.assigned_to(user)


def items(user: User, cases: Iterable[Case]) -> list[Item]:
    """Return the cases with their reports and the person's right (three queries)."""
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
    assigned = frozenset(_all_consultations().filter(moderators=user).values_list("pk", flat=True))
    reported = frozenset(
        Flag.objects.filter(case__in=cases, reporter=user).values_list("case", flat=True)
    )
    return [
        Item(
            case=case,
            content=case.content,
            reports=reports[case.pk],
            may_decide=permissions.may_decide(user, case, assigned, reported),
        )
        for case in cases
    ]


def page(
    user: User, wanted: Wanted, *, after: str = "", before: str = ""
) -> tuple[keyset.Page[Case], list[Item]]:
    """Return one page of the queue and what to show of it (three queries)."""
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
    mine = waiting(user, wanted).assigned_to(user).not_written_by(user).exclude(pk=case.pk)
    for after in (keyset.cursor(case, by), ""):
        rows = keyset.page(mine, by=by, size=1, after=after).rows
        if rows:
            return rows[0]
    return None
