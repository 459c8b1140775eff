"""May they have a place in a session, and may they receive people at its door?"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Hindrance, refuse
from dialogues.models import Encounter, Registration, SessionPage

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def takes_registrations(encounter: Encounter) -> Answer:
    """Return whether anybody can get a place in the session now."""
    if encounter.is_cancelled:
        return refuse(_("Esta sesión se canceló."))
    if encounter.capacity is None:
        return refuse(_("A esta sesión se entra sin inscripción: solo llega."))
    if encounter.is_over():
        return refuse(_("Esta sesión ya terminó."))
    if encounter.starts_at <= timezone.now():
        return refuse(_("Esta sesión ya empezó: pregunta en la entrada si queda lugar."))
    return ALLOWED


def may_register(user: "User | AnonymousUser", encounter: Encounter) -> Answer:
    """Return whether this person may register. Seats are the residents'."""
    if not (answer := takes_registrations(encounter)):
        return answer
    if not user.is_authenticated:
        return refuse(_("Entra con tu correo para inscribirte."), Hindrance.SIGN_IN)
    if user.is_team:
        return refuse(_("Los lugares son de quienes viven aquí. Usa tu cuenta personal."))
    if not user.is_verified:
        return refuse(_("Confirma tu correo para inscribirte."), Hindrance.VERIFY)
    return ALLOWED


def may_cancel(registration: Registration | None) -> Answer:
    """Return whether the person may give this place of theirs back."""
    if registration is None or not registration.is_active:
        return refuse(_("No tienes inscripción en esta sesión."))
    if registration.is_present:
        return refuse(_("Ya registramos tu llegada: tu inscripción queda como está."))
    if registration.encounter.is_over():
        return refuse(_("Esta sesión ya terminó: no hay nada que cancelar."))
    return ALLOWED


def may_receive(user: "User | AnonymousUser", encounter: Encounter) -> Answer:
    """Return whether this person receives people at the session's door: the team assigned to it."""
    if user.is_authenticated and user.is_team:
        pages = SessionPage.objects.live().filter(translation_key=encounter.pk)
        if pages.filter(door_staff=user.pk).exists():
            return ALLOWED
    return refuse(_("Solo quien recibe en esta sesión puede verlo."))


def may_check_in(registration: Registration) -> Answer:
    """Return whether the person can be let in."""
    if registration.encounter.is_cancelled:
        return refuse(_("Esta sesión se canceló."))
    if registration.is_waiting:
        return refuse(_("Está en lista de espera: todavía no tiene lugar."))
    if not registration.has_seat:
        return refuse(_("Canceló su inscripción: este pase ya no vale."))
    if registration.checked_in_at:
        at = timezone.localtime(registration.checked_in_at)
        return refuse(_("Ya había entrado, a las %(time)s.") % {"time": f"{at:%H:%M}"})
    return ALLOWED
