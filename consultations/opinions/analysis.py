"""Everything together: from votes to groups, what they hold, and whether they are there at all."""

from dataclasses import dataclass

import numpy as np

from consultations.opinions import groups, reality
from consultations.opinions.clustering import Division, divide
from consultations.opinions.components import centre, components
from consultations.opinions.groups import Counts
from consultations.opinions.matrix import Matrix, Numbers, Places
from consultations.opinions.projection import clustered, project

STABLE = 0.7
SMALLEST = 15
SMALLEST_SHARE = 0.02
# A statement is divisive from half of the people on, uncertain where more than this pass.
DIVISIVE = 0.5
UNCERTAIN = 0.3
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Analysis:
    """What came out. `people` (q,) are the rows in groups, `points` (n, 2) where all stand.

    `is_real` says whether the groups may be spoken of; they are there in any case.
    """

    votes: Matrix
    shown: Places
    points: Numbers
    people: Places
    division: Division
    counts: Counts
    null: reality.Null
    stability: float

    @property
    def everyone(self) -> Counts:
        """Return the counts (1, m) of all who voted, in a group or not."""
        people = np.arange(len(self.votes.participants))
        return groups.count(self.votes, people, np.zeros_like(people), 1)

    @property
    def is_real(self) -> bool:
        """Return whether both tests pass and no group is smaller than 15 people and than 2 %."""
        smallest = np.bincount(self.division.labels, minlength=1).min()
        return bool(
            self.division.k >= 2
            and self.null.passes
            and self.stability >= STABLE
            and smallest >= max(SMALLEST, SMALLEST_SHARE * len(self.people))
        )

    @property
    def divisive(self) -> list[int]:
        """Return the places of the statements on which groups lie farthest apart, that one first.

        Those with at least half of the people between two groups.
        """
        apart = groups.division(self.counts)
        found = [j for j in self.shown.tolist() if apart[j] >= DIVISIVE]
        return sorted(found, key=lambda j: (-apart[j], j))[:SHOWN]

    @property
    def uncertain(self) -> list[int]:
        """Return the places of the statements on which more than 30 % pass, most passes first."""
        share = groups.uncertainty(self.counts)
        found = [j for j in self.shown.tolist() if share[j] > UNCERTAIN]
        return sorted(found, key=lambda j: (-share[j], j))[:SHOWN]


def analyse(
    votes: Matrix, *, rejected: "list[int] | tuple[int, ...]" = (), k: int | None = None
) -> Analysis:
    """Return the analysis of the votes; `rejected` are statement ids that no list shows.

    In `k` groups, or in as many as divide people best. Raises ValueError where fewer than two
    people voted.
    """
    if len(votes.participants) < 2:
        raise ValueError("at least two participants are needed")
    middle = centre(votes)
    points = project(votes, middle, components(votes))
    people = clustered(votes)
    division = divide(points[people], k)
    return Analysis(
        votes=votes,
        shown=np.flatnonzero(~np.isin(votes.statements, list(rejected))),
        points=points,
        people=people,
        division=division,
        counts=groups.count(votes, people, division.labels, division.k),
        null=reality.null(votes, people),
        stability=reality.stability(votes, people, division.labels, division.k),
    )
