"""The log of decisions: rows are added one after the other, each chained to the one before."""

from typing import Any

from django.utils import timezone

from ciudad_global.moderation.models import Decision, LogHead


def append(**facts: Any) -> Decision:
    """Add a decision to the log. Call it in a transaction, after everything else is locked.

    Whoever appends waits here for whoever appended before and has not committed.
    """
    head = LogHead.objects.select_for_update().first()
    if head is None:
        LogHead.objects.get_or_create(pk_value=1)
        head = LogHead.objects.select_for_update().get()
    # Set here: the hash covers it.
    decision = Decision(**{"created_at": timezone.now()} | facts)
    decision.hash = decision.hash_after(head.hash)
    decision.save(force_insert=True)
    head.hash, head.count = decision.hash, head.count + 1
    head.save(update_fields=["hash", "count"])
    return decision


def first_break() -> str:
    """Return where the log is broken, in one sentence; "" when it is whole."""
    previous, count = "", 0
    for decision in Decision.objects.order_by("pk").iterator(chunk_size=2000):
        if decision.hash != decision.hash_after(previous):
            return f"Decision {decision.pk} is not what was written after the one before it."
        previous, count = decision.hash, count + 1
    head = LogHead.objects.first() or LogHead()
    if (head.count, head.hash) != (count, previous):
        return f"The log ends after {count} decisions, but {head.count} were written."
    return ""
