"""Freezing figures."""

import hashlib

from django.db import transaction

from consultations.models import Consultation, Snapshot
from consultations.models.snapshot import canonical
from consultations.reports.tally import tally


def take(*, consultation: Consultation) -> Snapshot:
    """Count now, and keep the result with the hash of its canonical JSON."""
    with transaction.atomic():
        # Whoever closes, publishes or counts the same consultation waits.
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        figures = tally(locked)
        return Snapshot.objects.create(
            consultation=locked,
            figures=figures,
            sha256=hashlib.sha256(canonical(figures)).hexdigest(),
        )
