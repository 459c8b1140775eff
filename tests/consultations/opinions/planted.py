"""Votes whose groups are known."""

import numpy as np

from consultations.opinions.matrix import Matrix, matrix


def planted(
    *sizes: int, statements: int = 40, seen: float = 0.6, noise: float = 0.15, seed: int = 0
) -> tuple[Matrix, np.ndarray]:
    """Return votes of groups that each have a mind of their own, and whose group each is in."""
    random = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    minds = random.choice([-1, 1], size=(len(sizes), statements))
    values = minds[labels]
    flip = random.random(values.shape) < noise
    values = np.where(flip, random.integers(-1, 2, values.shape), values)
    people, places = np.nonzero(random.random(values.shape) < seen)
    return matrix(people, places, values[people, places]), labels


def noise(people: int = 200, statements: int = 40, seed: int = 0) -> Matrix:
    """Return votes without any opinion behind them."""
    random = np.random.default_rng(seed)
    liked = random.random(statements)
    who, what = np.nonzero(random.random((people, statements)) < 0.6)
    values = np.where(random.random(len(who)) < liked[what], 1, -1)
    return matrix(who, what, values)
