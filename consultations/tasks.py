"""What the worker does for consultations."""

from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from consultations.models import Consultation, Participation, Proposal, Snapshot, Vote
from consultations.opinions.components import centre, components
from consultations.opinions.routing import extremity
from consultations.reports.votes import read

BATCH = 25
_ROWS = 500
_HOUR = timedelta(hours=1)


@task()
def weigh(consultation_id: int) -> None:
    """Store how far each proposal of an open consultation lies from the centre of opinion.

    Only once 25 people more, and a twentieth more, take part than the last time: no single vote
    can be read off a difference, and a large consultation is not counted over and over.
    """
    if not Consultation.objects.filter(
        pk=consultation_id,
        state=Consultation.State.PUBLISHED,
        ballot=Consultation.Ballot.OPINION,
    ).exists():
        return
    people = Participation.objects.filter(consultation=consultation_id).count()
    last = f"weighed:{consultation_id}"
    before = cache.get(last, 0)
    if people < before + max(BATCH, before // 20):
        return
    votes = read(Consultation.objects.get(pk=consultation_id))
    found = dict(
        zip(
            votes.statements.tolist(),
            extremity(centre(votes), components(votes)).tolist(),
            strict=True,
        )
    )
    _store(consultation_id, found)
    cache.set(last, people, None)


@task()
def count_live(consultation_id: int) -> None:
    """Freeze the figures of an open consultation whose totals everybody sees.

    Only with 25 voters more than the last time, so that no single vote can be read off a
    difference, and once an hour.
    """
    from consultations.actions import snapshot

    consultation = Consultation.objects.filter(
        pk=consultation_id,
        state=Consultation.State.PUBLISHED,
        totals=Consultation.Totals.LIVE,
    ).first()
    if consultation is None:
        return
    last = consultation.snapshots.order_by("-taken_at", "-pk").first()
    if last and last.taken_at > timezone.now() - _HOUR:
        return
    voters = Vote.objects.filter(proposal__consultation=consultation).values("voter").distinct()
    if voters.count() >= BATCH + (last.figures["voters"] if last else 0):
        snapshot.take(consultation=consultation, kind=Snapshot.Kind.LIVE)


def _store(consultation_id: int, found: dict[int, float]) -> None:
    """Write in short transactions: votes on the same proposals wait for each of them.

    Nothing that holds a row waits for another one: a merge locks two of them in an order of its
    own. So what somebody has locked is left out of its batch and written alone.
    """
    changed = {
        pk: found[pk]
        for pk, before in Proposal.objects.filter(consultation=consultation_id)
        .order_by("pk")
        .values_list("pk", "extremity")
        if found.get(pk, before) != before
    }
    pks = list(changed)
    for start in range(0, len(pks), _ROWS):
        with transaction.atomic():
            free = Proposal.objects.select_for_update(skip_locked=True, no_key=True)
            written = list(free.filter(pk__in=pks[start : start + _ROWS]).only("pk"))
            for proposal in written:
                proposal.extremity = changed.pop(proposal.pk)
            Proposal.objects.bulk_update(written, ["extremity"])
    for pk, weight in changed.items():
        Proposal.objects.filter(pk=pk).update(extremity=weight)


@task()
def make_open_data(consultation_id: int) -> None:
    """Make the open data of a consultation's newest figures."""
    from consultations.actions import open_data

    open_data.make(consultation_id=consultation_id)


@task()
def finish_sealing(consultation_id: int) -> None:
    """Take the final figures of a consultation that was sealed."""
    from consultations.actions import seal

    seal.finish(consultation_id=consultation_id)
