"""Votes as a matrix, participants × statements, of which only the cast ones are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`k` cast votes of `n` participants on `m` statements, by participant, then statement.

    `participants` (n,) and `statements` (m,) are ids in ascending order, `rows` and `columns`
    (k,) places in them, `values` (k,) +1 agree, 0 pass, −1 disagree. A pair that is not among
    them has not voted: most pairs have not, so a table of all would be mostly empty. Votes on
    what is `rejected` (m,) are all 0.
    """

    participants: NDArray[Any]
    statements: NDArray[Any]
    rows: Places
    columns: Places
    values: Numbers
    rejected: NDArray[np.bool_]

    @property
    def shape(self) -> tuple[int, int]:
        """Return the number of participants and of statements, (n, m)."""
        return len(self.participants), len(self.statements)

    def by_statement(self, numbers: ArrayLike | None = None) -> Numbers:
        """Return sums of `numbers` (k,) over each statement's votes (m,), without them counts."""
        weights = None if numbers is None else np.asarray(numbers, float)
        return np.bincount(self.columns, weights, len(self.statements)).astype(float)

    def by_participant(self, numbers: ArrayLike | None = None) -> Numbers:
        """Return sums of `numbers` (k,) over each person's votes (n,), without them counts."""
        weights = None if numbers is None else np.asarray(numbers, float)
        return np.bincount(self.rows, weights, len(self.participants)).astype(float)

    def of(self, people: Places) -> "Matrix":
        """Return the votes of these rows alone (ascending); every statement stays a column."""
        place = np.full(len(self.participants), -1)
        place[people] = np.arange(len(people))
        theirs = place[self.rows] >= 0
        return Matrix(
            self.participants[people],
            self.statements,
            place[self.rows[theirs]],
            self.columns[theirs],
            self.values[theirs],
            self.rejected,
        )


def matrix(
    voters: ArrayLike,
    statements: ArrayLike,
    values: ArrayLike,
    *,
    rejected: Sequence[Any] = (),
) -> Matrix:
    """Return the matrix of votes that were cast in this order; a pair's last one counts.

    `voters`, `statements`, `values`: (k,) each. A `rejected` statement counts 0 for everybody
    but stays a column, as in Pol.is.
    """
    people, rows = np.unique(np.asarray(voters), return_inverse=True)
    texts, columns = np.unique(np.asarray(statements), return_inverse=True)
    # np.unique keeps the first of equal pairs: read backwards, that is the last vote.
    pairs, last = np.unique((rows * max(len(texts), 1) + columns)[::-1], return_index=True)
    cast = np.asarray(values, float)[::-1][last]
    rows, columns = np.divmod(pairs, max(len(texts), 1))
    out = np.isin(texts, list(rejected))
    cast[out[columns]] = 0
    return Matrix(people, texts, rows, columns, cast, out)
