"""May they write down what is said at a table, or on a form?"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Hindrance, refuse
from consultations.models import Consultation, Gathering, PaperForm

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def may_record(user: "User | AnonymousUser", gathering: Gathering) -> Answer:
    """Return whether this person was appointed to write down for this table or batch."""
    if not user.is_authenticated:
        return refuse(_("Entra con tu correo para anotar."), Hindrance.SIGN_IN)
    if not gathering.recorders.filter(pk=user.pk).exists():
        return refuse(
            _(
                "Aquí solo anota quien fue nombrado para esta mesa. Si te toca, pide a quien "
                "edita la consulta que te agregue."
            )
        )
    return ALLOWED


def may_read(user: "User | AnonymousUser", gathering: Gathering) -> Answer:
    """Return whether this person may read what was written down, what came too late included."""
    if user.is_authenticated and user.has_perm("consultations.view_gathering"):
        return ALLOWED
    return may_record(user, gathering)


def may_count(consultation: Consultation) -> Answer:
    """Return whether hands are still taken: they are no votes, so no phase decides about it."""
    state = Consultation.objects.values_list("state", flat=True).get(pk=consultation.pk)
    if state == Consultation.State.PUBLISHED:
        return ALLOWED
    return refuse(_("Esta consulta no está abierta: ya no se agregan manos."))


def may_type(user: "User | AnonymousUser", form: PaperForm) -> Answer:
    """Return whether this person may type this form, which somebody has typed already."""
    if form.state != PaperForm.State.ONCE:
        return refuse(_("Ese formulario ya se capturó dos veces."))
    if form.first_by_id == user.pk:
        return refuse(_("Tú hiciste la primera captura: la segunda la hace otra persona."))
    return ALLOWED


def may_settle(user: "User | AnonymousUser", form: PaperForm) -> Answer:
    """Return whether this person may say what the paper says, where two typed it differently."""
    if form.state != PaperForm.State.DIFFERENT:
        return refuse(_("Ese formulario ya no tiene diferencias por resolver."))
    if user.pk not in (form.first_by_id, form.second_by_id):
        return refuse(_("Lo resuelve una de las dos personas que lo capturaron, con el papel."))
    return ALLOWED
