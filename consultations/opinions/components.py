"""The centre of opinion and the two directions in which people differ most."""

from collections.abc import Callable

import numpy as np

from consultations.opinions.matrix import Matrix, Numbers

COUNT = 2
# Directions beside the wanted ones make these settle in few rounds.
_SPARE = 4
_MOST_ROUNDS = 500
_SETTLED = 1e-10
_MOST_SQUARED = 2_000  # statements
_BLOCK = 1_000  # rows


def centre(votes: Matrix) -> Numbers:
    """Return μ (m,): the mean of the votes cast on each statement, 0 where nobody voted."""
    return votes.by_statement(votes.values) / np.maximum(votes.by_statement(), 1)


def components(votes: Matrix, *, rounds: int = _MOST_ROUNDS) -> Numbers:
    """Return the first two principal components (2, m): unit rows, the strongest first.

    Who has not voted on a statement stands at its centre, so the centred matrix X (n, m) is 0
    there. Found by subspace iteration on XᵀX (Halko, Martinsson, Tropp 2011, algorithm 4.4) from a
    fixed start, in at most so many rounds, and turned so that the loading that is largest in size
    is positive: the same votes give the same answer. A row is 0 where the votes have fewer
    directions than two.
    """
    _people, m = votes.shape
    centred = votes.values - centre(votes)[votes.columns]
    found = np.zeros((COUNT, m))
    if not centred.any():
        return found
    width = min(COUNT + _SPARE, m)
    basis = np.linalg.qr(np.random.default_rng(0).standard_normal((m, width)))[0]
    through = _through(votes, centred)
    for _round in range(rounds):
        spread = through(basis)
        found, before = _strongest(basis, spread), found
        if np.abs(found - before).max() < _SETTLED:
            break
        basis = np.linalg.qr(spread)[0]
    return found


def _through(votes: Matrix, centred: Numbers) -> Callable[[Numbers], Numbers]:
    """Return basis (m, w) -> XᵀX·basis.

    With few statements XᵀX itself is made, from some rows of X at a time; with more it would be
    larger than the votes, and only they enter: memory grows with their number k, not with n·m.
    """
    n, m = votes.shape
    if m > _MOST_SQUARED:

        def sparse(basis: Numbers) -> Numbers:
            places = _each(basis, lambda one: votes.by_participant(centred * one[votes.columns]))
            return _each(places, lambda one: votes.by_statement(centred * one[votes.rows]))

        return sparse
    squared, starts = np.zeros((m, m)), np.searchsorted(votes.rows, np.arange(0, n, _BLOCK))
    for start, end in zip(starts, [*starts[1:], len(votes.rows)], strict=True):
        block = np.zeros((min(_BLOCK, n), m))
        block[votes.rows[start:end] % _BLOCK, votes.columns[start:end]] = centred[start:end]
        squared += block.T @ block
    return lambda basis: squared @ basis


def _each(columns: Numbers, through: Callable[[Numbers], Numbers]) -> Numbers:
    """Return what each column becomes, side by side."""
    return np.stack([through(column) for column in columns.T], axis=1)


def _strongest(basis: Numbers, spread: Numbers) -> Numbers:
    """Return the two strongest directions (2, m) within a basis (m, w) (Rayleigh–Ritz).

    `spread` (m, w) is XᵀX·basis for the centred matrix X.
    """
    strengths, turns = np.linalg.eigh(basis.T @ spread)
    inside = (basis @ turns[:, ::-1])[:, :COUNT].T
    inside[strengths[::-1][:COUNT] <= strengths[-1] * 1e-12] = 0
    largest = np.abs(inside).argmax(axis=1)
    inside *= np.where(inside[np.arange(len(inside)), largest] < 0, -1, 1)[:, None]
    found = np.zeros((COUNT, len(basis)))
    found[: len(inside)] = inside
    return found
