"""May they unite duplicates, or take them apart?"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from consultations.models import Consultation, Merge, Proposal

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def may_moderate(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether this person decides in this consultation (no query for residents)."""
    if not (user.is_authenticated and user.is_team and user.has_perm("moderation.decide_case")):
        return refuse(_("Solo el equipo de moderación decide."))
    if not consultation.moderators.filter(pk=user.pk).exists():
        return refuse(_("No moderas esta consulta."))
    return ALLOWED


def _may_handle_merge(user: "User | AnonymousUser", source: Proposal, target: Proposal) -> Answer:
    """Return whether this person may have a hand in uniting or parting the two."""
    if not (answer := may_moderate(user, source.consultation)):
        return answer
    if source.is_of(user) or target.is_of(user):
        return refuse(_("Una de las dos es tuya: decide otra persona."))
    return ALLOWED


def _may_change_figures(user: "User | AnonymousUser", source: Proposal, target: Proposal) -> Answer:
    """Return whether this person may unite or part the two: never once the consultation closed."""
    if not (answer := _may_handle_merge(user, source, target)):
        return answer
    if source.consultation.is_closed:
        return refuse(_("Esta consulta ya cerró: sus cifras no cambian."))
    return ALLOWED


def may_merge(user: "User | AnonymousUser", source: Proposal, target: Proposal) -> Answer:
    """Return whether this person may propose to unite `source` with `target`."""
    if source.pk == target.pk:
        return refuse(_("Es la misma propuesta: elige otra."))
    if source.consultation_id != target.consultation_id:
        return refuse(_("Es de otra consulta: solo se unen propuestas de la misma."))
    if not (answer := _may_change_figures(user, source, target)):
        return answer
    if not source.is_published:
        return refuse(_("Esta propuesta ya no está publicada: no se puede unir."))
    if not target.is_published:
        return refuse(_("La propuesta que se queda no está publicada: elige otra."))
    return ALLOWED


def may_decline_merge(user: "User | AnonymousUser", merge: Merge) -> Answer:
    """Return whether this person may discard a merge that waits: who proposed it, too.

    Also once the consultation closed: what waits would keep it from being sealed.
    """
    if merge.state != Merge.State.PROPOSED:
        return refuse(_("Otra persona ya lo decidió."))
    return _may_handle_merge(user, merge.source, merge.target)


def may_confirm_merge(user: "User | AnonymousUser", merge: Merge) -> Answer:
    """Return whether this person may confirm a merge that waits: never who proposed it."""
    if merge.state != Merge.State.PROPOSED:
        return refuse(_("Otra persona ya lo decidió."))
    if merge.proposed_by_id == user.pk:
        return refuse(_("La propusiste tú: la confirma otra persona."))
    return may_merge(user, merge.source, merge.target)


def may_undo_merge(user: "User | AnonymousUser", merge: Merge, *, within: timedelta) -> Answer:
    """Return whether this person may take the two apart again."""
    if merge.state != Merge.State.DONE or merge.decided_at is None:
        return refuse(_("Ya no están unidas."))
    if timezone.now() > merge.decided_at + within:
        return refuse(
            _("Pasaron más de %(days)d días: ya no se puede deshacer.") % {"days": within.days}
        )
    return _may_change_figures(user, merge.source, merge.target)
