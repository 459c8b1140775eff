"""Small counts are said so that nothing can be worked out."""

from collections import Counter
from itertools import product

import pytest

from consultations.reports.few import FEWEST, Count, join_small


@pytest.mark.parametrize(
    ("number", "words", "cell"),
    [(0, "0", "0"), (1, "menos de 5", "<5"), (4, "menos de 5", "<5"), (5, "5", "5")],
)
def test_one_to_four_are_the_same_to_everybody(number, words, cell) -> None:
    assert (str(Count.of(number)), Count.of(number).cell()) == (words, cell)


def test_a_sum_says_no_more_than_its_parts() -> None:
    for one, other in product(range(1, FEWEST), repeat=2):
        total = Count.of(one) + Count.of(other) + Count.of(12)
        assert (str(total), total.cell()) == ("de 14 a 20", "14..20")


def test_small_reasons_are_joined_until_they_are_not_small() -> None:
    assert join_small(Counter(spam=9, threat=2, off_topic=3), "other") == {"spam": 9, "other": 5}
    assert join_small(Counter(spam=9, threat=2, off_topic=6), "other") == {"spam": 9, "other": 8}
    assert join_small(Counter(spam=5, other=1), "other") == {"other": 6}
    assert join_small(Counter(spam=5, other=5), "other") == {"spam": 5, "other": 5}
