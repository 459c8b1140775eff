"""What has to be done about registrations as time goes by."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from dialogues.actions import registration
from dialogues.models import Encounter, Registration

# What a person needs in a session is kept for so long after it.
NEEDS_KEPT = timedelta(days=30)
# So that the transaction that writes the notices stays short.
BATCH = 50


def remind() -> int:
    """Remind whoever has a seat in a session of tomorrow, once; return how many were told.

    Whoever was missed then is still reminded on the day itself.
    """
    told = 0
    while batch := _remind_batch():
        told += batch
    return told


def _remind_batch() -> int:
    today = timezone.localdate()
    until = timezone.make_aware(datetime.combine(today + timedelta(days=2), time.min))
    due = Registration.objects.filter(
        state=Registration.State.REGISTERED,
        reminded_at__isnull=True,
        encounter__state=Encounter.State.SCHEDULED,
        encounter__starts_at__gt=timezone.now(),
        encounter__starts_at__lt=until,
    )
    with transaction.atomic():
        # Two runs at once share the people out.
        rows = due.select_for_update(of=("self",), no_key=True, skip_locked=True)
        found = list(rows.select_related("encounter", "user").order_by("pk")[:BATCH])
        registration.tell("session_reminder", found)
        now = timezone.now()
        Registration.objects.filter(pk__in=[each.pk for each in found]).update(reminded_at=now)
    return len(found)


def forget_needs() -> int:
    """Delete what people needed in sessions that ended 30 days ago; return of how many."""
    over = Registration.objects.filter(encounter__ends_at__lt=timezone.now() - NEEDS_KEPT)
    return over.exclude(needs="").update(needs="")


def fill() -> int:
    """Give away the seats that an account left behind when it went; return how many."""
    ahead = Encounter.objects.filter(
        starts_at__gt=timezone.now(), registrations__state=Registration.State.WAITING
    )
    return sum(len(registration.move_up(each)) for each in ahead.distinct())
