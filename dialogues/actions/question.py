"""Asking, supporting, withdrawing; choosing what is asked on the stage."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.html import render
from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.signals import UNKNOWN
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from dialogues.models import Floor, Question, QuestionSupport
from dialogues.models.question import LONGEST
from dialogues.permissions import question as permissions

DOUBLE_CLICK = timedelta(minutes=1)
_AGAIN = (State.PENDING, State.PUBLISHED, State.HELD)


def ask(
    *, by: User, floor: Floor, body: str, is_unsigned: bool = False, language: str = "es"
) -> Question:
    """Ask a question; sent twice within a minute, it is asked once. Raises Refused."""
    question = Question(
        floor=floor,
        author=by,
        body=body,
        body_html=render(body, limit=LONGEST),
        is_unsigned=is_unsigned,
        language=language,
    )
    with transaction.atomic():
        floor = _check(by, floor)
        mine = Question.objects.filter(floor=floor, author=by, body=body, state__in=_AGAIN)
        again = mine.filter(created_at__gt=timezone.now() - DOUBLE_CLICK).first()
        if again:
            return again
        require(permissions.may_ask_more(by, floor))
        question.save()
        # A whole hall shares one network: how the text came tells nothing.
        moderation.arrive(content=question, reviewed=floor.reviewed_first, arrival=UNKNOWN)
    return question


def support(*, by: User, question: Question) -> None:
    """Say that one wants the answer, too; to say it again changes nothing. Raises Refused."""
    with transaction.atomic():
        _check(by, question.floor)
        require(permissions.may_support(by, question))
        if _insert(question, by):
            _count(question, 1)


def unsupport(*, by: User, question: Question) -> None:
    """Take one's support back; nothing happens where there is none. Raises Refused."""
    with transaction.atomic():
        _check(by, question.floor)
        if QuestionSupport.objects.filter(question=question, user=by).delete()[0]:
            _count(question, -1)


def withdraw(*, by: User, question: Question) -> None:
    """Withdraw one's own question. Raises Refused."""
    with transaction.atomic():
        moderation.stop_waiting(content=question)  # first: a case is locked before its content
        locked = Question.objects.select_for_update().get(pk=question.pk)
        require(permissions.may_withdraw(by, locked))
        locked.move_to(State.WITHDRAWN)
    # And last: a first report may have made a case in between.
    moderation.stop_waiting(content=question)


def move(*, by: User, question: Question, stage: str, seen: str) -> None:
    """Choose a question for the stage, say that it was answered, or put it back.

    `seen` is the stage that the moderator saw it in. Raises Refused, also when somebody else was
    faster.
    """
    with transaction.atomic():
        require(permissions.may_conduct(by, question.floor))
        locked = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
        if locked.state != State.PUBLISHED:
            raise Refused(refuse(_("Esa pregunta ya no está publicada.")))
        if locked.stage != seen:
            why = _("Otra persona la movió hace un momento: ahora está %(stage)s.")
            raise Refused(refuse(why % {"stage": locked.stage.label}))
        now = timezone.now()
        if stage == Question.Stage.WAITING:
            locked.picked_at = locked.answered_at = None
        elif stage == Question.Stage.PICKED:
            locked.picked_at, locked.answered_at = now, None
        else:
            locked.picked_at, locked.answered_at = locked.picked_at or now, now
        locked.save(update_fields=["picked_at", "answered_at"])


def turn(*, by: User, floor: Floor, switch: str) -> None:
    """Open or close the questions by hand, or leave it to the clock again. Raises Refused."""
    require(permissions.may_conduct(by, floor))
    Floor.objects.filter(pk=floor.pk).update(switch=Floor.Switch(switch))


def _check(by: User, floor: Floor) -> Floor:
    """Return the floor as it is now if this person may take part.

    What they send at once waits for itself: limits are counted one after the other.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    floor = Floor.objects.select_related("encounter").get(pk=floor.pk)
    require(permissions.may_take_part(by, floor, fresh=True))
    return floor


def _insert(question: Question, user: User) -> bool:
    """Insert the row unless there is one; return whether it was inserted."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {QuestionSupport._meta.db_table} (question_id, user_id)"  # noqa: S608 - our names
            " VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [question.pk, user.pk],
        )
        return cursor.rowcount == 1


def _count(question: Question, change: int) -> None:
    moved = Question.objects.filter(pk=question.pk, state=State.PUBLISHED, answered_at=None).update(
        supports_count=F("supports_count") + change
    )
    if not moved:
        raise Refused(refuse(_("Esa pregunta ya se respondió o ya no está.")))
