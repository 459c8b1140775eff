"""Who reads, corrects and publishes the minutes of a session."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Hindrance, refuse
from ciudad_global.moderation.sanctions import not_suspended
from dialogues.models import Correction, Encounter, Minutes

if TYPE_CHECKING:
    from ciudad_global.users.models import User

MOST_CORRECTIONS = 20  # of one person


def was_there(user: "User", encounter: Encounter) -> Answer:
    """Return whether this person counts as a participant of the session.

    Where people signed up, who did; where everybody could walk in, every verified resident.
    """
    if encounter.capacity is None or encounter.registrations.seated().filter(user=user).exists():
        return ALLOWED
    return refuse(_("Las correcciones son de quienes se inscribieron a la sesión."))


def may_read_draft(user: "User | AnonymousUser", minutes: Minutes) -> Answer:
    """Return whether this person may read minutes that are not final."""
    if user.is_authenticated and user.has_perm("dialogues.view_minutes"):
        return ALLOWED
    if not minutes.is_open:
        return refuse(_("La relatoría todavía no se puede leer."))
    if not user.is_authenticated:
        return refuse(
            _("Entra con tu correo para leer el borrador de la relatoría."), Hindrance.SIGN_IN
        )
    if not user.is_verified:
        return refuse(_("Primero confirma tu correo."), Hindrance.VERIFY)
    return was_there(user, minutes.encounter)


def may_correct(user: "User | AnonymousUser", minutes: Minutes) -> Answer:
    """Return whether this person may propose a correction now."""
    if not minutes.is_open or not minutes.corrections_until:
        return refuse(_("La relatoría no está abierta a correcciones."))
    if minutes.corrections_until < timezone.localdate():
        day = date_format(minutes.corrections_until)
        return refuse(_("Se recibieron correcciones hasta el %(day)s.") % {"day": day})
    readable = may_read_draft(user, minutes)
    if not readable or not user.is_authenticated:
        return readable
    if user.is_team:
        return refuse(_("Con una cuenta del equipo no se proponen correcciones."))
    free = was_there(user, minutes.encounter) and not_suspended(user, "stops_commenting")
    if not free:
        return free
    if minutes.corrections.filter(author=user).count() >= MOST_CORRECTIONS:
        return refuse(_("Ya propusiste muchas correcciones: espera a que se revisen."))
    return ALLOWED


def may_decide(user: "User", correction: Correction) -> Answer:
    """Return whether this person may accept or decline a correction."""
    if not user.has_perm("dialogues.change_minutes"):
        return refuse(_("Tu rol no revisa correcciones."))
    if correction.state != Correction.State.WAITING:
        return refuse(_("Ya se revisó."))
    return ALLOWED


def could_open(user: "User", minutes: Minutes) -> Answer:
    """Return whether role and state allow it (no query: for lists); then `may_open` asks."""
    if not user.has_perm("dialogues.change_minutes"):
        return refuse(_("Tu rol no abre relatorías a correcciones."))
    if minutes.state != Minutes.State.DRAFT:
        return refuse(_("Ya no es un borrador."))
    return ALLOWED


def may_open(user: "User", minutes: Minutes) -> Answer:
    """Return whether this person may ask the participants for corrections."""
    if not (answer := could_open(user, minutes)):
        return answer
    if minutes.editions.exists():
        return refuse(_("Ya se publicó una vez: lo que cambie se publica con una nota."))
    if not minutes.statements.exists():
        return refuse(_("Todavía no dice nada: agrega al menos una intervención."))
    if not minutes.corrections_until or minutes.corrections_until < timezone.localdate():
        return refuse(_("Escribe hasta qué día, de hoy en adelante, se reciben correcciones."))
    return ALLOWED


def could_publish(user: "User", minutes: Minutes) -> Answer:
    """Return whether role and state allow it (no query: for lists); then `may_publish` asks."""
    if not user.has_perm("dialogues.publish_minutes"):
        return refuse(_("Tu rol no publica relatorías."))
    if minutes.is_final:
        return refuse(_("Ya se publicó."))
    return ALLOWED


def may_publish(user: "User", minutes: Minutes) -> Answer:
    """Return whether this person may make the minutes final and public."""
    if not (answer := could_publish(user, minutes)):
        return answer
    if minutes.writers.filter(pk=user.pk).exists():
        return refuse(_("Tú también la escribiste: la publica otra persona."))
    if not minutes.statements.exists():
        return refuse(_("Todavía no dice nada: agrega al menos una intervención."))
    if minutes.editions.exists():
        return ALLOWED if minutes.changes_es else refuse(_("Falta la nota que dice qué cambia."))
    if not minutes.is_open or not minutes.corrections_until:
        return refuse(_("Primero se abre a correcciones de quienes estuvieron."))
    if minutes.corrections_until >= timezone.localdate():
        day = date_format(minutes.corrections_until)
        return refuse(_("Se reciben correcciones hasta el %(day)s.") % {"day": day})
    if minutes.corrections.filter(state=Correction.State.WAITING).exists():
        return refuse(_("Hay correcciones por revisar."))
    return ALLOWED


def may_take_back(user: "User", minutes: Minutes) -> Answer:
    """Return whether this person may make final minutes a draft again, to correct them."""
    if not user.has_perm("dialogues.publish_minutes"):
        return refuse(_("Tu rol no retira relatorías."))
    if not minutes.is_final:
        return refuse(_("No está publicada."))
    return ALLOWED
