""" "Una por una": the statement that somebody sees next."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.contrib.auth.models import AnonymousUser

from consultations.models import Consultation, Proposal
from consultations.opinions import routing
from consultations.reports import mine

if TYPE_CHECKING:
    from ciudad_global.users.models import User

_COLUMNS = ("pk", "agree_count", "pass_count", "votes_count", "extremity")


@dataclass(frozen=True, slots=True)
class Step:
    """What to show: the next statement, None where none is left, and how far the person is.

    `done` of `total` have the person's vote; `skipped` were put off and have not.
    """

    proposal: Proposal | None
    done: int
    total: int
    skipped: int


def step(
    user: "User | AnonymousUser",
    consultation: Consultation,
    *,
    tapped: Collection[int] = (),
    skipped: Collection[int] = (),
    random: np.random.Generator | None = None,
) -> Step:
    """Draw a statement by its weight among those that the person has not voted on.

    `tapped` are a visitor's votes that wait, `skipped` what comes back later; the person's own
    proposals are left out. Three queries, however many proposals there are.
    """
    published = consultation.proposals.published()
    if user.is_authenticated:
        published = published.exclude(author=user)
        tapped = mine.voted(user, consultation)
    rows = np.array(published.values_list(*_COLUMNS), dtype=float).reshape(-1, len(_COLUMNS))
    ids = rows[:, 0].astype(np.int64)
    voted = np.isin(ids, list(tapped))
    later = np.isin(ids, list(skipped)) & ~voted
    left = rows[~voted & ~later]
    proposal = None
    if len(left):
        weights = routing.weights(*left[:, 1:].T)
        chosen = routing.draw(weights, random or np.random.default_rng())
        # In the middle of this, a moderator may have taken it down.
        proposal = published.select_related("theme").filter(pk=int(left[chosen, 0])).first()
    return Step(proposal, int(voted.sum()), len(ids), int(later.sum()))
