"""May they sanction a person? And what does a suspension keep that person from?"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Hindrance, refuse
from ciudad_global.common.templatetags.moments import day_and_time
from ciudad_global.moderation import permissions
from ciudad_global.moderation.models import Case, Sanction

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def may_sanction(user: "User | AnonymousUser", case: Case) -> Answer:
    """Return whether this person may warn, or propose to suspend, who wrote this."""
    if not (answer := permissions.may_decide(user, case)):
        return answer
    person = case.content.author
    if person is None:
        return refuse(_("Quien lo escribió ya no tiene cuenta."))
    if person.is_team:
        return refuse(_("Lo escribió una cuenta del equipo: aquí no se sanciona."))
    return ALLOWED


def _may_rule(user: "User | AnonymousUser", sanction: Sanction) -> Answer:
    if not user.is_authenticated or not user.has_perm("moderation.confirm_sanction"):
        return refuse(_("Solo quien administra decide una suspensión."))
    if sanction.user_id == user.pk:
        return refuse(_("Es tuya: decide otra persona."))
    return ALLOWED


def _not_proposed(sanction: Sanction) -> Answer:
    return refuse(_("Ya se decidió: %(state)s.") % {"state": sanction.get_state_display()})


def may_confirm(user: "User | AnonymousUser", sanction: Sanction) -> Answer:
    """Return whether this person may let a proposed suspension begin: never who proposed it."""
    if not (answer := _may_rule(user, sanction)):
        return answer
    if sanction.state != Sanction.State.PROPOSED:
        return _not_proposed(sanction)
    if sanction.proposed_by_id == user.pk:
        return refuse(_("La propusiste tú: la confirma otra persona."))
    return ALLOWED


def may_discard(user: "User | AnonymousUser", sanction: Sanction) -> Answer:
    """Return whether this person may let a proposed suspension be: who proposed it, too."""
    if sanction.state != Sanction.State.PROPOSED:
        return _not_proposed(sanction)
    if user.is_authenticated and sanction.proposed_by_id == user.pk:
        return ALLOWED
    return _may_rule(user, sanction)


def may_lift(user: "User | AnonymousUser", sanction: Sanction) -> Answer:
    """Return whether this person may end a suspension before its time."""
    if not (answer := _may_rule(user, sanction)):
        return answer
    return ALLOWED if sanction.holds else refuse(_("No está vigente."))


def not_suspended(user: "User", switch: str, *, fresh: bool = False) -> Answer:
    """Return whether no suspension keeps this person from it; `switch` is one of Sanction.SWITCHES.

    `fresh` asks the database (for actions); pages remember it for each request.
    """
    holding = user.sanctions.suspending() if fresh else user.suspensions
    stopping = [sanction for sanction in holding if getattr(sanction, switch)]
    if not stopping:
        return ALLOWED
    # What is for good ends last of all.
    last = max(stopping, key=lambda sanction: (sanction.ends_at is None, sanction.ends_at or 0))
    facts = {"acts": last.acts, "reason": last.get_reason_display()}
    if last.ends_at is None:
        return refuse(
            _(
                "Tu cuenta ya no puede %(acts)s. Razón: %(reason)s. El aviso que te mandamos lo "
                "explica y dice cómo apelar."
            )
            % facts,
            Hindrance.SUSPENSION,
        )
    return refuse(
        _(
            "Tu cuenta no puede %(acts)s hasta el %(until)s. Razón: %(reason)s. El aviso que te "
            "mandamos lo explica y dice cómo apelar."
        )
        % (facts | {"until": day_and_time(last.ends_at)}),
        Hindrance.SUSPENSION,
    )
