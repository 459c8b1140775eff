"""Noting when votes come and from how many networks, apart from the votes."""

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.utils import timezone

from ciudad_global.users.models import User
from consultations.models import VoteActivity

NEW = timedelta(hours=24)
KEPT = timedelta(hours=48)
_UPSERT = """
INSERT INTO {table} (consultation_id, hour, network, votes, by_new_accounts)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT (consultation_id, hour, network) DO UPDATE
SET votes = {table}.votes + excluded.votes,
    by_new_accounts = {table}.by_new_accounts + excluded.by_new_accounts
"""
logger = logging.getLogger(__name__)


def note(*, by: User, consultation_id: int, network: str, votes: int = 1) -> None:
    """Count votes that were cast just now, from this network. Call it when they are committed.

    A vote counts whether this works or not.
    """
    now = timezone.now()
    new = votes if by.date_joined > now - NEW else 0
    hour = now.replace(minute=0, second=0, microsecond=0)
    try:
        _add(consultation_id, hour, network, votes, new)
    except DatabaseError:
        logger.warning("Vote activity was not noted.", exc_info=True)


def _add(consultation_id: int, hour: datetime, network: str, votes: int, new: int) -> None:
    when = connection.ops.adapt_datetimefield_value(hour)
    sql = _UPSERT.format(table=VoteActivity._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql, [consultation_id, when, network, votes, new])


def forget_networks() -> int:
    """Add up what is older than `KEPT` whatever its network was; return how many rows went."""
    before = timezone.now() - KEPT
    with transaction.atomic():
        old = VoteActivity.objects.select_for_update().filter(hour__lt=before).exclude(network="")
        gone = list(old.order_by("pk").values_list("pk", flat=True))
        rows = VoteActivity.objects.filter(pk__in=gone)
        hours = list(
            rows.order_by()
            .values_list("consultation_id", "hour")
            .annotate(Sum("votes"), Sum("by_new_accounts"))
        )
        rows.delete()
        for consultation_id, hour, votes, new in hours:
            _add(consultation_id, hour, "", votes, new)
    return len(gone)
