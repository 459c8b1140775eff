"""What the worker does for consultations."""

import numpy as np
from django.core.cache import cache
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django_tasks import task

from ciudad_global.moderation.states import State
from consultations.models import Consultation, Participation, Proposal, Vote
from consultations.opinions.components import centre, components
from consultations.opinions.matrix import Matrix, matrix
from consultations.opinions.routing import extremity

BATCH = 25
_ROWS = 500


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
    votes = _votes(consultation_id)
    found = dict(
        zip(
            votes.statements.tolist(),
            extremity(centre(votes), components(votes)).tolist(),
            strict=True,
        )
    )
    _store(consultation_id, found)
    cache.set(last, people, None)


def _votes(consultation_id: int) -> Matrix:
    """Return all votes of the consultation; what is not published counts as rejected."""
    here = Proposal.objects.filter(consultation=consultation_id)
    cast = (
        Vote.objects.filter(proposal__consultation=consultation_id)
        .exclude(proposal__state=State.MERGED)  # they count where it was merged into
        .annotate(who=Cast("voter", CharField(max_length=36)))
        .values_list("who", "proposal_id", "value")
    )
    rows = np.fromiter(
        cast.iterator(chunk_size=10_000),
        dtype=[("who", "S36"), ("proposal", np.int64), ("value", np.int8)],
    )
    rejected = here.exclude(state=State.PUBLISHED).values_list("pk", flat=True)
    return matrix(rows["who"], rows["proposal"], rows["value"], rejected=list(rejected))


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
