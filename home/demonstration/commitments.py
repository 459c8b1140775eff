"""What the city said it will do after the demonstration's closed consultation."""

from ciudad_global.common.html import render
from ciudad_global.users.models import User
from consultations.actions.commitment import NOTE_LIMIT
from consultations.models import Commitment, CommitmentUpdate, Proposal
from home.demonstration.moments import day
from home.demonstration.texts import PromiseText, UpdateText

STATUSES = {
    "en marcha": Commitment.Status.UNDER_WAY,
    "con retraso": Commitment.Status.DELAYED,
    "cumplido": Commitment.Status.DONE,
}


def write(proposal: Proposal, promises: list[PromiseText], official: User) -> None:
    """Create the commitments that come from a proposal, each where its last update says."""
    for promise in promises:
        latest = promise.updates[-1] if promise.updates else None
        commitment = Commitment.objects.create(
            consultation=proposal.consultation,
            title=promise.what,
            office=promise.who,
            due_on=day(promise.day).date(),
            status=STATUSES[latest.status] if latest else Commitment.Status.PLANNED,
            progress=latest.progress if latest else 0,
            written_by=official,
            published_at=proposal.consultation.closed_at,
        )
        commitment.proposals.add(proposal)
        commitment.goals.set(proposal.goals.all())
        CommitmentUpdate.objects.bulk_create(
            _update(commitment, text, official) for text in promise.updates
        )


def _update(commitment: Commitment, text: UpdateText, official: User) -> CommitmentUpdate:
    return CommitmentUpdate(
        commitment=commitment,
        status=STATUSES[text.status],
        progress=text.progress,
        note=text.note,
        note_html=render(text.note, limit=NOTE_LIMIT),
        evidence_label=text.evidence_label,
        evidence_url=text.evidence_url,
        written_by=official,
        published_at=day(text.day),
    )
