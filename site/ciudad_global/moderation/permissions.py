"""May they moderate? Never what is their own."""

from collections.abc import Container
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from ciudad_global.moderation import deadlines
from ciudad_global.moderation.models import Appeal, Case, Decision, Sanction
from ciudad_global.moderation.models.case import PlaceId
from ciudad_global.moderation.states import APPEALABLE, SETTLES_STATE, Outcome

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def reads_everything(user: "User | AnonymousUser") -> bool:
    """Return whether this person may read the cases of every place."""
    return user.has_perm("moderation.audit_case")


def may_read_queue(user: "User | AnonymousUser") -> bool:
    """Return whether this person has a queue to read at all."""
    return moderates(user) or reads_everything(user)


def moderates(user: "User | AnonymousUser") -> bool:
    """Return whether this person decides about cases, where they are assigned."""
    return user.has_perm("moderation.decide_case")


def may_decide(
    user: "User | AnonymousUser",
    case: Case,
    assigned: Container[PlaceId] | None = None,
    reported: Container[int] | None = None,
) -> Answer:
    """Return whether this person may decide this case.

    Where a list has loaded them: `assigned` holds the ids of the places that they moderate,
    `reported` those of the cases that they have reported themselves.
    """
    if not user.is_authenticated or not moderates(user):
        return refuse(_("Solo el equipo de moderación decide."))
    if assigned is None:
        is_assigned = case.place.moderators.filter(pk=user.pk).exists()
    else:
        is_assigned = case.place_id in assigned
    if not is_assigned:
        return _not_assigned(case)
    if case.content.is_of(user):
        return refuse(_("Es tuyo: decide otra persona."))
    if reported is None:
        has_reported = case.flags.filter(reporter=user).exists()
    else:
        has_reported = case.pk in reported
    if has_reported:
        return refuse(_("Lo reportaste tú: decide otra persona."))
    return ALLOWED


def holds(decision: Decision) -> bool:
    """Return whether it is because of this decision that things are as they are."""
    if decision.case is None:
        sanction = decision.sanction
        return sanction is not None and sanction.state == Sanction.State.ACTIVE
    masks = decision.outcome == Outcome.MASKED
    alike = (Outcome.MASKED,) if masks else SETTLES_STATE
    standing = decision.case.decisions.filter(outcome__in=alike, undone__isnull=True)
    if standing.order_by("-pk").first() != decision:
        return False
    content = decision.case.content
    return content.masked_at is not None if masks else content.state == decision.after


def may_appeal(user: "User | AnonymousUser", decision: Decision) -> Answer:
    """Return whether this person may ask that somebody else looks at the decision again."""
    if not user.is_authenticated or decision.concerns != user:
        return refuse(_("Solo apela la persona a la que se refiere."))
    if decision.outcome not in APPEALABLE:
        return refuse(_("Esta decisión no se apela."))
    if Appeal.objects.filter(decision=decision).exists():
        return refuse(_("Ya apelaste esta decisión."))
    if not holds(decision):
        return refuse(_("Esta decisión ya no vale: no hace falta apelarla."))
    if timezone.now() > deadlines.appeal_until(decision.created_at):
        return refuse(_("El plazo para apelar ya terminó."))
    return ALLOWED


def may_answer(user: "User | AnonymousUser", appeal: Appeal) -> Answer:
    """Return whether this person may answer the appeal: a moderator of the place or an
    administrator, and nobody who had a part in what is appealed.
    """
    decision = appeal.decision
    case = decision.sanction.case if decision.sanction else decision.case
    # Whoever confirms suspensions is an administrator.
    if not user.is_authenticated or not (
        user.has_perm("moderation.confirm_sanction") or user.has_perm("moderation.decide_case")
    ):
        return refuse(_("Solo responde el equipo de moderación."))
    if user.pk in decision.deciders:
        return refuse(_("Participaste en esa decisión: responde otra persona."))
    if user in (appeal.author, decision.concerns):
        return refuse(_("Es tuyo: responde otra persona."))
    if case and case.flags.filter(reporter=user).exists():
        return refuse(_("Lo reportaste tú: responde otra persona."))
    if user.has_perm("moderation.confirm_sanction") or case is None:
        return ALLOWED
    if not case.place.moderators.filter(pk=user.pk).exists():
        return _not_assigned(case)
    return ALLOWED


def _not_assigned(case: Case) -> Answer:
    if case.question_id:
        return refuse(_("No moderas las preguntas de esta sesión."))
    return refuse(_("No moderas esta consulta."))
