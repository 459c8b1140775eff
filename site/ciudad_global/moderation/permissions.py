"""May they moderate? Never what is their own."""

from collections.abc import Container
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from ciudad_global.moderation.models import Case

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def reads_everything(user: "User | AnonymousUser") -> bool:
    """Return whether this person may read the cases of every consultation."""
    return user.has_perm("moderation.audit_case")


def may_read_queue(user: "User | AnonymousUser") -> bool:
    """Return whether this person has a queue to read at all."""
    return user.has_perm("moderation.decide_case") or reads_everything(user)


def may_decide(
    user: "User | AnonymousUser",
    case: Case,
    assigned: Container[int] | None = None,
    reported: Container[int] | None = None,
) -> Answer:
    """Return whether this person may decide this case.

    Where a list has loaded them: `assigned` holds the ids of the consultations that they moderate,
    `reported` those of the cases that they have reported themselves.
    """
    if not user.is_authenticated or not user.has_perm("moderation.decide_case"):
        return refuse(_("Solo el equipo de moderación decide."))
    if assigned is None:
        is_assigned = case.consultation.moderators.filter(pk=user.pk).exists()
    else:
        is_assigned = case.consultation_id in assigned
    if not is_assigned:
        return refuse(_("No moderas esta consulta."))
    if case.content.author_id == user.pk:
        return refuse(_("Es tuyo: decide otra persona."))
    if reported is None:
        has_reported = case.flags.filter(reporter=user).exists()
    else:
        has_reported = case.pk in reported
    if has_reported:
        return refuse(_("Lo reportaste tú: decide otra persona."))
    return ALLOWED
