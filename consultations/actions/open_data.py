"""Making open data, and taking them back when something in them is not public any more."""

import hashlib
import tempfile
from datetime import timedelta

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.models import Export, Snapshot
from consultations.reports.open_data import bundle
from consultations.tasks import make_open_data

# A worker that has not finished after so long is not there any more.
_LONGEST = timedelta(hours=1)


def outdate(*, consultation_id: int) -> None:
    """Hand out no longer what holds something that was just taken down; make it anew.

    Call it in the transaction that takes it down.
    """
    if _settle(consultation_id):
        current = Export.objects.current().filter(snapshot__consultation=consultation_id)
        if current.update(outdated_at=timezone.now()):
            make_open_data.enqueue(consultation_id)


def _settle(consultation_id: int) -> bool:
    """Wait for whoever is taking something down; return whether there are figures at all.

    All meet at the first snapshot, the last row that any of them locks.
    """
    snapshots = Snapshot.objects.select_for_update(no_key=True).order_by("pk")
    return snapshots.filter(consultation=consultation_id).only("pk").first() is not None


def make(*, consultation_id: int) -> None:
    """Make the exports of the newest figures, where they are missing; drop what they replace.

    There are none while nobody may see the totals.
    """
    snapshots = Snapshot.objects.filter(consultation=consultation_id)
    snapshot = snapshots.select_related("consultation").order_by("-taken_at", "-pk").first()
    if snapshot is None or not snapshot.consultation.shows_totals:
        return
    unfinished = snapshot.exports.current().filter(file="")
    unfinished.filter(made_at__lt=timezone.now() - _LONGEST).update(outdated_at=timezone.now())
    for excel in (False, True):
        _make(snapshot, excel=excel)
    exports = Export.objects.filter(snapshot__consultation=consultation_id)
    for old in exports.exclude(pk__in=snapshot.exports.current().values("pk")):
        old.delete()


def _make(snapshot: Snapshot, *, excel: bool) -> None:
    try:
        with transaction.atomic():
            export = Export.objects.create(snapshot=snapshot, excel=excel)
    except IntegrityError:
        return  # it is there, or another worker is at it
    # Whatever is taken down from now on finds this row; what was before is waited for.
    with transaction.atomic():
        _settle(snapshot.consultation_id)
    with tempfile.TemporaryFile() as file:
        bundle.write(file, snapshot, excel=excel)
        size = file.tell()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        name = export.file.storage.save(export.file.field.generate_filename(export, ""), File(file))
    kept = Export.objects.current().filter(pk=export.pk)
    if not kept.update(file=name, size=size, sha256=digest):
        export.file.storage.delete(name)
