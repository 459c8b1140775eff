"""Taking part."""

from django.db import connection
from django.utils import timezone

from ciudad_global.common.permissions import require
from ciudad_global.users.models import User
from consultations import permissions
from consultations.models import Consultation, Participation
from consultations.tasks import BATCH, count_live, weigh


def join(*, by: User, consultation: Consultation, what: str) -> Participation:
    """Return the person's participation, locked until the transaction ends.

    `what` is permissions.PROPOSE, COMMENT, VOTE, TAKE_BACK or MARK. Raises Refused unless the
    account may take part, no suspension stops it and the database's clock says that the phase
    allows it. Call it first in a transaction: one person's writes in a consultation then happen
    one after the other.
    """
    require(permissions.may_participate(by))
    mine = Participation.objects.select_for_update().filter(consultation=consultation, user=by)
    participation = mine.first()
    if participation is None:
        _made, joins = Participation.objects.get_or_create(
            consultation=consultation,
            user=by,
            defaults={"alcaldia_id": by.alcaldia_id, "joined_on": timezone.localdate()},
        )
        participation = mine.get()
        # Each person has a number of their own, so parallel ones never miss a turn.
        if joins and participation.pk % BATCH == 0:
            weigh.enqueue(consultation.pk)
            count_live.enqueue(consultation.pk)
    # After the lock: whoever waited for it past the closing instant is too late.
    require(permissions.may_do_now(by, consultation, what))
    return participation


def stand_beside(*, by: User, consultation: Consultation, what: str) -> None:
    """Hold the consultation open while this person writes down what others say.

    `what` is permissions.PROPOSE or COMMENT. They take no part themselves, but whoever pauses the
    consultation waits for them, too. Raises Refused unless the database's clock says that the
    phase allows it. Call it first in a transaction.
    """
    # The row is not theirs to have: asking for it is what a pause waits for.
    mine = Participation.objects.select_for_update().filter(consultation=consultation, user=by)
    mine.first()
    require(permissions.open_now(consultation, what))


def pause() -> None:
    """Let whoever is writing finish, and nobody begin, until the transaction ends.

    Call it first, before anything else is locked. Whoever joins afterwards sees what changed.
    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Participation._meta.db_table} IN EXCLUSIVE MODE")
