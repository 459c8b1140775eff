"""All votes of a consultation, for the mathematics of opinions."""

import numpy as np
from django.db.models import CharField
from django.db.models.functions import Cast

from ciudad_global.moderation.states import State
from consultations.models import Consultation, Proposal, Vote
from consultations.opinions.matrix import Matrix, matrix


def read(consultation: Consultation) -> Matrix:
    """Return the votes by token and proposal; what is not published counts as rejected."""
    cast = (
        Vote.objects.filter(proposal__consultation=consultation)
        .exclude(proposal__state=State.MERGED)  # they count where it was merged into
        .annotate(who=Cast("voter", CharField(max_length=36)))
        .values_list("who", "proposal_id", "value")
    )
    rows = np.fromiter(
        cast.iterator(chunk_size=10_000),
        dtype=[("who", "S36"), ("proposal", np.int64), ("value", np.int8)],
    )
    rejected = Proposal.objects.filter(consultation=consultation).exclude(state=State.PUBLISHED)
    return matrix(
        rows["who"],
        rows["proposal"],
        rows["value"],
        rejected=list(rejected.values_list("pk", flat=True)),
    )
