"""What each group holds, and what all groups share. A group is a set of participants.

The formulas are those of Pol.is (compdemocracy/polis, `math/`), with agree = +1; they are written
out in `docs/features/opinion-groups.md`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consultations.opinions.clustering import Labels
from consultations.opinions.matrix import Matrix, Numbers, Places

# Of the normal distribution: one-sided at 90 %, two-sided at 95 %.
Z_90 = 1.2816
Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes by group and statement, (k, m) each: `agrees`, `disagrees` and all (`votes`)."""

    agrees: Numbers
    disagrees: Numbers
    votes: Numbers

    @property
    def passes(self) -> Numbers:
        return self.votes - self.agrees - self.disagrees

    @property
    def overall(self) -> "Counts":
        """Return the sums over the groups, as one group (1, m)."""
        return Counts(*(table.sum(axis=0, keepdims=True) for table in self.tables))

    @property
    def others(self) -> "Counts":
        """Return for each group the sums over the others."""
        return Counts(*(table.sum(axis=0) - table for table in self.tables))

    @property
    def tables(self) -> tuple[Numbers, Numbers, Numbers]:
        return self.agrees, self.disagrees, self.votes


def count(votes: Matrix, people: Places, labels: Labels, k: int) -> Counts:
    """Return the counts of `k` groups: `labels` (q,) of the rows `people` (q,)."""
    n, m = votes.shape
    group = np.full(n, -1)
    group[people] = labels
    of_votes = group[votes.rows]
    counted = of_votes >= 0
    cells = of_votes[counted] * m + votes.columns[counted]
    values = votes.values[counted]

    def table(chosen: Places) -> Numbers:
        return np.bincount(chosen, minlength=k * m).reshape(k, m).astype(float)

    return Counts(table(cells[values > 0]), table(cells[values < 0]), table(cells))


def consensus(counts: Counts) -> tuple[Numbers, Numbers]:
    """Return the group-aware consensus of each statement (m,), and the agreed rejection (m,).

    Π over the groups of (A + 1)/(S + 2); for the rejection D instead of A. A statement that one
    group rejects is not a consensus, however large the other groups are.
    """
    agreed = np.prod((counts.agrees + 1) / (counts.votes + 2), axis=0)
    rejected = np.prod((counts.disagrees + 1) / (counts.votes + 2), axis=0)
    return agreed, rejected


def wilson_lower(successes: Numbers, trials: Numbers) -> Numbers:
    """Return the lower end of the 95 % interval of a share (Wilson 1927); 0 without trials."""
    n = np.maximum(trials, 1)
    share, z2 = successes / n, Z_95**2
    margin = Z_95 * np.sqrt(share * (1 - share) / n + z2 / (4 * n**2))
    lower = (share + z2 / (2 * n) - margin) / (1 + z2 / n)
    return np.where(trials > 0, np.maximum(lower, 0), 0)


@dataclass(frozen=True, slots=True)
class Tests:
    """How probable a vote is (`p`) and how sure that is (`p_test`); beside everyone else (`ratio`,
    `ratio_test`). Same shape as the counts they come from."""

    p: Numbers
    p_test: Numbers
    ratio: Numbers
    ratio_test: Numbers

    @property
    def weight(self) -> Numbers:
        return self.ratio * self.ratio_test * self.p * self.p_test


def test(successes: Numbers, votes: Numbers, other_successes: Numbers, others: Numbers) -> Tests:
    """Return the tests of a group's `successes` of `votes` against those of everyone else.

    p = (A + 1)/(S + 2), its test 2·√(S + 1)·((A + 1)/(S + 1) − ½); the ratio is p over that of
    the others, its test the difference of (A + 1)/(S + 1) in pooled standard errors.
    """
    p, p_test = _probability(successes, votes)
    share = (successes + 1) / (votes + 1)
    other_share = (other_successes + 1) / (others + 1)
    pooled = (successes + other_successes + 2) / (votes + others + 2)
    spread = np.sqrt(pooled * (1 - np.minimum(pooled, 1)) * (1 / (votes + 1) + 1 / (others + 1)))
    ratio_test = np.divide(share - other_share, spread, out=np.zeros_like(p), where=spread > 0)
    return Tests(p, p_test, p / ((other_successes + 1) / (others + 2)), ratio_test)


