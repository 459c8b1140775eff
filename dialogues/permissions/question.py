"""Who asks, supports, and chooses what is asked on the stage."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Hindrance, refuse
from ciudad_global.common.templatetags.moments import day_and_time
from ciudad_global.moderation import permissions as moderation
from ciudad_global.moderation.sanctions import not_suspended
from ciudad_global.moderation.states import State
from dialogues.models import Floor, Question

if TYPE_CHECKING:
    from ciudad_global.users.models import User

MOST_OPEN = 3  # of one person in one session


def takes_questions(floor: Floor) -> Answer:
    """Return whether people may ask and support now."""
    if floor.is_open:
        return ALLOWED
    if floor.encounter.is_cancelled:
        return refuse(_("Esta sesión se canceló."))
    if floor.switch == Floor.Switch.CLOCK and timezone.now() < floor.opens_at:
        return refuse(
            _("Se podrá preguntar desde el %(when)s.") % {"when": day_and_time(floor.opens_at)}
        )
    return refuse(_("Ya no se reciben preguntas. Las que se hicieron se pueden leer aquí."))


def may_take_part(user: "User | AnonymousUser", floor: Floor, *, fresh: bool = False) -> Answer:
    """Return whether this person may ask and support now; `fresh` is for actions."""
    if not (answer := takes_questions(floor)):
        return answer
    if not user.is_authenticated:
        return refuse(_("Entra con tu correo para participar."), Hindrance.SIGN_IN)
    if user.is_team:
        return refuse(_("Las cuentas del equipo no participan. Usa tu cuenta personal."))
    if not user.is_verified:
        return refuse(_("Confirma tu correo para participar."), Hindrance.VERIFY)
    return not_suspended(user, "stops_commenting", fresh=fresh)


def may_ask_more(user: "User", floor: Floor) -> Answer:
    """Return whether this person has room for one more question (one query)."""
    still = (State.PENDING, State.PUBLISHED, State.HELD)
    open_ones = floor.questions.filter(author=user, state__in=still, answered_at=None)
    if open_ones.count() < MOST_OPEN:
        return ALLOWED
    why = _("Ya tienes %(n)d preguntas sin responder: retira una, o espera a que la respondan.")
    return refuse(why % {"n": MOST_OPEN})


def may_support(user: "User", question: Question) -> Answer:
    """Return whether this person may support the question, where they may take part."""
    if question.state != State.PUBLISHED:
        return refuse(_("Esa pregunta ya no está."))
    if question.answered_at:
        return refuse(_("Esa pregunta ya se respondió."))
    if question.author_id == user.pk:
        return refuse(_("Es tuya: cuentan los apoyos de las demás personas."))
    return ALLOWED


def may_withdraw(user: "User | AnonymousUser", question: Question) -> Answer:
    """Return whether this person may withdraw what they asked."""
    if not user.is_authenticated or question.author_id != user.pk:
        return refuse(_("Solo quien la escribió puede retirarla."))
    if question.state not in (State.PENDING, State.PUBLISHED, State.HELD):
        return refuse(_("Esta pregunta ya no se puede retirar."))
    return ALLOWED


def may_conduct(user: "User | AnonymousUser", floor: Floor) -> Answer:
    """Return whether this person chooses what is asked on the stage: a moderator assigned to it."""
    assigned = (
        user.is_authenticated
        and moderation.moderates(user)
        and floor.moderators.filter(pk=user.pk).exists()
    )
    return ALLOWED if assigned else refuse(_("No moderas las preguntas de esta sesión."))
