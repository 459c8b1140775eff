"""What to show next: statements that tell people apart, that many like, that few have seen.

The formulas are those of Pol.is (compdemocracy/polis, `math/`), with agree = +1.
"""

import numpy as np

from consultations.opinions.matrix import Numbers


def extremity(centre: Numbers, components: Numbers) -> Numbers:
    """Return E (m,): how far from the centre a vote for only that statement would stand.

    E = √m·|1 − μ|·‖(c₁, c₂)‖ for the centre μ (m,) and the components c (2, m).
    """
    loadings = np.sqrt(np.square(components).sum(axis=0))
    return np.asarray(np.sqrt(len(centre)) * np.abs(1 - centre) * loadings)


def priority(agrees: Numbers, passes: Numbers, votes: Numbers, extremity: Numbers) -> Numbers:
    """Return each statement's weight (m,), given its counts A, P, S and its E, (m,) each.

    [(1 − (P + 1)/(S + 2)) · (E + 1) · (A + 1)/(S + 2) · (1 + 8·2^(−S/5))]²: the last factor
    lets new statements be seen.
    """
    told = 1 - (passes + 1) / (votes + 2)
    liked = (agrees + 1) / (votes + 2)
    return np.square(told * (extremity + 1) * liked * (1 + 8 * np.exp2(-votes / 5)))


def weights(agrees: Numbers, passes: Numbers, votes: Numbers, extremity: Numbers) -> Numbers:
    """Return what to draw by (m,): the priority; before any E is known, the least seen alone."""
    if extremity.any():
        return priority(agrees, passes, votes, extremity)
    return (votes == votes.min(initial=np.inf)).astype(float)


def draw(weights: Numbers, random: np.random.Generator) -> int:
    """Return a place in `weights` (m,), m > 0, with probability in proportion to its weight."""
    return int(random.choice(len(weights), p=weights / weights.sum()))
