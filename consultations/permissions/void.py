"""May they void votes?"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from consultations.models import Consultation, Voiding

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def _may_handle(user: "User | AnonymousUser") -> Answer:
    if not (user.is_authenticated and user.has_perm("consultations.void_votes")):
        return refuse(_("Solo auditoría y administración anulan votos."))
    return ALLOWED


def may_void(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether this person may propose to void votes of the consultation."""
    if not (answer := _may_handle(user)):
        return answer
    if consultation.state in (Consultation.State.SEALED, Consultation.State.ARCHIVED):
        return refuse(_("Esta consulta está sellada: sus votos no cambian."))
    return ALLOWED


def may_discard(user: "User | AnonymousUser", voiding: Voiding) -> Answer:
    """Return whether this person may discard what was proposed: who proposed it, too.

    Also in an archived consultation: what waits would keep it from being sealed.
    """
    if voiding.state != Voiding.State.PROPOSED:
        return refuse(_("Otra persona ya lo decidió."))
    return _may_handle(user)


def may_confirm(user: "User | AnonymousUser", voiding: Voiding) -> Answer:
    """Return whether this person may confirm it: never who proposed it."""
    if not (answer := may_discard(user, voiding)):
        return answer
    if not (answer := may_void(user, voiding.consultation)):
        return answer
    if voiding.proposed_by_id == user.pk:
        return refuse(_("La propusiste tú: la confirma otra persona."))
    return ALLOWED
