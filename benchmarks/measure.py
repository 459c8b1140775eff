"""Figures, and how they are taken."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Case = TypeVar("Case")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ours must not exceed the limit."""

    name: str
    ours: float
    limit: float
    unit: str

    @property
    def ratio(self) -> float:
        return self.ours / self.limit

    @property
    def holds(self) -> bool:
        return self.ratio <= 1


def milliseconds(run: Callable[[Case], object], cases: Iterable[Case]) -> list[float]:
    """Return how long each case took, in order of size: the best of three, without the noise."""

    def once(case: Case) -> float:
        begun = time.perf_counter()
        run(case)
        return (time.perf_counter() - begun) * 1_000

    return sorted(min(once(case) for _time in range(3)) for case in cases)


def share(ordered: list[float], part: float) -> float:
    """Return the figure that this part (0.95: 95 %) of the figures does not exceed."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
