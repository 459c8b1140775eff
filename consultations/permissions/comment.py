"""May they change a comment, or mark it as useful?"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from ciudad_global.common.templatetags.moments import day_and_time
from ciudad_global.moderation import changes
from ciudad_global.moderation.models import Decision
from ciudad_global.moderation.states import Outcome, Reason, State
from consultations.models import Comment, Proposal
from consultations.models.comment import EDIT_WINDOW

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def may_edit_comment(user: "User | AnonymousUser", comment: Comment) -> Answer:
    """Return whether this person may change the comment, where one may comment at all."""
    if not user.is_authenticated or comment.author_id != user.pk:
        return refuse(_("Solo quien lo escribió puede cambiarlo."))
    if not comment.proposal.is_published:
        return refuse(_("Esta propuesta ya no está publicada: no se puede comentar."))
    if comment.is_editable or changes.asked(comment):
        return ALLOWED
    if comment.state != State.PUBLISHED:
        return refuse(_("Este comentario ya no se puede cambiar."))
    return refuse(
        _(
            "Un comentario se puede cambiar durante %(n)d minutos después de publicarse. "
            "Ahora puedes retirarlo o agregar una respuesta."
        )
        % {"n": EDIT_WINDOW.seconds // 60}
    )


def thread_open(proposal: Proposal) -> Answer:
    """Return whether moderation lets new comments in (one query, none where it does)."""
    if proposal.comments_locked_at is None:
        return ALLOWED
    closed = Decision.objects.filter(case__proposal=proposal, outcome=Outcome.LOCKED)
    reason = closed.order_by("pk").values_list("reason", flat=True).last() or Reason.OTHER
    return refuse(
        _("Moderación cerró los comentarios el %(date)s. Razón: %(reason)s. Se pueden leer.")
        % {
            "date": day_and_time(proposal.comments_locked_at),
            "reason": Reason(reason).label,
        }
    )


def may_mark_comment(user: "User | AnonymousUser", comment: Comment, mark: Answer) -> Answer:
    """Return whether the person may say that this comment is useful, given `rights(...).mark`."""
    if not mark:
        return mark
    if comment.state != State.PUBLISHED or not comment.proposal.is_published:
        return refuse(_("Ese comentario ya no está: no se puede marcar."))
    if comment.author_id == user.pk:
        return refuse(_("Es tuyo: que sea útil lo dicen las demás personas."))
    return ALLOWED
