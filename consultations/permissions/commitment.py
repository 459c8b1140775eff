"""May they publish what the city says it will do, or read it before that?"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from consultations.models import Commitment, CommitmentUpdate, Consultation

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def may_read(user: "User | AnonymousUser", commitment: Commitment) -> bool:
    """Return whether this person may read it: public, or theirs to write or publish."""
    draft = commitment.consultation.state == Consultation.State.DRAFT
    if commitment.published_at is not None and not draft:
        return True
    return user.is_authenticated and user.has_perm("consultations.view_commitment")


def may_publish(user: "User | AnonymousUser", thing: Commitment | CommitmentUpdate) -> Answer:
    """Return whether this person may make a commitment, or an update of one, public."""
    if not user.has_perm("consultations.publish_commitment"):
        return refuse(_("Tu rol no publica compromisos."))
    if thing.published_at is not None:
        return refuse(_("Ya se publicó."))
    if thing.written_by_id == user.pk:
        return refuse(_("Lo escribiste tú: lo publica otra persona."))
    if isinstance(thing, CommitmentUpdate) and thing.commitment.published_at is None:
        return refuse(_("Primero se publica el compromiso."))
    return ALLOWED


def may_take_back(user: "User | AnonymousUser", thing: Commitment | CommitmentUpdate) -> Answer:
    """Return whether this person may make it a draft again."""
    if not user.has_perm("consultations.publish_commitment"):
        return refuse(_("Tu rol no retira compromisos."))
    if thing.published_at is None:
        return refuse(_("No está publicado."))
    return ALLOWED
