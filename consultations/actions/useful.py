"""Saying that a comment is useful, and taking that back."""

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Refused, refuse, require
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import permissions
from consultations.actions import participation
from consultations.models import Comment, UsefulMark
from consultations.permissions.comment import may_mark_comment


def mark(*, by: User, comment: Comment) -> None:
    """Say that the comment is useful; to say it again changes nothing. Raises Refused."""
    with transaction.atomic():
        _check(by, comment)
        if _insert(comment, by):
            _count(comment, 1)


def unmark(*, by: User, comment: Comment) -> None:
    """Take one's mark back; nothing happens where there is none. Raises Refused."""
    with transaction.atomic():
        _check(by, comment)
        if UsefulMark.objects.filter(comment=comment, user=by).delete()[0]:
            _count(comment, -1)


def _check(by: User, comment: Comment) -> None:
    participation.join(by=by, consultation=comment.proposal.consultation, what=permissions.MARK)
    require(may_mark_comment(by, comment, ALLOWED))


def _insert(comment: Comment, user: User) -> bool:
    """Insert the row unless there is one; return whether it was inserted."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {UsefulMark._meta.db_table} (comment_id, user_id)"  # noqa: S608 - our names
            " VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [comment.pk, user.pk],
        )
        return cursor.rowcount == 1


def _count(comment: Comment, change: int) -> None:
    moved = Comment.objects.filter(pk=comment.pk, state=State.PUBLISHED).update(
        useful_count=F("useful_count") + change
    )
    if not moved:
        raise Refused(refuse(_("Ese comentario ya no está: no se puede marcar.")))
