"""May they seal a consultation?"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from ciudad_global.common.templatetags.moments import day_and_time
from ciudad_global.moderation import deadlines
from ciudad_global.moderation.models import Appeal, Case, Decision
from ciudad_global.moderation.states import APPEALABLE
from consultations.models import Consultation, Merge, Sealing, Voiding

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def could_seal(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether role and state allow it (no query: for lists); then `may_seal` asks."""
    if not user.has_perm("consultations.publish_consultation"):
        return refuse(_("Tu rol no sella consultas."))
    if consultation.salt is None:
        return refuse(_("Ya está sellada."))
    if not consultation.is_closed:
        return refuse(_("Primero hay que cerrarla."))
    return ALLOWED


def may_seal(user: "User | AnonymousUser", consultation: Consultation) -> Answer:
    """Return whether this person may propose to seal it, or confirm what another one proposed."""
    if not (answer := could_seal(user, consultation)):
        return answer
    if not (answer := is_settled(consultation)):
        return answer
    proposed = Sealing.objects.filter(consultation=consultation).first()
    if proposed and proposed.proposed_by_id == user.pk:
        return refuse(_("La propusiste tú: la confirma otra persona que publica."))
    return ALLOWED


def is_settled(consultation: Consultation) -> Answer:
    """Return whether nothing that is decided in it can still change."""
    if Case.objects.waiting().filter(consultation=consultation).exists():
        return refuse(_("Moderación todavía tiene casos por decidir en esta consulta."))
    appeals = Appeal.objects.waiting().filter(decision__case__consultation=consultation)
    if appeals.exists():
        return refuse(_("Hay apelaciones sin responder."))
    if Voiding.objects.filter(consultation=consultation, state=Voiding.State.PROPOSED).exists():
        return refuse(_("Hay una anulación de votos por confirmar o descartar."))
    if Merge.objects.filter(target__consultation=consultation, state=Merge.State.PROPOSED).exists():
        return refuse(_("Hay propuestas por unir que esperan a una segunda persona."))
    since = timezone.now() - timedelta(days=settings.APPEAL_DAYS)
    recent = Decision.objects.filter(
        case__consultation=consultation,
        outcome__in=APPEALABLE,
        undone__isnull=True,
        appealed__isnull=True,
        created_at__gt=since,
    )
    if newest := recent.order_by("-created_at").first():
        until = day_and_time(deadlines.appeal_until(newest.created_at))
        return refuse(
            _("Todavía se puede apelar lo que decidió moderación: se sella desde el %(until)s.")
            % {"until": until}
        )
    return ALLOWED
