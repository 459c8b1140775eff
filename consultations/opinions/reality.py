"""Are the groups real? A division is found in any cloud of points; these two tests tell."""

from dataclasses import dataclass, replace

import numpy as np

from consultations.opinions.clustering import Labels, divide
from consultations.opinions.components import centre, components
from consultations.opinions.matrix import Matrix, Places
from consultations.opinions.projection import project

PERMUTATIONS = 50
SUBSAMPLES = 50
KEPT = 0.8
# A cloud that is compared needs neither the last digit nor everybody.
_ROUNDS = 40
_SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Null:
    """Silhouettes of votes without any opinion behind them; `passes`: the real one is above."""

    mean: float
    sd: float
    passes: bool


def null(votes: Matrix, people: Places, *, seed: int = 0) -> Null:
    """Return the null test of the rows `people` (q,).

    The values cast on each statement change hands among those who voted on it, so that who voted
    on what and how much each statement is liked stay, and nobody's votes belong together. Each
    time everything is done anew, and K chosen anew. The real division passes where it is better
    than 95 of 100 of these, and by two standard deviations.
    """
    random = np.random.default_rng(seed)
    real = _silhouette(votes, people)
    order = np.argsort(votes.columns, kind="stable")
    found = []
    for _time in range(PERMUTATIONS):
        shuffled = np.lexsort((random.random(len(order)), votes.columns))
        values = np.empty_like(votes.values)
        values[order] = votes.values[shuffled]
        found.append(_silhouette(replace(votes, values=values), people))
    mean, sd = float(np.mean(found)), float(np.std(found))
    passes = real > float(np.quantile(found, 0.95)) and real > mean + 2 * sd
    return Null(mean, sd, bool(passes))


def _silhouette(votes: Matrix, people: Places) -> float:
    points = project(votes, centre(votes), components(votes, rounds=_ROUNDS))[people]
    return divide(points, sample=_SAMPLE).silhouette


def stability(votes: Matrix, people: Places, labels: Labels, k: int, *, seed: int = 0) -> float:
    """Return how much the groups stay the same when some people had not come: 1 entirely, 0 not.

    Of the rows `people` (q,) with their `labels` (q,), 80 % are drawn and everything is done anew
    with their votes alone, in k groups; the tenth percentile of the adjusted Rand indices.
    """
    random = np.random.default_rng(seed)
    found = []
    for _time in range(SUBSAMPLES):
        chosen = np.sort(random.choice(len(people), round(KEPT * len(people)), replace=False))
        some = votes.of(people[chosen])
        points = project(some, centre(some), components(some, rounds=_ROUNDS))
        again = divide(points, k, sample=1).labels
        found.append(adjusted_rand(labels[chosen], again))
    return float(np.quantile(found, 0.1))


def adjusted_rand(one: Labels, other: Labels) -> float:
    """Return how well two labellings (q,) of the same people agree (Hubert and Arabie 1985).

    1 where they are the same division, about 0 where they have nothing to do with each other.
    """
    table = np.zeros((int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    np.add.at(table, (one, other), 1)

    def pairs(numbers: "np.ndarray") -> float:
        return float((numbers * (numbers - 1) / 2).sum())

    together, rows, columns = pairs(table), pairs(table.sum(1)), pairs(table.sum(0))
    every = len(one) * (len(one) - 1) / 2
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)
