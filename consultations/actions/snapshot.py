"""Freezing figures."""

import hashlib

from django.db import transaction

from consultations.models import Consultation, Snapshot
from consultations.models.snapshot import canonical
from consultations.opinions.frozen import opinions
from consultations.reports.tally import tally
from consultations.reports.votes import read
from consultations.tasks import make_open_data


def take(*, consultation: Consultation, kind: Snapshot.Kind = Snapshot.Kind.SUMMARY) -> Snapshot:
    """Count now, and keep the result with the hash of its canonical JSON."""
    with transaction.atomic():
        # Whoever closes, publishes or counts the same consultation waits.
        locked = Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)
        figures = tally(locked)
        votes = read(locked) if locked.is_opinion else None
    # What was read together is thought about once nobody waits any more.
    figures["opinions"] = opinions(votes) if votes else None
    with transaction.atomic():
        snapshot = Snapshot.objects.create(
            consultation=consultation,
            kind=kind,
            figures=figures,
            sha256=hashlib.sha256(canonical(figures)).hexdigest(),
        )
        make_open_data.enqueue(consultation.pk)
    return snapshot
