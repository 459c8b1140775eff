"""Whether the groups are real."""

import numpy as np
import pytest

from consultations.opinions import reality
from consultations.opinions.analysis import analyse
from tests.consultations.opinions.planted import noise, planted


def test_groups_that_are_there_pass_both_tests() -> None:
    votes, _labels = planted(60, 40)
    found = analyse(votes)
    assert found.null.passes
    assert found.stability > 0.95
    assert found.is_real


@pytest.mark.parametrize("seed", range(3))
def test_in_noise_there_are_no_groups(seed) -> None:
    found = analyse(noise(people=100, seed=seed))
    assert not found.is_real


def test_the_same_votes_give_the_same_answer() -> None:
    votes, people = noise(people=60), np.arange(60)
    assert reality.null(votes, people) == reality.null(votes, people)
    labels = people % 2
    one, other = (reality.stability(votes, people, labels, 2) for _time in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1),
        ([0, 0, 0, 0], [0, 0, 0, 0], 1),
        # Hubert and Arabie's own example of two divisions that have little in common.
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.24242424),
    ],
)
def test_the_adjusted_rand_index(one, other, index) -> None:
    assert reality.adjusted_rand(np.array(one), np.array(other)) == pytest.approx(index)
