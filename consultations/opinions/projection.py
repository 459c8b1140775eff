"""Where each participant stands, and who has voted enough to be placed in a group."""

import numpy as np

from consultations.opinions.matrix import Matrix, Numbers, Places

ENOUGH_VOTES = 7
ENOUGH_PEOPLE = 15


def project(votes: Matrix, centre: Numbers, components: Numbers) -> Numbers:
    """Return each participant's place (n, 2) for the centre μ (m,) and the components c (2, m).

    pᵢ = √(m / max(1, nᵢ)) · Σ (vᵢⱼ − μⱼ)·cⱼ over the nᵢ statements j that i voted on: whoever has
    voted on few is not drawn to the middle for that (Pol.is, compdemocracy/polis `math/`). What
    was rejected counts as voted on by everybody, with 0: the groups that Pol.is published cannot
    be found again otherwise.
    """
    _people, m = votes.shape
    centred = votes.values - centre[votes.columns]
    voted_on = votes.by_participant(~votes.rejected[votes.columns]) + votes.rejected.sum()
    stretch = np.sqrt(m / np.maximum(1, voted_on))
    sums = [votes.by_participant(centred * one[votes.columns]) for one in components]
    return np.stack(sums, axis=1) * stretch[:, None]


def clustered(votes: Matrix) -> Places:
    """Return the rows (q,) of who is placed in a group, in ascending order.

    Whoever cast min(7, m) votes; if they are fewer than 15, the most active besides them.
    """
    people, m = votes.shape
    cast = votes.by_participant()
    enough = np.flatnonzero(cast >= min(ENOUGH_VOTES, m))
    if len(enough) < ENOUGH_PEOPLE:
        most_active = np.lexsort((np.arange(people), -cast))
        enough = np.sort(most_active[:ENOUGH_PEOPLE])
    return enough