def _probability(successes: Numbers, votes: Numbers) -> tuple[Numbers, Numbers]:
    p = (successes + 1) / (votes + 2)
    return p, 2 * np.sqrt(votes + 1) * ((successes + 1) / (votes + 1) - 0.5)


def tests(counts: Counts) -> tuple[Tests, Tests]:
    """Return the tests of agreeing and of disagreeing, (k, m) each."""
    others = counts.others
    return (
        test(counts.agrees, counts.votes, others.agrees, others.votes),
        test(counts.disagrees, counts.votes, others.disagrees, others.votes),
    )


def representative(
    counts: Counts, statements: Places, *, most: int = 5
) -> list[list[tuple[int, bool]]]:
    """Return for each group the statements that tell it from everyone else: (place, agrees).

    Among `statements` (ascending places in 0 … m − 1). A statement stands for agreeing where that
    is the more telling of the two. It is kept where both its tests exceed the 90 % quantile; the
    heaviest come first, before them what the group agrees with most tellingly. At most so many,
    agreements before disagreements. Where nothing is kept, one stands alone: that agreement, else
    what tells most.
    """
    agreeing, disagreeing = tests(counts)
    agrees = agreeing.ratio_test > disagreeing.ratio_test
    kept = _sure(agreeing) | _sure(disagreeing)
    weight = np.where(agrees, agreeing.weight, disagreeing.weight)
    telling = np.where(agrees, agreeing.ratio_test, disagreeing.ratio_test)
    said = counts.agrees + counts.disagrees > 0
    found = []
    for group in range(len(counts.votes)):
        heaviest = sorted(statements.tolist(), key=lambda j, g=group: (-weight[g, j], j))  # type: ignore[misc]
        chosen = [j for j in heaviest if kept[group, j]]
        best = _best_agreement(agreeing, group, statements[said[group, statements]])
        if best is not None:
            chosen = [best, *(j for j in chosen if j != best)]
        elif not chosen and len(statements):
            chosen = [int(statements[telling[group, statements].argmax()])]
        told = [(j, j == best or bool(agrees[group, j])) for j in chosen[:most]]
        found.append(sorted(told, key=lambda one: not one[1]))
    return found


def _sure(tests: Tests) -> NDArray[np.bool_]:
    return (tests.ratio_test > Z_90) & (tests.p_test > Z_90)


def _best_agreement(tests: Tests, group: int, statements: Places) -> int | None:
    """Return the place of what the group agrees with most tellingly; None without any.

    By the weight once one is more agreed with than by the others, before that by p times its test.
    """
    best = None
    for j in statements.tolist():
        here = group, j
        if best is None:
            better = tests.p_test[here] > Z_90 or (tests.ratio[here] > 1 and tests.p[here] > 0.5)
        elif tests.ratio[group, best] > 1:
            better = tests.weight[here] > tests.weight[group, best]
        else:
            better = (tests.p * tests.p_test)[here] > (tests.p * tests.p_test)[group, best]
        best = j if better else best
    return best


def majority(everyone: Counts, statements: Places, *, most: int = 5) -> tuple[list[int], list[int]]:
    """Return the statements that most people agree with, and those that most disagree with.

    Places among `statements`; `everyone` are the counts (1, m) of all who voted, in a group or not.
    p > ½ and its test above the 90 % quantile, by p times its test.
    """
    found = []
    for successes in (everyone.agrees[0], everyone.disagrees[0]):
        p, p_test = _probability(successes, everyone.votes[0])
        good = [j for j in statements.tolist() if p[j] > 0.5 and p_test[j] > Z_90]
        found.append(sorted(good, key=lambda j, w=p * p_test: (-w[j], j))[:most])  # type: ignore[misc]
    return found[0], found[1]


def division(counts: Counts) -> Numbers:
    """Return how far the groups lie apart on each statement (m,): the largest less the smallest
    share of agreement, among groups that voted on it; 0 where fewer than two did."""
    voted = counts.votes > 0
    share = counts.agrees / np.maximum(counts.votes, 1)
    most = np.where(voted, share, -np.inf).max(axis=0)
    least = np.where(voted, share, np.inf).min(axis=0)
    return np.where(voted.sum(axis=0) >= 2, most - least, 0)


def uncertainty(counts: Counts) -> Numbers:
    """Return the share of passes on each statement (m,), of all groups; 0 without votes."""
    overall = counts.overall
    return np.asarray((overall.passes / np.maximum(overall.votes, 1))[0])
