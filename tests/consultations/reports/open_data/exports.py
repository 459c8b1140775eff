"""Exports of consultations with votes, for tests."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID

from consultations.actions import snapshot
from consultations.models import Consultation, Snapshot, Vote
from consultations.opinions.matrix import Matrix
from consultations.reports.open_data import bundle
from tests.consultations.opinions.planted import planted
from tests.factories import ConsultationFactory, ProposalFactory


def voted(votes: Matrix | None = None, **fields: Any) -> Consultation:
    """Return a closed consultation with these votes, or with those of two groups."""
    votes = votes or planted(60, 40)[0]
    consultation = ConsultationFactory(state=Consultation.State.CLOSED, **fields)
    proposals = ProposalFactory.create_batch(len(votes.statements), consultation=consultation)
    cast = [
        Vote(
            proposal=proposals[column],
            voter=UUID(int=int(row)),
            value=int(value),
            cast_on="2026-11-20",
        )
        for row, column, value in zip(votes.rows, votes.columns, votes.values, strict=True)
    ]
    Vote.objects.bulk_create(cast)
    for proposal in proposals:
        mine = [vote.value for vote in cast if vote.proposal_id == proposal.pk]
        proposal.agree_count, proposal.pass_count, proposal.disagree_count = (
            mine.count(1), mine.count(0), mine.count(-1),
        )  # fmt: skip
        proposal.save()
    return consultation


def export(consultation: Consultation, folder: Path, *, excel: bool = False) -> Path:
    """Return where an export of the consultation's figures lies."""
    content = io.BytesIO()
    bundle.write(content, taken(consultation), excel=excel)
    path = folder / "export.zip"
    path.write_bytes(content.getvalue())
    return path


def taken(consultation: Consultation) -> Snapshot:
    """Return the newest figures, counted now if there are none."""
    found = consultation.snapshots.order_by("-pk").first()
    return found or snapshot.take(consultation=consultation)
