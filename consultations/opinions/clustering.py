"""Groups of points: a k-means that always gives the same answer, and how good a division is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consultations.opinions.matrix import Numbers

Labels = NDArray[np.intp]

MOST_GROUPS = 5
_ROUNDS = 200
# Silhouettes compare everybody with everybody: above so many points, with every n-th.
SAMPLE = 3_000
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Division:
    """Points in `k` groups: `labels` (q,) from 0 on by size, `centres` (k, 2), `silhouette`."""

    labels: Labels
    centres: Numbers
    silhouette: float

    @property
    def k(self) -> int:
        return len(self.centres)


def divide(points: Numbers, k: int | None = None, *, sample: int = SAMPLE) -> Division:
    """Return the points (q, 2) in `k` groups; without it, in as many as divide them best.

    K = 2 … min(5, 2 + ⌊q/12⌋) by the mean silhouette, the smaller K where two are equal. There are
    fewer groups than asked for where there are fewer different points.
    """
    most = min(MOST_GROUPS, 2 + len(points) // 12)
    wanted = range(2, most + 1) if k is None else (k,)
    divisions = [_scored(points, *means(points, each), sample) for each in wanted]
    return max(divisions, key=lambda division: division.silhouette)


def _scored(points: Numbers, labels: Labels, centres: Numbers, sample: int) -> Division:
    return Division(labels, centres, silhouette(points, labels, sample=sample))


def means(points: Numbers, k: int, start: Numbers | None = None) -> tuple[Labels, Numbers]:
    """Return the labels (q,) and centres (k, 2) of k-means, the groups ordered by size.

    From each of some fixed starts, or from `start` (k, 2) alone, Lloyd's rounds are made until
    nobody changes; the tightest result counts, the first of equal ones. Whoever stands between two
    centres belongs to the first one. Groups of equal size are ordered by their centres.
    """
    starts = _starts(points, k) if start is None else [start]
    best = min((_lloyd(points, each) for each in starts), key=lambda found: found[2])
    labels, centres = best[0], best[1]
    sizes = np.bincount(labels, minlength=len(centres))
    order = np.lexsort((centres[:, 1], centres[:, 0], -sizes))
    order = order[sizes[order] > 0]
    place = np.full(len(centres), -1)
    place[order] = np.arange(len(order))
    return place[labels], centres[order]


def _starts(points: Numbers, k: int) -> list[Numbers]:
    """Return fixed starting centres: slices along each axis and around the middle, far points."""
    middle = points - points.mean(axis=0) if len(points) else points
    angle = np.arctan2(middle[:, 1], middle[:, 0])
    slices = [
        np.array([points[part].mean(axis=0) for part in np.array_split(order, k) if len(part)])
        for order in (
            np.lexsort((points[:, 1], points[:, 0])),
            np.lexsort((points[:, 0], points[:, 1])),
            np.lexsort((points[:, 0], angle)),
        )
    ]
    return [*slices, _far(points, k)]


def _far(points: Numbers, k: int) -> Numbers:
    """Return k points: the one farthest from the middle, then always the farthest from those."""
    distance = _distances(points, points.mean(axis=0)[None])[:, 0]
    chosen = [int(distance.argmax())]
    distance = np.full(len(points), np.inf)
    while len(chosen) < k:
        distance = np.minimum(distance, _distances(points, points[chosen[-1]][None])[:, 0])
        chosen.append(int(distance.argmax()))
    return points[chosen]


def _lloyd(points: Numbers, centres: Numbers) -> tuple[Labels, Numbers, float]:
    """Return labels, centres and the sum of squared distances; an empty group keeps its centre."""
    labels = np.full(len(points), -1)
    for _round in range(_ROUNDS):
        distances = _distances(points, centres)
        before, labels = labels, distances.argmin(axis=1)
        if np.array_equal(labels, before):
            break
        sizes = np.bincount(labels, minlength=len(centres))
        sums = np.stack(
            [np.bincount(labels, axis, minlength=len(centres)) for axis in points.T], axis=1
        )
        centres = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], centres)
    # Rounded: what differs by the order of adding only is equal.
    tightness = round(float(_distances(points, centres)[np.arange(len(points)), labels].sum()), 9)
    return labels, centres, tightness


def _distances(points: Numbers, centres: Numbers) -> Numbers:
    """Return the squared distance of each point (q, 2) to each centre (k, 2): (q, k)."""
    return np.asarray(np.square(points[:, None, :] - centres[None, :, :]).sum(axis=2))


def silhouette(points: Numbers, labels: Labels, *, sample: int = SAMPLE) -> float:
    """Return the mean of (b − a) / max(a, b) over the points (q, 2): −1 to 1.

    a is a point's mean distance to its own group, b that to the nearest other one (Rousseeuw
    1987); whoever is alone in a group counts 0. Above `sample` points, every ⌈q/sample⌉-th one is
    looked at, among those alone. 0 where there are fewer than two groups.
    """
    step = -(-len(points) // sample) if len(points) > sample else 1
    points, labels = points[::step], labels[::step]
    k = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels, minlength=k)
    if (sizes > 0).sum() < 2:
        return 0.0
    total = 0.0
    for start in range(0, len(points), _BLOCK):
        own = labels[start : start + _BLOCK]
        distances = np.sqrt(_distances(points[start : start + _BLOCK], points))
        sums = np.stack([distances[:, labels == group].sum(axis=1) for group in range(k)], axis=1)
        here = np.arange(len(own))
        a = sums[here, own] / np.maximum(sizes[own] - 1, 1)
        others = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
        others[here, own] = np.inf
        b = others.min(axis=1)
        larger = np.maximum(a, b)
        score = np.divide(b - a, larger, out=np.zeros_like(a), where=larger > 0)
        total += float(np.where(sizes[own] > 1, score, 0).sum())
    return total / len(points)
